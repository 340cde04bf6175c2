// Dates as the dataset writes them: the part of EDTF that says "this day", "this month", "between these two".
#pragma once

#include <optional>
#include <string_view>

namespace chirograph::io {

/// The days a date may stand for, as YYYYMMDD. An open end is `no_day` or `every_day`.
struct Window {
    static constexpr int no_day = 0;
    static constexpr int every_day = 99'991'231;
    int earliest = no_day;
    int latest = every_day;
};

/// Reads YYYY, YYYY-MM, YYYY-MM-DD with an optional ?, ~ or %, and earliest/latest where either side may be "..".
/// Nothing when the text has another form or names a day that no calendar has. The window may run backwards: the
/// caller says so.
[[nodiscard]] std::optional<Window> read_edtf(std::string_view text);

}  // namespace chirograph::io
