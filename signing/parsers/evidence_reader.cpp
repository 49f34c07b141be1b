#include "signing/parsers/evidence_reader.h"

#include "signing/parsers/evidence_pool.h"
#include "signing/parsers/value_reader.h"

namespace sohoa {
namespace {

// Anchors first: the pool counts them. The rest before the values, so that a signer who stands only
// in the DSS is found.
void fill(EvidencePool& pool, const EvidenceRequest& request) {
  for (const Bytes& anchor : request.anchors) pool.add_anchor(anchor);
  for (const PoolItem& item : request.certificates) pool.add_certificate(item.der, item.source);
  for (const PoolItem& item : request.crls) pool.add_crl(item.der, item.source);
  for (const PoolItem& item : request.ocsps) pool.add_ocsp(item.der, item.source);
}

CertIndex add_target(EvidencePool& pool, ByteView der) {
  const CertIndex index = pool.add_certificate(der, EvidenceSource::Signature);
  pool.want_chains(index);
  return index;
}

}  // namespace

Result<EvidenceAnswer> read_evidence(const EvidenceRequest& request, const Limits& limits) {
  EvidenceAnswer answer;
  EvidencePool pool(limits);
  fill(pool, request);
  for (const Bytes& target : request.targets) answer.targets.push_back(add_target(pool, target));
  for (const auto& value : request.values) {
    answer.values.push_back(read_value(value, pool, limits));
  }
  answer.evidence = pool.build(request.path, limits);
  return answer;
}

}  // namespace sohoa
