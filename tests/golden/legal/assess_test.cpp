// Real keys, real files, real cages: what is the paper worth, and why?
#include "pipeline/assess.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "golden/legal/signed_papers.h"
#include "pipeline/attest_statement.h"

namespace sohoa {
namespace {

using made::NamedBytes;
using made::PaperStore;

// Made once: a key and a certificate take longer than the test itself.
class PaperAssessment : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    authority_ = std::make_unique<made::Authority>();
    authority_->issue("agency", made::kAgency);
    authority_->issue("person", made::kPerson);
    authority_->issue("stranger", made::kStranger);
    site_ = made::site_of(*authority_);
    cages_ = std::make_unique<VerifyCages>(made::real_cages());
  }
  static void TearDownTestSuite() {
    cages_.reset();
    authority_.reset();
  }

  AssessedPaper assess_with(VerifyCages& cages,
                            const Site& site,
                            const ComponentRecord& component,
                            const std::string& text = {}) {
    const AssessContext context{papers_.store(), cages, site, clock_, limits_};
    auto paper = assess_paper(context, component, papers_.files(component), text);
    if (!paper) {
      ADD_FAILURE() << name(paper.error().what) << " " << paper.error().detail;
      return {};
    }
    return std::move(*paper);
  }

  AssessedPaper assess_files(const std::vector<NamedBytes>& files, const Site& site = site_) {
    return assess_with(*cages_, site, papers_.add(files));
  }

  static NamedBytes signed_by(const std::string& signer) {
    return {"ket-qua.p7m", "cms", authority_->sign(signer, "Quyết định cấp phép")};
  }

  static inline std::unique_ptr<made::Authority> authority_;
  static inline std::unique_ptr<VerifyCages> cages_;
  static inline Site site_;
  PaperStore papers_;
  made::LaterClock clock_;
  Limits limits_;
};

const Reason& reason_of(const AssessedPaper& paper, std::string_view rule) {
  return *std::ranges::find(paper.value.reasons, rule, &Reason::rule);
}

NamedBytes text_file(const std::string& name, const std::string& format, const std::string& text) {
  return {name, format, Bytes(text.begin(), text.end())};
}

TEST_F(PaperAssessment, OfAnAgencysSignatureIsFullButForTheMissingTimeStamp) {
  const AssessedPaper paper = assess_files({signed_by("agency")});
  EXPECT_EQ(paper.record.legal_value, "FULL_WITH_NOTE");
  for (const Reason& reason : paper.value.reasons) {
    const bool is_expected = reason.outcome == ReasonOutcome::Passed ||
                             reason.outcome == ReasonOutcome::NotApplicable ||
                             reason.rule == "time-source";
    EXPECT_TRUE(is_expected) << reason.rule << ": " << reason.message_en;
  }
  EXPECT_NE(paper.record.signatures.find("\"unit\":\"H99.10\""), std::string::npos);
  EXPECT_NE(paper.record.reasons.find("NĐ 45/2020/NĐ-CP"), std::string::npos);
  EXPECT_EQ(paper.record.policy, "một");
}

TEST_F(PaperAssessment, OfAPersonsSignatureIsPersonOnly) {
  const AssessedPaper paper = assess_files({signed_by("person")});
  EXPECT_EQ(paper.record.legal_value, "PERSON_ONLY");
  EXPECT_NE(reason_of(paper, "agency-signature").message_vi.find("Nguyễn Văn An"),
            std::string::npos);
}

TEST_F(PaperAssessment, OfAnAgencyNobodyKnowsIsIndeterminate) {
  const AssessedPaper paper = assess_files({signed_by("stranger")});
  EXPECT_EQ(paper.record.legal_value, "INDETERMINATE");
  EXPECT_EQ(reason_of(paper, "agency-mapped").outcome, ReasonOutcome::Unknown);
}

TEST_F(PaperAssessment, OfARevokedCertificateIsInvalid) {
  const Site site = made::site_of(*authority_, {"agency"});
  const AssessedPaper paper = assess_files({signed_by("agency")}, site);
  EXPECT_EQ(paper.record.legal_value, "INVALID");
  EXPECT_EQ(reason_of(paper, "revocation").outcome, ReasonOutcome::Failed);
}

TEST_F(PaperAssessment, UnderNoAnchorIsIndeterminate) {
  Site site = site_;
  site.trust.policy.anchors.clear();
  const AssessedPaper paper = assess_files({signed_by("agency")}, site);
  EXPECT_EQ(paper.record.legal_value, "INDETERMINATE");
  EXPECT_EQ(reason_of(paper, "chain").outcome, ReasonOutcome::Unknown);
}

TEST_F(PaperAssessment, WithoutRevocationDataIsIndeterminate) {
  Site site = site_;
  site.trust.crls.clear();
  const AssessedPaper paper = assess_files({signed_by("agency")}, site);
  EXPECT_EQ(paper.record.legal_value, "INDETERMINATE");
  EXPECT_EQ(reason_of(paper, "revocation").outcome, ReasonOutcome::Unknown);
}

TEST_F(PaperAssessment, AsksOfAnotherProcedureForCompetence) {
  Site site = site_;
  Procedure other;
  other.code = "1.000001";
  other.levels = {"so"};
  site.procedures = ProcedureCatalogue({other});
  const AssessedPaper paper = assess_files({signed_by("agency")}, site);
  EXPECT_EQ(paper.record.legal_value, "INDETERMINATE");
  EXPECT_EQ(reason_of(paper, "competence").outcome, ReasonOutcome::Failed);
}

TEST_F(PaperAssessment, HoldsADetachedSignatureAgainstTheFileItIsNamedAfter) {
  const std::string text = "Giấy phép số 12";
  const NamedBytes signature{"giay-phep.txt.p7s", "cms", authority_->sign_detached("agency", text)};
  const auto paper = assess_files({text_file("khac.txt", "unknown", "khác"),
                                   text_file("giay-phep.txt", "unknown", text),
                                   signature});
  EXPECT_EQ(paper.record.legal_value, "FULL_WITH_NOTE");
  const auto changed =
      assess_files({text_file("giay-phep.txt", "unknown", "Giấy phép số 13"), signature});
  EXPECT_EQ(changed.record.legal_value, "INVALID");
  EXPECT_EQ(reason_of(changed, "integrity").outcome, ReasonOutcome::Failed);
}

TEST_F(PaperAssessment, OfASignedPdfIsFullAndOfItsForgeryInvalid) {
  NamedBytes pdf{"ket-qua.pdf", "pdf", authority_->sign_pdf("agency", "")};
  const AssessedPaper sound = assess_files({pdf});
  EXPECT_EQ(sound.record.legal_value, "FULL_WITH_NOTE") << sound.record.reasons;
  const std::string size = "595 842";
  const auto at = std::search(pdf.bytes.begin(), pdf.bytes.end(), size.begin(), size.end());
  ASSERT_NE(at, pdf.bytes.end());
  *at = '4';
  const AssessedPaper forged = assess_files({pdf});
  EXPECT_EQ(forged.record.legal_value, "INVALID");
  EXPECT_EQ(reason_of(forged, "integrity").outcome, ReasonOutcome::Failed);
}

TEST_F(PaperAssessment, OfACopyIsThatOfACopy) {
  const NamedBytes pdf{"sao.pdf", "pdf", authority_->sign_pdf("agency", "/Reason(Sao y)")};
  EXPECT_EQ(assess_files({pdf}).record.legal_value, "COPY_AGENCY");
  const ComponentRecord component = papers_.add({signed_by("agency")});
  EXPECT_EQ(assess_with(*cages_, site_, component, "SAO Y BẢN CHÍNH").record.legal_value,
            "COPY_AGENCY");
}

TEST_F(PaperAssessment, OfWhatHoldsNoSignatureStartsNoCage) {
  VerifyCages broken = made::broken_cages();
  const ComponentRecord image = papers_.add({text_file("trang.jpg", "jpeg", "\xFF\xD8\xFF")});
  EXPECT_EQ(assess_with(broken, site_, image).record.legal_value, "IMAGE_ONLY");
  const ComponentRecord plain = papers_.add({text_file("quet.pdf", "pdf", "%PDF-1.4 không ký")});
  const AssessedPaper paper = assess_with(broken, site_, plain);
  EXPECT_EQ(paper.record.legal_value, "IMAGE_ONLY");
  EXPECT_TRUE(paper.record.signatures.empty());
}

TEST_F(PaperAssessment, ThatNeedsACageWhichDoesNotStartIsAnErrorOfOurs) {
  VerifyCages broken = made::broken_cages();
  const ComponentRecord component = papers_.add({signed_by("agency")});
  const AssessContext context{papers_.store(), broken, site_, clock_, limits_};
  EXPECT_FALSE(assess_paper(context, component, papers_.files(component), {}));
}

TEST_F(PaperAssessment, OfADamagedSignedFileIsInvalid) {
  const AssessedPaper paper =
      assess_files({text_file("hong.pdf", "pdf", "%PDF-1.7\n<</ByteRange[0 1 2 3]")});
  EXPECT_EQ(paper.record.legal_value, "INVALID");
}

TEST_F(PaperAssessment, OfAScanWithItsOfficersSignatureIsScanOfficer) {
  ComponentRecord scan = papers_.add({{"quet.pdf", "pdf", authority_->sign_pdf("person", "")}});
  scan.kind = "component";
  scan.signed_by_officer = true;
  papers_.put(scan);
  papers_.add_page(scan, "ocr");
  EXPECT_EQ(assess_with(*cages_, site_, scan).record.legal_value, "SCAN_OFFICER");
  papers_.add_page(scan, "text-layer");
  EXPECT_EQ(assess_with(*cages_, site_, scan).record.legal_value, "PERSON_ONLY");
}

class AttestedScan : public PaperAssessment {
 protected:
  std::string value_with(const std::string& outcome, const Digest* other_scan = nullptr) {
    ComponentRecord scan = papers_.add({text_file("trang.jpg", "jpeg", "\xFF\xD8" + outcome)});
    papers_.add_page(scan, "ocr");
    AttestationRecord record;
    record.component = scan.id;
    record.scan = other_scan != nullptr ? *other_scan : scan_digest(papers_.files(scan));
    record.signature = sha256(Bytes{1});
    record.form = "cms";
    record.outcome = outcome;
    record.officer = "Trần Thị Bình";
    record.at = clock_.now();
    const auto tx = papers_.catalog().begin().value();
    EXPECT_TRUE(tx->put(record));
    EXPECT_TRUE(tx->commit());
    VerifyCages broken = made::broken_cages();
    return assess_with(broken, site_, scan).record.legal_value;
  }
};

TEST_F(AttestedScan, CountsByTheStandingAttestation) {
  EXPECT_EQ(value_with("valid"), "SCAN_OFFICER");
  EXPECT_EQ(value_with("indeterminate"), "INDETERMINATE");
  EXPECT_EQ(value_with("invalid"), "IMAGE_ONLY");
}

TEST_F(AttestedScan, DoesNotCountWhenTheSignatureWasOverAnEarlierScan) {
  const Digest earlier = sha256(Bytes{2});
  EXPECT_EQ(value_with("valid", &earlier), "IMAGE_ONLY");
}

TEST_F(PaperAssessment, OfARevokedItemIsRevokedAndNamesTheDecision) {
  const ComponentRecord component = papers_.add({signed_by("agency")});
  ItemRecord item = papers_.file(component, assess_with(*cages_, site_, component));
  item.state = "REVOKED";
  LifeRecord step;
  step.item = item.code;
  step.act = "revoke";
  step.from = "ACTIVE";
  step.to = "REVOKED";
  step.decision = "77/QĐ-UBND";
  const auto tx = papers_.catalog().begin().value();
  ASSERT_TRUE(tx->put(item));
  ASSERT_TRUE(tx->append(step));
  ASSERT_TRUE(tx->commit());
  const AssessedPaper paper = assess_with(*cages_, site_, component);
  EXPECT_EQ(paper.record.legal_value, "REVOKED");
  EXPECT_NE(reason_of(paper, "item-in-force").message_vi.find("77/QĐ-UBND"), std::string::npos);
}

TEST_F(PaperAssessment, HoldsTheSigningTimeAgainstTheDayInTheDossiersCode) {
  ComponentRecord component = papers_.add({signed_by("agency")});
  component.dossier = "H99.10-990101-0001";
  const AssessedPaper paper = assess_with(*cages_, site_, component);
  EXPECT_EQ(reason_of(paper, "dossier-life").outcome, ReasonOutcome::Failed);
  component.dossier = "MA-NGOAI-HE-THONG";
  const AssessedPaper other = assess_with(*cages_, site_, component);
  EXPECT_EQ(reason_of(other, "dossier-life").outcome, ReasonOutcome::NotApplicable);
}

}  // namespace
}  // namespace sohoa
