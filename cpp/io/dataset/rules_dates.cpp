#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "io/dataset/edtf.hpp"
#include "io/dataset/reader.hpp"
#include "io/dataset/rules.hpp"
#include "io/dataset/walk.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 20> date_fields{
    "/as_of",
    "/sources/*/date",
    "/sources/*/read",
    "/programmes/*/signed",
    "/programmes/*/concluded",
    "/programmes/*/start",
    "/programmes/*/end",
    "/programmes/*/negotiation_from",
    "/commitments/*/start",
    "/commitments/*/end",
    "/systems/*/end",
    "/memberships/*/start",
    "/memberships/*/end",
    "/events/*/date",
    "/codings/*/date",
    "/adjudications/*/decided_on",
    "/searches/*/first",
    "/searches/*/last",
    "/sampling/*/first",
    "/sampling/*/last",
};

/// "The first is not after the last": each record that has both.
struct Period {
    std::string_view records;
    std::string_view first;
    std::string_view last;
};
constexpr std::array<Period, 6> periods{{{"/programmes/*", "start", "end"},
                                         {"/programmes/*", "negotiation_from", "concluded"},
                                         {"/commitments/*", "start", "end"},
                                         {"/memberships/*", "start", "end"},
                                         {"/searches/*", "first", "last"},
                                         {"/sampling/*", "first", "last"}}};

void check_date(const json& value, const std::string& place, FaultList& faults) {
    if (!value.is_string()) return;
    const auto& written = value.get_ref<const std::string&>();
    const auto window = read_edtf(written);
    if (!window) {
        faults.add(Code::reference, place, in_quotes(written), "no calendar has this date",
                   "check the day of the month, and that at most one side of a slash is open");
    } else if (window->earliest > window->latest) {
        faults.add(Code::reference, place, in_quotes(written), "a window of dates begins before it ends",
                   "swap the two sides of the slash");
    }
}

void check_period(const json& record, const std::string& place, const Period& period, FaultList& faults) {
    const auto first = text_if_any(record, period.first);
    const auto last = text_if_any(record, period.last);
    if (!first || !last) return;
    const auto from = read_edtf(*first);
    const auto until = read_edtf(*last);
    if (!from || !until || from->earliest <= until->latest) return;
    faults.add(
        Code::reference, place,
        std::string(period.first) + " " + in_quotes(*first) + ", " + std::string(period.last) + " " + in_quotes(*last),
        std::string(period.first) + " is not after " + std::string(period.last), "correct one of the two");
}

}  // namespace

void check_dates(const json& document, FaultList& faults) {
    for (const std::string_view path : date_fields) {
        walk(document, path, [&](const json& value, const std::string& place) { check_date(value, place, faults); });
    }
    for (const Period& period : periods) {
        walk(document, period.records,
             [&](const json& record, const std::string& place) { check_period(record, place, period, faults); });
    }
}

}  // namespace chirograph::io
