// A dataset as the reader hands it over: typed tables with every reference resolved. No JSON in this header.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
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
    Coding coding;
};

/// The published JSON Schema, embedded when the library was built.
[[nodiscard]] std::string_view dataset_schema_text();

/// Gate, schema, references, rules, then typed tables. Throws Error with every fault that the first three find, and,
/// where gate and schema find none, with those of the rules as well; `file` stands in each fault.
[[nodiscard]] Dataset read_dataset(std::string_view bytes, const std::string& file);

/// Position of an evidence grade; the empty name means the default. Throws Error(Code::parameter) with near names.
[[nodiscard]] std::size_t find_grade(const Dataset& dataset, std::string_view name);

}  // namespace chirograph::io
