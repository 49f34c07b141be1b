#include "signing/parsers/ocsp_facts.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/digest.h"
#include "signing/parsers/certificate_keys.h"
#include "signing/parsers/certificate_names.h"
#include "signing/parsers/evidence_der.h"

namespace sohoa {
namespace {

using der::Reader;

// EVP_MAX_MD_SIZE octets, of which `size` count.
struct Hash {
  std::array<unsigned char, EVP_MAX_MD_SIZE> value{};
  unsigned size = 0;
  ByteView view() const { return ByteView(value).first(size); }
};

Hash key_hash(const X509* certificate, const EVP_MD* digest) {
  Hash hash;
  if (X509_pubkey_digest(certificate, digest, hash.value.data(), &hash.size) != 1) hash.size = 0;
  return hash;
}

Hash name_hash(const X509_NAME* name, const EVP_MD* digest) {
  Hash hash;
  if (X509_NAME_digest(name, digest, hash.value.data(), &hash.size) != 1) hash.size = 0;
  return hash;
}

bool is_equal(const Hash& hash, const ASN1_OCTET_STRING* expected) {
  return hash.size > 0 && std::ranges::equal(hash.view(), bytes_of(expected));
}

std::string serial_of(const ASN1_INTEGER* number) {
  unsigned char* bytes = nullptr;
  const int size = i2d_ASN1_INTEGER(number, &bytes);
  if (size <= 0) return {};
  const OpensslMemory<unsigned char> owner(bytes);
  const auto whole = der::only({bytes, static_cast<std::size_t>(size)}, der::kInteger);
  return whole ? std::string(as_text(der::trimmed(whole->content))) : std::string();
}

bool is_delegated(X509* certificate) {
  const bool has_usage = (X509_get_extension_flags(certificate) & EXFLAG_XKUSAGE) != 0;
  return has_usage && (X509_get_extended_key_usage(certificate) & XKU_OCSP_SIGN) != 0;
}

RevocationReason reason_of(int code) {
  const bool is_known = code >= 0 && code <= 10 && code != 7;
  return is_known ? static_cast<RevocationReason>(code) : RevocationReason::Unspecified;
}

OcspStatus status_of(int code) {
  if (code == V_OCSP_CERTSTATUS_GOOD) return OcspStatus::Good;
  return code == V_OCSP_CERTSTATUS_REVOKED ? OcspStatus::Revoked : OcspStatus::Unknown;
}

// Nothing when thisUpdate cannot be read: an answer without a date says nothing.
std::optional<OcspSingle> read_single(OCSP_SINGLERESP* single) {
  int reason = -1;
  ASN1_GENERALIZEDTIME* revoked = nullptr;
  ASN1_GENERALIZEDTIME* issued = nullptr;
  ASN1_GENERALIZEDTIME* next = nullptr;
  const int status = OCSP_single_get0_status(single, &reason, &revoked, &issued, &next);
  const auto issued_at = time_of(issued);
  if (!issued_at) return std::nullopt;
  OcspSingle answer;
  answer.status = status_of(status);
  answer.this_update = *issued_at;
  answer.next_update = time_of(next);
  answer.reason = reason_of(reason);
  // A date nobody can read must not shorten a revocation: it then holds since ever.
  if (answer.status == OcspStatus::Revoked)
    answer.revoked_at = time_of(revoked).value_or(UtcTime{});
  return answer;
}

// RFC 6960, 4.4: what a critical extension nobody knows means for the answer cannot be said. Those
// of 4.4.1 to 4.4.8 (id-pkix-ocsp) narrow nothing.
bool is_unknown_critical(X509_EXTENSION* extension) {
  if (X509_EXTENSION_get_critical(extension) == 0) return false;
  return !oid_of(X509_EXTENSION_get_object(extension)).starts_with("1.3.6.1.5.5.7.48.1.");
}

bool has_unknown_critical(OCSP_SINGLERESP* single) {
  for (int i = 0; i < OCSP_SINGLERESP_get_ext_count(single); ++i) {
    if (is_unknown_critical(OCSP_SINGLERESP_get_ext(single, i))) return true;
  }
  return false;
}

bool has_unknown_critical(OCSP_BASICRESP* basic) {
  for (int i = 0; i < OCSP_BASICRESP_get_ext_count(basic); ++i) {
    if (is_unknown_critical(OCSP_BASICRESP_get_ext(basic, i))) return true;
  }
  return false;
}

// RFC 6960, 4.4.4.
std::optional<UtcTime> cutoff_of(OCSP_SINGLERESP* single) {
  const OpensslHandle<ASN1_GENERALIZEDTIME, ASN1_GENERALIZEDTIME_free> cutoff(
      static_cast<ASN1_GENERALIZEDTIME*>(
          OCSP_SINGLERESP_get1_ext_d2i(single, NID_id_pkix_OCSP_archiveCutoff, nullptr, nullptr)));
  return time_of(cutoff.get());
}

std::string responder_text(const OCSP_BASICRESP* basic) {
  const ASN1_OCTET_STRING* key = nullptr;
  const X509_NAME* name = nullptr;
  OCSP_resp_get0_id(basic, &key, &name);
  return name != nullptr ? read_name(name).text : to_hex(bytes_of(key));
}

}  // namespace

// OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, [0] SEQUENCE { type OID, OCTET STRING } }
ByteView basic_part(ByteView der_bytes) {
  const auto whole = der::only(der_bytes, der::kSequence);
  if (!whole) return {};
  Reader parts(whole->content);
  const auto status = parts.next(der::kEnumerated);
  if (!status) return der_bytes;
  constexpr std::array<std::uint8_t, 1> kSuccessful = {0};
  if (!std::ranges::equal(status->content, kSuccessful)) return {};
  const auto tagged = parts.next(der::context(0));
  const auto bytes = tagged ? der::only(tagged->content, der::kSequence) : std::nullopt;
  if (!bytes) return {};
  Reader response(bytes->content);
  response.next(der::kOid);
  const auto basic = response.next(der::kOctetString);
  return basic ? basic->content : ByteView{};
}

OcspBasicHandle parse_basic(ByteView basic) {
  const unsigned char* at = basic.data();
  OcspBasicHandle handle(
      d2i_OCSP_BASICRESP(nullptr, &at, static_cast<long>(basic.size())));  // NOLINT
  ERR_clear_error();
  if (at != basic.data() + basic.size()) handle.reset();
  return handle;
}

OcspReader::OcspReader(ChainLinks& links) : links_(links) {
  for (CertIndex i = 0; i < links.size(); ++i) {
    by_serial_.emplace(links.serial(i), i);
    by_key_.emplace(as_text(key_hash(links.at(i), EVP_sha1()).view()), i);
  }
}

std::vector<CertIndex> OcspReader::responders(const OCSP_BASICRESP* basic) const {
  const ASN1_OCTET_STRING* key = nullptr;
  const X509_NAME* name = nullptr;
  OCSP_resp_get0_id(basic, &key, &name);
  if (name != nullptr) return links_.named(name);
  std::vector<CertIndex> found;
  const auto [begin, end] = by_key_.equal_range(std::string(as_text(bytes_of(key))));
  for (auto it = begin; it != end; ++it) found.push_back(it->second);
  std::sort(found.begin(), found.end());
  return found;
}

// Of several that verify (renewed certificates of one key) the one that may answer is meant: the
// issuer itself, then a delegate.
CertIndex OcspReader::signer_of(const OCSP_BASICRESP* basic,
                                ByteView signed_part,
                                const OcspFacts& facts) {
  const auto rank = [&](CertIndex index) {
    const bool is_issuer = std::any_of(
        facts.answers.begin(), facts.answers.end(), [&](auto& one) { return one.issuer == index; });
    return std::tuple(!is_issuer, !is_delegated(links_.at(index)));
  };
  auto candidates = responders(basic);
  std::stable_sort(candidates.begin(), candidates.end(), [&](CertIndex a, CertIndex b) {
    return rank(a) < rank(b);
  });
  for (const CertIndex index : candidates) {
    EVP_PKEY* key = links_.key(index);
    if (links_.may_use(key, signed_part) &&
        verifies(
            key, OCSP_resp_get0_tbs_sigalg(basic), OCSP_resp_get0_signature(basic), signed_part)) {
      return index;
    }
  }
  return kNoCert;
}

// The certID names the issuer by hashes of its name and key (RFC 6960, 4.1.1): a CA of the same
// name with another key is another issuer, and its serials are not ours.
OcspReader::Issuer OcspReader::issuer_of(CertIndex cert, OCSP_CERTID* id) {
  ASN1_OCTET_STRING* wanted_name = nullptr;
  ASN1_OCTET_STRING* wanted_key = nullptr;
  ASN1_OBJECT* algorithm = nullptr;
  OCSP_id_get0_info(&wanted_name, &algorithm, &wanted_key, nullptr, id);
  const EVP_MD* digest = EVP_get_digestbyobj(algorithm);
  const X509_NAME* name = X509_get_issuer_name(links_.at(cert));
  if (digest == nullptr || !is_equal(name_hash(name, digest), wanted_name)) return {};
  const auto& issuers = links_.issuers(cert);
  for (const CertIndex issuer : issuers) {
    if (is_equal(key_hash(links_.at(issuer), digest), wanted_key)) return {true, issuer};
  }
  return {issuers.empty(), kNoCert};
}

void OcspReader::add_answers(OCSP_SINGLERESP* single, std::vector<OcspSingle>& answers) {
  auto* id = const_cast<OCSP_CERTID*>(OCSP_SINGLERESP_get0_id(single));  // NOLINT: API of 1998
  ASN1_INTEGER* serial = nullptr;
  OCSP_id_get0_info(nullptr, nullptr, nullptr, &serial, id);
  const auto [begin, end] = by_serial_.equal_range(serial_of(serial));
  if (begin == end || has_unknown_critical(single)) return;
  auto answer = read_single(single);
  for (auto it = begin; answer && it != end; ++it) {
    const Issuer issuer = issuer_of(it->second, id);
    if (!issuer.is_ours) continue;
    answer->cert = it->second;
    answer->issuer = issuer.index;
    answers.push_back(*answer);
  }
}

std::optional<OcspFacts> OcspReader::read(ByteView der_bytes) {
  const ByteView part = basic_part(der_bytes);
  const OcspBasicHandle basic = parse_basic(part);
  const auto whole = der::only(part, der::kSequence);
  const auto signed_part = whole ? Reader(whole->content).next(der::kSequence) : std::nullopt;
  const auto produced = basic ? time_of(OCSP_resp_get0_produced_at(basic.get())) : std::nullopt;
  if (!signed_part || !produced || has_unknown_critical(basic.get())) return std::nullopt;
  OcspFacts facts;
  facts.sha256 = sha256(der_bytes);
  facts.responder = responder_text(basic.get());
  facts.produced_at = *produced;
  facts.sealed_with = read_seal(OCSP_resp_get0_tbs_sigalg(basic.get()));
  for (int i = 0; i < OCSP_resp_count(basic.get()); ++i) {
    OCSP_SINGLERESP* single = OCSP_resp_get0(basic.get(), i);
    if (!facts.archive_cutoff) facts.archive_cutoff = cutoff_of(single);
    add_answers(single, facts.answers);
  }
  facts.signer = signer_of(basic.get(), signed_part->whole, facts);
  facts.is_delegated = facts.signer != kNoCert && is_delegated(links_.at(facts.signer));
  ERR_clear_error();
  return facts;
}

}  // namespace sohoa
