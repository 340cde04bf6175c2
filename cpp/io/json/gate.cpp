#include "io/json/gate.hpp"

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "engine/base/watch.hpp"
#include "io/json/faults.hpp"
#include "io/json/syntax.hpp"
#include "io/json/text.hpp"

namespace chirograph::io {

namespace {

using nlohmann::json;

/// One open list or object and where reading stands in it.
struct Frame {
    bool object = false;
    std::size_t count = 0;  ///< keys or items begun
    std::string key;        ///< current key of an object
    std::set<std::string> keys;
};

class Gate final : public json::json_sax_t {
public:
    Gate(std::string_view bytes, FaultList& faults, const Limits& limits)
        : bytes_(bytes), limits_(limits), faults_(faults) {}

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool binary(binary_t&) override { return value(); }  // JSON text has no binary values; the interface asks for it

    bool number_integer(number_integer_t number) override {
        if (!value()) return false;
        if (number == 0) minus_zero("-0");  // an integer is signed only when it began with a minus
        if (number < -largest_whole) too_large(std::to_string(number));
        return true;
    }

    bool number_unsigned(number_unsigned_t number) override {
        if (!value()) return false;
        if (number > static_cast<number_unsigned_t>(largest_whole)) too_large(std::to_string(number));
        return true;
    }

    bool number_float(number_float_t number, const string_t& written) override {
        if (!value()) return false;
        const std::string digits = written.substr(0, written.find_first_of("eE"));
        if (number == 0.0 && digits.find_first_of("123456789") != std::string::npos) {
            refuse(shortened(written), "a number other than zero must not round to zero",
                   "write 0, or a larger number");
        } else if (number == 0.0 && std::signbit(number)) {
            minus_zero(shortened(written));
        } else if (written.find_first_of(".eE") == std::string::npos) {
            too_large(shortened(written));  // whole, but beyond 64 bits
        }
        return true;
    }

    bool string(string_t& text) override {
        if (!value()) return false;
        if (text.size() > limits_.text && code_points(text) > limits_.text) {
            refuse(counted(code_points(text), "character"), "a text has at most " + counted(limits_.text, "character"),
                   "keep the finding and point to the source for the rest");
        }
        all_seen(text, "a text");
        return true;
    }

    bool start_object(std::size_t) override { return value() && open(true); }
    bool start_array(std::size_t) override { return value() && open(false); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& name) override {
        Frame& frame = frames_.back();
        frame.key = name;
        if (code_points(name) > limits_.key) {
            return fatal(counted(code_points(name), "character"),
                         "a key has at most " + counted(limits_.key, "character"), "use a short name");
        }
        if (++frame.count > limits_.keys) {
            return fatal(counted(frame.count, "key"), "an object has at most " + counted(limits_.keys, "key"),
                         "use a list of objects instead");
        }
        all_seen(name, "a key");
        if (!frame.keys.insert(name).second) {
            refuse("a second '" + shortened(name) + "'", "each key stands once in an object",
                   "remove or rename one of them");
        }
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const json::exception& problem) override {
        Stop stop;
        stop.offset = position == 0 ? 0 : position - 1;
        stop.in_object = !frames_.empty() && frames_.back().object;
        stop.complete = begun_ && frames_.empty();
        stop.not_finite = problem.id == 406;
        Diagnosis found = explain_syntax(bytes_, stop);
        faults_.add(Code::gate, line_and_column(bytes_, found.offset), std::move(found.value), std::move(found.rule),
                    std::move(found.repair));
        return false;
    }

private:
    /// Counts a value and moves the place on. False ends the reading.
    bool value() {
        checkpoint();
        begun_ = true;
        if (++values_ > limits_.values) {
            return fatal("more than " + counted(limits_.values, "value"),
                         "a file has at most " + counted(limits_.values, "value"), "split the dataset");
        }
        if (frames_.empty() || frames_.back().object) return true;
        if (++frames_.back().count > limits_.items) {
            return fatal("more than " + counted(limits_.items, "item"),
                         "a list has at most " + counted(limits_.items, "item"), "split the dataset");
        }
        return true;
    }

    bool open(bool object) {
        if (frames_.size() == limits_.depth) {
            return fatal("one more bracket",
                         joined({"lists and objects nest at most ", std::to_string(limits_.depth), " deep"}),
                         "flatten the file: the format needs fewer than ten");
        }
        frames_.push_back({object, 0, {}, {}});
        return true;
    }

    bool close() {
        frames_.pop_back();
        return true;
    }

    void minus_zero(std::string written) { refuse(std::move(written), "zero has no sign here", "write 0"); }

    void too_large(std::string written) {
        refuse(std::move(written), "whole numbers lie between -2^53 and 2^53, which every reader keeps exactly",
               "write an identifier as text");
    }

    void all_seen(const std::string& text, const char* what) {
        const auto found = first_unseen(text);
        if (!found) return;
        const char* rule = found->breaks_line ? " is one line without control characters"
                                              : " has no character that shows nothing or turns the line around";
        refuse(in_quotes(text), std::string(what) + rule,
               joined({"remove ", found->code, " at position ", std::to_string(found->position)}));
    }

    void refuse(std::string value, std::string rule, std::string repair) {
        faults_.add(Code::gate, pointer(), std::move(value), std::move(rule), std::move(repair));
    }

    bool fatal(std::string value, std::string rule, std::string repair) {
        refuse(std::move(value), std::move(rule), std::move(repair));
        return false;
    }

    [[nodiscard]] std::string pointer() const {
        std::string place;
        for (const Frame& frame : frames_) {
            if (frame.count == 0) break;  // the bracket just opened: the place is the list itself
            place += '/' + (frame.object ? pointer_part(frame.key) : std::to_string(frame.count - 1));
        }
        return place.empty() ? "top level" : place;
    }

    std::string_view bytes_;
    Limits limits_;
    FaultList& faults_;
    std::vector<Frame> frames_;
    std::size_t values_ = 0;
    bool begun_ = false;
};

bool starts(std::string_view bytes, std::string_view mark) {
    return bytes.substr(0, mark.size()) == mark;
}

/// What can be said before the first character is read as JSON.
void check_encoding(std::string_view bytes, FaultList& faults, const Limits& limits) {
    if (bytes.size() > limits.bytes) {
        faults.add(Code::gate, "", "more than " + counted(limits.bytes, "byte"),
                   "a file has at most " + counted(limits.bytes, "byte"), "split the dataset");
    } else if (bytes.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        faults.add(Code::gate, "", bytes.empty() ? "no bytes" : "only white space", "the file is empty",
                   "write one JSON object into it");
    } else if (starts(bytes, "\xEF\xBB\xBF") || starts(bytes, "\xFE\xFF") || starts(bytes, "\xFF\xFE")) {
        faults.add(Code::gate, "line 1, column 1", in_quotes(bytes.substr(0, starts(bytes, "\xEF") ? 3 : 2)),
                   "the file begins with a byte order mark", "save it as UTF-8 without a byte order mark");
    } else if (const std::size_t null = bytes.find('\0'); null != std::string_view::npos) {
        // the parser would take it for the end of the file and leave the rest unread
        faults.add(Code::gate, line_and_column(bytes, null), in_quotes(bytes.substr(null, 1)),
                   "the file holds a null byte", "remove it; if there are many, save the file as UTF-8");
    } else if (const auto at = first_invalid_utf8(bytes)) {
        faults.add(Code::gate, line_and_column(bytes, *at), in_quotes(bytes.substr(*at, 1)),
                   "the file is not UTF-8 from here on", "save it as UTF-8");
    }
}

}  // namespace

bool pass_gate(std::string_view bytes, FaultList& faults, const Limits& limits) {
    check_encoding(bytes, faults, limits);
    if (!faults.empty()) return false;
    Gate gate(bytes, faults, limits);
    const bool read = json::sax_parse(bytes.begin(), bytes.end(), &gate);
    if (!read && faults.empty()) faults.add(Code::gate, "", "", "the file could not be read as JSON", "");
    return read;
}

void check_gate(std::string_view bytes, const std::string& file, const Limits& limits) {
    FaultList faults(file);
    (void)pass_gate(bytes, faults, limits);  // a file that does not pass has a fault
    faults.raise_if_any();
}

}  // namespace chirograph::io
