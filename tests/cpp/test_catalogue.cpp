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

}  // namespace
}  // namespace chirograph
