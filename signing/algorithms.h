// Names of digest and signature algorithms, as signatures in documents use them.
//
// A name here says nothing on whether the algorithm is good enough: that is dated policy (trust.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/bytes.h"

namespace sohoa {

enum class HashAlgorithm : std::uint8_t {
  Unknown,
  Md5,
  Ripemd160,
  Sha1,
  Sha224,
  Sha256,
  Sha384,
  Sha512,
  Sha512_224,
  Sha512_256,
  Sha3_224,
  Sha3_256,
  Sha3_384,
  Sha3_512,
  Shake256,
};

/// How a value was made from a key and a digest.
enum class SignatureScheme : std::uint8_t {
  Unknown,
  RsaPkcs1,  ///< RSASSA-PKCS1-v1_5
  RsaPss,
  Ecdsa,
  Dsa,
  Ed25519,
  Ed448,
};

enum class KeyType : std::uint8_t { Unknown, Rsa, RsaPss, Ec, Dsa, Ed25519, Ed448 };

struct KeyFacts {
  KeyType type = KeyType::Unknown;
  std::int32_t bits = 0;  ///< modulus or field size
  std::string curve;      ///< "P-256", "brainpoolP256r1"; empty for other keys
};

/// A digest together with the name of its algorithm.
struct NamedDigest {
  HashAlgorithm hash = HashAlgorithm::Unknown;
  Bytes value;
};

/// "SHA-256", "SHA3-384", "MD5"; "?" when unknown.
std::string_view name(HashAlgorithm hash);
/// "RSASSA-PKCS1-v1_5", "RSASSA-PSS", "ECDSA", "Ed25519".
std::string_view name(SignatureScheme scheme);
/// "RSA 2048", "EC P-256", "Ed25519".
std::string describe(const KeyFacts& key);
/// The name OpenSSL knows the algorithm by ("SHA2-256"); null for Unknown.
const char* openssl_name(HashAlgorithm hash);

}  // namespace sohoa
