// Who signed whom among the certificates of one request: by name first, then by key.
//
// Private to the parser half of signing. Each verification is done once and paid from a budget, so
// that thousands of certificates under one name cannot make millions of verifications.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/bytes.h"
#include "core/limits.h"
#include "signing/evidence.h"
#include "signing/parsers/evidence_handles.h"

namespace sohoa {

class ChainLinks {
 public:
  /// Borrows the certificates.
  ChainLinks(std::vector<X509*> certificates, const Limits& limits);

  std::int32_t size() const { return static_cast<std::int32_t>(certificates_.size()); }
  X509* at(CertIndex index) const { return certificates_[static_cast<std::size_t>(index)]; }
  /// Content octets of the serial number's INTEGER.
  const std::string& serial(CertIndex index) const {
    return serials_[static_cast<std::size_t>(index)];
  }
  /// Null when nobody here can use it. A DSA key without parameters inherits them; at() then gives
  /// a copy of the certificate that holds the whole key.
  EVP_PKEY* key(CertIndex index);

  /// All whose subject equals `name` as RFC 5280, 7.1 compares names.
  std::vector<CertIndex> named(const X509_NAME* name) const;
  /// All whose issuer equals `name`.
  std::vector<CertIndex> issued_by(const X509_NAME* name) const;
  /// All whose key verifies `child`, itself included when self-signed. Those whose key identifier
  /// is the one `child` asks for come first.
  const std::vector<CertIndex>& issuers(CertIndex child);
  /// A certificate of the right name and key identifier is at hand, and its key does not verify.
  bool has_false_issuer(CertIndex child);
  bool is_self_signed(CertIndex index);
  /// Same subject and same key: for paths, the same authority (a cross or renewed certificate).
  bool is_same_authority(CertIndex one, CertIndex other) const;

  /// Pays for one verification with this key over `signed_part`; false when the budget is spent or
  /// the key is unusable.
  bool may_use(EVP_PKEY* key, ByteView signed_part = {});

 private:
  struct Issuers {
    std::vector<CertIndex> verified;
    bool has_false = false;
  };
  const Issuers& find_issuers(CertIndex child);
  bool has_signed(CertIndex issuer, CertIndex child);
  using ByName = std::unordered_multimap<unsigned long, CertIndex>;  // NOLINT: OpenSSL's type

  std::vector<X509*> certificates_;
  std::vector<CertificateHandle> completed_;
  std::vector<std::string> serials_;
  ByName by_subject_;
  ByName by_issuer_;
  std::vector<std::optional<Issuers>> issuers_;
  std::int32_t tries_;
  std::int64_t budget_;
};

}  // namespace sohoa
