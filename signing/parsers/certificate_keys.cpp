#include "signing/parsers/certificate_keys.h"

#include <array>
#include <string_view>

#include <openssl/asn1t.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include "signing/parsers/evidence_handles.h"

namespace sohoa {
namespace {

SignatureScheme scheme_of_nid(int key_nid) {
  switch (key_nid) {
    case NID_rsaEncryption:
      return SignatureScheme::RsaPkcs1;
    case NID_rsassaPss:
      return SignatureScheme::RsaPss;
    case NID_X9_62_id_ecPublicKey:
      return SignatureScheme::Ecdsa;
    case NID_dsa:
      return SignatureScheme::Dsa;
    case NID_ED25519:
      return SignatureScheme::Ed25519;
    case NID_ED448:
      return SignatureScheme::Ed448;
    default:
      return SignatureScheme::Unknown;
  }
}

// RFC 4055, 3.1: absent hashAlgorithm is SHA-1.
HashAlgorithm pss_hash(const X509_ALGOR* algorithm) {
  const void* value = nullptr;
  int type = V_ASN1_UNDEF;
  X509_ALGOR_get0(nullptr, &type, &value, algorithm);
  if (type != V_ASN1_SEQUENCE) return HashAlgorithm::Unknown;
  const ByteView der(static_cast<const ASN1_STRING*>(value)->data,
                     static_cast<std::size_t>(static_cast<const ASN1_STRING*>(value)->length));
  const unsigned char* at = der.data();
  const PssParametersHandle pss(
      d2i_RSA_PSS_PARAMS(nullptr, &at, static_cast<long>(der.size())));  // NOLINT: OpenSSL's type
  if (!pss) return HashAlgorithm::Unknown;
  if (pss->hashAlgorithm == nullptr) return HashAlgorithm::Sha1;
  return hash_of_nid(OBJ_obj2nid(pss->hashAlgorithm->algorithm));
}

KeyType type_of(int base_id) {
  switch (base_id) {
    case EVP_PKEY_RSA:
      return KeyType::Rsa;
    case EVP_PKEY_RSA_PSS:
      return KeyType::RsaPss;
    case EVP_PKEY_EC:
      return KeyType::Ec;
    case EVP_PKEY_DSA:
      return KeyType::Dsa;
    case EVP_PKEY_ED25519:
      return KeyType::Ed25519;
    case EVP_PKEY_ED448:
      return KeyType::Ed448;
    default:
      return KeyType::Unknown;
  }
}

// NIST's name where there is one ("P-256"), else OpenSSL's ("brainpoolP256r1").
std::string curve_of(const EVP_PKEY* key) {
  std::array<char, 80> group{};
  std::size_t size = 0;
  if (EVP_PKEY_get_group_name(key, group.data(), group.size(), &size) != 1) return "?";
  const int nid = OBJ_txt2nid(group.data());
  const char* nist = nid == NID_undef ? nullptr : EC_curve_nid2nist(nid);
  return nist == nullptr ? group.data() : nist;
}

}  // namespace

HashAlgorithm hash_of_nid(int nid) {
  switch (nid) {
    case NID_md5:
      return HashAlgorithm::Md5;
    case NID_ripemd160:
      return HashAlgorithm::Ripemd160;
    case NID_sha1:
      return HashAlgorithm::Sha1;
    case NID_sha224:
      return HashAlgorithm::Sha224;
    case NID_sha256:
      return HashAlgorithm::Sha256;
    case NID_sha384:
      return HashAlgorithm::Sha384;
    case NID_sha512:
      return HashAlgorithm::Sha512;
    case NID_sha512_224:
      return HashAlgorithm::Sha512_224;
    case NID_sha512_256:
      return HashAlgorithm::Sha512_256;
    case NID_sha3_224:
      return HashAlgorithm::Sha3_224;
    case NID_sha3_256:
      return HashAlgorithm::Sha3_256;
    case NID_sha3_384:
      return HashAlgorithm::Sha3_384;
    case NID_sha3_512:
      return HashAlgorithm::Sha3_512;
    case NID_shake256:
      return HashAlgorithm::Shake256;
    default:
      return HashAlgorithm::Unknown;
  }
}

void register_signatures() {
  constexpr std::array<std::array<int, 3>, 8> kJoined = {{
      {NID_ecdsa_with_SHA3_224, NID_sha3_224, NID_X9_62_id_ecPublicKey},
      {NID_ecdsa_with_SHA3_256, NID_sha3_256, NID_X9_62_id_ecPublicKey},
      {NID_ecdsa_with_SHA3_384, NID_sha3_384, NID_X9_62_id_ecPublicKey},
      {NID_ecdsa_with_SHA3_512, NID_sha3_512, NID_X9_62_id_ecPublicKey},
      {NID_dsa_with_SHA3_224, NID_sha3_224, NID_dsa},
      {NID_dsa_with_SHA3_256, NID_sha3_256, NID_dsa},
      {NID_dsa_with_SHA3_384, NID_sha3_384, NID_dsa},
      {NID_dsa_with_SHA3_512, NID_sha3_512, NID_dsa},
  }};
  if (OBJ_find_sigid_algs(NID_ecdsa_with_SHA3_256, nullptr, nullptr) == 1) return;
  for (const auto& [joined, hash, key] : kJoined) OBJ_add_sigid(joined, hash, key);
}

KeyFacts read_key(const EVP_PKEY* key) {
  KeyFacts facts;
  if (key == nullptr) return facts;
  facts.type = type_of(EVP_PKEY_get_base_id(key));
  facts.bits = EVP_PKEY_get_bits(key);
  if (facts.type == KeyType::Ec) facts.curve = curve_of(key);
  return facts;
}

SealAlgorithm read_seal(const X509_ALGOR* algorithm) {
  const ASN1_OBJECT* object = nullptr;
  X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
  int hash_nid = NID_undef;
  int key_nid = NID_undef;
  if (OBJ_find_sigid_algs(OBJ_obj2nid(object), &hash_nid, &key_nid) != 1) return {};
  SealAlgorithm seal{scheme_of_nid(key_nid), hash_of_nid(hash_nid)};
  if (seal.scheme == SignatureScheme::RsaPss) seal.hash = pss_hash(algorithm);
  // RFC 8032: the digest is part of the scheme.
  if (seal.scheme == SignatureScheme::Ed25519) seal.hash = HashAlgorithm::Sha512;
  if (seal.scheme == SignatureScheme::Ed448) seal.hash = HashAlgorithm::Shake256;
  return seal;
}

bool verifies(EVP_PKEY* key,
              const X509_ALGOR* algorithm,
              const ASN1_BIT_STRING* signature,
              ByteView signed_part) {
  // ASN1_SEQUENCE keeps an encoding as it is, so these very bytes are digested, not our copy of
  // their meaning. The bytes are lent: a CRL may be 64 MiB.
  const StringHandle whole(ASN1_STRING_type_new(V_ASN1_SEQUENCE));
  if (key == nullptr || !whole) return false;
  auto* lent = const_cast<std::uint8_t*>(signed_part.data());  // NOLINT: only read
  ASN1_STRING_set0(whole.get(), lent, static_cast<int>(signed_part.size()));
  const bool is_verified =
      ASN1_item_verify(ASN1_ITEM_rptr(ASN1_SEQUENCE), algorithm, signature, whole.get(), key) == 1;
  whole->data = nullptr;  // ASN1_STRING_set0 would free what was only lent
  ERR_clear_error();
  return is_verified;
}

}  // namespace sohoa
