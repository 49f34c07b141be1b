#include "signing/parsers/cms_value.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

namespace sohoa {
namespace {

struct FreeMd {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};
using MdContext = std::unique_ptr<EVP_MD_CTX, FreeMd>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, FreeMd>;

Match as_match(bool holds) {
  return holds ? Match::Matches : Match::Differs;
}

bool fits(const EVP_PKEY* key, SignatureScheme scheme) {
  switch (scheme) {
    case SignatureScheme::RsaPkcs1:
      return EVP_PKEY_is_a(key, "RSA") == 1;
    case SignatureScheme::RsaPss:
      return EVP_PKEY_is_a(key, "RSA") == 1 || EVP_PKEY_is_a(key, "RSA-PSS") == 1;
    case SignatureScheme::Ecdsa:
      return EVP_PKEY_is_a(key, "EC") == 1;
    case SignatureScheme::Dsa:
      return EVP_PKEY_is_a(key, "DSA") == 1;
    case SignatureScheme::Ed25519:
      return EVP_PKEY_is_a(key, "ED25519") == 1;
    case SignatureScheme::Ed448:
      return EVP_PKEY_is_a(key, "ED448") == 1;
    case SignatureScheme::Unknown:
      break;
  }
  return false;
}

bool is_eddsa(SignatureScheme scheme) {
  return scheme == SignatureScheme::Ed25519 || scheme == SignatureScheme::Ed448;
}

// RFC 8017, 8.1.2: hash, mask and salt length as the parameters say, never guessed.
bool set_pss(EVP_PKEY_CTX* context, const SignatureAlgorithm& algorithm) {
  const char* mask = openssl_name(algorithm.mgf_hash);
  const int salt = algorithm.salt_bytes >= 0 ? algorithm.salt_bytes : RSA_PSS_SALTLEN_AUTO;
  return mask != nullptr && EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_mgf1_md_name(context, mask, nullptr) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, salt) == 1;
}

bool set_padding(EVP_PKEY_CTX* context, const SignatureAlgorithm& algorithm) {
  if (algorithm.scheme == SignatureScheme::RsaPss) return set_pss(context, algorithm);
  if (algorithm.scheme != SignatureScheme::RsaPkcs1) return true;
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PADDING) == 1;
}

/// Unknown, Differs, or nothing to say yet.
std::optional<Match> refused(const EVP_PKEY* key, const SignatureAlgorithm& algorithm) {
  if (key == nullptr || algorithm.scheme == SignatureScheme::Unknown) return Match::Unknown;
  if (!fits(key, algorithm.scheme)) return Match::Differs;
  return std::nullopt;
}

NamedDigest read_digest_info(ByteView encoded) {
  std::string fault;
  BerReader outer(encoded, fault);
  BerReader reader = outer.inside(outer.expect(kBerSequence, "DigestInfo"));
  NamedDigest digest;
  digest.hash = hash_by_oid(read_algorithm(reader).oid);
  digest.value = ber_octets(reader.expect(kBerOctetString, "digest")).value_or(Bytes{});
  return fault.empty() ? digest : NamedDigest{};
}

}  // namespace

Match verify_message(EVP_PKEY* key,
                     const SignatureAlgorithm& algorithm,
                     ByteView message,
                     ByteView value) {
  if (const auto answer = refused(key, algorithm)) return *answer;
  const char* hash = is_eddsa(algorithm.scheme) ? nullptr : openssl_name(algorithm.hash);
  if (!is_eddsa(algorithm.scheme) && hash == nullptr) return Match::Unknown;
  const MdContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* key_context = nullptr;
  if (EVP_DigestVerifyInit_ex(context.get(), &key_context, hash, nullptr, nullptr, key, nullptr) !=
      1)
    return Match::Unknown;
  if (!set_padding(key_context, algorithm)) return Match::Differs;
  return as_match(
      EVP_DigestVerify(context.get(), value.data(), value.size(), message.data(), message.size()) ==
      1);
}

Match verify_digest(EVP_PKEY* key,
                    const SignatureAlgorithm& algorithm,
                    ByteView digest,
                    ByteView value) {
  if (const auto answer = refused(key, algorithm)) return *answer;
  const char* hash = openssl_name(algorithm.hash);
  if (is_eddsa(algorithm.scheme) || hash == nullptr) return Match::Unknown;
  const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> md(EVP_MD_fetch(nullptr, hash, nullptr),
                                                           &EVP_MD_free);
  const KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  if (!context || EVP_PKEY_verify_init(context.get()) != 1) return Match::Unknown;
  if (!set_padding(context.get(), algorithm)) return Match::Differs;
  if (!md || EVP_PKEY_CTX_set_signature_md(context.get(), md.get()) != 1) return Match::Unknown;
  return as_match(
      EVP_PKEY_verify(context.get(), value.data(), value.size(), digest.data(), digest.size()) ==
      1);
}

NamedDigest recover_digest(EVP_PKEY* key, ByteView value) {
  if (key == nullptr || !fits(key, SignatureScheme::RsaPkcs1)) return {};
  const KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  if (!context || EVP_PKEY_verify_recover_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) != 1)
    return {};
  Bytes encoded(static_cast<std::size_t>(std::max(EVP_PKEY_get_size(key), 0)));
  std::size_t size = encoded.size();
  if (EVP_PKEY_verify_recover(context.get(), encoded.data(), &size, value.data(), value.size()) !=
      1)
    return {};
  const NamedDigest digest = read_digest_info(ByteView(encoded).first(size));
  // RFC 8017, 8.2.2: the verifier encodes the digest itself and compares every octet, so nothing of
  // an attacker's choice fits around it (Bleichenbacher's forgery with e = 3).
  const SignatureAlgorithm algorithm{SignatureScheme::RsaPkcs1, digest.hash};
  const bool is_exact = verify_digest(key, algorithm, digest.value, value) == Match::Matches;
  return is_exact ? digest : NamedDigest{};
}

Bytes dsa_value_from_halves(ByteView value) {
  if (value.empty() || value.size() % 2 != 0) return {};
  Bytes contents;
  for (const std::size_t start : {std::size_t{0}, value.size() / 2}) {
    ByteView half = value.subspan(start, value.size() / 2);
    Bytes number{0};
    number.insert(number.end(), half.begin(), half.end());
    const Bytes encoded = der_element(kBerInteger, ber_shortest_integer(number));
    contents.insert(contents.end(), encoded.begin(), encoded.end());
  }
  return der_element(kBerSequence, contents);
}

}  // namespace sohoa
