// Any bytes as certificate, CRL and OCSP answer, alone and together with what they contain.
//
// What comes out must be consistent: indices name certificates, chains start somewhere, and nothing
// depends on the order in which the same bytes are offered again.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "signing/parsers/evidence_pool.h"

namespace {

using namespace sohoa;  // NOLINT: one short file

void expect(bool holds) {
  if (!holds) std::abort();
}

// Mutated seeds come in pieces: two bytes of length, then the piece.
std::vector<ByteView> pieces_of(ByteView bytes) {
  std::vector<ByteView> pieces;
  while (bytes.size() > 2 && pieces.size() < 16) {
    const std::size_t wanted = static_cast<std::size_t>(bytes[0]) << 8U | bytes[1];
    const std::size_t size = std::min(wanted, bytes.size() - 2);
    pieces.push_back(bytes.subspan(2, size));
    bytes = bytes.subspan(2 + size);
  }
  return pieces;
}

void add(EvidencePool& pool, ByteView piece) {
  pool.want_chains(pool.add_certificate(piece, EvidenceSource::Dss));
  pool.add_crl(piece, EvidenceSource::Dss);
  pool.add_ocsp(piece, EvidenceSource::Dss);
}

void check_indices(const Evidence& evidence) {
  const auto size = static_cast<CertIndex>(evidence.certificates.size());
  const auto is_held = [&](CertIndex index) { return index >= 0 && index < size; };
  for (const auto& chain : evidence.chains) {
    expect(!chain.path.empty());
    for (const CertIndex index : chain.path) expect(is_held(index));
  }
  for (const auto& crl : evidence.crls) {
    for (const CertIndex index : crl.signers) expect(is_held(index));
    for (const auto& entry : crl.entries) expect(is_held(entry.cert));
  }
  for (const auto& ocsp : evidence.ocsps) {
    expect(ocsp.signer == kNoCert || is_held(ocsp.signer));
    for (const auto& answer : ocsp.answers) expect(is_held(answer.cert));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  EvidencePool pool;
  const auto pieces = pieces_of(bytes);
  if (!pieces.empty()) pool.add_anchor(pieces.front());
  for (const ByteView piece : pieces) add(pool, piece);
  add(pool, bytes);
  const std::int32_t held = pool.size();
  for (const ByteView piece : pieces) add(pool, piece);
  expect(pool.size() == held);
  check_indices(pool.build({}, {}));
  return 0;
}
