#include "engine/catalogue/catalogue.hpp"

#include <cmath>
#include <string>
#include <utility>

#include "engine/base/error.hpp"
#include "engine/base/near_names.hpp"

namespace chirograph {
namespace {

std::string number(double value) {
    std::string text = std::to_string(value);
    while (text.find('.') != std::string::npos && (text.back() == '0' || text.back() == '.')) {
        const bool point = text.back() == '.';
        text.pop_back();
        if (point) break;
    }
    return text;
}

std::string quoted(std::string_view text) {
    return std::string("'").append(text).append("'");
}

void set(const Parameter& parameter, double value, double& slot, Depth max_depth, std::vector<Fault>& faults) {
    const double high = parameter.within_scale ? static_cast<double>(max_depth) : parameter.high;
    const bool fits = value >= parameter.low && value <= high;  // an infinite limit lets an infinity in, none lets NaN
    if (!fits || (parameter.whole && value != std::floor(value))) {
        std::string rule = parameter.whole ? "it is a whole number between " : "it is a number between ";
        rule.append(number(parameter.low)).append(" and ").append(number(high));
        faults.push_back({Code::parameter, "", "parameter " + std::string(parameter.name), number(value),
                          std::move(rule), "correct the value"});
        return;
    }
    slot = value;
}

}  // namespace

const Indicator& find_indicator(std::string_view key) {
    std::vector<std::string_view> keys;
    for (const Indicator& row : catalogue) {
        if (row.key == key) return row;
        keys.push_back(row.key);
    }
    throw Error({Code::unknown_key, "", "indicator", quoted(key), "the key is in the catalogue",
                 did_you_mean(key, keys, "list the keys with indicators()")});
}

Arguments make_arguments(const Indicator& indicator, const std::vector<std::pair<std::string_view, double>>& given,
                         Depth max_depth) {
    Arguments arguments;
    arguments.max_depth = max_depth;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < indicator.parameter_count(); ++i) {
        arguments.values[i] = indicator.parameters[i].preset;
        names.push_back(indicator.parameters[i].name);
    }
    std::vector<Fault> faults;
    for (const auto& [name, value] : given) {
        std::size_t position = 0;
        while (position < names.size() && names[position] != name) ++position;
        if (position < names.size()) {
            set(indicator.parameters[position], value, arguments.values[position], max_depth, faults);
            continue;
        }
        faults.push_back({Code::parameter, "", "parameter " + std::string(name), number(value),
                          quoted(indicator.key).append(" has this parameter"),
                          did_you_mean(name, names, names.empty() ? "it takes none" : "see describe()")});
    }
    if (!faults.empty()) throw Error(std::move(faults));
    return arguments;
}

}  // namespace chirograph
