#include "engine/interop/detail.hpp"

namespace chirograph {

DyadDetail dyad_detail(const InteropData& data, const Completion& completion) {
    const InteropScale& scale = data.scale();
    const Prerequisites& rules = data.prerequisites();
    DyadDetail detail;
    detail.effective_p = rules.effective(completion.depths[0], completion.members[0]);
    detail.effective_q = rules.effective(completion.depths[1], completion.members[1]);
    detail.holds_p = rules.holds(completion.depths[0], completion.members[0]);
    detail.holds_q = rules.holds(completion.depths[1], completion.members[1]);
    const Dyad pair{
        {detail.effective_p, completion.members[0]}, {detail.effective_q, completion.members[1]}, completion.between};
    detail.direct = scale.profile(pair);
    detail.attainment_p = scale.attainment(pair.p);
    detail.attainment_q = scale.attainment(pair.q);
    detail.mediated = scale.mediated(pair);
    for (std::size_t d = 0; d < detail.direct.size(); ++d) {
        detail.gains.push_back(scale.gains(pair, d));
        detail.menu_gains_p.push_back(scale.menu_gains(pair.p, d));
        detail.menu_gains_q.push_back(scale.menu_gains(pair.q, d));
    }
    return detail;
}

}  // namespace chirograph
