// CMS and CAdES: the file is the value; what it signs is inside it or given beside it.
#include <unistd.h>

#include "core/file.h"
#include "pipeline/collected.h"

namespace sohoa {
namespace {

// EdDSA without signed attributes stands over the content itself, so a small one goes along.
constexpr std::int64_t kSmallContentBytes = 1 << 20;

Result<Bytes> read_whole(int fd, std::int64_t size) {
  Bytes bytes(static_cast<std::size_t>(size));
  TRY(FileBytes(fd, size).read(0, bytes));
  return bytes;
}

Result<void> add_content(const VerifyInput& input, PendingSignature& one) {
  if (input.detached_content < 0) return {};
  const FileBytes content(input.detached_content, input.detached_size);
  one.digests = digests_of_file(content, 0, input.detached_size);
  const HashAlgorithm expected[] = {HashAlgorithm::Sha256};
  one.value->digests = TRY(one.digests(expected));
  one.facts.signed_names = {input.detached_name};
  if (input.detached_size > kSmallContentBytes) return {};
  one.value->content = TRY(read_whole(input.detached_content, input.detached_size));
  return {};
}

}  // namespace

DigestSource digests_of_file(FileBytes file, std::int64_t offset, std::int64_t size) {
  return [file, offset, size](std::span<const HashAlgorithm> hashes) {
    const std::int64_t ranges[] = {0, 0, offset, size};
    return digest_ranges(file, ranges, hashes);
  };
}

Result<Collected> collect_cms(const VerifyInput& input, const Limits& limits) {
  if (input.size > static_cast<std::int64_t>(limits.evidence_bytes)) {
    return Error{Fault::FileTooLarge, "a CMS file of more than 64 MiB", {}};
  }
  PendingSignature one;
  one.facts.kind = ContainerKind::Cms;
  one.facts.coverage = Coverage::WholeFile;
  one.value.emplace();
  one.value->kind = ValueKind::Cms;
  one.value->permits_cosigners = true;
  one.value->value = TRY(read_whole(input.fd, input.size));
  one.value->is_detached = input.detached_content >= 0;
  const Digest digest = sha256(one.value->value);
  one.facts.value_digest.assign(digest.value.begin(), digest.value.end());
  TRY(add_content(input, one));
  Collected all;
  all.file.kind = ContainerKind::Cms;
  all.pending.push_back(std::move(one));
  return all;
}

}  // namespace sohoa
