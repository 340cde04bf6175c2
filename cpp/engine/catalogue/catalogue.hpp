// THE TABLE. One row per indicator; everything else (dispatch, bindings, stubs, command line, report, documentation,
// property tests) follows from it. A row whose declared traits are false does not compile.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "engine/catalogue/indicator.hpp"
#include "engine/catalogue/interop_rows.hpp"
#include "engine/catalogue/margins.hpp"
#include "engine/catalogue/terms.hpp"

namespace chirograph {

/// Overlap of a pair, area by area.
inline constexpr std::array overlap_rows{
    Indicator{.key = "jaccard",
              .title = "Jaccard",
              .question = "Of all areas either programme has, what share do both have?",
              .formula = "a / (a + b + c)",
              .reference = "jaccard1912",
              .undefined = "neither programme has an area",
              .solver = &ratio_index,
              .parameters = {parameters::threshold},
              .terms = terms::jaccard},
    Indicator{.key = "dice",
              .title = "Sorensen-Dice",
              .question = "What share of the areas of both lists, laid end to end, is matched?",
              .formula = "2a / (2a + b + c)",
              .reference = "dice1945",
              .undefined = "neither programme has an area",
              .solver = &ratio_index,
              .parameters = {parameters::threshold},
              .terms = terms::dice},
    Indicator{.key = "overlap",
              .title = "Overlap coefficient",
              .question = "What share of the shorter list is found in the longer one?",
              .formula = "a / min(a + b, a + c)",
              .reference = "szymkiewicz1934",
              .undefined = "one of the two programmes has no area",
              .solver = &table_index,
              .parameters = {parameters::threshold},
              .table = &tables::overlap},
    Indicator{.key = "containment",
              .title = "Containment",
              .question = "What share of the first programme's areas does the second have too?",
              .formula = "a / (a + b)",
              .reference = "tversky1977",
              .undefined = "the first programme has no area",
              .solver = &ratio_index,
              .traits = {.symmetric = false},
              .parameters = {parameters::threshold},
              .terms = terms::containment},
    Indicator{.key = "tversky",
              .title = "Tversky",
              .question = "What share is common when areas of only one side count with weights of their own?",
              .formula = "a / (a + alpha b + beta c)",
              .reference = "tversky1977",
              .undefined = "a + alpha b + beta c = 0",
              .solver = &ratio_index,
              .traits = {.symmetric = false},
              .parameters = {parameters::threshold,
                             Parameter{.name = "alpha",
                                       .preset = 1,
                                       .low = 0,
                                       .high = 1e6,
                                       .meaning = "weight of areas only the first programme has"},
                             Parameter{.name = "beta",
                                       .preset = 1,
                                       .low = 0,
                                       .high = 1e6,
                                       .meaning = "weight of areas only the second programme has"}},
              .terms = terms::tversky},
    Indicator{.key = "simple_matching",
              .title = "Simple matching",
              .question = "In what share of all areas are the two depths equal?",
              .formula = "sum w [x = y] / sum w",
              .reference = "sokal1958",
              .undefined = "never",
              .solver = &ratio_index,
              .traits = {.ignores_joint_absence = false, .uses_levels = true},
              .terms = terms::simple_matching},
    Indicator{.key = "ochiai",
              .title = "Ochiai",
              .question = "How many areas are common, relative to the geometric mean of the two lengths?",
              .formula = "a / sqrt((a + b)(a + c))",
              .reference = "ochiai1957",
              .undefined = "one of the two programmes has no area",
              .solver = &table_index,
              .parameters = {parameters::threshold},
              .table = &tables::ochiai},
    Indicator{.key = "phi",
              .title = "Phi",
              .question = "Do the two programmes take up the same areas more often than independent ones would?",
              .formula = "(ad - bc) / sqrt((a+b)(c+d)(a+c)(b+d))",
              .reference = "pearson1900",
              .undefined = "a programme has all areas or none",
              .solver = &table_index,
              .low = -1,
              .traits = {.ignores_joint_absence = false},
              .parameters = {parameters::threshold},
              .table = &tables::phi},
    Indicator{.key = "ruzicka",
              .title = "Ruzicka (weighted Jaccard)",
              .question = "Of all the depth either programme reaches, what share do both reach?",
              .formula = "sum w min(x, y) / sum w max(x, y)",
              .reference = "ruzicka1958",
              .undefined = "neither programme has an area",
              .solver = &ratio_index,
              .traits = {.uses_levels = true},
              .terms = terms::ruzicka},
    Indicator{.key = "braycurtis",
              .title = "Bray-Curtis similarity",
              .question = "What share of the two programmes' added depth is matched?",
              .formula = "2 sum w min(x, y) / sum w (x + y)",
              .reference = "bray1957",
              .undefined = "neither programme has an area",
              .solver = &ratio_index,
              .traits = {.uses_levels = true},
              .terms = terms::braycurtis},
    Indicator{.key = "cosine",
              .title = "Cosine",
              .question = "How similar are the two programmes' proportions of depth over areas?",
              .formula = "sum w x y / sqrt(sum w x^2 sum w y^2)",
              .reference = "salton1983",
              .undefined = "one of the two programmes has no area",
              .solver = &table_index,
              .traits = {.uses_levels = true},
              .table = &tables::cosine},
    Indicator{.key = "gower",
              .title = "Gower similarity",
              .question = "How close are the two depths on average, as a share of the scale?",
              .formula = "1 - sum w |x - y| / (L sum w)",
              .reference = "gower1971",
              .undefined = "never",
              .solver = &ratio_index,
              .traits = {.ignores_joint_absence = false, .uses_levels = true},
              .terms = terms::gower},
    Indicator{.key = "s_absolute",
              .title = "S (absolute distances)",
              .question = "How similar are the two profiles, from -1 (opposite) to 1 (equal)?",
              .formula = "1 - 2 sum w |x - y| / (L sum w)",
              .reference = "signorino1999",
              .undefined = "never",
              .solver = &ratio_index,
              .low = -1,
              .traits = {.ignores_joint_absence = false, .uses_levels = true},
              .terms = terms::s_absolute},
    Indicator{.key = "s_squared",
              .title = "S (squared distances)",
              .question = "How similar are the two profiles when large differences count more?",
              .formula = "1 - 2 sum w (x - y)^2 / (L^2 sum w)",
              .reference = "signorino1999",
              .undefined = "never",
              .solver = &ratio_index,
              .low = -1,
              .traits = {.ignores_joint_absence = false, .uses_levels = true},
              .terms = terms::s_squared},
    Indicator{.key = "cohen_kappa",
              .title = "Cohen's kappa",
              .question = "How far do the two profiles agree beyond what their own margins would give?",
              .formula = "1 - sum v o / sum v e, v = [x != y], |x - y| / L or ((x - y) / L)^2",
              .reference = "cohen1968",
              .undefined = "both programmes give every area the same one depth",
              .solver = &table_index,
              .low = -1,
              .traits = {.ignores_joint_absence = false, .uses_levels = true},
              .parameters = {Parameter{.name = "weighting",
                                       .preset = 0,
                                       .low = 0,
                                       .high = 2,
                                       .whole = true,
                                       .meaning = "how disagreements count",
                                       .choices = "nominal|linear|quadratic"}},
              .table = &tables::cohen_kappa},
    Indicator{.key = "scott_pi",
              .title = "Scott's pi",
              .question = "How far do the two profiles agree beyond what their pooled margin would give?",
              .formula = "(p_o - p_e) / (1 - p_e), p_e = sum_l ((p_xl + p_yl) / 2)^2",
              .reference = "scott1955",
              .undefined = "every cell of both programmes has the same depth",
              .solver = &table_index,
              .low = -1,
              .traits = {.ignores_joint_absence = false, .uses_levels = true},
              .table = &tables::scott_pi},
    Indicator{.key = "alignment",
              .title = "Alignment A (absolute distances)",
              .question = "How much closer are the two profiles than independent ones with the same margins?",
              .formula = "S - E[S]",
              .reference = "benati2026",
              .undefined = "never",
              .solver = &table_index,
              .low = -1,
              .traits = {.identity = false, .ignores_joint_absence = false, .uses_levels = true},
              .table = &tables::alignment},
    Indicator{.key = "alignment_squared",
              .title = "Alignment A (squared distances)",
              .question = "How strongly do the two profiles vary together, against independence?",
              .formula = "4 cov(x, y) / L^2",
              .reference = "benati2026",
              .undefined = "never",
              .solver = &table_index,
              .low = -1,
              .traits = {.identity = false, .ignores_joint_absence = false, .uses_levels = true},
              .table = &tables::alignment_squared},
    Indicator{.key = "tau_b",
              .title = "Kendall's tau-b",
              .question = "Do the two programmes order the areas alike?",
              .formula = "(C - D) / sqrt((C + D + T_x)(C + D + T_y))",
              .reference = "kendall1945",
              .undefined = "a programme gives every area the same depth",
              .solver = &tau_b_index,
              .low = -1,
              .traits = {.ignores_joint_absence = false, .weighted = false, .uses_levels = true}},
};

/// The whole table: overlap, then interoperability and profiles.
inline constexpr auto catalogue = [] {
    std::array<Indicator, overlap_rows.size() + interop_rows.size()> all{};
    for (std::size_t i = 0; i < overlap_rows.size(); ++i) all[i] = overlap_rows[i];
    for (std::size_t i = 0; i < interop_rows.size(); ++i) all[overlap_rows.size() + i] = interop_rows[i].row;
    return all;
}();

namespace checks {

template <class Claim>
consteval bool holds_on_grid(const Indicator& row, Claim claim) {
    for (Depth scale = 1; scale <= 4; ++scale) {
        for (const double first : {1.0, 2.0}) {
            Arguments arguments{{first, 1.0, 0.5}, scale};
            for (Depth x = 0; x <= scale; ++x) {
                for (Depth y = 0; y <= scale; ++y) {
                    if (!claim(row, Cell{x, y}, arguments)) return false;
                }
            }
        }
    }
    return true;
}

/// What a separable ratio declares must be true of its terms, area by area.
consteval bool honest(const Indicator& row) {
    const auto in_range = [](const Indicator& r, Cell c, const Arguments& a) {
        const Terms t = r.terms(c, a);
        return t.g >= 0 && t.f <= r.high * t.g && t.f >= r.low * t.g;
    };
    const auto symmetric = [](const Indicator& r, Cell c, const Arguments& a) {
        const Terms one = r.terms(c, a);
        const Terms two = r.terms({c.y, c.x}, a);
        return one.f == two.f && one.g == two.g;
    };
    const auto identity = [](const Indicator& r, Cell c, const Arguments& a) {
        const Terms t = r.terms({c.x, c.x}, a);
        return t.f == r.high * t.g;
    };
    const auto blind = [](const Indicator& r, Cell, const Arguments& a) {
        const Terms t = r.terms({0, 0}, a);
        return t.f == 0 && t.g == 0;
    };
    return holds_on_grid(row, in_range) && (row.traits.symmetric == holds_on_grid(row, symmetric)) &&
           (row.traits.identity == holds_on_grid(row, identity)) &&
           (row.traits.ignores_joint_absence == holds_on_grid(row, blind));
}

/// Without a double sum areas add their own terms alone, so A(s) must be 0.
constexpr bool adds_up(const TableIndex& table) {
    const TableOffset offset = table.offset({{1.0}, 1});
    return table.between != nullptr || (offset.factor.f == 0 && offset.linear.f == 0 && offset.constant.f == 0);
}

/// Has the row all that its solver asks for?
constexpr bool complete(const Indicator& row) {
    if (row.key.empty() || row.title.empty() || row.question.empty() || row.formula.empty()) return false;
    if (row.reference.empty() || row.undefined.empty() || !(row.low < row.high)) return false;
    if (row.arity != Arity::pair) return row.solver == nullptr && row.table == nullptr;
    if (row.solver == &ratio_index) return row.terms != nullptr && row.table == nullptr;
    if (row.solver != &table_index) return row.solver != nullptr && row.terms == nullptr && row.table == nullptr;
    const TableIndex* table = row.table;
    return table != nullptr && row.terms == nullptr && table->margins != nullptr && table->margin_step != nullptr &&
           table->terms != nullptr && table->offset != nullptr && adds_up(*table);
}

consteval bool consistent() {
    for (std::size_t i = 0; i < catalogue.size(); ++i) {
        const Indicator& row = catalogue[i];
        if (!complete(row)) return false;
        for (std::size_t j = 0; j < i; ++j) {
            if (catalogue[j].key == row.key) return false;
        }
        if (row.terms != nullptr && !honest(row)) return false;
    }
    return true;
}
static_assert(consistent(), "a row of the catalogue is incomplete, repeated, or declares a trait that does not hold");

}  // namespace checks

/// The row with this key. Throws Error(Code::unknown_key) with near names.
[[nodiscard]] const Indicator& find_indicator(std::string_view key);

/// Arguments from names and values: presets fill the rest. Throws Error(Code::parameter) with every fault.
[[nodiscard]] Arguments make_arguments(const Indicator& indicator,
                                       const std::vector<std::pair<std::string_view, double>>& given, Depth max_depth);

}  // namespace chirograph
