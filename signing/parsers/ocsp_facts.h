// What an OCSP answer says of the certificates at hand (RFC 6960).
//
// Private to the parser half of signing.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/bytes.h"
#include "signing/evidence.h"
#include "signing/parsers/chain_links.h"
#include "signing/parsers/evidence_handles.h"

namespace sohoa {

/// The BasicOCSPResponse inside of an OCSPResponse, or the bytes themselves when they are one
/// already (as in a PDF's DSS some write them). Empty when they are neither, or an error answer.
ByteView basic_part(ByteView der);
/// Null when `basic` is no BasicOCSPResponse.
OcspBasicHandle parse_basic(ByteView basic);

class OcspReader {
 public:
  /// Borrows `links`.
  explicit OcspReader(ChainLinks& links);
  /// Nothing when the bytes are no answer. The caller sets `source`.
  std::optional<OcspFacts> read(ByteView der);

 private:
  struct Issuer {
    bool is_ours = false;  ///< the answer speaks of the certificate at hand
    CertIndex index = kNoCert;
  };
  std::vector<CertIndex> responders(const OCSP_BASICRESP* basic) const;
  CertIndex signer_of(const OCSP_BASICRESP* basic, ByteView signed_part, const OcspFacts& facts);
  void add_answers(OCSP_SINGLERESP* single, std::vector<OcspSingle>& answers);
  Issuer issuer_of(CertIndex cert, OCSP_CERTID* id);

  ChainLinks& links_;
  std::unordered_multimap<std::string, CertIndex> by_serial_;
  std::unordered_multimap<std::string, CertIndex> by_key_;  ///< SHA-1 of the public key's bits
};

}  // namespace sohoa
