#include "signing/parsers/certificate_facts.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "core/digest.h"
#include "signing/parsers/certificate_keys.h"
#include "signing/parsers/certificate_names.h"
#include "signing/parsers/evidence_der.h"
#include "signing/parsers/evidence_handles.h"

namespace sohoa {
namespace {

template <class Handle>
Handle extension_of(const X509* certificate, int nid, int* critical = nullptr) {
  int is_critical = -1;
  Handle handle(static_cast<typename Handle::pointer>(
      X509_get_ext_d2i(certificate, nid, &is_critical, nullptr)));
  if (critical != nullptr) *critical = is_critical;
  return handle;
}

// OpenSSL keeps the bits with the first of the standard highest in its byte.
std::optional<std::uint16_t> key_usage_of(X509* certificate) {
  if ((X509_get_extension_flags(certificate) & EXFLAG_KUSAGE) == 0) return std::nullopt;
  const std::uint32_t bits = X509_get_key_usage(certificate);
  std::uint16_t usage = 0;
  for (unsigned bit = 0; bit < 8; ++bit) {
    if ((bits & (0x80U >> bit)) != 0) usage = static_cast<std::uint16_t>(usage | 1U << bit);
  }
  return usage;
}

void read_extended_usage(const X509* certificate, CertificateFacts& facts) {
  int critical = -1;
  const auto usages =
      extension_of<ExtendedKeyUsageHandle>(certificate, NID_ext_key_usage, &critical);
  facts.extended_key_usage_critical = critical == 1;
  for (int i = 0; i < sk_ASN1_OBJECT_num(usages.get()); ++i) {
    facts.extended_key_usage.push_back(oid_of(sk_ASN1_OBJECT_value(usages.get(), i)));
  }
}

void add_url(std::vector<std::string>& urls, const GENERAL_NAME* name) {
  if (name->type == GEN_URI) urls.push_back(text_of(name->d.uniformResourceIdentifier));
}

void read_access(const X509* certificate, CertificateFacts& facts) {
  const auto list = extension_of<AccessDescriptionsHandle>(certificate, NID_info_access);
  for (int i = 0; i < sk_ACCESS_DESCRIPTION_num(list.get()); ++i) {
    const ACCESS_DESCRIPTION* access = sk_ACCESS_DESCRIPTION_value(list.get(), i);
    const int method = OBJ_obj2nid(access->method);
    if (method == NID_ad_OCSP) add_url(facts.ocsp_urls, access->location);
    if (method == NID_ad_ca_issuers) add_url(facts.issuer_urls, access->location);
  }
}

void read_distribution(const X509* certificate, CertificateFacts& facts) {
  const auto points =
      extension_of<DistributionPointsHandle>(certificate, NID_crl_distribution_points);
  for (int i = 0; i < sk_DIST_POINT_num(points.get()); ++i) {
    const DIST_POINT* point = sk_DIST_POINT_value(points.get(), i);
    if (point->distpoint == nullptr || point->distpoint->type != 0) continue;
    const GENERAL_NAMES* names = point->distpoint->name.fullname;
    for (int n = 0; n < sk_GENERAL_NAME_num(names); ++n) {
      add_url(facts.crl_urls, sk_GENERAL_NAME_value(names, n));
    }
  }
}

void read_unknown_critical(const X509* certificate, CertificateFacts& facts) {
  for (int i = 0; i < X509_get_ext_count(certificate); ++i) {
    X509_EXTENSION* extension = X509_get_ext(certificate, i);
    if (X509_EXTENSION_get_critical(extension) == 0) continue;
    if (X509_supported_extension(extension) == 1) continue;
    facts.unknown_critical.push_back(oid_of(X509_EXTENSION_get_object(extension)));
  }
}

// Trap 40: old Estonian cards wrote the modulus without its leading zero. OpenSSL reads it as it
// was meant.
bool has_negative_modulus(const X509* certificate) {
  const ASN1_BIT_STRING* bits = X509_get0_pubkey_bitstr(certificate);
  const auto key = der::only(bytes_of(bits), der::kSequence);
  if (!key) return false;
  const auto modulus = der::Reader(key->content).next(der::kInteger);
  return modulus && !modulus->content.empty() && (modulus->content.front() & 0x80U) != 0;
}

void read_oddities(X509* certificate, CertificateFacts& facts) {
  if (facts.key.type == KeyType::Rsa && has_negative_modulus(certificate)) {
    facts.oddities.emplace_back("negative modulus");
  }
  const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate);
  if (ASN1_STRING_type(serial) == V_ASN1_NEG_INTEGER)
    facts.oddities.emplace_back("negative serial");
  const auto flags = X509_get_extension_flags(certificate);
  if ((flags & EXFLAG_INVALID) != 0) facts.oddities.emplace_back("malformed extension");
}

void read_extensions(X509* certificate, CertificateFacts& facts) {
  facts.is_ca = (X509_get_extension_flags(certificate) & EXFLAG_CA) != 0;
  facts.key_usage = key_usage_of(certificate);
  facts.has_ocsp_no_check = X509_get_ext_by_NID(certificate, NID_id_pkix_OCSP_noCheck, -1) >= 0;
  read_extended_usage(certificate, facts);
  read_access(certificate, facts);
  read_distribution(certificate, facts);
  read_unknown_critical(certificate, facts);
}

// A time nobody can read must not make a certificate valid: it begins last and ends first.
void read_validity(const X509* certificate, CertificateFacts& facts) {
  constexpr UtcTime kLast = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);
  const auto begins = time_of(X509_get0_notBefore(certificate));
  const auto ends = time_of(X509_get0_notAfter(certificate));
  facts.not_before = begins.value_or(kLast);
  facts.not_after = ends.value_or(UtcTime{});
  if (!begins || !ends) facts.oddities.emplace_back("unreadable validity");
}

}  // namespace

CertificateFacts read_certificate(X509* certificate, ByteView der) {
  CertificateFacts facts;
  const X509_ALGOR* algorithm = nullptr;
  X509_get0_signature(nullptr, &algorithm, certificate);
  facts.sha256 = sha256(der);
  facts.serial = hexadecimal_of(X509_get0_serialNumber(certificate));
  facts.subject = read_name(X509_get_subject_name(certificate));
  facts.issuer = read_name(X509_get_issuer_name(certificate));
  read_validity(certificate, facts);
  facts.key = read_key(X509_get0_pubkey(certificate));
  facts.sealed_with = read_seal(algorithm);
  facts.is_self_issued =
      X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
  read_extensions(certificate, facts);
  read_oddities(certificate, facts);
  ERR_clear_error();
  return facts;
}

Bytes make_ocsp_request(const X509* certificate, const X509* issuer) {
  const OcspRequestHandle request(OCSP_REQUEST_new());
  OCSP_CERTID* id = OCSP_cert_to_id(EVP_sha1(), certificate, issuer);
  if (!request || OCSP_request_add0_id(request.get(), id) == nullptr) {
    OCSP_CERTID_free(id);
    return {};
  }
  unsigned char* der = nullptr;
  const int size = i2d_OCSP_REQUEST(request.get(), &der);
  if (size <= 0) return {};
  const OpensslMemory<unsigned char> owner(der);
  return {der, der + size};
}

}  // namespace sohoa
