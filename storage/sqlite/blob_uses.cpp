#include "storage/sqlite/blob_uses.h"

#include "storage/sqlite/values.h"

namespace sohoa::sqlite {
namespace {

// The list goes in as JSON, so that every table is walked once, however many blobs are asked for.
#define SOHOA_ASKED_FOR "IN (SELECT value FROM json_each(?1))"

constexpr const char* kUses =
    "SELECT digest, component FROM files"
    " WHERE component IS NOT NULL AND lower(hex(digest)) " SOHOA_ASKED_FOR
    " UNION SELECT p.reading, c.id FROM pages p JOIN components c ON c.seq = p.component"
    " WHERE p.reading IS NOT NULL AND lower(hex(p.reading)) " SOHOA_ASKED_FOR
    " UNION SELECT searchable, id FROM components"
    " WHERE searchable IS NOT NULL AND lower(hex(searchable)) " SOHOA_ASKED_FOR " ORDER BY 1, 2";

// Hexadecimal digits: nothing to escape.
std::string json_array(const std::vector<Digest>& blobs) {
  std::string array = "[";
  for (const Digest& blob : blobs) array += (array.size() > 1 ? ",\"" : "\"") + blob.hex() + "\"";
  return array + "]";
}

BlobUse read_use(Statement& row) {
  BlobUse use;
  use.blob = read_digest(row);
  use.component = row.text();
  return use;
}

}  // namespace

Result<std::vector<BlobUse>> uses_of(Connection& reader, const std::vector<Digest>& blobs) {
  auto rows = TRY(reader.prepare(kUses));
  rows.bind(json_array(blobs));
  return read_all(rows, read_use);
}

}  // namespace sohoa::sqlite
