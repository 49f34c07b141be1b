// The digest of what a descriptor holds, read from its start whatever its position. Private.
#pragma once

#include "core/digest.h"
#include "core/result.h"
#include "storage/blob_store.h"

namespace sohoa {

Result<BlobRef> hash_file(int fd);
/// Whether `fd` may be the blob `digest` at all: a regular file, and empty only for the digest of
/// nothing.
Result<void> check_blob_shape(int fd, const Digest& digest);
/// The outcome of BlobStore::verify for what open() answered.
Result<void> verify_opened(const Result<UniqueFd>& opened, const Digest& digest);

}  // namespace sohoa
