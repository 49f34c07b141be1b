#include "policy/legal_facts.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

Unit unit(std::string code, std::string name, std::string level) {
  Unit one;
  one.code = std::move(code);
  one.name = std::move(name);
  one.level = std::move(level);
  one.valid_from = "2016-01-01";
  return one;
}

// Two communes; the first went over into a ward in July 2025.
UnitCatalogue units() {
  Unit old_commune = unit("H99.10", "UBND xã Đông", "xa");
  old_commune.valid_to = "2025-06-30";
  Unit ward = unit("H99.30", "UBND phường Mới", "xa");
  ward.valid_from = "2025-07-01";
  ward.predecessors = {"H99.10"};
  return UnitCatalogue({old_commune, ward, unit("H99.15", "Sở Y tế", "so")});
}

Procedure procedure() {
  Procedure one;
  one.code = "1.000001";
  return one;
}

SignerFact signer(std::string code) {
  SignerFact one;
  one.kind = SignerKind::Agency;
  one.unit = std::move(code);
  return one;
}

constexpr std::string_view kDay = "2026-11-20";

TEST(Competence, ComesWithTheLevel) {
  Procedure one = procedure();
  one.levels = {"so"};
  EXPECT_TRUE(is_competent(signer("H99.15"), one, units(), kDay));
  EXPECT_FALSE(is_competent(signer("H99.30"), one, units(), kDay));
  EXPECT_FALSE(is_competent(signer(""), one, units(), kDay));
}

TEST(Competence, ComesByNameOnTheDaysOfTheList) {
  Procedure one = procedure();
  one.applies_to = {{"H99.15", "2026-01-01", "2026-06-30"}};
  EXPECT_TRUE(is_competent(signer("H99.15"), one, units(), "2026-06-30"));
  EXPECT_FALSE(is_competent(signer("H99.15"), one, units(), "2026-07-01"));
  EXPECT_FALSE(is_competent(signer("H99.15"), one, units(), "2025-12-31"));
}

TEST(Competence, GoesOverToTheHeirOfANamedUnit) {
  Procedure one = procedure();
  one.applies_to = {{"H99.10", "2020-01-01", "2025-06-30"}};
  EXPECT_TRUE(is_competent(signer("H99.30"), one, units(), kDay));
  EXPECT_FALSE(is_competent(signer("H99.15"), one, units(), kDay));
}

TEST(Competence, OfACertificateThatNamesTheFormerUnitIsItsHeirs) {
  Procedure one = procedure();
  one.levels = {"xa"};
  SignerFact former = signer("H99.10");
  former.is_former = true;
  EXPECT_FALSE(is_competent(former, one, units(), kDay));
  former.successor = "H99.30";
  EXPECT_TRUE(is_competent(former, one, units(), kDay));
}

struct Built {
  SignedFile file;
  FileVerdict verdict;
};

// One signature under `subject`, at the start of 20 November 2026 in Vietnam.
Built signed_by(const std::string& subject) {
  Built built;
  CertificateFacts certificate;
  certificate.subject.text = subject;
  built.file.evidence.certificates = {certificate};
  SignatureFacts facts;
  facts.pdf = PdfSignatureFacts{};
  facts.pdf->page = 1;
  built.file.signatures = {facts};
  SignatureVerdict one;
  one.indication = Indication::TotalPassed;
  one.signer = 0;
  one.regime = "official-duty";
  one.claimed_at = parse_rfc3339("2026-11-19T17:00:00Z");
  one.checks = {{"algorithm.note", "", CheckOutcome::Warning, "Lưu ý", "Note"},
                {"chain.anchor", "", CheckOutcome::Passed, "Được", "Fine"}};
  built.verdict.signatures = {one};
  return built;
}

LegalFacts facts_of(const Built& built, const PaperFacts& paper) {
  static const SignerMap kMap{{}, {"ủy ban nhân dân", "sở"}};
  static const UnitCatalogue kUnits = units();
  Procedure one = procedure();
  one.levels = {"xa"};
  const ProcedureCatalogue procedures({one});
  const JudgedFile files[] = {{&built.file, &built.verdict}};
  return legal_facts(
      files, paper, {&kMap, &kUnits, &procedures}, *parse_rfc3339("2026-11-22T00:00:00Z"));
}

PaperFacts result() {
  PaperFacts paper;
  paper.kind = "result";
  paper.procedure = "1.000001.000.00.00.H99";
  return paper;
}

TEST(LegalFactsOfAFile, SayWhoSignedAndWhetherHeMay) {
  const LegalFacts facts = facts_of(signed_by("CN=UBND Phường Mới, C=VN"), result());
  ASSERT_EQ(facts.signatures.size(), 1U);
  EXPECT_EQ(facts.signatures[0].signer.unit, "H99.30");
  EXPECT_EQ(facts.procedure, "1.000001");
  EXPECT_TRUE(facts.procedure_known);
  EXPECT_EQ(facts.is_competent, std::vector<bool>{true});
  EXPECT_EQ(facts.signatures[0].page, 1);
  ASSERT_EQ(facts.signatures[0].remarks.size(), 1U);
  EXPECT_EQ(facts.signatures[0].remarks[0].id, "algorithm.note");
}

TEST(LegalFactsOfAFile, TakeThePersonOnADeclaredScanForItsOfficer) {
  PaperFacts paper = result();
  paper.kind = "component";
  const Built built = signed_by("CN=Nguyễn Văn An, O=UBND Phường Mới");
  EXPECT_FALSE(facts_of(built, paper).signatures[0].is_attestation);
  paper.is_scan = true;
  EXPECT_FALSE(facts_of(built, paper).signatures[0].is_attestation);
  paper.is_signed_by_officer = true;
  EXPECT_TRUE(facts_of(built, paper).signatures[0].is_attestation);
  EXPECT_FALSE(facts_of(signed_by("CN=UBND Phường Mới"), paper).signatures[0].is_attestation);
}

TEST(LegalFactsOfAFile, FindMarksOfCopiesOnThePageAndInTheReason) {
  PaperFacts paper = result();
  Built built = signed_by("CN=UBND Phường Mới");
  EXPECT_EQ(facts_of(built, paper).copy_form, CopyForm::None);
  built.file.signatures[0].pdf->reason = "Sao lục";
  EXPECT_EQ(facts_of(built, paper).copy_form, CopyForm::SaoLuc);
  paper.text = "UBND\nSAO Y BẢN CHÍNH\n";
  EXPECT_EQ(facts_of(built, paper).copy_form, CopyForm::SaoY);
  EXPECT_EQ(facts_of(built, paper).copy_form_seen, "SAO Y BẢN CHÍNH");
}

TEST(LegalFactsOfAFile, CountAttestationsAfterTheFilesSignatures) {
  PaperFacts paper = result();
  AttestationFact attestation;
  attestation.indication = Indication::TotalPassed;
  attestation.officer = "Trần Thị Bình";
  paper.attestations = {attestation};
  const LegalFacts facts = facts_of(signed_by("CN=UBND Phường Mới"), paper);
  ASSERT_EQ(facts.signatures.size(), 2U);
  EXPECT_TRUE(facts.signatures[1].is_attestation);
  EXPECT_EQ(facts.signatures[1].index, 1);
  EXPECT_EQ(facts.is_competent.size(), 2U);
}

TEST(LegalFactsOfAFile, KeepASignatureWithoutCertificate) {
  Built built = signed_by("CN=X");
  built.verdict.signatures[0].signer = kNoCert;
  const LegalFacts facts = facts_of(built, result());
  EXPECT_EQ(facts.signatures[0].signer.kind, SignerKind::Unknown);
  EXPECT_FALSE(facts.signatures[0].signer.name.empty());
}

}  // namespace
}  // namespace sohoa
