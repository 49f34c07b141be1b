#include "signing/parsers/cms_evidence.h"

namespace sohoa {
namespace {

/// Elements of a SEQUENCE OF, header included; what is broken is passed over.
std::vector<ByteView> elements_of(const BerElement& sequence) {
  std::string fault;
  BerReader reader(sequence.contents, fault);
  std::vector<ByteView> elements;
  while (const auto element = reader.next()) elements.push_back(element->whole);
  return elements;
}

// RevocationValues and RevocationInfoArchival have one shape: [0] EXPLICIT SEQUENCE OF CRL,
// [1] EXPLICIT SEQUENCE OF OCSP answer; the pool takes BasicOCSPResponse and OCSPResponse.
bool add_revocation_values(const BerElement& value, EvidenceSource source, EvidencePool& pool) {
  std::string fault;
  BerReader reader(value.contents, fault);
  bool has_any = false;
  while (const auto tagged = reader.next()) {
    const auto list = reader.inside(*tagged).maybe(kBerSequence);
    if (!list) continue;
    for (const ByteView der : elements_of(*list)) {
      if (tagged->tag == kBerContext0Constructed) pool.add_crl(der, source);
      if (tagged->tag == kBerContext1Constructed) pool.add_ocsp(der, source);
      has_any = has_any || tagged->tag <= kBerContext1Constructed;
    }
  }
  return has_any;
}

}  // namespace

std::vector<CertIndex> add_certificates(const SignedData& data,
                                        EvidenceSource source,
                                        EvidencePool& pool) {
  std::vector<CertIndex> added;
  for (const ByteView der : data.certificates) {
    const CertIndex index = pool.add_certificate(der, source);
    if (index != kNoCert) added.push_back(index);
  }
  return added;
}

bool add_revocation(const SignedData& data, EvidenceSource source, EvidencePool& pool) {
  for (const ByteView der : data.crls) pool.add_crl(der, source);
  for (const ByteView der : data.ocsps) pool.add_ocsp(der, source);
  return !data.crls.empty() || !data.ocsps.empty();
}

bool add_attribute_evidence(const CmsAttributes& attributes,
                            EvidenceSource source,
                            EvidencePool& pool) {
  for (const BerElement& value : attributes.values(kAttrCertificateValues))
    for (const ByteView der : elements_of(value)) pool.add_certificate(der, source);
  bool has_revocation = false;
  for (const std::string_view type : {kAttrRevocationValues, kAttrAdobeRevocation})
    for (const BerElement& value : attributes.values(type))
      has_revocation = add_revocation_values(value, source, pool) || has_revocation;
  return has_revocation;
}

}  // namespace sohoa
