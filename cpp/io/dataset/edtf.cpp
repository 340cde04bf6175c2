#include "io/dataset/edtf.hpp"

#include <array>
#include <cstddef>

namespace chirograph::io {

namespace {

/// A run of exactly `digits` digits at the front, removed from `text`; -1 when there is none.
int take_number(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return -1;
    int value = 0;
    for (const char c : text.substr(0, digits)) {
        if (c < '0' || c > '9') return -1;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(digits);
    return value;
}

int days_in(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
}

/// "-MM" or "-DD" at the front: its number, 0 when the text goes on otherwise, -1 when it is out of range.
int take_part(std::string_view& text, int most) {
    if (text.empty() || text.front() != '-') return 0;
    text.remove_prefix(1);
    const int value = take_number(text, 2);
    return value >= 1 && value <= most ? value : -1;
}

std::optional<Window> read_date(std::string_view text) {
    if (!text.empty() && (text.back() == '?' || text.back() == '~' || text.back() == '%')) text.remove_suffix(1);
    const int year = take_number(text, 4);
    if (year < 0) return std::nullopt;
    const int month = take_part(text, 12);
    if (month < 0) return std::nullopt;
    const int day = month == 0 ? 0 : take_part(text, days_in(year, month));
    if (day < 0 || !text.empty()) return std::nullopt;
    const int first_month = month == 0 ? 1 : month;
    const int last_month = month == 0 ? 12 : month;
    return Window{year * 10'000 + first_month * 100 + (day == 0 ? 1 : day),
                  year * 10'000 + last_month * 100 + (day == 0 ? days_in(year, last_month) : day)};
}

}  // namespace

std::optional<Window> read_edtf(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos) return read_date(text);
    const std::string_view first = text.substr(0, slash);
    const std::string_view last = text.substr(slash + 1);
    if (first == ".." && last == "..") return std::nullopt;
    const auto from = first == ".." ? std::optional<Window>(Window{}) : read_date(first);
    const auto until = last == ".." ? std::optional<Window>(Window{}) : read_date(last);
    if (!from || !until) return std::nullopt;
    return Window{from->earliest, until->latest};
}

}  // namespace chirograph::io
