// Areas common to several programmes, asked of some of them only: what is left to say once the others are anything.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"

namespace chirograph {

/// What common areas say of `rows`, which may be all, some or none of the programmes named. Let M be the areas that all
/// named programmes among `rows` reach. In an area the others all reach surely (S), possibly (P, which holds S), or not
/// all of them ever. Whatever the others are, the areas common to all are M without those that some other one lacks: at
/// least |M and S|, at most |M and P|. So
///   |M and P| >= minimum   and   |M and S| <= maximum
/// are necessary. They are sufficient where the others take what they reach possibly, area by area, as they like: then
/// every number in between occurs, and one of them is within the limits. An area of M that some other one never reaches
/// says nothing, and an upper limit says nothing of areas that others may lack. What comes back has one count where S
/// and P are the same, and none where `rows` has no programme that is named.
[[nodiscard]] std::vector<Common> projected(const Panel& panel, const Common& common,
                                            std::span<const std::size_t> rows);

/// Are these counts all that common areas say of `rows`? They are where others are free to follow, in the areas where
/// it matters, that is where they all reach the depth possibly, not surely, and the named ones of `rows` may:
///   - one common is concerned and nothing else ties these cells of others: see above;
///   - or whatever ties them only asks for more (minima of lists and of common areas, blocks): take any completion of
///     the panel and raise these cells to their upper ends; nothing is broken, and all of M and P is common. A list of
///     limited length asks for no less where it has room: it is all that ties the programme, and its maximum holds its
///     certain areas and the minima of all common areas that name the programme. Then let it have its certain areas, as
///     many of those to be common as are asked for, and others up to its minimum;
///   - or whatever ties them only asks for less: lower them.
/// A joint domain on such a cell, or limits from both sides, may forbid more than the counts do: bounds are then outer.
[[nodiscard]] bool projects_exactly(const Panel& panel, const Constraints& constraints,
                                    std::span<const std::size_t> rows);

}  // namespace chirograph
