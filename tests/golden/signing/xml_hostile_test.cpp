// Documents built to make a reader fetch, run, hang or fall (trap 53).
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "golden/signing/xml_samples.h"

namespace sohoa {
namespace {

using namespace xml_samples;
using namespace std::string_literals;

std::string bare(const std::vector<Ref>& references) {
  return "<a>" + to_xml({.references = references}) + "</a>";
}

Error refused(const std::string& document, const Limits& limits = {}) {
  const auto reading = read_xml_signatures(as_bytes(document), limits);
  EXPECT_FALSE(reading);
  return reading ? Error{} : reading.error();
}

std::string repeated(const std::string& piece, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += piece;
  return text;
}

TEST(XmlHostile, ADoctypeIsRefusedWithItsPlace) {
  const auto document = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>"s;
  const auto error = refused(document);
  EXPECT_EQ(error.what, Fault::UnsupportedFeature);
  EXPECT_GE(error.where.byte_offset, 22);
  EXPECT_LE(error.where.byte_offset, static_cast<std::int64_t>(document.size()));
}

TEST(XmlHostile, ExternalDoctypesAndEntitiesAreNeverFetched) {
  for (const auto* doctype : {"<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\">",
                              "<!DOCTYPE a SYSTEM \"/etc/passwd\">",
                              "<!DOCTYPE a [<!ENTITY e SYSTEM \"/etc/passwd\">]>",
                              "<!DOCTYPE a [<!ENTITY % p SYSTEM \"/etc/passwd\"> %p;]>",
                              "<!DOCTYPE a>"}) {
    SCOPED_TRACE(doctype);
    EXPECT_EQ(refused(doctype + "<a>&e;</a>"s).what, Fault::UnsupportedFeature);
  }
}

TEST(XmlHostile, BillionLaughsNeverStart) {
  std::string doctype = "<!DOCTYPE a [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i) {
    const auto last = "&a" + std::to_string(i - 1) + ";";
    doctype += "<!ENTITY a" + std::to_string(i) + " \"" + last + last + "\">";
  }
  EXPECT_EQ(refused(doctype + "]><a>&a29;</a>").what, Fault::UnsupportedFeature);
}

TEST(XmlHostile, XIncludeStaysAnElement) {
  const auto document = sign(
      "<a><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\" "
      "parse=\"text\"/>" +
      to_xml({.references = {{"", {kEnveloped}, ""}}}) + "</a>");
  const auto signature = read_one(document);
  EXPECT_TRUE(digests_match(signature));
  EXPECT_EQ(as_text(*signature.references.at(0).octets).find("root:"), std::string_view::npos);
}

TEST(XmlHostile, TransformsThatRunOrSelectAreForbidden) {
  for (const auto* transform : {"http://www.w3.org/TR/1999/REC-xslt-19991116",
                                "http://www.w3.org/TR/1999/REC-xpath-19991116",
                                "http://www.w3.org/2002/06/xmldsig-filter2",
                                "urn:unknown",
                                ""}) {
    SCOPED_TRACE(transform);
    const auto signature = read_one(bare({{"", {kEnveloped, transform}, ""}}));
    EXPECT_TRUE(has_fault(signature, FormatFault::ForbiddenTransform));
    EXPECT_FALSE(signature.references.at(0).octets);
  }
}

TEST(XmlHostile, RemoteReferencesAreForbidden) {
  for (const auto* uri :
       {"http://127.0.0.1:1/x", "file:///etc/passwd", "//server/share", "data:,a"}) {
    SCOPED_TRACE(uri);
    const auto signature = read_one(bare({{uri, {}, ""}}));
    EXPECT_TRUE(has_fault(signature, FormatFault::ForbiddenTransform));
    EXPECT_FALSE(signature.references.at(0).octets);
  }
}

TEST(XmlHostile, OddUrisAreNotFound) {
  for (const auto* uri : {"#xpointer(//x)",
                          "#xpointer(id('a)",
                          "#xpointer(id(",
                          "#xpointer(id())",
                          "#",
                          "tep.xml#x",
                          "#%"}) {
    SCOPED_TRACE(uri);
    EXPECT_FALSE(read_one(bare({{uri, {}, ""}})).references.at(0).is_found);
  }
}

TEST(XmlHostile, NestingEndsInAnError) {
  const auto document = repeated("<a>", 60'000) + repeated("</a>", 60'000);
  const auto error = refused(document);
  EXPECT_EQ(error.what, Fault::UnsupportedFeature);
  EXPECT_GT(error.where.byte_offset, 0);
}

// Sanitizers reserve more address space than the bound leaves.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
// A tree is thirty times its text at worst. The bound of the cage, in a process of its own.
TEST(XmlHostile, ATreeBeyondMemoryIsNamedAsThat) {
  const auto starve = [] {
    const rlimit bound{512 * kMiB, 512 * kMiB};
    ::setrlimit(RLIMIT_AS, &bound);
    const auto document = "<a>" + repeated("<b/>", 6'000'000) + "</a>";
    const auto reading = read_xml_signatures(as_bytes(document), Limits{});
    const bool is_named = !reading && reading.error().what == Fault::MemoryLimit;
    std::_Exit(is_named ? 0 : 1);
  };
  EXPECT_EXIT(starve(), testing::ExitedWithCode(0), "");
}
#endif

TEST(XmlHostile, NamespacesInScopeAreBounded) {
  std::string root = "<a";
  for (int i = 0; i < 5'000; ++i) root += " xmlns:n" + std::to_string(i) + "=\"u\"";
  EXPECT_EQ(refused(root + "/>").what, Fault::UnsupportedFeature);
}

// Exclusive C14N writes a long namespace again for each element that uses it.
TEST(XmlHostile, OctetsAreBoundedWhereTheyOutgrowTheDocument) {
  Limits limits;
  limits.xml_bytes = 1 * kMiB;
  const auto document = "<a xmlns:l=\"urn:" + std::string(200'000, 'x') + "\">" +
                        repeated("<l:b/>", 10'000) +
                        to_xml({.references = {{"", {kEnveloped, kExclusive}, ""}}}) + "</a>";
  EXPECT_EQ(refused(document, limits).what, Fault::EntryTooLarge);
}

TEST(XmlHostile, ManyReferencesToTheWholeAreBounded) {
  Limits limits;
  limits.xml_bytes = 1 * kMiB;
  const std::vector<Ref> all(900, Ref{"", {}, ""});
  EXPECT_EQ(
      refused("<a>" + std::string(100'000, 'x') + to_xml({.references = all}) + "</a>", limits)
          .what,
      Fault::EntryTooLarge);
}

TEST(XmlHostile, TooManyReferencesAreAFindingNotSilence) {
  const auto signature = read_one(bare(std::vector<Ref>(1'001, Ref{"#x", {}, ""})));
  EXPECT_TRUE(has_fault(signature, FormatFault::Unparseable));
  EXPECT_TRUE(signature.references.empty());
}

// A value over a list of digests proves nothing until the list is compared.
TEST(XmlHostile, WhatAManifestRefersToMustMatchToo) {
  const auto data = "<NoiDung Id=\"nd\">duoc huong</NoiDung>"s;
  const auto object =
      "<ds:Object Id=\"m\"><ds:Manifest><ds:Reference URI=\"#nd\"><ds:DigestMethod "
      "Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue>" +
      base64(digest(as_bytes(data), HashAlgorithm::Sha256)) +
      "</ds:DigestValue></ds:Reference></ds:Manifest></ds:Object>";
  const auto document =
      sign("<a>" + data + to_xml({.references = {{"#m", {}, ""}}, .objects = object}) + "</a>");
  const auto honest = read_one(document);
  ASSERT_EQ(honest.references.size(), 2U);
  EXPECT_TRUE(digests_match(honest));
  EXPECT_TRUE(honest.faults.empty()) << "the data is covered through the manifest";
  const auto changed = read_one(replaced(document, ">duoc huong<", ">khong huong<"));
  EXPECT_TRUE(openssl_verifies(changed)) << "the value alone does not see it";
  EXPECT_FALSE(digests_match(changed));
}

TEST(XmlHostile, AManifestThatRefersToItselfEnds) {
  const auto object =
      "<ds:Object Id=\"m\"><ds:Manifest Id=\"n\"><ds:Reference "
      "URI=\"#n\"/></ds:Manifest></ds:Object>";
  const auto signature =
      read_one("<a>" + to_xml({.references = {{"#m", {}, ""}}, .objects = object}) + "</a>");
  EXPECT_TRUE(has_fault(signature, FormatFault::Unparseable));
}

TEST(XmlHostile, TooManySignaturesAreAnError) {
  EXPECT_EQ(refused("<a>" + repeated(to_xml({.references = {{"", {}, ""}}}), 600) + "</a>").what,
            Fault::TooManyEntries);
}

TEST(XmlHostile, AFileBeyondTheBoundIsNotParsed) {
  Limits limits;
  limits.xml_bytes = 100;
  EXPECT_EQ(refused("<a>" + std::string(100, 'x') + "</a>", limits).what, Fault::EntryTooLarge);
}

TEST(XmlHostile, WhatIsNoXmlIsNamed) {
  EXPECT_EQ(refused("").what, Fault::EmptyFile);
  EXPECT_EQ(refused("%PDF-1.7").what, Fault::NotADocument);
  EXPECT_EQ(refused("  \n ").what, Fault::NotADocument);
  const auto error = refused("<a>\n<b>\n</a>");
  EXPECT_EQ(error.what, Fault::CorruptFile);
  EXPECT_GE(error.where.byte_offset, 8);
}

TEST(XmlHostile, OnlyEncodingsThatNeedNoLibraryAreRead) {
  EXPECT_EQ(refused("<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>").what,
            Fault::UnsupportedFeature);
  EXPECT_EQ(refused("<?xml version='1.0' encoding='IBM-037'?><a/>").what,
            Fault::UnsupportedFeature);
  EXPECT_EQ(refused("<\0\0\0a\0\0\0/\0\0\0>\0\0\0"s).what, Fault::UnsupportedFeature);
  EXPECT_EQ(refused("\x4C\x6F\xA7\x94 ebcdic").what, Fault::NotADocument);
  EXPECT_TRUE(read_xml_signatures(
      as_bytes("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>\xE9</a>"), Limits{}));
}

TEST(XmlHostile, ASignatureOfTheWrongShapeIsShownAsFailed) {
  const auto good = bare({{"", {kEnveloped}, ""}});
  for (const auto& bad :
       {replaced(good, "<ds:SignatureValue></ds:SignatureValue>", ""),
        replaced(good, "<ds:SignatureValue>", "<ds:SignedInfo/><ds:SignatureValue>"),
        replaced(good, "<ds:KeyInfo>", "<x/><ds:KeyInfo>"),
        replaced(good, "<ds:SignatureValue>", "<ds:SignatureValue>không phải"),
        "<a><ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/></a>"s}) {
    const auto signature = read_one(bad);
    EXPECT_TRUE(has_fault(signature, FormatFault::Unparseable));
    EXPECT_FALSE(signature.unparseable.empty());
  }
}

TEST(XmlHostile, ARelativeNamespaceHasNoCanonicalForm) {
  const auto signature =
      read_one("<a xmlns:r=\"relative/path\">" + to_xml({.references = {{"", {}, ""}}}) + "</a>");
  EXPECT_TRUE(has_fault(signature, FormatFault::Unparseable));
}

}  // namespace
}  // namespace sohoa
