// The wire form between service and cages: what is written is read back, and a lie is refused.
#include <gtest/gtest.h>

#include "signing/requests_wire.h"
#include "signing/sheet_wire.h"

namespace sohoa {
namespace {

PdfReading pdf_reading() {
  PdfReading reading;
  reading.revisions = {{900, 899, false}, {1800, 1799, true}};
  PdfSignatureReading signature;
  signature.facts.field = "Chữ ký.1";
  signature.facts.sub_filter = "ETSI.CAdES.detached";
  signature.facts.byte_range = {0, 100, 300, 600};
  signature.facts.locks = {{FieldLock::Action::Include, {"a", "b.c"}}};
  signature.facts.claimed_at = UtcTime(std::chrono::seconds(1'700'000'000));
  signature.faults = {FormatFault::GapNotContents};
  reading.signatures = {signature};
  reading.changes = {{1, 7, 0, ChangeKind::PageContent, "/Root/Pages", "", 3, false}};
  reading.risks = {{RiskKind::JavaScript, 4, 0}};
  reading.dss_crls = {{1, 2, 3}};
  reading.notes = {"a note"};
  return reading;
}

EvidenceRequest two_values() {
  EvidenceRequest request;
  request.values.resize(1);
  request.targets = {{0x30, 0x00}};
  request.anchors = {{0x30, 0x01}};
  return request;
}

EvidenceAnswer answer_to_two_values() {
  EvidenceAnswer answer;
  answer.values.resize(1);
  answer.targets = {0};
  CertificateFacts cert;
  cert.anchor = 0;
  cert.key = {KeyType::Ec, 256, "P-256"};
  answer.evidence.certificates = {cert};
  answer.evidence.chains = {{{0}, PathFault::None, kNoCert, ""}};
  return answer;
}

TEST(SigningWire, APdfReadingComesBackAsItWasWritten) {
  const Bytes written = encode(pdf_reading());
  const auto read = decode_pdf_reading(written, {});
  ASSERT_TRUE(read);
  EXPECT_EQ(encode(*read), written);
  EXPECT_EQ(read->signatures[0].facts.locks[0].fields[1], "b.c");
  EXPECT_EQ(read->changes[0].kind, ChangeKind::PageContent);
}

TEST(SigningWire, EveryTruncatedReadingIsRefused) {
  const Bytes written = encode(pdf_reading());
  for (std::size_t size = 0; size < written.size(); ++size) {
    EXPECT_FALSE(decode_pdf_reading(ByteView(written).first(size), {})) << size;
  }
}

TEST(SigningWire, AReadingWithoutRevisionsIsRefused) {
  PdfReading reading = pdf_reading();
  reading.revisions.clear();
  EXPECT_FALSE(decode_pdf_reading(encode(reading), {}));
}

TEST(SigningWire, ASignatureOfARevisionThatIsNotThereIsRefused) {
  PdfReading reading = pdf_reading();
  reading.signatures[0].facts.revision = 2;
  EXPECT_FALSE(decode_pdf_reading(encode(reading), {}));
}

TEST(SigningWire, MoreSignaturesThanTheBoundAreRefused) {
  PdfReading reading = pdf_reading();
  Limits limits;
  limits.signatures = 1;
  EXPECT_TRUE(decode_pdf_reading(encode(reading), limits));
  reading.signatures.push_back(reading.signatures[0]);
  EXPECT_FALSE(decode_pdf_reading(encode(reading), limits));
}

TEST(SigningWire, AnEvidenceAnswerComesBackAsItWasWritten) {
  const Bytes written = encode(answer_to_two_values());
  const auto read = decode_evidence_answer(written, two_values(), {});
  ASSERT_TRUE(read);
  EXPECT_EQ(encode(*read), written);
}

TEST(SigningWire, AnAnswerToAnotherQuestionIsRefused) {
  EvidenceAnswer answer = answer_to_two_values();
  answer.values.resize(2);
  EXPECT_FALSE(decode_evidence_answer(encode(answer), two_values(), {}));
}

TEST(SigningWire, AnIndexBeyondTheCertificatesIsRefused) {
  const auto refuses = [](auto&& lie) {
    EvidenceAnswer answer = answer_to_two_values();
    lie(answer);
    return !decode_evidence_answer(encode(answer), two_values(), {});
  };
  EXPECT_TRUE(refuses([](EvidenceAnswer& a) { a.targets = {1}; }));
  EXPECT_TRUE(refuses([](EvidenceAnswer& a) { a.values[0].signer.signer = 1; }));
  EXPECT_TRUE(refuses([](EvidenceAnswer& a) { a.evidence.chains[0].path = {0, 1}; }));
  EXPECT_TRUE(refuses([](EvidenceAnswer& a) { a.evidence.chains[0].path.clear(); }));
  EXPECT_TRUE(refuses(
      [](EvidenceAnswer& a) { a.evidence.crls.resize(1), a.evidence.crls[0].covers = {-1}; }));
  EXPECT_TRUE(refuses(
      [](EvidenceAnswer& a) { a.evidence.ocsps.resize(1), a.evidence.ocsps[0].signer = 7; }));
}

// The one lie that would matter most: a certificate said to be one of our anchors.
TEST(SigningWire, AnAnchorThatWasNotAskedAboutIsRefused) {
  EvidenceAnswer answer = answer_to_two_values();
  answer.evidence.certificates[0].anchor = 1;
  EXPECT_FALSE(decode_evidence_answer(encode(answer), two_values(), {}));
}

TEST(SigningWire, ControlCharactersOfNamesAreDropped) {
  EvidenceAnswer answer = answer_to_two_values();
  answer.evidence.certificates[0].subject.common_name = "A\x1b[2JB";
  const auto read = decode_evidence_answer(encode(answer), two_values(), {});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->evidence.certificates[0].subject.common_name, "A[2JB");
}

TEST(SigningWire, ASheetComesBackAsItWasWritten) {
  ValidationSheet sheet;
  sheet.title = "PHIẾU";
  sheet.signatures = {{SheetResult::Failed, "Chữ ký số 1", "KHÔNG HỢP LỆ", {{"a", "b"}}, {}}};
  const Bytes written = encode(sheet);
  const auto read = decode_sheet(written);
  ASSERT_TRUE(read);
  EXPECT_EQ(encode(*read), written);
  EXPECT_FALSE(decode_sheet(ByteView(written).first(written.size() - 1)));
}

}  // namespace
}  // namespace sohoa
