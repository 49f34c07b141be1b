// What a CRL says of the certificates at hand.
//
// Private to the parser half of signing.
#pragma once

#include <optional>
#include <vector>

#include "core/bytes.h"
#include "signing/evidence.h"
#include "signing/parsers/chain_links.h"
#include "signing/parsers/evidence_handles.h"

namespace sohoa {

class CrlReader {
 public:
  /// Borrows `links`.
  explicit CrlReader(ChainLinks& links);
  /// Nothing when the bytes are no CRL. Cost: one pass over the entries, one verification for each
  /// certificate of the issuer's name. The caller sets `source`.
  std::optional<CrlFacts> read(ByteView der);

 private:
  std::vector<CertIndex> candidates(bool is_indirect, const X509_NAME* issuer) const;
  const CRL_DIST_POINTS* points_of(CertIndex index);

  ChainLinks& links_;
  std::vector<std::optional<DistributionPointsHandle>> points_;
};

}  // namespace sohoa
