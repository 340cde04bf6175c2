#include "engine/interop/model.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/error.hpp"

namespace chirograph {
namespace {

class ModelChecker {
public:
    ModelChecker(const InteropModel& model, const Panel& panel) : model_(model), panel_(panel) {}

    void sizes() {
        const std::size_t rows = panel_.rows();
        const std::size_t columns = panel_.columns();
        const std::size_t systems = model_.systems;
        const std::size_t dimensions = model_.dimensions;
        size("memberships", model_.member_low.size(), rows * systems);
        size("memberships", model_.member_high.size(), rows * systems);
        size("systems between partners", model_.between.size(), systems);
        const std::size_t pairs = model_.between_low.empty() && !any_between() ? 0 : rows * rows * systems;
        size("ties between partners", model_.between_low.size(), pairs);
        size("ties between partners", model_.between_high.size(), pairs);
        size("relevance of areas", model_.relevance.size(), dimensions * columns);
        size("relevance of systems", model_.system_relevance.size(), dimensions * systems);
        size("system values", model_.system_values.size(), systems);
        size("theta", model_.theta.size(), dimensions);
        size("alpha", model_.alpha.size(), dimensions);
        size("menu", model_.menu.size(), columns);
        size("systems on offer", model_.offered.size(), systems);
    }

    void numbers() {
        weights("relevance of areas", model_.relevance);
        weights("relevance of systems", model_.system_relevance);
        weights("system values", model_.system_values);
        weights("alpha", model_.alpha);
        weights("theta", model_.theta, true);
        double total = 0.0;
        for (const double weight : model_.alpha) total += weight;
        if (model_.dimensions > 0 && !(total > 0.0)) {
            fault(Code::weight, "alpha", "all zero", "some dimension has weight", "give a dimension weight");
        }
        for (std::size_t i = 0; i < model_.menu.size(); ++i) {
            if (model_.menu[i] > panel_.max_depth()) depth("menu of column " + std::to_string(i), model_.menu[i]);
        }
        for (std::size_t d = 0; d < model_.dimensions; ++d) substance(d);
    }

    void memberships() {
        intervals("membership", model_.member_low, model_.member_high);
        intervals("tie", model_.between_low, model_.between_high);
        intervals("offer of the hub", model_.offered, model_.offered);
        for (std::size_t s = 0; s < model_.systems; ++s) {
            if (model_.between[s] != 0 && model_.offered[s] != 0) {
                fault(Code::parameter, "system " + std::to_string(s), "offered by the hub",
                      "a tie between two partners is not on the hub's menu", "set its offer to 0");
            }
        }
        if (!model_.between_low.empty()) symmetry();
    }

    void needs() {
        for (std::size_t i = 0; i < model_.system_needs.size(); ++i) {
            const SystemNeed& need = model_.system_needs[i];
            const std::string place = "prerequisite " + std::to_string(i);
            index(place, "column", need.area, panel_.columns());
            index(place, "system", need.system, model_.systems);
            if (need.cap >= panel_.max_depth()) depth(place + ", cap", need.cap);
            half(place, need.at_least);
            if (need.system < model_.systems && model_.between[need.system] != 0) {
                fault(Code::parameter, place, "a tie between two partners",
                      "an area's prerequisite is a system the partner itself is in", "name another system");
            }
        }
        for (std::size_t i = 0; i < model_.area_needs.size(); ++i) {
            const AreaNeed& need = model_.area_needs[i];
            const std::string place = "area prerequisite " + std::to_string(i);
            index(place, "column", need.area, panel_.columns());
            index(place, "column", need.needs, panel_.columns());
            if (need.cap >= panel_.max_depth()) depth(place + ", cap", need.cap);
            if (need.at_least < 1 || need.at_least > panel_.max_depth()) depth(place + ", at_least", need.at_least);
        }
    }

    void finish() {
        if (!faults_.empty()) throw Error(std::move(faults_));
    }
    [[nodiscard]] bool sound() const { return faults_.empty(); }

private:
    [[nodiscard]] bool any_between() const {
        return std::any_of(model_.between.begin(), model_.between.end(), [](std::uint8_t tie) { return tie != 0; });
    }
    void fault(Code code, std::string place, std::string value, std::string rule, std::string repair) {
        faults_.push_back({code, "", std::move(place), std::move(value), std::move(rule), std::move(repair)});
    }
    void size(const std::string& place, std::size_t seen, std::size_t wanted) {
        if (seen == wanted) return;
        fault(Code::shape, place, std::to_string(seen) + " numbers", "there are " + std::to_string(wanted),
              "give one for each");
    }
    void depth(const std::string& place, Depth seen) {
        fault(Code::depth, place, std::to_string(seen),
              "it lies on the scale 0.." + std::to_string(panel_.max_depth()) + ", and a cap below its top",
              "correct the depth");
    }
    void weights(const std::string& place, const std::vector<double>& values, bool share = false) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (std::isfinite(values[i]) && values[i] >= 0.0 && !(share && values[i] > 1.0)) continue;
            fault(share ? Code::parameter : Code::weight, place + ", entry " + std::to_string(i),
                  std::to_string(values[i]), share ? "it lies in 0..1" : "it is finite and not negative", "correct it");
        }
    }
    void intervals(const std::string& place, const std::vector<Halves>& low, const std::vector<Halves>& high) {
        for (std::size_t i = 0; i < low.size(); ++i) {
            if (low[i] <= high[i] && high[i] <= full_member) continue;
            fault(Code::parameter, place + " " + std::to_string(i),
                  std::to_string(low[i]) + ".." + std::to_string(high[i]) + " halves",
                  "it is an interval of halves in 0..2", "correct it");
        }
    }
    void symmetry() {
        const std::size_t rows = panel_.rows();
        for (std::size_t i = 0; i < model_.between_low.size(); ++i) {
            const std::size_t system = i % model_.systems;
            const std::size_t p = i / model_.systems / rows;
            const std::size_t q = i / model_.systems % rows;
            const std::size_t mirror = (q * rows + p) * model_.systems + system;
            if (p < q && (model_.between_low[i] != model_.between_low[mirror] ||
                          model_.between_high[i] != model_.between_high[mirror])) {
                fault(Code::parameter, "tie of rows " + std::to_string(p) + " and " + std::to_string(q), "two values",
                      "a tie is the same read from either side", "give both the same interval");
            }
        }
    }
    /// A dimension about nothing has no value.
    void substance(std::size_t dimension) {
        double total = 0.0;
        for (std::size_t i = 0; i < panel_.columns(); ++i) {
            total += model_.area_relevance(dimension, i, panel_.columns()) * panel_.weights()[i];
        }
        for (std::size_t s = 0; s < model_.systems; ++s) total += model_.system_weight(dimension, s);
        if (total > 0.0) return;
        fault(Code::weight, "dimension " + std::to_string(dimension), "no area and no system",
              "some area or system is relevant to it", "give one relevance or leave the dimension out");
    }
    void index(const std::string& place, const std::string& what, std::size_t seen, std::size_t count) {
        if (seen < count) return;
        fault(Code::index, place, what + " " + std::to_string(seen), "the " + what + " exists", "correct the number");
    }
    void half(const std::string& place, Halves seen) {
        if (seen == 1 || seen == full_member) return;
        fault(Code::parameter, place, std::to_string(seen) + " halves", "what is asked for is 1 or 2 halves",
              "correct it");
    }

    const InteropModel& model_;
    const Panel& panel_;
    std::vector<Fault> faults_;
};

}  // namespace

void check(const InteropModel& model, const Panel& panel) {
    ModelChecker checker(model, panel);
    checker.sizes();
    if (checker.sound()) {
        checker.numbers();
        checker.memberships();
        checker.needs();
    }
    checker.finish();
}

}  // namespace chirograph
