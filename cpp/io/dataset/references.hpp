// Which field names a record of which table. A test compares this list with what the schema says in words.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string_view>

#include "io/json/faults.hpp"

namespace chirograph::io {

/// A table of records and the field that names each of them.
struct IdTable {
    std::string_view name;
    std::string_view path;
};

/// A field whose text must name a record of `table` (or of `other`).
struct Reference {
    std::string_view path;
    std::string_view table;
    std::string_view other{};
};

[[nodiscard]] std::span<const IdTable> id_tables();
[[nodiscard]] std::span<const Reference> references();

/// Every name stands once in its table, and every reference leads somewhere (Code::reference). The document may have
/// any form: what an earlier stage found fault with is passed over, and so are references into a table whose names it
/// left uncertain.
void check_references(const nlohmann::json& document, FaultList& faults);

}  // namespace chirograph::io
