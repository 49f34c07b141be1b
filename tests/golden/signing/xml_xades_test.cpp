// XAdES properties: read only where the signature covers them (trap 55).
#include <string>

#include <gtest/gtest.h>

#include "core/digest.h"
#include "golden/signing/xml_samples.h"

namespace sohoa {
namespace {

using namespace xml_samples;

const std::string kXades = "http://uri.etsi.org/01903/v1.3.2#";
const std::string kXades141 = "http://uri.etsi.org/01903/v1.4.1#";
const std::string kType = "http://uri.etsi.org/01903#SignedProperties";

std::string signed_properties(const std::string& more = "") {
  const auto digest = sha256(ByteView(certificate()));
  return "<xades:SignedProperties Id=\"sp\"><xades:SignedSignatureProperties>"
         "<xades:SigningTime>2026-11-20T09:30:00+07:00</xades:SigningTime>"
         "<xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod "
         "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>" +
         base64(digest.value) +
         "</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2>"
         "<xades:SignaturePolicyIdentifier><xades:SignaturePolicyId><xades:SigPolicyId>"
         "<xades:Identifier>urn:oid:1.2.704.1</xades:Identifier></xades:SigPolicyId>"
         "</xades:SignaturePolicyId></xades:SignaturePolicyIdentifier>"
         "</xades:SignedSignatureProperties>" +
         more + "</xades:SignedProperties>";
}

std::string qualifying(const std::string& inside, const std::string& ns = kXades) {
  return "<ds:Object><xades:QualifyingProperties xmlns:xades=\"" + ns + "\" Target=\"#ky\">" +
         inside + "</xades:QualifyingProperties></ds:Object>";
}

std::string letter(const std::string& objects, const std::vector<Ref>& references) {
  return "<CongVan xmlns=\"urn:cv\"><So>12</So>" +
         to_xml({.references = references, .objects = objects, .id = "ky"}) + "</CongVan>";
}

const std::vector<Ref> kReferences = {{"", {kEnveloped}, ""}, {"#sp", {kC14n10}, kType}};

std::string signed_letter(const std::string& ns = kXades) {
  return sign(letter(qualifying(signed_properties(), ns), kReferences));
}

// What stands after SignedProperties is not signed, so it can be added later.
std::string with_unsigned(const std::string& properties) {
  return replaced(signed_letter(),
                  "</xades:SignedProperties>",
                  "</xades:SignedProperties><xades:UnsignedProperties>"
                  "<xades:UnsignedSignatureProperties>" +
                      properties +
                      "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>");
}

TEST(XmlXades, SignedPropertiesAreReadWhateverTheVersion) {
  for (const auto* version : {"v1.3.2#", "v1.2.2#", "v1.1.1#"}) {
    SCOPED_TRACE(version);
    const auto signature =
        read_one(signed_letter(std::string("http://uri.etsi.org/01903/") + version));
    EXPECT_TRUE(signature.faults.empty());
    EXPECT_TRUE(digests_match(signature));
    EXPECT_TRUE(signature.is_xades);
    ASSERT_TRUE(signature.claimed_at);
    EXPECT_EQ(to_rfc3339(*signature.claimed_at), "2026-11-20T02:30:00Z");
    ASSERT_EQ(signature.signing_certificates.size(), 1U);
    EXPECT_EQ(signature.signing_certificates[0].hash, HashAlgorithm::Sha256);
    EXPECT_EQ(to_hex(signature.signing_certificates[0].value),
              sha256(ByteView(certificate())).hex());
    EXPECT_EQ(signature.policy_oid, "1.2.704.1");
    EXPECT_FALSE(signature.references.at(0).is_signed_properties);
    EXPECT_TRUE(signature.references.at(1).is_signed_properties);
  }
}

TEST(XmlXades, PropertiesThatNoReferenceCoversAreAFaultAndNotBelieved) {
  const auto signature =
      read_one(sign(letter(qualifying(signed_properties()), {{"", {kEnveloped}, ""}})));
  EXPECT_TRUE(has_fault(signature, FormatFault::NoSignedProperties));
  EXPECT_FALSE(signature.is_xades);
  EXPECT_FALSE(signature.claimed_at);
  EXPECT_TRUE(signature.signing_certificates.empty());
}

TEST(XmlXades, ASecondSetOfPropertiesIsAFault) {
  const auto good = signed_letter();
  const auto other = "<xades:SignedProperties Id=\"khac\"/>";
  const auto twice =
      replaced(good, "</xades:SignedProperties>", std::string("</xades:SignedProperties>") + other);
  EXPECT_TRUE(has_fault(read_one(twice), FormatFault::NoSignedProperties));
  const auto again = replaced(good, "</ds:Signature>", qualifying(other) + "</ds:Signature>");
  EXPECT_TRUE(has_fault(read_one(again), FormatFault::NoSignedProperties));
}

TEST(XmlXades, PropertiesElsewhereInTheDocumentAreNotTheSignatures) {
  const auto moved = qualifying(signed_properties());
  const auto document =
      sign("<a>" + moved + to_xml({.references = kReferences, .id = "ky"}) + "</a>");
  const auto signature = read_one(document);
  EXPECT_FALSE(signature.is_xades);
  EXPECT_FALSE(signature.claimed_at);
}

TEST(XmlXades, ASignatureTimeStampStandsOverTheCanonicalValueElement) {
  const auto document = with_unsigned(
      "<xades:SignatureTimeStamp><ds:CanonicalizationMethod Algorithm=\"" + kExclusive +
      "\"/><xades:EncapsulatedTimeStamp>AQID</xades:EncapsulatedTimeStamp>"
      "</xades:SignatureTimeStamp><xades:SignatureTimeStamp>"
      "<xades:EncapsulatedTimeStamp>BAUG</xades:EncapsulatedTimeStamp></xades:SignatureTimeStamp>");
  const auto signature = read_one(document);
  ASSERT_EQ(signature.timestamps.size(), 2U);
  EXPECT_EQ(signature.timestamps[0].token, (Bytes{1, 2, 3}));
  const auto start = document.find("<ds:SignatureValue>");
  const auto inside =
      document.substr(start + 19, document.find("</ds:SignatureValue>") - start - 19);
  EXPECT_EQ(as_text(signature.timestamps[0].octets),
            "<ds:SignatureValue xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">" + inside +
                "</ds:SignatureValue>");
  EXPECT_EQ(as_text(signature.timestamps[1].octets),
            "<ds:SignatureValue xmlns=\"urn:cv\" "
            "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\">" +
                inside + "</ds:SignatureValue>");
}

// EN 319 132-1, 5.5.2.2, put together here by hand from pieces xmlsec1 canonicalised.
TEST(XmlXades, AnArchiveTimeStampStandsOverEverythingBeforeIt) {
  const auto document = with_unsigned(
      "<xades:CertificateValues><xades:EncapsulatedX509Certificate>AQID"
      "</xades:EncapsulatedX509Certificate></xades:CertificateValues><xades141:ArchiveTimeStamp "
      "xmlns:xades141=\"" +
      kXades141 + "\"><ds:CanonicalizationMethod Algorithm=\"" + kExclusive +
      "\"/><xades:EncapsulatedTimeStamp>BAUG</xades:EncapsulatedTimeStamp>"
      "</xades141:ArchiveTimeStamp>");
  const auto signature = read_one(document);
  ASSERT_EQ(signature.timestamps.size(), 1U);
  EXPECT_EQ(signature.timestamps[0].kind, TimestampKind::Archive);
  const auto octets = std::string(as_text(signature.timestamps[0].octets));
  std::string head;
  for (const auto& reference : signature.references) head += as_text(*reference.octets);
  EXPECT_TRUE(octets.starts_with(head + "<ds:SignedInfo"));
  const auto info = octets.find("<ds:SignedInfo");
  const auto value = octets.find("<ds:SignatureValue", info);
  const auto key = octets.find("<ds:KeyInfo", value);
  const auto values = octets.find("<xades:CertificateValues", key);
  EXPECT_NE(values, std::string::npos);
  EXPECT_TRUE(octets.ends_with("</xades:CertificateValues>"));
}

TEST(XmlXades, AnArchiveTimeStampOverExternalFilesIsLeftUnknown) {
  const auto stamp =
      "<xades:UnsignedProperties><xades:UnsignedSignatureProperties><x:ArchiveTimeStamp "
      "xmlns:x=\"" +
      kXades141 +
      "\"><xades:EncapsulatedTimeStamp>BAUG</xades:EncapsulatedTimeStamp>"
      "</x:ArchiveTimeStamp></xades:UnsignedSignatureProperties></xades:UnsignedProperties>";
  const auto signature = read_one(to_xml({.references = {{"tep.txt", {}, ""}, {"#sp", {}, kType}},
                                          .objects = qualifying(signed_properties() + stamp),
                                          .id = "ky"}));
  ASSERT_EQ(signature.timestamps.size(), 1U);
  EXPECT_TRUE(signature.timestamps[0].octets.empty());
}

TEST(XmlXades, ContentTimeStampsStandOverTheDataObjects) {
  const auto more =
      "<xades:SignedDataObjectProperties><xades:AllDataObjectsTimeStamp>"
      "<xades:EncapsulatedTimeStamp>AQID</xades:EncapsulatedTimeStamp>"
      "</xades:AllDataObjectsTimeStamp></xades:SignedDataObjectProperties>";
  const auto signature = read_one(sign(letter(qualifying(signed_properties(more)), kReferences)));
  ASSERT_EQ(signature.timestamps.size(), 1U);
  EXPECT_EQ(signature.timestamps[0].kind, TimestampKind::Content);
  EXPECT_EQ(signature.timestamps[0].octets, signature.references.at(0).octets);
}

TEST(XmlXades, CertificatesAndRevocationValuesAreCollected) {
  const auto values =
      "<xades:CertificateValues><xades:EncapsulatedX509Certificate>AQ=="
      "</xades:EncapsulatedX509Certificate></xades:CertificateValues><xades:RevocationValues>"
      "<xades:CRLValues><xades:EncapsulatedCRLValue>Ag==</xades:EncapsulatedCRLValue>"
      "</xades:CRLValues><xades:OCSPValues><xades:EncapsulatedOCSPValue>Aw=="
      "</xades:EncapsulatedOCSPValue></xades:OCSPValues></xades:RevocationValues>";
  const auto signature =
      read_one(with_unsigned(values + ("<x:TimeStampValidationData xmlns:x=\"" + kXades141 + "\">" +
                                       values + "</x:TimeStampValidationData>")));
  EXPECT_TRUE(signature.faults.empty());
  EXPECT_EQ(signature.certificate_values, (std::vector<Bytes>{{1}, {1}}));
  EXPECT_EQ(signature.crl_values, (std::vector<Bytes>{{2}, {2}}));
  EXPECT_EQ(signature.ocsp_values, (std::vector<Bytes>{{3}, {3}}));
}

}  // namespace
}  // namespace sohoa
