// Signature wrapping (trap 54): the signed element is still there, valid, and nobody reads it.
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "golden/signing/xml_samples.h"

namespace sohoa {
namespace {

using namespace xml_samples;

const std::string kDsig = "xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"";

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const auto start = text.find(from);
  return text.substr(start, text.find(to, start) + to.size() - start);
}

// An answer with one signed statement, the shape the eight classical variants are about:
// <TraLoi><XacNhan Id="that">…<ds:Signature/></XacNhan></TraLoi>, signature over #that.
struct Statement {
  std::string signature;  // the ds:Signature alone
  std::string plain;      // the signed element without it
  std::string whole;      // the signed element with it
};

std::string true_element(const std::string& inside) {
  return "<XacNhan Id=\"that\"><NoiDung>được hưởng</NoiDung>" + inside + "</XacNhan>";
}

Statement split(const std::string& document) {
  const auto done = between(document, "<ds:Signature", "</ds:Signature>");
  return {done, true_element(""), true_element(done)};
}

Statement enveloped(bool is_root) {
  const auto element = true_element(
      to_xml({.references = {{"#that", {kEnveloped, kExclusive}, ""}}, .c14n = kExclusive}));
  return split(sign(is_root ? element : "<TraLoi>" + element + "</TraLoi>"));
}

// Without the enveloped-signature transform: the element verifies inside of the signature too.
Statement beside() {
  const auto signature = to_xml({.references = {{"#that", {kExclusive}, ""}}, .c14n = kExclusive});
  return split(sign("<TraLoi>" + true_element("") + signature + "</TraLoi>"));
}

std::string forged(const std::string& inside) {
  return "<XacNhan Id=\"gia\"><NoiDung>KHÔNG được hưởng</NoiDung>" + inside + "</XacNhan>";
}

struct Attack {
  const char* name;
  std::string document;
};

std::string inside_signature(const Statement& s, const std::string& extra) {
  return replaced(s.signature, "</ds:Signature>", extra + "</ds:Signature>");
}

std::vector<Attack> attacks() {
  const auto root = enveloped(true);
  const auto part = enveloped(false);
  const auto bare = beside();
  const auto answer = [](const std::string& inside) { return "<TraLoi>" + inside + "</TraLoi>"; };
  return {
      {"1: forged root, the true root inside its signature",
       forged(inside_signature(bare, bare.plain))},
      {"2: forged root, the true root beside its signature", forged(root.signature + root.plain)},
      {"3: forged element before the true one", answer(forged("") + part.whole)},
      {"4: forged element around the true one", answer(forged(part.whole))},
      {"5: forged element has the signature, the true one at the end",
       answer(forged(part.signature) + part.plain)},
      {"6: the true element inside the signature of the forged one",
       answer(forged(inside_signature(bare, bare.plain)))},
      {"7: forged element inside an extension",
       answer("<MoRong>" + forged("") + "</MoRong>" + part.whole)},
      {"8: the true element inside an Object of the forged one's signature",
       answer(forged(inside_signature(bare, "<ds:Object>" + bare.plain + "</ds:Object>")))},
  };
}

TEST(XmlWrapping, TheHonestDocumentsHaveNoFault) {
  for (const bool root_is_signed : {true, false}) {
    const auto s = enveloped(root_is_signed);
    const auto signature =
        read_one(root_is_signed ? s.whole : "<TraLoi>\n" + s.whole + "\n</TraLoi>");
    EXPECT_TRUE(signature.faults.empty());
    EXPECT_TRUE(digests_match(signature));
  }
}

TEST(XmlWrapping, TheEightClassicalVariantsVerifyAndAreRefused) {
  for (const auto& attack : attacks()) {
    SCOPED_TRACE(attack.name);
    const auto signature = read_one(attack.document);
    EXPECT_TRUE(digests_match(signature)) << "or it is no attack";
    EXPECT_TRUE(openssl_verifies(signature)) << "or it is no attack";
    EXPECT_TRUE(has_fault(signature, FormatFault::UnsignedContent));
  }
}

TEST(XmlWrapping, XmlsecTakesTheWrappedDocumentForGood) {
  EXPECT_TRUE(peer_verifies(attacks()[2].document));
}

// XMLDSig 6.6.4: the transform takes out everything inside of the signature.
TEST(XmlWrapping, AnEnvelopedElementMovedIntoItsSignatureNoLongerMatches) {
  const auto s = enveloped(true);
  const auto signature = read_one(forged(inside_signature(s, s.plain)));
  EXPECT_FALSE(digests_match(signature));
  EXPECT_EQ(signature.references.at(0).octets, Bytes{});
}

TEST(XmlWrapping, TheSameIdTwiceIsAFault) {
  const auto s = enveloped(false);
  const auto twin = replaced(s.plain, "được hưởng", "không");
  for (const auto* name : {"Id=", "ID=", "id=", "xml:id="}) {
    SCOPED_TRACE(name);
    const auto signature =
        read_one("<TraLoi>" + replaced(twin, "Id=", name) + s.whole + "</TraLoi>");
    EXPECT_TRUE(has_fault(signature, FormatFault::DuplicateId));
    EXPECT_FALSE(signature.references.at(0).octets);
  }
}

TEST(XmlWrapping, AReferenceToNothingIsNotFound) {
  const auto s = enveloped(false);
  const auto signature =
      read_one("<TraLoi>" + replaced(s.whole, "Id=\"that\"", "Id=\"kia\"") + "</TraLoi>");
  EXPECT_FALSE(signature.references.at(0).is_found);
  EXPECT_FALSE(signature.references.at(0).octets);
}

// The shape of e-invoices: data and signatures in sibling branches, with empty places.
std::string invoice(const std::string& seller, const std::string& extra) {
  return "<HDon><DLHDon Id=\"data\"><TTChung><SHDon>12</SHDon></TTChung></DLHDon>" + extra +
         "<DSCKS><NBan>" + seller + "</NBan><NMua/><CCKSKhac/></DSCKS></HDon>";
}

std::string signed_invoice() {
  return sign(invoice(
      to_xml({.references = {{"#data", {kEnveloped}, ""}, {"#SigningTime", {}, ""}},
              .objects = "<ds:Object Id=\"SigningTime\"><ds:SignatureProperties>"
                         "<ds:SignatureProperty Target=\"#seller\"><SigningTime "
                         "xmlns=\"\">2026-11-20T09:30:00</SigningTime></ds:SignatureProperty>"
                         "</ds:SignatureProperties></ds:Object>",
              .id = "seller"}),
      ""));
}

TEST(XmlWrapping, AnInvoiceSignedBesideItsDataIsWhole) {
  const auto signature = read_one(signed_invoice());
  EXPECT_TRUE(signature.faults.empty());
  EXPECT_TRUE(digests_match(signature));
  ASSERT_TRUE(signature.claimed_at);
  EXPECT_EQ(to_rfc3339(*signature.claimed_at), "2026-11-20T02:30:00Z");
}

TEST(XmlWrapping, WhateverIsAddedBesideTheDataOfAnInvoiceIsSeen) {
  const auto document = signed_invoice();
  const std::vector<std::pair<std::string, std::string>> additions = {
      {"<DSCKS>", "<DLHDon><SHDon>13</SHDon></DLHDon><DSCKS>"},
      {"<DSCKS>", "<DaHuy/><DSCKS>"},
      {"<DSCKS>", "Đã huỷ<DSCKS>"},
      {"<DSCKS>", "<DSCKS><![CDATA[Đã huỷ]]>"},
      {"<HDon>", "<HDon huy=\"1\">"},
      {"</ds:Signature>", "<ds:Object><SHDon>13</SHDon></ds:Object></ds:Signature>"},
      {"<NMua/>", "<NMua>chấp nhận</NMua>"},
  };
  for (const auto& [where, what] : additions) {
    SCOPED_TRACE(what);
    const auto signature = read_one(replaced(document, where, what));
    EXPECT_TRUE(digests_match(signature));
    EXPECT_TRUE(has_fault(signature, FormatFault::UnsignedContent));
  }
}

TEST(XmlWrapping, ASecondPartyMaySignItsOwnPart) {
  const auto buyer =
      between(sign(to_xml({.references = {{"#xn", {}, ""}},
                           .objects = "<ds:Object Id=\"xn\"><YKien>dong y</YKien></ds:Object>"})),
              "<ds:Signature",
              "</ds:Signature>");
  const auto document = replaced(signed_invoice(), "<NMua/>", "<NMua>" + buyer + "</NMua>");
  const auto reading = read(document);
  ASSERT_EQ(reading.signatures.size(), 2U);
  for (const auto& signature : reading.signatures) {
    EXPECT_TRUE(signature.faults.empty());
    EXPECT_TRUE(digests_match(signature));
    EXPECT_EQ(signature.oddities.size(), 1U) << "that the other covers the rest is told";
  }
}

}  // namespace
}  // namespace sohoa
