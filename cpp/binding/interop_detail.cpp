#include "binding/interop_detail.hpp"

#include <array>
#include <vector>

#include "binding/watched.hpp"
#include "engine/interop/detail.hpp"
#include "engine/interop/dimensions.hpp"

namespace chirograph::binding {
namespace {

py::list holds(const std::vector<Hold>& holds) {
    py::list list;
    for (const Hold& hold : holds) {
        py::dict entry;
        entry["area"] = hold.area;
        entry["stated"] = hold.stated;
        entry["effective"] = hold.effective;
        entry["by_system"] = hold.by_system;
        entry["need"] = hold.need;
        list.append(entry);
    }
    return list;
}

/// Dimensions x areas, and dimensions x systems.
py::dict gains(const std::vector<Gains>& found) {
    std::vector<std::vector<double>> areas;
    std::vector<std::vector<double>> systems;
    for (const Gains& one : found) {
        areas.push_back(one.areas);
        systems.push_back(one.systems);
    }
    py::dict answer;
    answer["areas"] = table(areas);
    answer["systems"] = table(systems);
    return answer;
}

}  // namespace

py::dict detail(const InteropData& data, std::size_t p, std::size_t q, bool high) {
    data.require_row(p);
    data.require_row(q);
    const std::array rows{p, q};
    const DyadDetail found = dyad_detail(data, data.corner(rows, high));
    py::dict answer;
    answer["direct"] = vector(found.direct);
    answer["attained"] = table(std::vector{found.attainment_p, found.attainment_q});
    answer["mediated"] = vector(found.mediated);
    answer["effective"] = table(std::vector{found.effective_p, found.effective_q});
    answer["holds"] = py::make_tuple(holds(found.holds_p), holds(found.holds_q));
    answer["gains"] = gains(found.gains);
    answer["menu_gains"] = py::make_tuple(gains(found.menu_gains_p), gains(found.menu_gains_q));
    return answer;
}

std::vector<std::optional<bool>> weakest(const InteropData& data, std::size_t p, std::size_t q) {
    data.require_row(p);
    data.require_row(q);
    std::vector<CanBe> found;
    watched([&] { found = can_be_weakest(data, p, q); });
    std::vector<std::optional<bool>> answers;
    for (const CanBe can : found) {
        answers.push_back(can == CanBe::undecided ? std::nullopt : std::optional<bool>(can == CanBe::yes));
    }
    return answers;
}

}  // namespace chirograph::binding
