// Values of the table indices that other packages gave for the same data.
#include <gtest/gtest.h>

#include <string_view>

#include "engine/catalogue/catalogue.hpp"
#include "engine/pair/table.hpp"

namespace chirograph {
namespace {

using Profile = std::vector<int>;

double value(std::string_view key, double setting, const Profile& x, const Profile& y, Depth max_depth,
             std::vector<double> weights = {}) {
    std::vector<Cell> cells;
    for (std::size_t i = 0; i < x.size(); ++i) cells.push_back({static_cast<Depth>(x[i]), static_cast<Depth>(y[i])});
    if (weights.empty()) weights.assign(x.size(), 1.0);
    return table_value(cells, weights, find_indicator(key), {{setting}, max_depth});
}

const Profile binary_x{1, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0};
const Profile binary_y{1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0};
const Profile graded_x{3, 2, 0, 1, 0, 3, 1, 2, 0, 0, 1, 3, 2, 0, 0, 1, 2, 0, 3, 0};
const Profile graded_y{2, 2, 1, 0, 0, 3, 0, 1, 1, 0, 2, 1, 2, 0, 0, 0, 3, 1, 2, 0};

/// Two lists (A03 A05: proxy 0.4-27; A06: psych 2.2.9; A07: irr 0.84.1; A08: fpsim; P05: scikit-learn 1.2.1).
TEST(TableValues, TwoLists) {
    EXPECT_NEAR(value("overlap", 1, binary_x, binary_y, 1), 0.666666666666667, 1e-12);
    EXPECT_NEAR(value("ochiai", 1, binary_x, binary_y, 1), 0.632455532033676, 1e-12);
    EXPECT_NEAR(value("phi", 1, binary_x, binary_y, 1), 0.301511344577763, 1e-12);
    EXPECT_NEAR(value("cohen_kappa", 0, binary_x, binary_y, 1), 0.3, 1e-12);
    EXPECT_NEAR(value("scott_pi", 0, binary_x, binary_y, 1), 0.298245614035088, 1e-12);
    EXPECT_NEAR(value("cosine", 0, binary_x, binary_y, 1), 0.632455532033676, 1e-12);
}

/// Two graded profiles (A12: proxy; A17-A19: irr and vcd; A21-A23: fpsim; P13: statsmodels 0.13.5 agrees with A17).
TEST(TableValues, TwoGradedProfiles) {
    EXPECT_NEAR(value("cosine", 0, graded_x, graded_y, 3), 0.855896103236183, 1e-12);
    EXPECT_NEAR(value("cohen_kappa", 0, graded_x, graded_y, 3), 0.166666666666667, 1e-12);
    EXPECT_NEAR(value("cohen_kappa", 1, graded_x, graded_y, 3), 0.462809917355372, 1e-12);
    EXPECT_NEAR(value("cohen_kappa", 2, graded_x, graded_y, 3), 0.691358024691358, 1e-12);
    EXPECT_NEAR(value("scott_pi", 0, graded_x, graded_y, 3), 0.162303664921466, 1e-12);
    EXPECT_NEAR(value("alignment", 0, graded_x, graded_y, 3), 0.373333333333333, 1e-12);
    EXPECT_NEAR(value("alignment_squared", 0, graded_x, graded_y, 3), 0.373333333333334, 1e-12);
}

/// Germany and Russia in 1914 (A33 A34 A36 A37 A39: printed by fpsim or from its source).
TEST(TableValues, GermanyAndRussia) {
    const Profile x{3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0};
    const Profile y{0, 3, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    EXPECT_NEAR(value("cohen_kappa", 2, x, y, 3), -0.0775862068965516, 1e-12);
    EXPECT_NEAR(value("cohen_kappa", 1, x, y, 3), -0.0714285714285714, 1e-12);
    EXPECT_NEAR(value("scott_pi", 0, x, y, 3), -0.0447761194029855, 1e-12);
    EXPECT_NEAR(value("alignment", 0, x, y, 3), -0.04, 1e-12);
    EXPECT_NEAR(value("alignment_squared", 0, x, y, 3), -0.04, 1e-12);
    const std::vector<double> capabilities{.25, .21, .20, .08, .08, .05, .03, .03, .02, .01,
                                           .01, .01, .01, .01, 0,   0,   0,   0,   0,   0};
    EXPECT_NEAR(value("alignment", 0, x, y, 3, capabilities), -0.5157333, 1e-6);
}

/// Votes of 1947 on a scale 1..3 (A60 from Signorino and Ritter 1999, Table 7): kappa and pi need no zero level, and
/// alignment is rescaled because the codebook's range here is 3, not the 2 of that scale.
TEST(TableValues, Votes1947) {
    const Profile x{3, 3, 3, 1, 1, 1, 3, 3, 3, 1, 3, 3, 1, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 1, 3, 1, 3, 3, 3, 3, 3, 3};
    const Profile y{1, 1, 1, 3, 3, 3, 1, 3, 3, 3, 1, 1, 3, 3, 1, 3, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 1, 3, 1, 1, 2, 3};
    EXPECT_NEAR(value("cohen_kappa", 0, x, y, 3), -0.454545454545455, 1e-12);
    EXPECT_NEAR(value("cohen_kappa", 1, x, y, 3), -0.479768786127168, 1e-12);
    EXPECT_NEAR(value("cohen_kappa", 2, x, y, 3), -0.493545183714002, 1e-12);
    EXPECT_NEAR(value("scott_pi", 0, x, y, 3), -0.544401544401544, 1e-12);
    EXPECT_NEAR(value("alignment", 0, x, y, 3) * 3.0 / 2.0, -0.486328125, 1e-12);
    EXPECT_NEAR(value("alignment_squared", 0, x, y, 3) * 9.0 / 4.0, -0.4853515625, 1e-12);
}

/// Alliances of 1947, unweighted kappa and weighted alignment (A61, two pairs).
TEST(TableValues, Alliances1947) {
    const std::vector<double> weights{.42, .2,  .12, .05, .04, .04, .02, .02, .01, .01, .01, .01, .01,
                                      .01, .01, 0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0};
    Profile uk(26);
    Profile france(26);
    for (const std::size_t i : {1U, 2U, 3U}) uk[i] = france[i] = 3;
    uk[15] = 3;
    EXPECT_NEAR(value("cohen_kappa", 2, uk, france, 3), 0.835443037974684, 1e-12);
    EXPECT_NEAR(value("alignment", 0, uk, france, 3, weights), 0.940024989587672, 1e-12);
    Profile usa(26);
    Profile russia(26);
    usa[0] = 3;
    for (const std::size_t i : {1U, 2U, 3U, 4U, 7U, 12U}) russia[i] = 3;
    EXPECT_NEAR(value("cohen_kappa", 2, usa, russia, 3), -0.0705882352941178, 1e-12);
    EXPECT_NEAR(value("alignment", 0, usa, russia, 3, weights), -0.769679300291545, 1e-12);
}

/// 0/0 is NaN: equal constant ratings (A52), an empty list, a full list.
TEST(TableValues, ZeroOverZero) {
    const Profile ones(6, 1);
    const Profile none(6, 0);
    const Profile mixed{0, 1, 2, 3, 1, 0};
    for (const double weighting : {0.0, 1.0, 2.0})
        EXPECT_TRUE(std::isnan(value("cohen_kappa", weighting, ones, ones, 3)));
    EXPECT_TRUE(std::isnan(value("scott_pi", 0, ones, ones, 3)));
    for (const std::string_view key : {"overlap", "ochiai", "phi"}) {
        EXPECT_TRUE(std::isnan(value(key, 1, none, mixed, 3))) << key;
    }
    EXPECT_TRUE(std::isnan(value("cosine", 0, mixed, none, 3)));
    EXPECT_TRUE(std::isnan(value("phi", 1, ones, mixed, 3)));
    EXPECT_EQ(value("cohen_kappa", 0, ones, none, 3), 0.0);
    EXPECT_EQ(value("alignment", 0, ones, ones, 3), 0.0);
}

/// The threshold decides what counts as an area of a list.
TEST(TableValues, Threshold) {
    EXPECT_DOUBLE_EQ(value("overlap", 2, {3, 2, 1, 0}, {2, 1, 3, 3}, 3), 0.5);
    EXPECT_DOUBLE_EQ(value("overlap", 3, {3, 2, 1, 0}, {2, 1, 3, 3}, 3), 0.0);
}

}  // namespace
}  // namespace chirograph
