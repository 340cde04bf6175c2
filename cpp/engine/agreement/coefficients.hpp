// THE TABLE of coefficients of agreement between coders. Each is 1 - (observed D) / (expected E); a row says what D and
// E are, and everything else follows from it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace chirograph {

/// How far two values are apart. Ordinal: the square between their midranks among all values given.
enum class Metric : std::uint8_t { nominal, ordinal, linear, quadratic };

/// What the observed disagreement is held against.
enum class Chance : std::uint8_t {
    pooled_without,  ///< two of all values given, drawn without putting back
    margins,         ///< one value of each coder
    pooled,          ///< two of all values given, drawn with putting back, where a unit counts once
    occasional,      ///< values drawn at random in the share of codings that is hard (Gwet)
    uniform,         ///< two values of the codebook
    none             ///< the greatest disagreement there is
};

/// A metric under the name that the literature of a coefficient has for it.
struct NamedMetric {
    std::string_view name;
    Metric metric = Metric::nominal;
};
inline constexpr std::size_t most_metrics = 3;

struct Coefficient {
    std::string_view key;
    std::string_view title;
    std::string_view question;
    std::string_view formula;
    std::string_view observed;   ///< D in words
    std::string_view expected;   ///< E in words
    std::string_view undefined;  ///< when it has no value
    std::string_view reference;  ///< bibliography key
    Chance chance = Chance::none;
    std::array<NamedMetric, most_metrics> metrics{};  ///< the first is the preset
    bool two_coders = false;                          ///< takes exactly two coders
    bool like_units = false;                          ///< takes units that all have as many codings

    [[nodiscard]] constexpr std::size_t metric_count() const {
        std::size_t count = 0;
        while (count < most_metrics && !metrics[count].name.empty()) ++count;
        return count;
    }
};

namespace coefficient_words {

inline constexpr std::string_view within = "pairs of values within units, each unit divided by its codings less one";
inline constexpr std::string_view mean = "mean over units coded twice of the mean over pairs of their values";
inline constexpr std::string_view no_pair = "no unit was coded twice";
inline constexpr std::string_view one_value = "no unit was coded twice, or all codings are one value";
inline constexpr std::array<NamedMetric, most_metrics> weighted{
    NamedMetric{"nominal", Metric::nominal}, {"linear", Metric::linear}, {"quadratic", Metric::quadratic}};

}  // namespace coefficient_words

inline constexpr std::array coefficients{
    Coefficient{
        .key = "krippendorff_alpha",
        .title = "Krippendorff's alpha",
        .question = "How much better do coders agree than values dealt out to them at random would?",
        .formula = "1 - (n - 1) sum_u P_u / (m_u - 1) / sum_ab N_a N_b d(a, b)",
        .observed = coefficient_words::within,
        .expected = "pairs of all values in units coded twice",
        .undefined = coefficient_words::one_value,
        .reference = "krippendorff2004",
        .chance = Chance::pooled_without,
        .metrics = {{{"nominal", Metric::nominal}, {"ordinal", Metric::ordinal}, {"interval", Metric::quadratic}}}},
    Coefficient{.key = "kappa",
                .title = "Cohen's kappa",
                .question = "How much better do two coders agree than their own habits alone would?",
                .formula = "1 - n sum_u d(x_u, y_u) / sum_ab X_a Y_b d(a, b)",
                .observed = "disagreement of the two coders in units coded by both",
                .expected = "a value of one coder against a value of the other",
                .undefined = coefficient_words::one_value,
                .reference = "cohen1968",
                .chance = Chance::margins,
                .metrics = coefficient_words::weighted,
                .two_coders = true},
    Coefficient{.key = "pi",
                .title = "Scott's pi",
                .question = "How much better do two coders agree than one habit shared by both would?",
                .formula = "1 - mean_u d(x_u, y_u) / sum_ab p_a p_b d(a, b)",
                .observed = coefficient_words::mean,
                .expected = "two values drawn from all that were given",
                .undefined = "units differ in their number of coders, or all codings are one value",
                .reference = "scott1955",
                .chance = Chance::pooled,
                .metrics = coefficient_words::weighted,
                .two_coders = true,
                .like_units = true},
    Coefficient{.key = "fleiss",
                .title = "Fleiss' kappa",
                .question = "How much better do several coders agree than one habit shared by all would?",
                .formula = "1 - mean_u P_u / (m (m - 1)) / sum_ab p_a p_b d(a, b)",
                .observed = coefficient_words::mean,
                .expected = "two values drawn from all that were given",
                .undefined = "units differ in their number of coders, or all codings are one value",
                .reference = "fleiss1971",
                .chance = Chance::pooled,
                .metrics = coefficient_words::weighted,
                .like_units = true},
    Coefficient{.key = "fleiss_gwet",
                .title = "Fleiss' kappa in Gwet's form",
                .question = "How much better do coders, more in some units than in others, agree than one habit would?",
                .formula = "1 - mean_u P_u / (m_u (m_u - 1)) / sum_ab p_a p_b d(a, b)",
                .observed = coefficient_words::mean,
                .expected = "two values drawn from the mean over coded units of the shares of values",
                .undefined = coefficient_words::one_value,
                .reference = "gwet2014",
                .chance = Chance::pooled,
                .metrics = coefficient_words::weighted},
    Coefficient{.key = "ac1",
                .title = "Gwet's AC1",
                .question = "How much better do coders agree than guesses in hard cases would?",
                .formula = "1 - mean_u P_u / (m_u (m_u - 1)) / (1 - sum_a p_a (1 - p_a) / (q - 1))",
                .observed = coefficient_words::mean,
                .expected = "one less the chance that a guess agrees",
                .undefined = coefficient_words::no_pair,
                .reference = "gwet2008",
                .chance = Chance::occasional,
                .metrics = {{{"nominal", Metric::nominal}}}},
    Coefficient{.key = "ac2",
                .title = "Gwet's AC2",
                .question = "How much better do coders agree than guesses would, near misses counted in part?",
                .formula = "1 - mean_u P_u / (m_u (m_u - 1) max d) / (1 - T sum_a p_a (1 - p_a) / (q (q - 1)))",
                .observed = coefficient_words::mean,
                .expected = "one less the chance that a guess agrees, with weights 1 - d / max d",
                .undefined = coefficient_words::no_pair,
                .reference = "gwet2014",
                .chance = Chance::occasional,
                .metrics = {{{"linear", Metric::linear}, {"quadratic", Metric::quadratic}}}},
    Coefficient{.key = "bp",
                .title = "Brennan and Prediger's kappa",
                .question = "How much better do coders agree than values drawn evenly from the codebook would?",
                .formula = "1 - mean_u P_u / (m_u (m_u - 1) max d) / (1 - T / q^2)",
                .observed = coefficient_words::mean,
                .expected = "two values drawn evenly from the codebook",
                .undefined = coefficient_words::no_pair,
                .reference = "brennan1981",
                .chance = Chance::uniform,
                .metrics = coefficient_words::weighted},
    Coefficient{.key = "percent",
                .title = "Percent agreement",
                .question = "Which share of pairs of codings agrees, on average over units?",
                .formula = "1 - mean_u P_u / (m_u (m_u - 1) max d)",
                .observed = coefficient_words::mean,
                .expected = "the greatest disagreement there is",
                .undefined = coefficient_words::no_pair,
                .reference = "scott1955",
                .chance = Chance::none,
                .metrics = coefficient_words::weighted},
};

/// The row, and one of its metrics; empty: the first. Throw Error(Code::unknown_key) and Error(Code::parameter).
[[nodiscard]] const Coefficient& find_coefficient(std::string_view key);
[[nodiscard]] Metric find_metric(const Coefficient& row, std::string_view name);

}  // namespace chirograph
