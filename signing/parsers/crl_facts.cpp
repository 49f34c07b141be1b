#include "signing/parsers/crl_facts.h"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/digest.h"
#include "signing/parsers/certificate_keys.h"
#include "signing/parsers/certificate_names.h"
#include "signing/parsers/crl_reader.h"
#include "signing/parsers/crl_scope.h"

namespace sohoa {
namespace {

// Finds our certificates among the entries, following certificateIssuer (RFC 5280, 5.3.3).
class EntryFinder {
 public:
  EntryFinder(const ChainLinks& links,
              const std::vector<CertIndex>& covers,
              const X509_NAME* issuer)
      : links_(links), issuer_(X509_NAME_dup(issuer)) {
    for (const CertIndex index : covers) by_serial_.emplace(links.serial(index), index);
  }

  void visit(const ParsedCrlEntry& entry, std::vector<CrlEntry>& found) {
    if (!entry.certificate_issuer.empty()) set_issuer(entry.certificate_issuer);
    const auto [begin, end] = by_serial_.equal_range(as_text(entry.serial));
    for (auto it = begin; it != end; ++it) {
      if (is_issuer_of(it->second)) {
        found.push_back({it->second, entry.revoked_at, entry.reason, entry.invalid_since});
      }
    }
  }

 private:
  bool is_issuer_of(CertIndex index) const {
    const X509_NAME* name = X509_get_issuer_name(links_.at(index));
    return issuer_ != nullptr && X509_NAME_cmp(name, issuer_.get()) == 0;
  }

  // None of the later entries is ours when the name cannot be read.
  void set_issuer(ByteView der) {
    const unsigned char* at = der.data();
    const GeneralNamesHandle names(
        d2i_GENERAL_NAMES(nullptr, &at, static_cast<long>(der.size())));  // NOLINT
    issuer_.reset();
    for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
      const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
      if (name->type == GEN_DIRNAME) issuer_.reset(X509_NAME_dup(name->d.directoryName));
    }
  }

  const ChainLinks& links_;
  NameHandle issuer_;
  std::unordered_multimap<std::string_view, CertIndex> by_serial_;
};

// RFC 5280, 6.3.3 (f): where keyUsage is present it must say cRLSign.
bool may_sign_crls(X509* certificate) {
  return (X509_get_key_usage(certificate) & KU_CRL_SIGN) != 0;  // absent: all bits are set
}

std::vector<CertIndex> signers_of(const ParsedCrl& crl, ChainLinks& links) {
  std::vector<CertIndex> signers;
  for (const CertIndex index : links.named(crl.issuer.get())) {
    EVP_PKEY* key = links.key(index);
    const bool is_tried = may_sign_crls(links.at(index)) && links.may_use(key, crl.signed_part);
    if (is_tried && verifies(key, crl.algorithm.get(), crl.signature.get(), crl.signed_part)) {
      signers.push_back(index);
    }
  }
  return signers;
}

CrlFacts facts_of(const ParsedCrl& crl, ByteView der) {
  CrlFacts facts;
  facts.sha256 = sha256(der);
  facts.issuer = read_name(crl.issuer.get()).text;
  facts.this_update = crl.this_update;
  facts.next_update = crl.next_update;
  facts.number = crl.number;
  facts.base_number = crl.base_number;
  facts.expired_certs_on_crl = crl.expired_certs_on_crl;
  facts.sealed_with = read_seal(crl.algorithm.get());
  facts.has_unknown_critical = crl.has_unknown_critical;
  return facts;
}

}  // namespace

CrlReader::CrlReader(ChainLinks& links)
    : links_(links), points_(static_cast<std::size_t>(links.size())) {}

const CRL_DIST_POINTS* CrlReader::points_of(CertIndex index) {
  auto& slot = points_[static_cast<std::size_t>(index)];
  if (!slot) slot = read_points(links_.at(index));
  return slot->get();
}

std::vector<CertIndex> CrlReader::candidates(bool is_indirect, const X509_NAME* issuer) const {
  if (!is_indirect) return links_.issued_by(issuer);
  std::vector<CertIndex> all(static_cast<std::size_t>(links_.size()));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

std::optional<CrlFacts> CrlReader::read(ByteView der) {
  const auto crl = parse_crl(der);
  if (!crl) return std::nullopt;
  CrlFacts facts = facts_of(*crl, der);
  const CrlScope scope(crl->issuer.get(), crl->issuing_point.get());
  facts.reasons = scope.reasons();
  facts.signers = signers_of(*crl, links_);
  for (const CertIndex index : candidates(scope.is_indirect(), crl->issuer.get())) {
    if (scope.covers(links_.at(index), points_of(index))) facts.covers.push_back(index);
  }
  // An impostor's entries are nobody's business, and may be many.
  if (facts.signers.empty()) return facts;
  EntryFinder finder(links_, facts.covers, crl->issuer.get());
  const CrlScan scan = scan_entries(
      crl->entries, [&](const ParsedCrlEntry& entry) { finder.visit(entry, facts.entries); });
  if (!scan.is_sound) return std::nullopt;
  facts.has_unknown_critical = facts.has_unknown_critical || scan.has_unknown_critical;
  return facts;
}

}  // namespace sohoa
