// Who rests on which blob. Private to the catalog over SQLite.
#pragma once

#include <vector>

#include "storage/records.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

/// Catalog::uses_of().
Result<std::vector<BlobUse>> uses_of(Connection& reader, const std::vector<Digest>& blobs);

}  // namespace sohoa::sqlite
