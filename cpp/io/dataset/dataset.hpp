// A dataset as the reader hands it over: typed tables with every reference resolved. No JSON in this header.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/panel/panel.hpp"

namespace chirograph::io {

/// Positions are indices into the tables of the Dataset, in the order of the file.
struct Programme {
    std::string id;
    std::optional<std::size_t> partner;  ///< none when the programme belongs to a group of partners
    std::string kind;
    std::size_t list_rule = 0;            ///< position in Coding::unlisted
    std::optional<std::size_t> own_list;  ///< stated number of titles, when it may bound the number of areas
    int concluded_by = 0;                 ///< last day (YYYYMMDD) on which it may have been concluded, or started
};

struct Listing {
    std::string id;
    std::size_t programme = 0;
    std::size_t rule = 0;  ///< position in Coding::listing
    std::vector<std::size_t> areas;
};

/// Only commitments that name an area; what is said of a whole programme codes no cell.
struct Commitment {
    std::string id;
    std::size_t programme = 0;
    std::size_t area = 0;
    std::size_t link = 0;  ///< position in codebook.coding.commitment_links_known
    Depth shown = 0;
    bool counts = false;  ///< its evidence is among coding.commitment_evidence
};

/// What one coder read of one area in the text of a programme.
struct Coded {
    std::string id;
    std::size_t programme = 0;
    std::size_t area = 0;
    std::size_t coder = 0;  ///< position in CodingsRule::coders
    Depth lower = 0;
    Depth upper = 0;
    std::size_t status = 0;
};

/// A decision on a coded cell; without an interval it stays open.
struct Adjudication {
    std::string id;
    std::size_t programme = 0;
    std::size_t area = 0;
    bool decided = false;
    Depth lower = 0;
    Depth upper = 0;
};

/// How the codings of a cell by several coders make one interval.
struct Combine {
    enum class Kind { span, agreed, adjudicated, one };
    Kind kind = Kind::span;
    std::size_t coder = 0;  ///< of Kind::one
};

/// What codebooks and callers write for the ways that name no coder.
inline constexpr std::array<std::pair<std::string_view, Combine::Kind>, 3> combine_words{
    {{"span", Combine::Kind::span}, {"agreed", Combine::Kind::agreed}, {"adjudicated", Combine::Kind::adjudicated}}};

/// codebook.coding.codings.
struct CodingsRule {
    std::vector<std::string> coders;  ///< ids
    std::vector<char> grades;         ///< per grade: do codings count?
    Combine combine;                  ///< unless something else is asked for
    std::size_t differ_status = 0;
    std::size_t adjudicated_status = 0;
    std::size_t conflict_status = 0;
};

/// codebook.coding: from evidence to an interval with a status.
struct Coding {
    struct ListingRule {
        std::vector<char> grades;  ///< per grade: does this evidence count?
        Depth lower = 0;
        std::size_t status = 0;
    };
    struct UnlistedRule {
        Depth lower = 0;
        Depth upper = 0;
        std::size_t status = 0;
    };
    struct GradeRule {
        std::vector<char> links;  ///< per link: does a commitment so linked raise a cell?
        bool raise_only_listed = true;
        bool list_length = false;  ///< a stated total of titles bounds the cells of this grade
    };
    std::vector<ListingRule> listing;
    std::vector<UnlistedRule> unlisted;
    std::vector<GradeRule> grades;
    Depth listed_upper = 0;
    std::size_t raised_status = 0;
    std::size_t areas_per_title = 1;
    std::optional<CodingsRule> codings;
};

struct Dataset {
    std::string text;  ///< the validated JSON, byte for byte
    std::string id;
    Depth max_depth = 1;
    std::vector<std::string> areas;     ///< ids
    std::vector<std::string> partners;  ///< ids
    std::vector<std::string> statuses;  ///< ids
    std::vector<std::string> grades;    ///< ids
    std::size_t default_grade = 0;
    std::vector<Programme> programmes;
    std::vector<Listing> listings;
    std::vector<Commitment> commitments;
    std::vector<Coded> codings;
    std::vector<Adjudication> adjudications;
    Coding coding;
};

/// The published JSON Schema, embedded when the library was built.
[[nodiscard]] std::string_view dataset_schema_text();

/// Gate, schema, references, rules, then typed tables. Throws Error with every fault that the first three find, and,
/// where gate and schema find none, with those of the rules as well; `file` stands in each fault.
[[nodiscard]] Dataset read_dataset(std::string_view bytes, const std::string& file);

/// Position of an evidence grade; the empty name means the default. Throws Error(Code::parameter) with near names.
[[nodiscard]] std::size_t find_grade(const Dataset& dataset, std::string_view name);

/// The way of combining codings that a name stands for under a rule; the empty name means the rule's own.
[[nodiscard]] std::optional<Combine> combine_named(const CodingsRule& rule, std::string_view name);

}  // namespace chirograph::io
