#include "signing/parsers/chain_links.h"

#include <algorithm>
#include <utility>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include "signing/parsers/chain_dsa.h"
#include "signing/parsers/evidence_der.h"

namespace sohoa {
namespace {

// RSA with a long public exponent costs as much as signing.
bool has_long_exponent(const EVP_PKEY* key) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &raw) != 1) return false;
  const BignumHandle exponent(raw);
  return BN_num_bits(exponent.get()) > 64;
}

// In units of about 50 microseconds, the cost of RSA 2048. Rough on purpose: it must only keep
// hostile keys (RSA 16384, DSA 10000, curves without fast code) from costing more than they count.
std::int64_t cost_of(const EVP_PKEY* key) {
  const std::int64_t bits = EVP_PKEY_get_bits(key);
  switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
      return 1 + bits * bits / (1 << 24) + (has_long_exponent(key) ? 64 : 0);
    case EVP_PKEY_DSA:
      return 1 + bits / 64;
    default:  // curves: one with fast code is RSA's equal, others cost ten times that
      return bits <= 256 ? 3 : 1 + bits / 16;
  }
}

// X.509 key identifiers are hints (RFC 5280, 4.2.1.1): they order the attempts, no more.
enum class Hint : std::uint8_t { Matches, Silent, Differs };

Hint hint_of(X509* issuer, X509* child) {
  const ASN1_OCTET_STRING* wanted = X509_get0_authority_key_id(child);
  const ASN1_OCTET_STRING* offered = X509_get0_subject_key_id(issuer);
  if (wanted == nullptr || offered == nullptr) return Hint::Silent;
  return ASN1_OCTET_STRING_cmp(wanted, offered) == 0 ? Hint::Matches : Hint::Differs;
}

unsigned long hash_of(const X509_NAME* name) {  // NOLINT: OpenSSL's type
  return X509_NAME_hash_ex(name, nullptr, nullptr, nullptr);
}

std::string serial_of(X509* certificate) {
  unsigned char* bytes = nullptr;
  const int size = i2d_ASN1_INTEGER(X509_get0_serialNumber(certificate), &bytes);
  if (size <= 0) return {};
  const OpensslMemory<unsigned char> owner(bytes);
  const auto number = der::only({bytes, static_cast<std::size_t>(size)}, der::kInteger);
  return number ? std::string(as_text(der::trimmed(number->content))) : std::string();
}

bool contains(const std::vector<CertIndex>& list, CertIndex index) {
  return std::find(list.begin(), list.end(), index) != list.end();
}

}  // namespace

ChainLinks::ChainLinks(std::vector<X509*> certificates, const Limits& limits)
    : certificates_(std::move(certificates)),
      issuers_(certificates_.size()),
      tries_(limits.chains),
      budget_(2 * (std::int64_t{limits.certificates} + limits.revocation_items)) {
  for (CertIndex i = 0; i < size(); ++i) {
    by_subject_.emplace(hash_of(X509_get_subject_name(at(i))), i);
    by_issuer_.emplace(hash_of(X509_get_issuer_name(at(i))), i);
    serials_.push_back(serial_of(at(i)));
  }
}

std::vector<CertIndex> ChainLinks::named(const X509_NAME* name) const {
  std::vector<CertIndex> found;
  const auto [begin, end] = by_subject_.equal_range(hash_of(name));
  for (auto it = begin; it != end; ++it) {
    const X509_NAME* subject = X509_get_subject_name(at(it->second));
    if (X509_NAME_cmp(subject, name) == 0) found.push_back(it->second);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<CertIndex> ChainLinks::issued_by(const X509_NAME* name) const {
  std::vector<CertIndex> found;
  const auto [begin, end] = by_issuer_.equal_range(hash_of(name));
  for (auto it = begin; it != end; ++it) {
    const X509_NAME* issuer = X509_get_issuer_name(at(it->second));
    if (X509_NAME_cmp(issuer, name) == 0) found.push_back(it->second);
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool ChainLinks::may_use(EVP_PKEY* key, ByteView signed_part) {
  if (key == nullptr || budget_ <= 0) return false;
  budget_ -= cost_of(key) + static_cast<std::int64_t>(signed_part.size() >> 16U);
  return budget_ >= 0;
}

EVP_PKEY* ChainLinks::key(CertIndex index) {
  EVP_PKEY* key = X509_get0_pubkey(at(index));
  if (key != nullptr || !lacks_dsa_parameters(at(index))) return key;
  for (const CertIndex issuer : issuers(index)) {
    if (issuer == index || this->key(issuer) == nullptr) continue;
    auto completed = with_parameters_of(at(issuer), at(index));
    if (!completed) continue;
    certificates_[static_cast<std::size_t>(index)] = completed.get();
    completed_.push_back(std::move(completed));
    break;
  }
  return X509_get0_pubkey(at(index));
}

bool ChainLinks::has_signed(CertIndex issuer, CertIndex child) {
  EVP_PKEY* key = issuer == child ? X509_get0_pubkey(at(issuer)) : this->key(issuer);
  return may_use(key) && X509_verify(at(child), key) == 1;
}

const ChainLinks::Issuers& ChainLinks::find_issuers(CertIndex child) {
  auto& slot = issuers_[static_cast<std::size_t>(child)];
  if (slot) return *slot;
  slot.emplace();  // first, so that a loop of keys without parameters ends here
  Issuers found;
  auto candidates = named(X509_get_issuer_name(at(child)));
  const auto hint = [&](CertIndex index) { return hint_of(at(index), at(child)); };
  std::stable_sort(candidates.begin(), candidates.end(), [&](CertIndex a, CertIndex b) {
    return hint(a) < hint(b);
  });
  if (std::cmp_greater(candidates.size(), tries_)) {
    candidates.resize(static_cast<std::size_t>(tries_));
  }
  for (const CertIndex candidate : candidates) {
    if (has_signed(candidate, child)) {
      found.verified.push_back(candidate);
    } else if (hint(candidate) == Hint::Matches && candidate != child) {
      found.has_false = true;
    }
  }
  ERR_clear_error();
  *slot = std::move(found);
  return *slot;
}

const std::vector<CertIndex>& ChainLinks::issuers(CertIndex child) {
  return find_issuers(child).verified;
}

bool ChainLinks::has_false_issuer(CertIndex child) {
  return find_issuers(child).has_false;
}

bool ChainLinks::is_self_signed(CertIndex index) {
  if (issuers_[static_cast<std::size_t>(index)]) return contains(issuers(index), index);
  const bool is_self_issued =
      X509_NAME_cmp(X509_get_subject_name(at(index)), X509_get_issuer_name(at(index))) == 0;
  const bool is_signed = is_self_issued && has_signed(index, index);
  ERR_clear_error();
  return is_signed;
}

bool ChainLinks::is_same_authority(CertIndex one, CertIndex other) const {
  if (one == other) return true;
  const EVP_PKEY* key = X509_get0_pubkey(at(one));
  const EVP_PKEY* other_key = X509_get0_pubkey(at(other));
  return key != nullptr && other_key != nullptr &&
         X509_NAME_cmp(X509_get_subject_name(at(one)), X509_get_subject_name(at(other))) == 0 &&
         EVP_PKEY_eq(key, other_key) == 1;
}

}  // namespace sohoa
