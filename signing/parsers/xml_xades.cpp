#include "signing/parsers/xml_xades.h"

#include <algorithm>
#include <string_view>

#include "signing/parsers/xml_algorithms.h"
#include "signing/parsers/xml_text.h"
#include "signing/parsers/xml_timestamps.h"

namespace sohoa::xml {
namespace {

constexpr std::string_view kEtsi = "http://uri.etsi.org/01903";

bool is_xades(const xmlNode* element, std::string_view local) {
  return is_element(element) && local_name(element) == local &&
         namespace_of(element).starts_with(kEtsi);
}

std::vector<xmlNode*> qualifying_properties(const xmlNode* signature) {
  std::vector<xmlNode*> found;
  for (const auto* object : dsig_children(signature, "Object")) {
    for (auto* child : elements(object)) {
      if (is_xades(child, "QualifyingProperties")) found.push_back(child);
    }
  }
  return found;
}

void add_fault(XmlSignatureReading& reading, FormatFault fault, const char* why) {
  reading.faults.push_back(fault);
  reading.oddities.emplace_back(why);
}

// ---- Signed ------------------------------------------------------------------------------------

void read_signing_time(XmlSignatureReading& reading, const xmlNode* properties) {
  const auto* element = any_child(properties, "SigningTime");
  if (element == nullptr) return;
  const auto moment = parse_date_time(text(element));
  if (!moment) {
    reading.oddities.emplace_back("a SigningTime that is no date");
    return;
  }
  reading.claimed_at = moment->time;
  if (moment->lacks_zone) reading.oddities.emplace_back("SigningTime without time zone");
}

void read_signing_certificates(XmlSignatureReading& reading, const xmlNode* properties) {
  for (const auto* name : {"SigningCertificateV2", "SigningCertificate"}) {
    for (const auto* cert : any_children(any_child(properties, name), "Cert")) {
      const auto* digest = any_child(cert, "CertDigest");
      auto value = base64_text(any_child(digest, "DigestValue"));
      if (!value) reading.oddities.emplace_back("a CertDigest that is no base64");
      reading.signing_certificates.push_back({read_digest_method(any_child(digest, "DigestMethod")),
                                              std::move(value).value_or(Bytes{})});
    }
  }
}

void read_policy(XmlSignatureReading& reading, const xmlNode* properties) {
  constexpr std::string_view kUrn = "urn:oid:";
  const auto* identifier = any_child(properties, "SignaturePolicyIdentifier");
  const auto* policy = any_child(any_child(identifier, "SignaturePolicyId"), "SigPolicyId");
  reading.policy_oid = text(any_child(policy, "Identifier"));
  if (reading.policy_oid.starts_with(kUrn)) reading.policy_oid.erase(0, kUrn.size());
}

// EN 319 132-1, 4.3.2 and 6.3: exactly one SignedProperties, covered by a reference of this very
// signature with the type that says so.
bool find_signed_reference(XmlSignatureReading& reading,
                           const std::vector<ResolvedReference>& references,
                           const xmlNode* signed_properties) {
  bool is_found = false;
  for (std::size_t i = 0; i < references.size(); ++i) {
    if (references[i].target != signed_properties || !references[i].is_covered) continue;
    is_found = true;
    reading.references[i].is_signed_properties = true;
    if (!reading.references[i].type.ends_with("#SignedProperties")) {
      reading.oddities.emplace_back("the reference to SignedProperties lacks its Type");
    }
  }
  return is_found;
}

void read_signed(XmlSignatureReading& reading,
                 const std::vector<ResolvedReference>& references,
                 const xmlNode* qualifying) {
  const auto found = any_children(qualifying, "SignedProperties");
  if (found.size() != 1) {
    return add_fault(reading, FormatFault::NoSignedProperties, "not exactly one SignedProperties");
  }
  if (!find_signed_reference(reading, references, found.front())) {
    return add_fault(
        reading, FormatFault::NoSignedProperties, "SignedProperties that no reference covers");
  }
  reading.is_xades = true;
  const auto* properties = any_child(found.front(), "SignedSignatureProperties");
  read_signing_time(reading, properties);
  read_signing_certificates(reading, properties);
  read_policy(reading, properties);
}

// ---- Unsigned ----------------------------------------------------------------------------------

void add_values(XmlSignatureReading& reading,
                std::vector<Bytes>& into,
                const xmlNode* parent,
                std::string_view local) {
  for (const auto* element : any_children(parent, local)) {
    if (auto der = base64_text(element)) {
      into.push_back(*std::move(der));
    } else {
      reading.oddities.push_back(std::string(local) + " that is no base64");
    }
  }
}

void read_revocation_values(XmlSignatureReading& reading, const xmlNode* values) {
  add_values(reading, reading.crl_values, any_child(values, "CRLValues"), "EncapsulatedCRLValue");
  add_values(
      reading, reading.ocsp_values, any_child(values, "OCSPValues"), "EncapsulatedOCSPValue");
}

// CertificateValues and RevocationValues stand alone, or in a TimeStampValidationData.
void read_validation_data(XmlSignatureReading& reading, const xmlNode* property) {
  const auto name = local_name(property);
  if (name == "CertificateValues" || name == "AttrAuthoritiesCertValues") {
    add_values(reading, reading.certificate_values, property, "EncapsulatedX509Certificate");
  } else if (name == "RevocationValues" || name == "AttributeRevocationValues") {
    read_revocation_values(reading, property);
  } else if (name == "TimeStampValidationData" || name == "AnyValidationData") {
    for (const auto* inner : elements(property)) {
      if (local_name(inner) != name) read_validation_data(reading, inner);
    }
  }
}

}  // namespace

Result<void> read_qualifying_properties(XmlSignatureReading& reading,
                                        const std::vector<ResolvedReference>& references,
                                        const Surroundings& around) {
  const auto found = qualifying_properties(around.signature);
  if (found.empty()) return {};
  if (found.size() > 1) {
    add_fault(reading, FormatFault::NoSignedProperties, "more than one QualifyingProperties");
    return {};
  }
  const auto* qualifying = found.front();
  const auto target = attribute(qualifying, "Target");
  if (target != "#" + reading.id) {
    reading.oddities.emplace_back("QualifyingProperties aim at another signature");
  }
  read_signed(reading, references, qualifying);
  const auto* unsigned_properties =
      any_child(any_child(qualifying, "UnsignedProperties"), "UnsignedSignatureProperties");
  for (const auto* property : elements(unsigned_properties)) {
    read_validation_data(reading, property);
  }
  return read_timestamps(reading, qualifying, around);
}

}  // namespace sohoa::xml
