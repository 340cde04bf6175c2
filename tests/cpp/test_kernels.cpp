// Every counting kernel that this processor can run against plain loops, to the bit.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "engine/base/error.hpp"
#include "engine/pairs/kernels.hpp"
#include "rounds.hpp"

namespace chirograph {
namespace {

constexpr std::size_t of_tile = rows_of_tile * lanes_of_tile;
constexpr std::int32_t untouched = -77;

/// Bytes of 4 rows and of some blocks, each in memory of its own size, so that a sanitizer sees what reads beyond.
struct Bits {
    Bits(std::size_t of_bytes, std::size_t of_blocks, std::size_t apart, unsigned one_in, std::mt19937& engine)
        : bytes(of_bytes),
          blocks(of_blocks),
          stride(of_bytes + apart),
          block(of_bytes * lanes_of_block + 3 * apart),
          rows((rows_of_tile - 1) * stride + bytes),
          lanes((blocks - 1) * block + bytes * lanes_of_block) {
        for (auto* cells : {&rows, &lanes}) {
            for (auto& byte : *cells) byte = engine() % one_in == 0 ? 255 : static_cast<std::uint8_t>(engine());
        }
    }
    [[nodiscard]] BitRows given() const { return {rows.data(), stride, lanes.data(), block, blocks, bytes}; }
    [[nodiscard]] std::vector<std::int32_t> counted() const {
        std::vector<std::int32_t> counts(of_tile, untouched);
        for (std::size_t r = 0; r < rows_of_tile; ++r) {
            for (std::size_t lane = 0; lane < blocks * lanes_of_block; ++lane) {
                const std::uint8_t* column = &lanes[lane / lanes_of_block * block + lane % lanes_of_block];
                std::int32_t count = 0;
                for (std::size_t k = 0; k < bytes; ++k) {
                    const auto common = static_cast<std::uint8_t>(rows[r * stride + k] & column[k * lanes_of_block]);
                    count += std::popcount(common);
                }
                counts[r * lanes_of_tile + lane] = count;
            }
        }
        return counts;
    }

    std::size_t bytes;
    std::size_t blocks;
    std::size_t stride;
    std::size_t block;
    std::vector<std::uint8_t> rows;
    std::vector<std::uint8_t> lanes;
};

/// Sums of bytes are emptied after 31 steps: with all bits set one step more would pass 255.
TEST(Kernels, CountTheBitsInCommon) {
    std::mt19937 engine(1);
    std::vector<std::size_t> sizes{1, 31, 32, 33, 62, 63, 93, 94, 255, 256};
    const auto rounds = static_cast<std::size_t>(slow::rounds(300));
    for (std::size_t i = 0; i < rounds; ++i) sizes.push_back(1 + 7 * i % 300);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const Bits bits(sizes[i], 1 + i % blocks_of_tile, i % 3, i % 2 == 0 ? 1 : 5, engine);
        const auto expected = bits.counted();
        for (const Kernel* kernel : kernels()) {
            std::vector<std::int32_t> counts(of_tile, untouched);
            kernel->count(bits.given(), counts.data());
            ASSERT_EQ(counts, expected) << kernel->name << ": " << bits.bytes << " bytes, " << bits.blocks << " blocks";
        }
    }
}

TEST(Kernels, CountNothingWhereThereIsNothing) {
    const std::uint8_t one = 255;
    for (const Kernel* kernel : kernels()) {
        std::vector<std::int32_t> counts(of_tile, untouched);
        kernel->count({&one, 0, &one, 0, 3, 0}, counts.data());
        for (std::size_t r = 0; r < rows_of_tile; ++r) {
            EXPECT_EQ(counts[r * lanes_of_tile], 0) << kernel->name;
            EXPECT_EQ(counts[r * lanes_of_tile + 3 * lanes_of_block - 1], 0) << kernel->name;
            EXPECT_EQ(counts[r * lanes_of_tile + 3 * lanes_of_block], untouched) << kernel->name;
        }
    }
}

template <class Real>
bool equal_bits(const std::vector<Real>& one, const std::vector<Real>& two) {
    return one.size() == two.size() && std::memcmp(one.data(), two.data(), one.size() * sizeof(Real)) == 0;
}

/// A quotient of random numbers: whole ones, of which a loop must have the same bits on any machine, or any.
template <class Real>
struct Fractions {
    Fractions(std::size_t some_groups, std::size_t lanes, bool whole, std::mt19937& engine) : size(lanes) {
        const auto number = [&](int most) {
            const auto drawn = static_cast<Real>(static_cast<int>(engine() % static_cast<unsigned>(2 * most + 1)));
            return whole ? drawn - static_cast<Real>(most) : (drawn - static_cast<Real>(most)) / Real{7};
        };
        of.f = number(9);
        of.g = number(9);
        of.groups = some_groups;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            f_of.push_back(number(9));
            g_of.push_back(number(9));
            empty.push_back(lane % 3 == 0 ? std::numeric_limits<Real>::quiet_NaN() : static_cast<Real>(lane));
        }
        counts.resize(std::max<std::size_t>(some_groups, 1));
        for (auto& group : counts) {
            for (std::size_t lane = 0; lane < lanes; ++lane) group.push_back(static_cast<std::int32_t>(engine() % 50));
        }
        for (std::size_t group = 0; group < counts.size(); ++group) of.counts[group] = counts[group].data();
        for (std::size_t group = 0; group < some_groups; ++group) {
            of.f_each[group] = number(3);
            of.g_each[group] = number(3);
        }
        of.f_of = f_of.data();
        of.g_of = g_of.data();
        of.empty = empty.data();
    }
    [[nodiscard]] std::vector<Real> worked_out() const {
        std::vector<Real> out;
        for (std::size_t lane = 0; lane < size; ++lane) {
            Real f = of.f + f_of[lane];
            Real g = of.g + g_of[lane];
            for (std::size_t group = 0; group < of.groups; ++group) {
                f += of.f_each[group] * static_cast<Real>(counts[group][lane]);
                g += of.g_each[group] * static_cast<Real>(counts[group][lane]);
            }
            out.push_back(g > 0 ? f / g : empty[lane]);
        }
        return out;
    }
    [[nodiscard]] std::vector<Real> by(const Kernel& kernel) const {
        std::vector<Real> out(size);
        if constexpr (sizeof(Real) == sizeof(float)) {
            kernel.quotients(of, size, out.data());
        } else {
            kernel.exact_quotients(of, size, out.data());
        }
        return out;
    }

    std::size_t size;
    Quotient<Real> of;
    std::vector<Real> f_of;
    std::vector<Real> g_of;
    std::vector<Real> empty;
    std::vector<std::vector<std::int32_t>> counts;
};

template <class Real>
void expect_fractions(std::mt19937& engine) {
    for (const std::size_t lanes : {1U, 7U, 64U, 65U, 200U, 1024U}) {
        for (std::size_t groups = 0; groups <= most_groups; ++groups) {
            const Fractions<Real> whole(groups, lanes, true, engine);
            const Fractions<Real> any(groups, lanes, false, engine);
            for (const Kernel* kernel : kernels()) {
                ASSERT_TRUE(equal_bits(whole.by(*kernel), whole.worked_out())) << kernel->name << " " << groups;
                ASSERT_TRUE(equal_bits(any.by(*kernel), any.by(*kernels().back()))) << kernel->name << " " << groups;
            }
        }
    }
}

TEST(Kernels, DivideAndLeaveTheEmptyAsTheyAre) {
    std::mt19937 engine(2);
    expect_fractions<float>(engine);
    expect_fractions<double>(engine);
}

TEST(Kernels, FindWhatReachesAValueAndWhatIsAboveIt) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const float odd[] = {std::nanf(""), infinity, -infinity, 0.0F, -0.0F, 0.5F, std::nextafter(0.5F, 0.0F), 1.0F};
    std::mt19937 engine(3);
    for (const std::size_t size : {0U, 1U, 15U, 16U, 17U, 64U, 1000U, 1024U}) {
        std::vector<float> values;
        for (std::size_t i = 0; i < size; ++i) values.push_back(odd[engine() % std::size(odd)]);
        const std::vector<double> wide(values.begin(), values.end());
        for (const float least : odd) {
            std::size_t reach = 0;
            std::size_t above = 0;
            for (const float value : values) {
                reach += value >= least ? 1 : 0;
                above += value > least ? 1 : 0;
            }
            for (const Kernel* kernel : kernels()) {
                EXPECT_EQ(kernel->reaching(values.data(), size, least), reach) << kernel->name << " " << least;
                EXPECT_EQ(kernel->above(wide.data(), size, static_cast<double>(least)), above) << kernel->name;
            }
        }
    }
}

/// Large and small numbers of either sign: another order of adding would show.
TEST(Kernels, AddInTheOrderOfPlaces) {
    std::mt19937 engine(4);
    for (const std::size_t count : {0U, 1U, 2U, 9U, 40U}) {
        std::vector<double> numbers;
        for (std::size_t i = 0; i < std::max<std::size_t>(count, 1) * lanes_of_block; ++i) {
            const double share = static_cast<double>(engine()) / 4294967296.0 - 0.5;
            numbers.push_back(std::ldexp(share, static_cast<int>(engine() % 60)));
        }
        std::vector<const double*> from;
        for (std::size_t i = 0; i < count; ++i) from.push_back(&numbers[engine() % count * lanes_of_block]);
        std::vector<double> expected(numbers.begin(), numbers.begin() + lanes_of_block);
        for (const double* place : from) {
            for (std::size_t lane = 0; lane < lanes_of_block; ++lane) expected[lane] += place[lane];
        }
        for (const Kernel* kernel : kernels()) {
            std::vector<double> sums(numbers.begin(), numbers.begin() + lanes_of_block);
            kernel->add(from.data(), count, sums.data());
            EXPECT_TRUE(equal_bits(sums, expected)) << kernel->name << " " << count;
        }
    }
}

TEST(Kernels, AreNamedToBeUsed) {
    const std::string before(kernel().name);
    EXPECT_EQ(before, kernels().front()->name) << "the fastest unless another was named";
    EXPECT_EQ(kernels().back()->name, "portable");
    for (const Kernel* one : kernels()) {
        use_kernel(one->name);
        EXPECT_EQ(&kernel(), one);
    }
    try {
        use_kernel("abacus");
        ADD_FAILURE() << "there is no such kernel";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), Code::unknown_key);
        EXPECT_EQ(error.faults().front().value, "abacus");
        for (const Kernel* one : kernels()) {
            EXPECT_NE(error.faults().front().repair.find(one->name), std::string::npos) << one->name;
        }
    }
    EXPECT_EQ(&kernel(), kernels().back()) << "a name that is none changes nothing";
    use_kernel(before);
    EXPECT_EQ(kernel().name, before);
}

}  // namespace
}  // namespace chirograph
