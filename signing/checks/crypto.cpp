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

// RFC 5652, 5.4: without signed attributes the value stands over the content itself, so a value
// that differs was tried over a content at hand. An XML signature always has digests of its own.
static bool value_speaks_for_content(const SignatureFacts& facts) {
  if (is_bare_value(facts)) return true;
  const SignerFacts& signer = facts.signer;
  return is_cms(facts) && !signer.has_signed_attributes && signer.value == Match::Differs &&
         signer.message_digest == Match::Unknown;
}

void check_crypto(const SignatureFacts& facts, CheckList& checks) {
  const SignerFacts& signer = facts.signer;
  // Of what cannot be read nothing is known, not even which digest was meant.
  if (!signer.unparseable.empty()) return checks.add(Finding::ValueUnknown);
  if (!value_speaks_for_content(facts)) check_digest(signer, checks);
  if (signer.value == Match::Matches) {
    checks.add(Finding::ValueMatches);
  } else {
    checks.add(signer.value == Match::Differs ? Finding::ValueDiffers : Finding::ValueUnknown);
  }
}

}  // namespace sohoa::checks
