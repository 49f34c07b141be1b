#include "signing/algorithms.h"

#include <array>

namespace sohoa {
namespace {

struct HashNames {
  std::string_view shown;
  const char* openssl;
};

// In the order of HashAlgorithm.
constexpr std::array kHashes = {
    HashNames{"?", nullptr},
    HashNames{"MD5", "MD5"},
    HashNames{"RIPEMD-160", "RIPEMD160"},
    HashNames{"SHA-1", "SHA1"},
    HashNames{"SHA-224", "SHA2-224"},
    HashNames{"SHA-256", "SHA2-256"},
    HashNames{"SHA-384", "SHA2-384"},
    HashNames{"SHA-512", "SHA2-512"},
    HashNames{"SHA-512/224", "SHA2-512/224"},
    HashNames{"SHA-512/256", "SHA2-512/256"},
    HashNames{"SHA3-224", "SHA3-224"},
    HashNames{"SHA3-256", "SHA3-256"},
    HashNames{"SHA3-384", "SHA3-384"},
    HashNames{"SHA3-512", "SHA3-512"},
    HashNames{"SHAKE256", "SHAKE-256"},
};
static_assert(kHashes.size() == static_cast<std::size_t>(HashAlgorithm::Shake256) + 1);

constexpr std::array<std::string_view, 7> kSchemes = {
    "?", "RSASSA-PKCS1-v1_5", "RSASSA-PSS", "ECDSA", "DSA", "Ed25519", "Ed448"};
constexpr std::array<std::string_view, 7> kKeys = {
    "?", "RSA", "RSA-PSS", "EC", "DSA", "Ed25519", "Ed448"};

}  // namespace

std::string_view name(HashAlgorithm hash) {
  return kHashes.at(static_cast<std::size_t>(hash)).shown;
}

std::string_view name(SignatureScheme scheme) {
  return kSchemes.at(static_cast<std::size_t>(scheme));
}

std::string describe(const KeyFacts& key) {
  std::string text(kKeys.at(static_cast<std::size_t>(key.type)));
  if (!key.curve.empty()) return text + " " + key.curve;
  if (key.type == KeyType::Ed25519 || key.type == KeyType::Ed448 || key.bits == 0) return text;
  return text + " " + std::to_string(key.bits);
}

const char* openssl_name(HashAlgorithm hash) {
  return kHashes.at(static_cast<std::size_t>(hash)).openssl;
}

}  // namespace sohoa
