// Codings of texts that were read: how those of a cell become one interval, by a rule that is data.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

#include "io/dataset/coding.hpp"
#include "io/dataset/dataset.hpp"

namespace chirograph::io {

/// The codings that count in one cell, in the order of the coders, and the decision on it, if any.
struct CellCodings {
    std::vector<const Coded*> codings;
    const Adjudication* decision = nullptr;
};

/// What listings and commitments show of one cell: the depth from which it starts whatever the codings say.
struct Shown {
    Depth lower = 0;
    std::size_t status = 0;
    std::vector<RecordName> records;  ///< those that show this depth
};

/// The way of combining codings that a name stands for; the empty name means the codebook's.
/// Throws Error(Code::parameter) when it is none, or the dataset has no codings.
[[nodiscard]] Combine find_combine(const Dataset& dataset, std::string_view name);

/// By cell (programme x area, row-major); cells without a coding that counts are left out.
[[nodiscard]] std::map<std::size_t, CellCodings> counting_codings(const Dataset& dataset, std::size_t grade,
                                                                  const Combine& combine);

/// Writes one cell from its codings. What is shown raises its lower end; where it is beyond their upper end the cell
/// spans both, for either may be wrong. True when what is shown counts.
bool code_from(const Dataset& dataset, const CellCodings& cell, const Shown& shown, Cells& cells, std::size_t at,
               Combine::Kind kind);

}  // namespace chirograph::io
