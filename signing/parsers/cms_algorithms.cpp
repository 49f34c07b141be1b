#include "signing/parsers/cms_algorithms.h"

#include <algorithm>
#include <array>

namespace sohoa {
namespace {

using H = HashAlgorithm;
using S = SignatureScheme;

struct HashOid {
  std::string_view oid;
  HashAlgorithm hash;
};

constexpr std::array kHashes = {
    HashOid{"1.2.840.113549.2.5", H::Md5},
    HashOid{"1.3.36.3.2.1", H::Ripemd160},
    HashOid{"1.3.14.3.2.26", H::Sha1},
    HashOid{"2.16.840.1.101.3.4.2.4", H::Sha224},
    HashOid{"2.16.840.1.101.3.4.2.1", H::Sha256},
    HashOid{"2.16.840.1.101.3.4.2.2", H::Sha384},
    HashOid{"2.16.840.1.101.3.4.2.3", H::Sha512},
    HashOid{"2.16.840.1.101.3.4.2.5", H::Sha512_224},
    HashOid{"2.16.840.1.101.3.4.2.6", H::Sha512_256},
    HashOid{"2.16.840.1.101.3.4.2.7", H::Sha3_224},
    HashOid{"2.16.840.1.101.3.4.2.8", H::Sha3_256},
    HashOid{"2.16.840.1.101.3.4.2.9", H::Sha3_384},
    HashOid{"2.16.840.1.101.3.4.2.10", H::Sha3_512},
    HashOid{"2.16.840.1.101.3.4.2.12", H::Shake256},
};

struct SchemeOid {
  std::string_view oid;
  SignatureScheme scheme;
  HashAlgorithm hash;
};

constexpr std::string_view kPss = "1.2.840.113549.1.1.10";
constexpr std::string_view kMgf1 = "1.2.840.113549.1.1.8";

constexpr std::array kSchemes = {
    // RFC 8017, RFC 5754, RFC 8692; the bare key type names no hash.
    SchemeOid{"1.2.840.113549.1.1.1", S::RsaPkcs1, H::Unknown},
    SchemeOid{"1.2.840.113549.1.1.4", S::RsaPkcs1, H::Md5},
    SchemeOid{"1.2.840.113549.1.1.5", S::RsaPkcs1, H::Sha1},
    SchemeOid{"1.3.14.3.2.29", S::RsaPkcs1, H::Sha1},
    SchemeOid{"1.3.36.3.3.1.2", S::RsaPkcs1, H::Ripemd160},
    SchemeOid{"1.2.840.113549.1.1.14", S::RsaPkcs1, H::Sha224},
    SchemeOid{"1.2.840.113549.1.1.11", S::RsaPkcs1, H::Sha256},
    SchemeOid{"1.2.840.113549.1.1.12", S::RsaPkcs1, H::Sha384},
    SchemeOid{"1.2.840.113549.1.1.13", S::RsaPkcs1, H::Sha512},
    SchemeOid{"1.2.840.113549.1.1.15", S::RsaPkcs1, H::Sha512_224},
    SchemeOid{"1.2.840.113549.1.1.16", S::RsaPkcs1, H::Sha512_256},
    SchemeOid{"2.16.840.1.101.3.4.3.13", S::RsaPkcs1, H::Sha3_224},
    SchemeOid{"2.16.840.1.101.3.4.3.14", S::RsaPkcs1, H::Sha3_256},
    SchemeOid{"2.16.840.1.101.3.4.3.15", S::RsaPkcs1, H::Sha3_384},
    SchemeOid{"2.16.840.1.101.3.4.3.16", S::RsaPkcs1, H::Sha3_512},
    // RFC 5753, RFC 5758, NIST CSOR.
    SchemeOid{"1.2.840.10045.2.1", S::Ecdsa, H::Unknown},
    SchemeOid{"1.2.840.10045.4.1", S::Ecdsa, H::Sha1},
    SchemeOid{"1.2.840.10045.4.3.1", S::Ecdsa, H::Sha224},
    SchemeOid{"1.2.840.10045.4.3.2", S::Ecdsa, H::Sha256},
    SchemeOid{"1.2.840.10045.4.3.3", S::Ecdsa, H::Sha384},
    SchemeOid{"1.2.840.10045.4.3.4", S::Ecdsa, H::Sha512},
    SchemeOid{"2.16.840.1.101.3.4.3.9", S::Ecdsa, H::Sha3_224},
    SchemeOid{"2.16.840.1.101.3.4.3.10", S::Ecdsa, H::Sha3_256},
    SchemeOid{"2.16.840.1.101.3.4.3.11", S::Ecdsa, H::Sha3_384},
    SchemeOid{"2.16.840.1.101.3.4.3.12", S::Ecdsa, H::Sha3_512},
    SchemeOid{"1.2.840.10040.4.1", S::Dsa, H::Unknown},
    SchemeOid{"1.2.840.10040.4.3", S::Dsa, H::Sha1},
    SchemeOid{"2.16.840.1.101.3.4.3.1", S::Dsa, H::Sha224},
    SchemeOid{"2.16.840.1.101.3.4.3.2", S::Dsa, H::Sha256},
    SchemeOid{"2.16.840.1.101.3.4.3.3", S::Dsa, H::Sha384},
    SchemeOid{"2.16.840.1.101.3.4.3.4", S::Dsa, H::Sha512},
    SchemeOid{"2.16.840.1.101.3.4.3.5", S::Dsa, H::Sha3_224},
    SchemeOid{"2.16.840.1.101.3.4.3.6", S::Dsa, H::Sha3_256},
    SchemeOid{"2.16.840.1.101.3.4.3.7", S::Dsa, H::Sha3_384},
    SchemeOid{"2.16.840.1.101.3.4.3.8", S::Dsa, H::Sha3_512},
    // RFC 8419.
    SchemeOid{"1.3.101.112", S::Ed25519, H::Unknown},
    SchemeOid{"1.3.101.113", S::Ed448, H::Unknown},
};

HashAlgorithm mgf1_hash(BerReader& reader) {
  const AlgorithmIdentifier mgf = read_algorithm(reader);
  if (mgf.oid != kMgf1) return H::Unknown;
  std::string fault;
  BerReader parameters(mgf.parameters, fault);
  return hash_by_oid(read_algorithm(parameters).oid);
}

// RFC 8017, A.2.3: what is left out is SHA-1, MGF1 with SHA-1 and 20 octets.
SignatureAlgorithm pss_algorithm(ByteView parameters) {
  SignatureAlgorithm algorithm{S::RsaPss, H::Sha1, H::Sha1, 20};
  std::string fault;
  BerReader outer(parameters, fault);
  BerReader reader = outer.inside(outer.expect(kBerSequence, "RSASSA-PSS parameters"));
  if (const auto hash = reader.maybe(kBerContext0Constructed)) {
    BerReader inner = reader.inside(*hash);
    algorithm.hash = hash_by_oid(read_algorithm(inner).oid);
  }
  if (const auto mgf = reader.maybe(kBerContext1Constructed)) {
    BerReader inner = reader.inside(*mgf);
    algorithm.mgf_hash = mgf1_hash(inner);
  }
  if (const auto salt = reader.maybe(kBerContext2Constructed))
    algorithm.salt_bytes =
        ber_small_integer(reader.inside(*salt).expect(kBerInteger, "salt length"));
  return fault.empty() && algorithm.salt_bytes >= 0 ? algorithm : SignatureAlgorithm{S::RsaPss};
}

}  // namespace

AlgorithmIdentifier read_algorithm(BerReader& reader) {
  BerReader inside = reader.inside(reader.expect(kBerSequence, "AlgorithmIdentifier"));
  AlgorithmIdentifier identifier;
  identifier.oid = ber_oid(inside.expect(kBerOid, "algorithm"));
  if (const auto parameters = inside.next()) identifier.parameters = parameters->whole;
  return identifier;
}

HashAlgorithm hash_by_oid(std::string_view oid) {
  const auto* found = std::find_if(
      kHashes.begin(), kHashes.end(), [oid](const HashOid& row) { return row.oid == oid; });
  return found == kHashes.end() ? H::Unknown : found->hash;
}

SignatureAlgorithm signature_algorithm(const AlgorithmIdentifier& identifier) {
  if (identifier.oid == kPss) return pss_algorithm(identifier.parameters);
  const auto* found = std::find_if(kSchemes.begin(), kSchemes.end(), [&](const SchemeOid& row) {
    return row.oid == identifier.oid;
  });
  if (found == kSchemes.end()) return {};
  return {found->scheme, found->hash, H::Unknown, -1};
}

}  // namespace sohoa
