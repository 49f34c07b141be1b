// Scope of use of a certificate (TT 22/2020 art. 5; RFC 5280, 4.2.1.3 and 4.2.1.12).
#include <algorithm>
#include <array>

#include "signing/checks/path.h"

namespace sohoa::checks {
namespace {

constexpr std::string_view kTimeStamping = "1.3.6.1.5.5.7.3.8";
constexpr std::string_view kOcspSigning = "1.3.6.1.5.5.7.3.9";

// Purposes under which certificates for documents are issued.
constexpr std::array<std::string_view, 8> kDocumentPurposes = {
    "2.5.29.37.0",              // any
    "1.3.6.1.5.5.7.3.2",        // client authentication: usual on tokens
    "1.3.6.1.5.5.7.3.4",        // e-mail protection
    "1.3.6.1.5.5.7.3.36",       // document signing (RFC 9336)
    "1.3.6.1.4.1.311.10.3.12",  // Microsoft document signing
    "1.2.840.113583.1.1.5",     // Adobe authentic documents
    "1.2.840.113583.1.1.10",
    "1.3.6.1.4.1.311.20.2.2",  // smart-card logon
};

bool may_sign(const CertificateFacts& cert) {
  return !cert.key_usage || (*cert.key_usage & (kDigitalSignature | kNonRepudiation)) != 0;
}

bool is_service_purpose(const std::string& oid) {
  return oid == kTimeStamping || oid == kOcspSigning;
}

bool is_document_purpose(const std::string& oid) {
  return std::ranges::find(kDocumentPurposes, oid) != kDocumentPurposes.end();
}

void check_extended_usage(const CertificateFacts& cert, CheckList& checks) {
  const auto& purposes = cert.extended_key_usage;
  if (purposes.empty() || std::ranges::any_of(purposes, is_document_purpose)) return;
  const bool is_service = std::ranges::all_of(purposes, is_service_purpose);
  checks.add(is_service ? Finding::SignerForOther : Finding::SignerScopeOdd);
}

void check_signer(const CertificateFacts& cert, CheckList& checks) {
  if (cert.is_ca) checks.add(Finding::SignerIsCa);
  if (!may_sign(cert)) {
    checks.add(Finding::UsageRefused);
  } else {
    checks.add(cert.key_usage ? Finding::UsageOk : Finding::UsageMissing);
  }
  check_extended_usage(cert, checks);
}

// RFC 3161, 2.3: exactly one purpose, and critical.
void check_timestamp_unit(const CertificateFacts& cert, CheckList& checks) {
  const bool is_tsa = cert.extended_key_usage.size() == 1 &&
                      cert.extended_key_usage.front() == kTimeStamping &&
                      cert.extended_key_usage_critical && !cert.is_ca && may_sign(cert);
  if (is_tsa) {
    checks.add(Finding::TsaPurposeOk);
  } else {
    checks.add(Finding::TsaPurpose, {said(shown_name(cert))});
  }
}

void check_responder(const CertificateFacts& cert, CheckList& checks) {
  const auto& purposes = cert.extended_key_usage;
  const bool is_responder = std::ranges::count(purposes, kOcspSigning) > 0 && may_sign(cert);
  if (!is_responder) checks.add(Finding::ResponderPurpose, {said(shown_name(cert))});
}

}  // namespace

std::string shown_name(const CertificateFacts& cert) {
  const NameFacts& name = cert.subject;
  if (!name.common_name.empty()) return name.common_name;
  return name.organisation.empty() ? name.text : name.organisation;
}

void check_role(const CertificateFacts& cert, Role role, CheckList& checks) {
  switch (role) {
    case Role::Signer:
      return check_signer(cert, checks);
    case Role::Timestamp:
      return check_timestamp_unit(cert, checks);
    case Role::OcspSigner:
      return check_responder(cert, checks);
    case Role::CrlSigner:  // cRLSign is part of CrlFacts::signers
    case Role::Target:
      return;
  }
}

}  // namespace sohoa::checks
