// Collects the faults of one file so that all of them are reported at once.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/error.hpp"

namespace chirograph::io {

/// Keeps the first `most` faults and counts the rest, so a hostile file cannot make an endless message.
class FaultList {
public:
    explicit FaultList(std::string file, std::size_t most = 200) : file_(std::move(file)), most_(most) {}

    /// True while another fault would be kept. Ask before composing an expensive message.
    [[nodiscard]] bool room() const noexcept { return faults_.size() < most_; }
    [[nodiscard]] bool empty() const noexcept { return faults_.empty() && left_out_ == 0; }

    /// Ends a stage of reading. What a later stage finds at a value that is already faulted follows from that fault,
    /// or says it again, and is left out.
    void end_stage() {
        for (const Fault& fault : faults_) {
            if (fault.place.substr(0, 1) == "/") settled_.insert(fault.place);
        }
    }
    /// True when an earlier stage found a fault at this place.
    [[nodiscard]] bool settled(std::string_view place) const { return settled_.find(place) != settled_.end(); }

    void add(Code code, std::string place, std::string value, std::string rule, std::string repair) {
        if (settled(place)) return;
        if (room()) {
            faults_.push_back({code, file_, std::move(place), std::move(value), std::move(rule), std::move(repair)});
        } else {
            ++left_out_;
        }
    }

    /// Throws Error with what was collected; does nothing when there is nothing.
    void raise_if_any() const {
        if (faults_.empty()) return;
        std::vector<Fault> faults = faults_;
        if (left_out_ != 0) {
            faults.push_back({faults.back().code, file_, "", std::to_string(left_out_) + " more faults",
                              "only the first " + std::to_string(most_) + " are listed", "mend these and read again"});
        }
        throw Error(std::move(faults));
    }

private:
    std::string file_;
    std::size_t most_;
    std::size_t left_out_ = 0;
    std::vector<Fault> faults_;
    std::set<std::string, std::less<>> settled_;
};

}  // namespace chirograph::io
