#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "io/dataset/reader.hpp"
#include "io/dataset/rules.hpp"
#include "io/dataset/walk.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;

/// Every field that holds a depth of codebook.scale, apart from the scale itself.
constexpr std::array<std::string_view, 19> depth_fields{
    "/question/practice/depth",
    "/codebook/coding/listing/*/lower",
    "/codebook/coding/listed_upper",
    "/codebook/coding/commitment_depth/*/lower",
    "/codebook/coding/unlisted/*/lower",
    "/codebook/coding/unlisted/*/upper",
    "/codebook/coding/dates/*/lower",
    "/codebook/coding/dates/*/upper",
    "/codebook/assumptions/*/lower",
    "/codebook/assumptions/*/upper",
    "/codebook/interoperability/practice_depth",
    "/codebook/prerequisites/*/needs_depth",
    "/codebook/prerequisites/*/cap_without",
    "/codebook/menu/default_level",
    "/codebook/menu/levels/*/level",
    "/codings/*/lower",
    "/codings/*/upper",
    "/adjudications/*/lower",
    "/adjudications/*/upper",
};

/// Every record with a lower and an upper end.
constexpr std::array<std::string_view, 6> interval_records{"/codebook/coding/unlisted/*",
                                                           "/codebook/coding/dates/*",
                                                           "/codebook/assumptions/*",
                                                           "/codebook/membership_values/*",
                                                           "/codings/*",
                                                           "/adjudications/*"};

void check_scale(const json& scale, FaultList& faults) {
    for (std::size_t i = 0; i < scale.size(); ++i) {
        if (whole(scale[i], "depth") == i) continue;
        faults.add(Code::reference, "/codebook/scale/" + std::to_string(i) + "/depth", field(scale[i], "depth").dump(),
                   "depths run 0, 1, 2 and so on without a gap", "write " + std::to_string(i));
    }
}

void check_depths(const json& document, FaultList& faults) {
    const std::size_t top = list(field(document, "codebook"), "scale").size() - 1;
    for (const std::string_view path : depth_fields) {
        walk(document, path, [&](const json& value, const std::string& place) {
            if (!value.is_number() || value.get<double>() <= static_cast<double>(top)) return;
            faults.add(Code::reference, place, value.dump(), "the scale ends at depth " + std::to_string(top),
                       "write a depth of the scale, or extend the scale");
        });
    }
}

void check_intervals(const json& document, FaultList& faults) {
    for (const std::string_view path : interval_records) {
        walk(document, path, [&](const json& record, const std::string& place) {
            const json& lower = field(record, "lower");
            const json& upper = field(record, "upper");
            if (!lower.is_number() || !upper.is_number() || lower.get<double>() <= upper.get<double>()) return;
            faults.add(Code::reference, place, "lower " + lower.dump() + ", upper " + upper.dump(),
                       "the lower end is not above the upper end", "swap the two, or correct one");
        });
    }
}

/// A listed cell runs up to listed_upper, so nothing may raise its lower end beyond that.
void check_listed_upper(const json& coding, FaultList& faults) {
    const std::size_t upper = whole(coding, "listed_upper");
    for (const std::string_view path : {"/listing/*/lower", "/commitment_depth/*/lower"}) {
        walk(coding, path, [&](const json& value, const std::string& place) {
            if (value.get<double>() <= static_cast<double>(upper)) return;
            faults.add(Code::reference, "/codebook/coding" + place, value.dump(),
                       "not above listed_upper, which is " + std::to_string(upper), "lower it, or raise listed_upper");
        });
    }
}

void check_grades(const json& codebook, FaultList& faults) {
    const json& grades = list(codebook, "evidence_grades");
    const json& coding = field(codebook, "coding");
    std::size_t presets = 0;
    for (const json& grade : grades) {
        presets += flag(grade, "default") ? 1U : 0U;
        for (const std::string_view rule : {"commitment_links", "raise_only_listed"}) {
            if (field(coding, rule).contains(text(grade, "id"))) continue;
            faults.add(Code::reference, "/codebook/coding/" + std::string(rule), "",
                       "no rule for the grade '" + text(grade, "id") + "'", "add one");
        }
    }
    if (presets != 1) {
        faults.add(Code::reference, "/codebook/evidence_grades", std::to_string(presets) + " defaults",
                   "exactly one grade is the default", "set default to true in one of them");
    }
}

}  // namespace

void check_coding(const json& document, FaultList& faults) {
    const json& codebook = field(document, "codebook");
    check_scale(list(codebook, "scale"), faults);
    check_depths(document, faults);
    check_intervals(document, faults);
    check_listed_upper(field(codebook, "coding"), faults);
    check_grades(codebook, faults);
}

}  // namespace chirograph::io
