// The shipped policy as a value. templates/trust/policy-vn-2025.toml says the same with the source
// of each row; a test keeps the two equal.
#include "signing/trust.h"

namespace sohoa {
namespace {

using namespace std::chrono_literals;

constexpr UtcTime end_of(std::chrono::year_month_day day) {
  return std::chrono::sys_days(day) + std::chrono::days(1) - std::chrono::seconds(1);
}

// NIST SP 800-131A: 80-bit strength (SHA-1, RSA 1024) is disallowed for signing after 2013.
constexpr UtcTime kEndOf80Bits = end_of(2013y / 12 / 31);
// Collisions of MD5 were shown at CRYPTO 2004.
constexpr UtcTime kEndOfMd5 = end_of(2004y / 8 / 17);

std::vector<HashRule> hashes() {
  std::vector<HashRule> rules;
  using enum HashAlgorithm;
  for (const HashAlgorithm hash : {Sha256,
                                   Sha384,
                                   Sha512,
                                   Sha512_224,
                                   Sha512_256,
                                   Sha3_224,
                                   Sha3_256,
                                   Sha3_384,
                                   Sha3_512,
                                   Shake256}) {
    rules.push_back({hash, std::nullopt});
  }
  rules.push_back({Sha1, kEndOf80Bits});
  rules.push_back({Md5, kEndOfMd5});
  return rules;
}

std::vector<KeyRule> keys() {
  return {{KeyType::Rsa, 2048, std::nullopt},
          {KeyType::RsaPss, 2048, std::nullopt},
          {KeyType::Ec, 256, std::nullopt},
          {KeyType::Ed25519, 0, std::nullopt},
          {KeyType::Ed448, 0, std::nullopt},
          {KeyType::Rsa, 1024, kEndOf80Bits}};
}

std::vector<SchemeRule> schemes() {
  return {{SignatureScheme::RsaPss, std::nullopt, false},
          {SignatureScheme::Ecdsa, std::nullopt, false},
          {SignatureScheme::RsaPkcs1, std::nullopt, true},
          {SignatureScheme::Ed25519, std::nullopt, true},
          {SignatureScheme::Ed448, std::nullopt, true}};
}

}  // namespace

TrustPolicy default_policy() {
  TrustPolicy policy;
  policy.id = "vn-2025";
  policy.version = "2026-11-22";
  policy.source = "TT 15/2025/TT-BKHCN, Phụ lục";
  policy.algorithms = {hashes(), keys(), schemes()};
  return policy;
}

}  // namespace sohoa
