// From bytes to typed tables, and from evidence to cells.
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "io/dataset/coding.hpp"
#include "io/dataset/dataset.hpp"
#include "io/dataset/reader.hpp"
#include "io/dataset/walk.hpp"
#include "io_support.hpp"

namespace chirograph::io {
namespace {

using nlohmann::json;

Dataset minimal() {
    return read_dataset(minimal_text(), "minimal.json");
}

std::string row(const std::vector<Depth>& depths, std::size_t which, std::size_t columns) {
    std::string text;
    for (std::size_t i = 0; i < columns; ++i) text += static_cast<char>('0' + depths[which * columns + i]);
    return text;
}

// The typed tables hold what the file says, with references as positions.
TEST(Dataset, ReadsTypedTables) {
    const Dataset dataset = minimal();
    EXPECT_EQ(dataset.text, minimal_text());
    EXPECT_EQ(dataset.id, "minimal");
    EXPECT_EQ(dataset.max_depth, 3);
    EXPECT_EQ(dataset.areas, (std::vector<std::string>{"A1", "A2", "A3", "A4"}));
    EXPECT_EQ(dataset.partners, (std::vector<std::string>{"XAA", "XBB"}));
    EXPECT_EQ(dataset.grades[dataset.default_grade], "strict");
    ASSERT_EQ(dataset.programmes.size(), 4U);
    EXPECT_EQ(dataset.programmes[2].partner, 1U);
    EXPECT_EQ(dataset.programmes[2].own_list, 3U);
    EXPECT_EQ(dataset.programmes[1].concluded_by, 20200831);
    EXPECT_FALSE(dataset.programmes[3].partner.has_value()) << "a group is no row of a panel";
    ASSERT_EQ(dataset.listings.size(), 4U);
    EXPECT_EQ(dataset.listings[2].areas, (std::vector<std::size_t>{2, 3}));
    EXPECT_EQ(dataset.commitments.size(), 3U) << "a commitment without an area codes no cell";
}

// Gate, schema and references report together; the rules, which take the form for granted, only when it is right.
TEST(Dataset, ReportsAllFaultsAtOnce) {
    const std::string text = minimal_text();
    EXPECT_EQ(faults_of([&] { (void)read_dataset("{\"a\": 1", "f"); }).front().code, Code::gate);
    const std::string schema = with(with(text, "\"lower\": 1,", "\"lower\": \"1\","), "\"XBB\"", "\"xbb\"");
    const auto form = faults_of([&] { (void)read_dataset(schema, "f"); });
    ASSERT_EQ(form.size(), 2U);
    EXPECT_EQ(form[0].code, Code::schema);
    const std::string broken =
        with(with(text, "\"group\": \"talk\"", "\"group\": \"walk\""), "\"end\": \"2028\"", "\"end\": \"2024\"");
    const auto sense = faults_of([&] { (void)read_dataset(broken, "data/f.json"); });
    ASSERT_EQ(sense.size(), 2U);
    EXPECT_EQ(sense[0].code, Code::reference);
    EXPECT_EQ(sentence(sense[0]),
              "data/f.json: /codebook/areas/0/group: found \"walk\"; no record of codebook.groups has this name; "
              "did you mean 'talk' or 'work'?");
}

std::vector<Code> codes(const std::string& text) {
    std::vector<Code> found;
    for (const Fault& fault : faults_of([&] { (void)read_dataset(text, "f"); })) found.push_back(fault.code);
    return found;
}

// A fault of the form does not hide a reference that leads nowhere, nor a control character either of them.
TEST(Dataset, AFaultHidesNoOther) {
    const std::string reference = with(minimal_text(), R"("group": "talk")", R"("group": "walk")");
    const std::string form = with(reference, R"("licence": "CC-BY-4.0")", R"("licence": 1)");
    EXPECT_EQ(codes(form), (std::vector<Code>{Code::schema, Code::reference}));
    const std::string gate = with(form, R"("id": "minimal")", R"("id": "mini\u0007mal")");
    EXPECT_EQ(codes(gate), (std::vector<Code>{Code::gate, Code::schema, Code::reference})) << "one fault for the id";
}

// Names that a fault left uncertain are no reason to call every reference to them wrong.
TEST(Dataset, FollowsNoReferenceIntoAFaultyTable) {
    const std::string text = minimal_text();
    EXPECT_EQ(codes(with(text, R"({"id": "talk", )", R"({"id": 7, )")), std::vector<Code>{Code::schema});
    EXPECT_EQ(codes(with(text, R"({"id": "talk", )", R"({"id": "ta lk", )")), std::vector<Code>{Code::schema});
    EXPECT_EQ(codes(with(text, R"({"id": "talk", )", R"({"id": "ta\u0001lk", )")), std::vector<Code>{Code::gate});
    EXPECT_EQ(codes(with(text, R"("partners": [)", R"("partner": [)")),
              (std::vector<Code>{Code::schema, Code::schema}));
}

// A grade is found by its name; the empty name is the default; another name suggests a near one.
TEST(Dataset, FindsGrades) {
    const Dataset dataset = minimal();
    EXPECT_EQ(find_grade(dataset, ""), 0U);
    EXPECT_EQ(find_grade(dataset, "declared"), 1U);
    const Fault fault = only_fault([&] { (void)find_grade(dataset, "declare"); });
    EXPECT_EQ(fault.code, Code::parameter);
    EXPECT_EQ(fault.repair, "did you mean 'declared'?");
}

// Strict: listed areas from 1 to 3, deepened by commitments inside; nothing else is more than unknown.
TEST(Coding, StrictCells) {
    const Cells cells = code_cells(minimal(), 0);
    EXPECT_EQ(row(cells.lower, 0, 4), "1030");
    EXPECT_EQ(row(cells.upper, 0, 4), "3030");
    EXPECT_EQ(row(cells.lower, 1, 4), "0000");
    EXPECT_EQ(row(cells.upper, 1, 4), "3333");
    EXPECT_EQ(row(cells.lower, 2, 4), "0011");
    EXPECT_EQ(row(cells.upper, 2, 4), "3333");
    const auto status = [&](std::size_t programme, std::size_t area) {
        return minimal().statuses[cells.status[programme * 4 + area]];
    };
    EXPECT_EQ(status(0, 0), "stated");
    EXPECT_EQ(status(0, 1), "absent");
    EXPECT_EQ(status(2, 1), "not_public");
    EXPECT_EQ(status(2, 2), "stated");
}

// Declared: areas named in context count, and commitments inside raise cells that were not listed.
TEST(Coding, DeclaredCells) {
    const Cells cells = code_cells(minimal(), 1);
    EXPECT_EQ(row(cells.lower, 2, 4), "2111");
    EXPECT_EQ(row(cells.upper, 2, 4), "3333");
    EXPECT_EQ(minimal().statuses[cells.status[8]], "context") << "raised by a commitment";
    EXPECT_EQ(minimal().statuses[cells.status[9]], "context") << "named in context";
}

// Where several kinds of evidence list an area, the first rule of the codebook gives the status.
TEST(Coding, FirstRuleGivesTheStatus) {
    const std::string text = with(minimal_text(), R"("areas": [{"area": "A2", "fit": "exact"}])",
                                  R"("areas": [{"area": "A2", "fit": "exact"}, {"area": "A3", "fit": "close"}])");
    const Dataset dataset = read_dataset(text, "f");
    EXPECT_EQ(dataset.statuses[code_cells(dataset, 1).status[2 * 4 + 2]], "stated");
}

// A raised cell of a closed list reaches up to listed_upper: something is done although nothing is listed.
TEST(Coding, CommitmentOpensAClosedCell) {
    const std::string text = with(minimal_text(), R"("id": "C2", "programme": "P-XBB", "area": "A1")",
                                  R"("id": "C2", "programme": "P-XAA", "area": "A2")");
    const Dataset dataset = read_dataset(text, "f");
    EXPECT_EQ(row(code_cells(dataset, 1).lower, 0, 4), "1230");
    EXPECT_EQ(row(code_cells(dataset, 1).upper, 0, 4), "3330");
    EXPECT_EQ(row(code_cells(dataset, 0).upper, 0, 4), "3030") << "strict: an unlisted cell stays absent";
}

// Evidence outside commitment_evidence, and links that the grade does not count, raise nothing.
TEST(Coding, OnlyCountingCommitmentsRaise) {
    const std::string text = with(minimal_text(), R"("source": "S1", "locator": "", "evidence": "stated", "note": ""},
  {"id": "C2")",
                                  R"("source": "S1", "locator": "", "evidence": "not_found", "note": ""},
  {"id": "C2")");
    EXPECT_EQ(row(code_cells(read_dataset(text, "f"), 0).lower, 0, 4), "1010");
}

std::string names(const Decision& decision) {
    std::string text;
    for (const RecordName& record : decision.records) text += record.table + "/" + record.id + " ";
    return text;
}

// The deciding records are the counting listings and the commitments that raise a cell furthest.
TEST(Coding, NamesDecidingRecords) {
    const Dataset dataset = minimal();
    const auto strict = decisions(dataset, 0);
    ASSERT_EQ(strict.size(), 4U);
    EXPECT_EQ(names(strict[0]), "listings/L1 ");
    EXPECT_EQ(names(strict[1]), "listings/L2 commitments/C1 ");
    EXPECT_EQ(decisions(dataset, 1).size(), 6U);
}

// A stated total bounds the number of areas: what was read is the least, two areas for each unread title the most.
TEST(Coding, ListRanges) {
    const Dataset dataset = minimal();
    const auto ranges = list_ranges(dataset, 0);
    ASSERT_EQ(ranges.size(), 2U);
    EXPECT_EQ(ranges[0].minimum, 2U);
    EXPECT_EQ(ranges[0].maximum, 2U);
    EXPECT_EQ(ranges[1].minimum, 2U);
    EXPECT_EQ(ranges[1].maximum, 4U) << "2 read areas, two titles unread with two areas each, but only four areas";
    EXPECT_EQ(ranges[1].stated_total, 3U);
    EXPECT_EQ(ranges[1].titles_read, 1U);
    EXPECT_TRUE(list_ranges(dataset, 1).empty()) << "declared cells are not titles of the list";
    EXPECT_EQ(list_ranges(
                  read_dataset(
                      with(minimal_text(), "\"areas_per_title_maximum\": 2", "\"areas_per_title_maximum\": 2.0"), "f"),
                  0)[1]
                  .maximum,
              4U);
}

// Coders that differ span their codings, or are asked for by name; what is shown beyond them spans that too.
TEST(Coding, CodingsOfTexts) {
    const Dataset dataset = read_dataset(file_text("tests/hostile/accept/codings_of_texts.json"), "f");
    EXPECT_EQ(row(code_cells(dataset, 0).lower, 0, 4), "2030") << "adjudicated, as the codebook says";
    EXPECT_EQ(row(code_cells(dataset, 0).upper, 0, 4), "2330");
    EXPECT_EQ(row(code_cells(dataset, 0, "span").upper, 0, 4), "2330");
    EXPECT_EQ(row(code_cells(dataset, 0, "span").lower, 0, 4), "1030");
    EXPECT_EQ(row(code_cells(dataset, 0, "agreed").upper, 0, 4), "3330");
    EXPECT_EQ(row(code_cells(dataset, 0, "A").upper, 0, 4), "1330");
    EXPECT_EQ(row(code_cells(dataset, 1).upper, 0, 4), "3030") << "codings count in the strict grade only";
    EXPECT_EQ(names(decisions(dataset, 0)[0]), "codings/K1 codings/K2 adjudications/J1 ");
    EXPECT_EQ(only_fault([&] { (void)code_cells(dataset, 0, "agree"); }).repair, "did you mean 'agreed'?");
    EXPECT_EQ(only_fault([] { (void)code_cells(minimal(), 0, "span"); }).rule, "the dataset has no codings");
}

// The latest programme of a kind makes the row of its partner, with the list lengths that follow.
TEST(Coding, LatestPanel) {
    const NamedPanel named = latest_panel(minimal(), "PLAN");
    EXPECT_EQ(named.rows, (std::vector<std::string>{"XAA", "XBB"}));
    EXPECT_EQ(named.columns.size(), 4U);
    EXPECT_EQ(named.panel.lower(1, 2), 1) << "the plan of 2025, not that of 2020";
    ASSERT_EQ(named.constraints.lengths.size(), 2U);
    EXPECT_EQ(named.constraints.lengths[1].row, 1U);
    EXPECT_EQ(named.constraints.lengths[1].maximum, 4U);
    EXPECT_NO_THROW(check(named.constraints, named.panel));
    EXPECT_TRUE(latest_panel(minimal(), "PLAN", "declared").constraints.empty());
    EXPECT_EQ(only_fault([] { (void)latest_panel(minimal(), "AGENDA"); }).code, Code::index) << "only a group has one";
    EXPECT_EQ(only_fault([] { (void)latest_panel(minimal(), "PLANS"); }).repair, "did you mean 'PLAN'?");
}

// The dataset of the package: 24 areas, and the panel of the four programmes is as it was coded by hand.
TEST(Coding, ShippedDataset) {
    const Dataset dataset = read_dataset(file_text("python/chirograph/data/nato-ip4/data.json"), "data.json");
    const NamedPanel named = latest_panel(dataset, "ITPP");
    EXPECT_EQ(named.rows, (std::vector<std::string>{"AUS", "JPN", "KOR", "NZL"}));
    ASSERT_EQ(named.panel.columns(), 24U);
    std::size_t listed = 0;
    std::size_t absent = 0;
    for (std::size_t area = 0; area < 24; ++area) {
        listed += named.panel.lower(2, area) > 0 ? 1U : 0U;
        absent += named.panel.upper(2, area) == 0 ? 1U : 0U;
        EXPECT_EQ(named.panel.lower(3, area), 0) << "nothing of the fourth list is public";
        EXPECT_EQ(named.panel.upper(3, area), 3) << "and unpublished is not absent";
    }
    EXPECT_EQ(listed, 11U);
    EXPECT_EQ(absent, 13U);
}

// The second lock: each reader refuses a missing field, another type and a number out of its range.
TEST(Reader, RefusesWrongValues) {
    const json record = json::parse(
        R"({"t": "x", "b": true, "n": 7, "f": 3.0, "h": 2.5, "m": -1, "big": 9007199254740993, "z": null, "l": [1], "d": 16})");
    EXPECT_EQ(text(record, "t"), "x");
    EXPECT_EQ(whole(record, "n"), 7U);
    EXPECT_EQ(whole(record, "f"), 3U);
    EXPECT_TRUE(flag(record, "b"));
    EXPECT_EQ(depth(record, "n"), 7);
    EXPECT_EQ(list(record, "l").size(), 1U);
    EXPECT_EQ(list(record, "none").size(), 0U);
    EXPECT_FALSE(text_if_any(record, "z").has_value());
    EXPECT_FALSE(whole_if_any(record, "none").has_value());
    EXPECT_EQ(whole_if_any(record, "n"), 7U);
    const auto refuses = [](const auto& call) { return only_fault(call).code == Code::schema; };
    for (const char* key : {"t", "b", "h", "m", "big", "z", "l", "none"}) {
        EXPECT_TRUE(refuses([&] { (void)whole(record, key); })) << key;
    }
    EXPECT_TRUE(refuses([&] { (void)depth(record, "d"); }));
    EXPECT_TRUE(refuses([&] { (void)text(record, "n"); }));
    EXPECT_TRUE(refuses([&] { (void)flag(record, "n"); }));
    EXPECT_TRUE(refuses([&] { (void)list(record, "t"); }));
    EXPECT_TRUE(refuses([&] { (void)text_if_any(record, "n"); }));
    EXPECT_TRUE(refuses([&] { (void)whole_if_any(record, "t"); }));
    EXPECT_TRUE(refuses([&] { (void)field(json(3), "a"); }));
    EXPECT_EQ(record.size(), 10U) << "looking changed nothing";
}

// A walk reaches items, fields of objects and keys, and names the place of each.
TEST(Walk, ReachesWhatThePathSays) {
    const json document = json::parse(R"({"a": [{"b": 1}, {"c": 2}, {"b": 3}], "o": {"x": [4], "y/z": [5]}})");
    const auto reached = [&](std::string_view path) {
        std::string places;
        walk(document, path,
             [&](const json& value, const std::string& place) { places += place + "=" + value.dump() + " "; });
        return places;
    };
    EXPECT_EQ(reached("/a/*/b"), "/a/0/b=1 /a/2/b=3 ");
    EXPECT_EQ(reached("/o/*/*"), "/o/x/0=4 /o/y~1z/0=5 ");
    EXPECT_EQ(reached("/o/@keys"), "/o/x=\"x\" /o/y~1z=\"y/z\" ");
    EXPECT_EQ(reached("/none/*/b"), "");
    EXPECT_EQ(reached("/a/b"), "");
}

}  // namespace
}  // namespace chirograph::io
