// Applies the coding rule, which is data, to the evidence: the interval and the status of every cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/panel/constraints.hpp"
#include "engine/panel/panel.hpp"
#include "io/dataset/dataset.hpp"

namespace chirograph::io {

/// Programmes x areas, row-major.
struct Cells {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::vector<Depth> lower;
    std::vector<Depth> upper;
    std::vector<std::uint8_t> status;  ///< positions in Dataset::statuses
};

/// A record by its table and its id.
struct RecordName {
    std::string table;
    std::string id;
};

/// The records that make one cell what it is: its counting listings, then the commitments that raise it furthest; or
/// its codings and the decision on them, then what is shown beyond them.
/// Cells without records rest on the programme's list_status alone and are left out.
struct Decision {
    std::size_t programme = 0;
    std::size_t area = 0;
    std::vector<RecordName> records;
};

/// What a stated total of titles says about the number of areas: [minimum, maximum] cells of the row at depth >= 1.
struct ListRange {
    std::size_t programme = 0;
    std::size_t minimum = 0;
    std::size_t maximum = 0;
    std::size_t stated_total = 0;
    std::size_t titles_read = 0;
};

/// `coders` is a way of combining codings, see find_combine.
[[nodiscard]] Cells code_cells(const Dataset& dataset, std::size_t grade, std::string_view coders = "");
/// A dataset as if a listing or a commitment had not been found; its text is empty, as none says so. A commitment that
/// names no area codes no cell, and changes nothing.
[[nodiscard]] Dataset without(Dataset dataset, const RecordName& record);
[[nodiscard]] std::vector<Decision> decisions(const Dataset& dataset, std::size_t grade, std::string_view coders = "");

/// One range per programme whose total may be used; none in a grade whose cells are not titles of the own list, nor for
/// a programme with codings that count there.
/// With r titles read covering c areas, the range is [c, min(areas, c + areas_per_title (total - r))].
[[nodiscard]] std::vector<ListRange> list_ranges(const Dataset& dataset, std::size_t grade);

/// A panel with its labels and the list lengths that follow from the data.
struct NamedPanel {
    Panel panel;
    std::vector<std::string> rows;     ///< partners
    std::vector<std::string> columns;  ///< areas
    Constraints constraints;
};

/// For every partner that has one, its latest programme of the kind. Throws Error(Code::index) when nobody has one.
[[nodiscard]] NamedPanel latest_panel(const Dataset& dataset, std::string_view kind, std::string_view grade = "");

}  // namespace chirograph::io
