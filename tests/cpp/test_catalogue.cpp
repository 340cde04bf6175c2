// A row that lacks what its solver asks for is not complete, and a catalogue with such a row does not compile.
#include <gtest/gtest.h>

#include "engine/catalogue/catalogue.hpp"
#include "engine/catalogue/nominal.hpp"

namespace chirograph {
namespace {

TEST(Catalogue, HasCompleteRowsOnly) {
    for (const Indicator& row : catalogue) EXPECT_TRUE(checks::complete(row)) << row.key;
}

/// A row of a pair without a solver was once answered as tau-b.
TEST(Catalogue, RefusesARowWithoutASolver) {
    Indicator row = find_indicator("tau_b");
    row.solver = nullptr;
    EXPECT_FALSE(checks::complete(row));
}

/// What a table row leaves out the solver could not make up.
TEST(Catalogue, RefusesATableWithoutItsOffset) {
    Indicator row = find_indicator("ochiai");
    TableIndex table = *row.table;
    row.table = &table;
    EXPECT_TRUE(checks::complete(row));
    table.offset = nullptr;
    EXPECT_FALSE(checks::complete(row));
}

TEST(Catalogue, RefusesARowWhoseSolverIsOfAnotherKind) {
    for (const char* key : {"jaccard", "phi"}) {
        Indicator row = find_indicator(key);
        row.solver = &tau_b_index;
        EXPECT_FALSE(checks::complete(row)) << key;
    }
    Indicator dyad = find_indicator("shared_depth");
    dyad.solver = &ratio_index;
    EXPECT_FALSE(checks::complete(dyad));
}

/// What an index makes of kinds follows from its functions, at the arguments it is asked with.
TEST(Catalogue, KnowsWhatAnIndexMakesOfKinds) {
    const auto told = [](const char* key, double first) {
        return name(nominal_of(find_indicator(key), {{first, 1.0, 1.0}, 3}));
    };
    EXPECT_EQ(told("jaccard", 1), "any");
    EXPECT_EQ(told("phi", 1), "any");
    EXPECT_EQ(told("phi", 2), "none");
    EXPECT_EQ(told("simple_matching", 0), "any");
    EXPECT_EQ(told("scott_pi", 0), "one_set");
    EXPECT_EQ(told("cohen_kappa", 0), "one_set");
    EXPECT_EQ(told("cohen_kappa", 1), "none");
    EXPECT_EQ(told("cosine", 0), "none");
    EXPECT_EQ(told("tau_b", 0), "none");
    constexpr Arguments at_one{{1.0}, 15};
    static_assert(nominal_of(overlap_rows[0], at_one) == Nominal::any);
}

}  // namespace
}  // namespace chirograph
