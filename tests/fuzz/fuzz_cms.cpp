// One value of any kind, as a hostile document may hold it.
//
// The first byte chooses the kind and what is known of the content. A value that cannot be read
// must say so, and one over content nobody gave must not claim to hold over it.
#include <cstdlib>

#include "signing/parsers/value_reader.h"
#include "signing/ranges.h"

namespace {

using namespace sohoa;  // NOLINT: one short file

ValueToVerify value_of(std::uint8_t choice, ByteView bytes) {
  ValueToVerify value;
  value.kind = static_cast<ValueKind>(choice % 4);
  value.is_detached = (choice & 0x10U) == 0;
  value.content_is_digest = (choice & 0x20U) != 0;
  value.permits_cosigners = (choice & 0x80U) != 0;
  value.signer = (choice >> 2) & 3;
  value.value.assign(bytes.begin(), bytes.end());
  value.certificates = {value.value};
  value.scheme = SignatureScheme::Ecdsa;
  value.hash = HashAlgorithm::Sha256;
  if ((choice & 0x40U) != 0) value.digests = {{HashAlgorithm::Sha256, Bytes(32, 1)}};
  return value;
}

void expect_sense(const ValueToVerify& value, const SignerFacts& facts) {
  const bool is_read = facts.unparseable.empty();
  if (!is_read && facts.faults.empty()) std::abort();
  if (facts.signer == kNoCert && facts.value == Match::Matches) std::abort();
  const bool has_content = !value.is_detached || value.content_is_digest || !value.digests.empty();
  const bool is_token = value.kind == ValueKind::TimestampToken;
  if (!has_content && !is_token && facts.message_digest == Match::Matches) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const ValueToVerify value = value_of(data[0], ByteView(data + 1, size - 1));
  EvidencePool pool;
  expect_sense(value, read_value(value, pool, {}).signer);
  return 0;
}
