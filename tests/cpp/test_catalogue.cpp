// A row that lacks what its solver asks for is not complete, and a catalogue with such a row does not compile.
#include <gtest/gtest.h>

#include "engine/catalogue/catalogue.hpp"

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

/// A table row that gives neither its sides nor its sum over pairs of areas once ended the process at 60 areas.
TEST(Catalogue, RefusesATableWithoutAWayToItsCertifiedBounds) {
    Indicator row = find_indicator("ochiai");
    TableIndex table = *row.table;
    row.table = &table;
    EXPECT_TRUE(checks::complete(row));
    table.sides = nullptr;
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

}  // namespace
}  // namespace chirograph
