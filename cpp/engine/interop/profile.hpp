// The profile of one programme: which areas it leans to, how deep it goes, how concentrated it is, how much the
// record settles.
#pragma once

#include <cstddef>
#include <span>

#include "engine/catalogue/indicator.hpp"
#include "engine/catalogue/share_terms.hpp"
#include "engine/interop/data.hpp"

namespace chirograph {

/// Range of a share of one programme: Theorem 1 under prerequisites and constraints. `set` marks the areas of the set,
/// one per column; empty means all.
[[nodiscard]] InteropRange share_range(const InteropData& data, std::size_t row, ShareTerms terms,
                                       const Arguments& arguments, std::span<const std::uint8_t> set,
                                       bool prerequisites, const InteropBudget& budget = {});

/// Share of the weight of areas about which it is known whether they reach `threshold`; with threshold 0, whose depth
/// is known. A fact about the record the panel was read from, so both ends are the same; a panel with assumptions says
/// what is known under them.
[[nodiscard]] InteropRange known_share(const InteropData& data, std::size_t row, Depth threshold);

/// sum_g s_g^2 of the shares s_g of the groups in the areas at depth >= threshold: 1 when all are in one group. One
/// minus it is the Gini-Simpson index. Throws Error(Code::unsupported) without groups.
[[nodiscard]] InteropRange concentration(const InteropData& data, std::size_t row, Depth threshold,
                                         const InteropBudget& budget = {});

}  // namespace chirograph
