// What an index makes of kinds, codes whose order means nothing. The trait is not declared: it follows from the
// functions of the row, by trying every cell and every renaming of neighbours, of which all renamings are made.
#pragma once

#include <array>
#include <string_view>

#include "engine/catalogue/indicator.hpp"

namespace chirograph {

/// Which areas of kinds an index may be asked of at these arguments.
enum class Nominal {
    none,     ///< the order of codes counts, or may count
    one_set,  ///< codes of different areas are set against each other: renaming them counts unless in all areas alike
    any       ///< renaming the kinds of one area, 0 apart, changes nothing
};

namespace renaming {

constexpr Depth other(Depth code, int kind) {
    return static_cast<Depth>(code == kind ? kind + 1 : code == kind + 1 ? kind : code);
}
constexpr Cell other(Cell cell, int kind) {
    return {other(cell.x, kind), other(cell.y, kind)};
}

/// Does the claim hold of every cell?
template <class Claim>
constexpr bool everywhere(int top, Claim claim) {
    for (int x = 0; x <= top; ++x) {
        for (int y = 0; y <= top; ++y) {
            if (!claim(Cell{static_cast<Depth>(x), static_cast<Depth>(y)})) return false;
        }
    }
    return true;
}

/// Does it hold of every cell and every two neighbouring kinds that are exchanged?
template <class Claim>
constexpr bool always(int top, Claim claim) {
    for (int kind = 1; kind < top; ++kind) {
        if (!everywhere(top, [&](Cell cell) { return claim(cell, kind); })) return false;
    }
    return true;
}

}  // namespace renaming

constexpr Nominal nominal_of(const Indicator& row, const Arguments& arguments) {
    const TableIndex* table = row.table;
    const int top = arguments.max_depth;
    const auto terms = table != nullptr ? table->terms : row.terms;
    if (terms == nullptr) return Nominal::none;
    const auto alike = [&](Cell cell, int kind) {
        const Terms one = terms(cell, arguments);
        const Terms two = terms(renaming::other(cell, kind), arguments);
        return one.f == two.f && one.g == two.g;
    };
    if (!renaming::always(top, alike)) return Nominal::none;
    if (table == nullptr) return Nominal::any;
    const auto margins_alike = [&](Cell cell, int kind) {
        std::array<std::int64_t, most_margins> one{};
        std::array<std::int64_t, most_margins> two{};
        table->margin_step(cell, arguments, one);
        table->margin_step(renaming::other(cell, kind), arguments, two);
        return one == two;
    };
    if (renaming::always(top, margins_alike)) return Nominal::any;
    const auto pairs_alike = [&](Cell one, int kind) {
        return renaming::everywhere(top, [&](Cell two) {
            const PairTerms found = table->between(one, two, arguments);
            const PairTerms again = table->between(renaming::other(one, kind), renaming::other(two, kind), arguments);
            return found.f == again.f && found.g == again.g && found.h == again.h;
        });
    };
    return table->between != nullptr && renaming::always(top, pairs_alike) ? Nominal::one_set : Nominal::none;
}

constexpr std::string_view name(Nominal nominal) {
    return nominal == Nominal::any ? "any" : nominal == Nominal::one_set ? "one_set" : "none";
}

}  // namespace chirograph
