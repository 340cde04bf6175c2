// One error type for the whole engine: a list of faults, each with a place, a value, a rule and a repair.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace chirograph {

/// What kind of rule was broken. The binding maps each code to one Python class.
enum class Code {
    shape,        ///< lengths or dimensions disagree
    depth,        ///< a depth lies outside 0..max_depth, or a lower end above its upper end
    weight,       ///< a weight is negative, not finite, or all weights are zero
    index,        ///< a row or a column does not exist
    unknown_key,  ///< no indicator has this key
    parameter,    ///< a parameter is unknown or out of its range
    unsupported,  ///< the indicator does not support what was asked (for example weights)
    constraint,   ///< a constraint is malformed
    infeasible,   ///< the constraints leave no completion
    gate,         ///< a file is refused before it is read (depth, size, duplicates, encoding)
    schema,       ///< a file breaks its schema
    reference     ///< a file names something it does not define
};

/// One broken rule: where, what was seen, what must hold and how to mend it.
struct Fault {
    Code code{};
    std::string file;    ///< empty when the data did not come from a file
    std::string place;   ///< "row 2, column 5", "/programmes/3/kind", "parameter alpha"
    std::string value;   ///< what was seen, as text
    std::string rule;    ///< what must hold
    std::string repair;  ///< what to do about it
};

/// "file: place: value ...: rule; repair" in one line.
[[nodiscard]] std::string sentence(const Fault& fault);

/// Thrown once, with every fault found.
class Error : public std::runtime_error {
public:
    explicit Error(std::vector<Fault> faults);
    explicit Error(Fault fault) : Error(std::vector<Fault>{std::move(fault)}) {}
    [[nodiscard]] const std::vector<Fault>& faults() const noexcept { return faults_; }
    [[nodiscard]] Code code() const noexcept { return faults_.front().code; }

private:
    std::vector<Fault> faults_;
};

}  // namespace chirograph
