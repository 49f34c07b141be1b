// EN 319 102-1, 5.2.7: the digest of the content and the signature value.
#include "signing/checks/blocks.h"

namespace sohoa::checks {
namespace {

void check_digest(const SignerFacts& signer, CheckList& checks) {
  switch (signer.message_digest) {
    case Match::Matches:
      return checks.add(Finding::DigestMatches);
    case Match::Differs:
      return checks.add(Finding::DigestDiffers);
    case Match::Absent:
      // Without signed attributes the value itself stands over the content; with them the attribute
      // is mandatory (RFC 5652, 5.3).
      if (signer.has_signed_attributes) checks.add(Finding::DigestDiffers);
      return;
    case Match::Unknown:
      break;
  }
  checks.add(Finding::ContentMissing);
}

}  // namespace

void check_crypto(const SignatureFacts& facts, CheckList& checks) {
  const SignerFacts& signer = facts.signer;
  // Of what cannot be read nothing is known, not even which digest was meant.
  if (!signer.unparseable.empty()) return checks.add(Finding::ValueUnknown);
  if (!is_bare_value(facts)) check_digest(signer, checks);
  if (signer.value == Match::Matches) {
    checks.add(Finding::ValueMatches);
  } else {
    checks.add(signer.value == Match::Differs ? Finding::ValueDiffers : Finding::ValueUnknown);
  }
}

}  // namespace sohoa::checks
