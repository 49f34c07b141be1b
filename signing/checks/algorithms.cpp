#include "signing/checks/algorithms.h"

namespace sohoa::checks {
namespace {

void widen(Strength& strength, const std::optional<UtcTime>& until, bool with_note) {
  const bool lasts_longer =
      !strength.is_listed || (strength.until && (!until || *until > *strength.until));
  if (!lasts_longer) return;
  strength.is_listed = true;
  strength.until = until;
  strength.with_note = with_note;
}

bool hashes_by_itself(SignatureScheme scheme) {
  return scheme == SignatureScheme::Ed25519 || scheme == SignatureScheme::Ed448;
}

}  // namespace

Strength strength_of(HashAlgorithm hash, const AlgorithmPolicy& policy) {
  Strength strength{.until = {}, .what = std::string(name(hash))};
  for (const HashRule& rule : policy.hashes) {
    if (rule.hash == hash && hash != HashAlgorithm::Unknown) widen(strength, rule.until, false);
  }
  return strength;
}

Strength strength_of(SignatureScheme scheme, const AlgorithmPolicy& policy) {
  Strength strength{.until = {}, .what = std::string(name(scheme))};
  for (const SchemeRule& rule : policy.schemes) {
    if (rule.scheme == scheme && scheme != SignatureScheme::Unknown) {
      widen(strength, rule.until, rule.with_note);
    }
  }
  return strength;
}

Strength strength_of(const KeyFacts& key, const AlgorithmPolicy& policy) {
  Strength strength{.until = {}, .what = describe(key)};
  for (const KeyRule& rule : policy.keys) {
    const bool fits = rule.type == key.type && key.bits >= rule.min_bits;
    if (fits && key.type != KeyType::Unknown) widen(strength, rule.until, false);
  }
  return strength;
}

Strength weaker(const Strength& a, const Strength& b) {
  if (a.is_listed != b.is_listed) return a.is_listed ? b : a;
  if (!a.until || !b.until) return b.until ? b : a;
  return *b.until < *a.until ? b : a;
}

Strength strength_of(const SealAlgorithm& seal,
                     const KeyFacts& key,
                     const AlgorithmPolicy& policy) {
  const Strength made = weaker(strength_of(seal.scheme, policy), strength_of(key, policy));
  if (hashes_by_itself(seal.scheme)) return made;
  return weaker(made, strength_of(seal.hash, policy));
}

}  // namespace sohoa::checks
