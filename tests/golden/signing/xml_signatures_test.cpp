// What xmlsec1 signs, we read: the same octets, the same value, and not after a change.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/text.h"
#include "golden/signing/xml_samples.h"

namespace sohoa {
namespace {

using namespace xml_samples;

struct Case {
  std::string name;
  std::string document;  // signed by xmlsec1
  std::string data;      // a piece of signed text, to be changed
};

const std::string kDeclaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string letter(const std::string& signature, const std::string& body_attributes = "") {
  return kDeclaration +
         "<!-- số 12 -->\n<thu:CongVan "
         "xmlns:thu=\"urn:vn:cong-van\" xmlns=\"urn:mac-dinh\" xmlns:thua=\"urn:khong-dung\" "
         "xml:lang=\"vi\">\n  <thu:NoiDung" +
         body_attributes +
         " b=\"2\"   a='1'>Kính gửi &lt;Sở&gt; &#x110;à Nẵng<!-- ghi chú --><rong/>"
         "<![CDATA[a & b]]></thu:NoiDung>\n  " +
         signature + "\n</thu:CongVan>\n<?in bản=1?>";
}

std::string enveloped(const std::string& c14n, const std::vector<std::string>& transforms) {
  return sign(letter(to_xml({.references = {{"", transforms, ""}}, .c14n = c14n})));
}

std::string by_id(const std::string& uri, const std::vector<std::string>& transforms) {
  return sign(letter(to_xml({.references = {{uri, transforms, ""}}}), " Id=\"nd\""));
}

const std::string kPrefixes =
    "<ds:Transform Algorithm=\"" + kExclusive +
    "\"><ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\" "
    "PrefixList=\"thua #default\"/></ds:Transform>";

std::vector<Case> make_cases() {
  const std::string data = "Kính";
  const auto object = "<ds:Object Id=\"vat\">Kính gửi<thu xmlns=\"\">1</thu></ds:Object>";
  return {
      {"enveloped, default transform", enveloped(kC14n10, {kEnveloped}), data},
      {"enveloped, C14N 1.0", enveloped(kC14n10, {kEnveloped, kC14n10}), data},
      {"enveloped, C14N 1.0 with comments",
       enveloped(kC14n10 + "#" + kWithComments, {kEnveloped, kC14n10 + "#" + kWithComments}),
       data},
      {"enveloped, C14N 1.1", enveloped(kC14n11, {kEnveloped, kC14n11}), data},
      {"enveloped, C14N 1.1 with comments",
       enveloped(kC14n11, {kEnveloped, kC14n11 + "#" + kWithComments}),
       data},
      {"enveloped, exclusive", enveloped(kExclusive, {kEnveloped, kExclusive}), data},
      {"enveloped, exclusive with comments",
       enveloped(kExclusive, {kEnveloped, kExclusive + kWithComments}),
       data},
      {"enveloped, inclusive prefixes", enveloped(kExclusive, {kEnveloped, kPrefixes}), data},
      {"enveloped, canonical twice", enveloped(kC14n10, {kEnveloped, kExclusive, kC14n10}), data},
      {"root xpointer with comments",
       sign(letter(to_xml(
           {.references = {{"#xpointer(/)", {kEnveloped, kC14n10 + "#" + kWithComments}, ""}}}))),
       data},
      {"by Id, C14N 1.0 takes xml:lang and namespaces along", by_id("#nd", {kC14n10}), data},
      {"by Id, C14N 1.1", by_id("#nd", {kC14n11}), data},
      {"by Id, exclusive", by_id("#nd", {kExclusive}), data},
      {"by Id, inclusive prefixes", by_id("#nd", {kPrefixes}), data},
      {"by Id, xpointer with comments",
       by_id("#xpointer(id('nd'))", {kC14n10 + "#" + kWithComments}),
       data},
      {"enveloping",
       sign(kDeclaration + to_xml({.references = {{"#vat", {}, ""}}, .objects = object})),
       data},
      {"enveloping base64",
       sign(to_xml({.references = {{"#vat", {"http://www.w3.org/2000/09/xmldsig#base64"}, ""}},
                    .objects = "<ds:Object Id=\"vat\">S8OtbmggZ+G7rWk=\n</ds:Object>"})),
       "S8Otbm"},
  };
}

const std::vector<Case>& cases() {
  static const auto made = make_cases();
  return made;
}

TEST(XmlSignatures, WhatXmlsecSignsGivesTheSameOctetsHere) {
  for (const auto& sample : cases()) {
    SCOPED_TRACE(sample.name);
    const auto signature = read_one(sample.document);
    EXPECT_TRUE(digests_match(signature));
    EXPECT_TRUE(openssl_verifies(signature));
    EXPECT_TRUE(signature.unparseable.empty()) << signature.unparseable;
    EXPECT_TRUE(signature.faults.empty());
    EXPECT_EQ(signature.certificates, std::vector<Bytes>{certificate()});
    EXPECT_EQ(signature.scheme, SignatureScheme::RsaPkcs1);
    EXPECT_EQ(signature.hash, HashAlgorithm::Sha256);
    EXPECT_FALSE(signature.is_xades);
  }
}

TEST(XmlSignatures, AChangeInTheSignedDataChangesTheOctetsAsForXmlsec) {
  for (const auto& sample : cases()) {
    SCOPED_TRACE(sample.name);
    EXPECT_TRUE(peer_verifies(sample.document));
    auto changed = sample.document;
    changed = replaced(changed, sample.data, "L" + sample.data.substr(1));
    EXPECT_FALSE(peer_verifies(changed));
    EXPECT_FALSE(digests_match(read_one(changed)));
  }
}

TEST(XmlSignatures, AChangeInSignedInfoBreaksTheValue) {
  const auto document = enveloped(kC14n10, {kEnveloped});
  const auto changed = replaced(document, "<ds:DigestMethod", "<ds:DigestMethod x=\"\"");
  EXPECT_FALSE(openssl_verifies(read_one(changed)));
}

TEST(XmlSignatures, EcdsaValuesAreBareNumbers) {
  const auto signature = read_one(
      sign(letter(to_xml({.references = {{"", {kEnveloped}, ""}}, .method = kEcdsaSha256})), "ec"));
  EXPECT_EQ(signature.scheme, SignatureScheme::Ecdsa);
  EXPECT_EQ(signature.hash, HashAlgorithm::Sha256);
  EXPECT_EQ(signature.value.size(), 64U);
  EXPECT_TRUE(digests_match(signature));
}

TEST(XmlSignatures, ADocumentInUtf16IsReadAsTheSameText) {
  const auto utf8 = enveloped(kC14n10, {kEnveloped});
  const auto declared = replaced(utf8, "UTF-8", "UTF-16");
  Bytes utf16{0xFF, 0xFE};
  for (const char32_t c : to_utf32(declared)) {
    utf16.push_back(static_cast<std::uint8_t>(c));
    utf16.push_back(static_cast<std::uint8_t>(c >> 8U));
  }
  const auto reading = read_xml_signatures(utf16, Limits{});
  ASSERT_TRUE(reading);
  ASSERT_EQ(reading->signatures.size(), 1U);
  EXPECT_TRUE(digests_match(reading->signatures[0]));
}

TEST(XmlSignatures, ADetachedFileIsNamedForTheServiceToDigest) {
  const auto xml = to_xml({.references = {{"t%E1%BB%87p%20k%C3%AAm.pdf", {}, ""}}});
  const auto reference = read_one(xml).references.at(0);
  EXPECT_TRUE(reference.is_external);
  EXPECT_TRUE(reference.is_found);
  EXPECT_EQ(reference.uri, "tệp kêm.pdf");
  EXPECT_FALSE(reference.octets);
}

TEST(XmlSignatures, EverySignatureIsToldInDocumentOrder) {
  const auto first = letter(to_xml({.references = {{"", {kEnveloped}, ""}}, .id = "mot"}));
  const auto second = to_xml({.references = {{"", {kEnveloped}, ""}}, .id = "hai"});
  const auto signed_once = sign(first);
  const auto reading = read(replaced(signed_once, "</thu:CongVan>", second + "</thu:CongVan>"));
  ASSERT_EQ(reading.signatures.size(), 2U);
  EXPECT_EQ(reading.signatures[0].id, "mot");
  EXPECT_EQ(reading.signatures[1].id, "hai");
}

struct MethodCase {
  const char* uri;
  SignatureScheme scheme;
  HashAlgorithm hash;
  HashAlgorithm mgf_hash;
};

TEST(XmlSignatures, MethodsOfRfc9231AreKnownByTheirUri) {
  using S = SignatureScheme;
  using H = HashAlgorithm;
  const std::vector<MethodCase> methods = {
      {"http://www.w3.org/2000/09/xmldsig#rsa-sha1", S::RsaPkcs1, H::Sha1, H::Unknown},
      {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", S::RsaPkcs1, H::Sha512, H::Unknown},
      {"http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1", S::RsaPss, H::Sha384, H::Sha384},
      {"http://www.w3.org/2007/05/xmldsig-more#rsa-pss", S::RsaPss, H::Sha256, H::Sha256},
      {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", S::Ecdsa, H::Sha384, H::Unknown},
      {"http://www.w3.org/2000/09/xmldsig#dsa-sha1", S::Dsa, H::Sha1, H::Unknown},
      {"http://www.w3.org/2021/04/xmldsig-more#eddsa-ed25519", S::Ed25519, H::Sha512, H::Unknown},
      {"http://www.w3.org/2021/04/xmldsig-more#eddsa-ed448", S::Ed448, H::Shake256, H::Unknown},
      {"http://www.w3.org/2000/09/xmldsig#hmac-sha1", S::Unknown, H::Unknown, H::Unknown},
  };
  for (const auto& method : methods) {
    SCOPED_TRACE(method.uri);
    const auto signature =
        read_one(to_xml({.references = {{"", {kEnveloped}, ""}}, .method = method.uri}));
    EXPECT_EQ(signature.scheme, method.scheme);
    EXPECT_EQ(signature.hash, method.hash);
    EXPECT_EQ(signature.mgf_hash, method.mgf_hash);
  }
}

TEST(XmlSignatures, ParametersOfPssAreRead) {
  const auto method =
      "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2007/05/xmldsig-more#rsa-pss\">"
      "<pss:RSAPSSParams xmlns:pss=\"http://www.w3.org/2007/05/xmldsig-more#\"><ds:DigestMethod "
      "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha512\"/><pss:MaskGenerationFunction "
      "Algorithm=\"http://www.w3.org/2007/05/xmldsig-more#MGF1\"><ds:DigestMethod "
      "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/></pss:MaskGenerationFunction>"
      "</pss:RSAPSSParams></ds:SignatureMethod>";
  const auto xml = to_xml({.references = {{"", {kEnveloped}, ""}}, .method = "X"});
  const auto signature = read_one(replaced(xml, "<ds:SignatureMethod Algorithm=\"X\"/>", method));
  EXPECT_EQ(signature.scheme, SignatureScheme::RsaPss);
  EXPECT_EQ(signature.hash, HashAlgorithm::Sha512);
  EXPECT_EQ(signature.mgf_hash, HashAlgorithm::Sha256);
}

TEST(XmlManifest, OfAsicNamesItsSignatureAndFiles) {
  const auto reading = read(
      "<asic:ASiCManifest xmlns:asic=\"http://uri.etsi.org/02918/v1.2.1#\" "
      "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"><asic:SigReference "
      "URI=\"META-INF/signature.p7s\" MimeType=\"application/x-pkcs7-signature\"/>"
      "<asic:DataObjectReference URI=\"c%C3%B4ng%20v%C4%83n.pdf\"><ds:DigestMethod "
      "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>AQID</ds:DigestValue>"
      "</asic:DataObjectReference></asic:ASiCManifest>");
  EXPECT_EQ(reading.manifest_signature, "META-INF/signature.p7s");
  ASSERT_EQ(reading.manifest.size(), 1U);
  EXPECT_EQ(reading.manifest[0].uri, "công văn.pdf");
  EXPECT_EQ(reading.manifest[0].hash, HashAlgorithm::Sha256);
  EXPECT_EQ(reading.manifest[0].digest, (Bytes{1, 2, 3}));
}

TEST(XmlManifest, OfOpenDocumentIsNone) {
  const auto reading = read(
      "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"
      "<manifest:file-entry manifest:full-path=\"a.txt\"/></manifest:manifest>");
  EXPECT_TRUE(reading.manifest_signature.empty());
  EXPECT_TRUE(reading.manifest.empty());
  EXPECT_TRUE(reading.signatures.empty());
}

}  // namespace
}  // namespace sohoa
