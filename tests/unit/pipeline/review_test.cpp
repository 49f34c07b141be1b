#include "pipeline/review.h"

#include <gtest/gtest.h>

#include "pipeline/life.h"
#include "pipeline/receipt.h"
#include "unit/pipeline/made_papers.h"

namespace sohoa {
namespace {

using made::Desk;
using made::doubtful;
using made::kDossier;
using made::kOwner;
using made::page_of;
using made::sure;

constexpr const char* kOther = "079301000456";

/// A paper whose owner contradicts its declaration.
ComponentRecord contradicting(Desk& desk) {
  const auto paper = desk.paper(desk.batch('a'), 1);
  EXPECT_EQ(desk.filed(paper, "T.QD", {sure("so_dinh_danh", kOther), doubtful("so", "1Z")}).item,
            "");
  EXPECT_EQ(desk.component(paper.id).state, ComponentState::Waiting);
  return paper;
}

ComponentRecord scanned_poorly(Desk& desk) {
  const auto paper = desk.paper(desk.batch('a'), 1);
  desk.put(paper);
  Assessment poor = desk.assessment(paper, "T.QD", {doubtful("so", "1Z")});
  poor.scan = {{"dpi-low", Severity::Block, 1, "150 dpi", "200 dpi", "NĐ 30", "Thấp.", ""}};
  EXPECT_TRUE(desk.file(paper, poor));
  return paper;
}

std::string state_of(Desk& desk, std::int64_t id) {
  return desk.catalog().review(id)->value().state;
}

TEST(Review, AcceptingTheDeclarationFilesThePaperUnderIt) {
  Desk desk;
  const auto paper = contradicting(desk);
  const auto outcome = desk.decide(paper.id, "owner", ReviewAct::Accept);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->review.state, "accepted");
  EXPECT_EQ(outcome->review.officer, "CB01");
  EXPECT_EQ(outcome->filed.version, 1);
  EXPECT_EQ(desk.item(outcome->filed.item).owner_id, kOwner);
  EXPECT_EQ(desk.component(paper.id).state, ComponentState::Done);
}

TEST(Review, CorrectingTheOwnerNeverPairsTheNewIdWithTheOldName) {
  Desk desk;
  const auto paper = contradicting(desk);
  const auto outcome = desk.decide(paper.id, "owner", ReviewAct::Correct, kOther);
  ASSERT_TRUE(outcome);
  const ItemRecord item = desk.item(outcome->filed.item);
  EXPECT_EQ(item.owner_id, kOther);
  EXPECT_EQ(item.owner_name, "");
  EXPECT_EQ(item.owner_type, "person");
  EXPECT_EQ(outcome->review.after, kOther);
}

TEST(Review, AValueWithoutADigitIsTheOwnersName) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  desk.filed(paper, "T.QD", {sure("ho_ten", "Trần Thị Bình")});
  const auto outcome = desk.decide(paper.id, "owner", ReviewAct::Correct, "Trần Thị Bình");
  ASSERT_TRUE(outcome);
  EXPECT_EQ(desk.item(outcome->filed.item).owner_id, kOwner);
  EXPECT_EQ(desk.item(outcome->filed.item).owner_name, "Trần Thị Bình");
}

TEST(Review, AFiledPaperWithoutAnOwnerGetsOneAndKeepsItsCode) {
  Desk desk;
  auto paper = desk.paper(desk.batch('a'), 1);
  paper.owner_id = paper.owner_name = paper.owner_type = "";
  const std::string code = desk.filed(paper, "T.QD").item;
  ReviewDecision decision{
      ReviewAct::Correct, " 0312345678 ", "Công ty A", "organisation", "CB01", ""};
  ASSERT_TRUE(desk.decide(desk.review(paper.id, "owner").id, decision));
  EXPECT_EQ(desk.item(code).owner_id, "0312345678");
  EXPECT_EQ(desk.item(code).owner_name, "Công ty A");
  EXPECT_EQ(desk.item(code).owner_type, "organisation");
  EXPECT_TRUE(desk.catalog().unowned_items(10)->empty());
}

TEST(Review, APaperWithoutADossierIsFiledWhereTheOfficerPutsIt) {
  Desk desk;
  auto paper = desk.paper(desk.batch('a'), 1);
  paper.dossier.clear();
  desk.filed(paper, "T.QD");
  EXPECT_EQ(desk.decide(paper.id, "dossier", ReviewAct::Accept).error().what, Fault::Usage)
      << "there is nothing to accept";
  const auto outcome = desk.decide(paper.id, "dossier", ReviewAct::Correct, "H19.15-261121-0009");
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->filed.item, "H19.15-261121-0009-TP1");
}

TEST(Review, APaperIsFiledOnlyAfterTheLastBlockingReview) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  desk.filed(paper, "T.HEN", {sure("ma_ho_so", "H19.15-261121-0099")});
  EXPECT_EQ(desk.decide(paper.id, "dossier", ReviewAct::Accept)->filed.version, 1);
  Desk two;
  auto both = two.paper(two.batch('a'), 1);
  two.put(both);
  Assessment twice = two.assessment(both, "T.QD", {sure("so_dinh_danh", kOther)});
  twice.scan = {{"dpi-low", Severity::Block, 1, "150 dpi", "200 dpi", "NĐ 30", "Thấp.", ""}};
  ASSERT_TRUE(two.file(both, twice));
  EXPECT_EQ(two.decide(both.id, "scan", ReviewAct::Accept)->filed.item, "");
  EXPECT_EQ(two.component(both.id).state, ComponentState::Waiting);
  EXPECT_EQ(two.decide(both.id, "owner", ReviewAct::Accept)->filed.version, 1);
}

TEST(Review, AcceptingAScanThatBreaksARuleFilesThePaper) {
  Desk desk;
  const auto paper = scanned_poorly(desk);
  const auto outcome = desk.decide(paper.id, "scan", ReviewAct::Accept);
  ASSERT_TRUE(outcome);
  EXPECT_FALSE(outcome->filed.item.empty());
  EXPECT_EQ(desk.reviews(paper.id).size(), 1U) << "the field is still to be looked at";
}

TEST(Review, ABrokenSignatureThatAnOfficerAcceptsIsFiledWithItsVerdict) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  desk.put(paper);
  Assessment judged = desk.assessment(paper, "T.QD");
  judged.legal.value = LegalClass::Invalid;
  judged.legal.reasons = {{"integrity", ClauseId::Own, ReasonOutcome::Failed, "Không khớp.", ""}};
  ASSERT_TRUE(desk.file(paper, judged));
  const auto outcome = desk.decide(paper.id, "legal", ReviewAct::Accept);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(desk.item(outcome->filed.item).legal_value, "SCAN_OFFICER") << "as it was judged";
}

TEST(Review, RejectingFailsThePaperAndClosesTheOthers) {
  Desk desk;
  const auto paper = contradicting(desk);
  const auto field = desk.review(paper.id, "field:so").id;
  const auto outcome = desk.decide(paper.id, "owner", ReviewAct::Reject);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->filed.item, "");
  EXPECT_EQ(desk.component(paper.id).state, ComponentState::Failed);
  EXPECT_NE(desk.component(paper.id).reasons.back().find("từ chối"), std::string::npos);
  EXPECT_TRUE(desk.reviews(paper.id).empty());
  EXPECT_EQ(state_of(desk, field), "dropped");
  const auto receipt = *make_receipt(desk.catalog(), paper.batch);
  EXPECT_EQ(receipt.counted_in, receipt.done + receipt.failed + receipt.waiting);
  EXPECT_EQ(receipt.failed, 1);
}

TEST(Review, AskingForAnotherScanNeverCodesThisOne) {
  Desk desk;
  const auto paper = scanned_poorly(desk);
  const auto outcome = desk.decide(paper.id, "scan", ReviewAct::Rescan);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->review.state, "rescan");
  EXPECT_EQ(outcome->filed.item, "");
  EXPECT_EQ(desk.component(paper.id).item, "");
  EXPECT_EQ(desk.component(paper.id).state, ComponentState::Failed);
  EXPECT_TRUE(desk.reviews(paper.id).empty());
  EXPECT_EQ(desk.filed(desk.paper(desk.batch('b'), 1), "T.QD").version, 1) << "the new scan counts";
}

TEST(Review, AnItemStaysUntilItsNextScanComes) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  const std::string code = desk.filed(paper, "T.QD", {doubtful("so", "1Z")}).item;
  ASSERT_TRUE(desk.decide(paper.id, "field:so", ReviewAct::Rescan));
  EXPECT_EQ(desk.item(code).state, "ACTIVE");
  EXPECT_EQ(desk.component(paper.id).state, ComponentState::Done);
  EXPECT_EQ(desk.filed(desk.paper(desk.batch('b'), 1), "T.QD").version, 2);
}

// ---- Fields ------------------------------------------------------------------------------------

TEST(Review, ACorrectedFieldKeepsWhatWasReadAndChangesTheItem) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  const std::string code = desk.filed(paper, "T.QD", {doubtful("so", "1Z/QD")}).item;
  const auto outcome = desk.decide(paper.id, "field:so", ReviewAct::Correct, "12/QĐ-SYT");
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->review.before, "1Z/QD");
  EXPECT_EQ(outcome->review.after, "12/QĐ-SYT");
  const FieldRecord field = desk.field(paper.id, "so");
  EXPECT_EQ(field.value, "12/QĐ-SYT");
  EXPECT_EQ(field.raw, "1Z/QD");
  EXPECT_EQ(field.source, "officer");
  EXPECT_FALSE(field.needs_review);
  EXPECT_EQ(desk.item(code).number, "12/QĐ-SYT");
}

TEST(Review, ADateMayBeTypedAsOfficersWriteItAndMustBeOne) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  const std::string code = desk.filed(paper, "T.QD", {doubtful("ngay", "2025-01-??")}).item;
  const auto wrong = desk.decide(paper.id, "field:ngay", ReviewAct::Correct, "hôm qua");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().what, Fault::Usage);
  EXPECT_EQ(desk.review(paper.id, "field:ngay").state, "open") << "nothing was decided";
  ASSERT_TRUE(desk.decide(paper.id, "field:ngay", ReviewAct::Correct, "15/01/2025"));
  EXPECT_EQ(desk.field(paper.id, "ngay").value, "2025-01-15");
  EXPECT_EQ(desk.item(code).issued_on, "2025-01-15");
}

TEST(Review, ARejectedFieldStaysEmptyAndThePaperGoesOn) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  const std::string code = desk.filed(paper, "T.QD", {doubtful("so", "1Z")}).item;
  ASSERT_TRUE(desk.decide(paper.id, "field:so", ReviewAct::Reject));
  EXPECT_EQ(desk.field(paper.id, "so").value, "");
  EXPECT_EQ(desk.item(code).number, "");
  EXPECT_EQ(desk.item(code).state, "ACTIVE");
}

TEST(Review, AnAcceptedFieldCountsFromThenOn) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  const std::string code =
      desk.filed(paper, "T.QD", {doubtful("co_quan", "Sở Y tế tỉnh Đồng Nai")}).item;
  EXPECT_EQ(desk.item(code).issuer, "");
  ASSERT_TRUE(desk.decide(paper.id, "field:co_quan", ReviewAct::Accept));
  EXPECT_EQ(desk.item(code).issuer, "Sở Y tế tỉnh Đồng Nai");
  EXPECT_EQ(desk.item(code).issuer_unit, "H19.15") << "the unit goes with its name";
  EXPECT_EQ(desk.field(paper.id, "co_quan").source, "ocr");
}

TEST(Review, AFieldThatIsAcceptedAndContradictsTheDeclarationIsAskedAbout) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  desk.filed(paper, "T.QD", {doubtful("so_dinh_danh", kOther), doubtful("so", "1Z")});
  EXPECT_TRUE(desk.component(paper.id).item.size() > 0) << "in doubt it contradicted nothing";
  ASSERT_TRUE(desk.decide(paper.id, "field:so_dinh_danh", ReviewAct::Accept));
  const ReviewRecord asked = desk.review(paper.id, "owner");
  EXPECT_TRUE(asked.is_blocking);
  EXPECT_EQ(asked.before, kOwner);
  EXPECT_EQ(asked.after, kOther);
  ASSERT_TRUE(desk.decide(paper.id, "owner", ReviewAct::Accept));
  ASSERT_TRUE(desk.decide(paper.id, "field:so", ReviewAct::Accept));
  EXPECT_TRUE(desk.reviews(paper.id).empty()) << "and is asked about once";
}

TEST(Review, AFieldThatTellsTheOwnerEndsTheWaitForAnOwner) {
  Desk desk;
  auto paper = desk.paper(desk.batch('a'), 1);
  paper.owner_id = paper.owner_name = paper.owner_type = "";
  desk.filed(paper, "T.QD", {doubtful("so_dinh_danh", kOther)});
  EXPECT_EQ(desk.reviews(paper.id).size(), 2U);
  const auto outcome = desk.decide(paper.id, "field:so_dinh_danh", ReviewAct::Accept);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(desk.item(outcome->filed.item).owner_id, kOther);
  EXPECT_TRUE(desk.reviews(paper.id).empty());
}

TEST(Review, AFieldDecidedAfterAnExtensionDoesNotTakeItBack) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  const std::string code =
      desk.filed(paper, "T.QD", {sure("han", "2027-01-15"), doubtful("so", "1Z")}).item;
  LifeOrder order;
  order.item = code;
  order.request.act = LifeAct::Extend;
  order.request.reason = "gia hạn";
  order.request.decision = "45/QĐ-SYT";
  order.request.new_valid_to = "2032-01-15";
  ASSERT_TRUE(carry_out_act(desk.store(), desk.clock, order));
  ASSERT_TRUE(desk.decide(paper.id, "field:so", ReviewAct::Accept));
  EXPECT_EQ(desk.item(code).number, "1Z");
  EXPECT_EQ(desk.item(code).valid_to, "2032-01-15");
}

// ---- Type --------------------------------------------------------------------------------------

TEST(Review, ACorrectedTypeReadsTheFieldsAnewAndAsksAboutThem) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  desk.put(paper, {page_of({"GIẤY PHÉP", "không có dòng nào mang chữ cần tìm"})});
  Assessment unsure = desk.assessment(paper, "T.QD", {doubtful("so", "1Z")});
  ASSERT_TRUE(desk.file(paper, unsure));
  const auto old = desk.review(paper.id, "field:so").id;
  ReviewRecord type;
  type.component = paper.id;
  type.subject = "type";
  type.why = "Chưa chắc.";
  type.before = "T.QD";
  type.opened_at = desk.clock.now();
  type.state = "open";
  desk.write([&](Transaction& tx) { EXPECT_TRUE(tx.put(type)); });
  ASSERT_TRUE(desk.decide(paper.id, "type", ReviewAct::Correct, "T.GP"));
  EXPECT_EQ(desk.component(paper.id).type, "T.GP");
  EXPECT_EQ(desk.item(desk.component(paper.id).item).type, "T.GP");
  EXPECT_EQ(state_of(desk, old), "dropped");
  EXPECT_EQ(desk.catalog().fields(paper.id)->size(), 1U);
  EXPECT_EQ(desk.review(paper.id, "field:so_gp").before, "");
}

TEST(Review, ATypeThatNoTemplateKnowsIsNamedAndNothingIsDecided) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  desk.put(paper);
  Assessment unsure = desk.assessment(paper, "none");
  unsure.seen.types = {TypeGuess{"T.QD", 0.4, {}}};
  ASSERT_TRUE(desk.file(paper, unsure));
  const auto wrong = desk.decide(paper.id, "type", ReviewAct::Correct, "T.KHONG-CO");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().what, Fault::NoSuchTemplate);
  EXPECT_EQ(wrong.error().detail, "T.KHONG-CO");
  EXPECT_EQ(desk.review(paper.id, "type").state, "open");
  ASSERT_TRUE(desk.decide(paper.id, "type", ReviewAct::Accept)) << "the guess is right";
  EXPECT_EQ(desk.component(paper.id).type, "T.QD");
}

TEST(Review, ATypeNobodyCanNameIsAcceptedAsUnknown) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  desk.put(paper);
  ASSERT_TRUE(desk.file(paper, desk.assessment(paper, "none")));
  ASSERT_TRUE(desk.decide(paper.id, "type", ReviewAct::Accept));
  EXPECT_EQ(desk.component(paper.id).type, "");
  EXPECT_TRUE(desk.reviews(paper.id).empty());
}

// ---- What may not be done ----------------------------------------------------------------------

TEST(Review, WhatIsClosedOrUnknownOrUnsignedIsRefused) {
  Desk desk;
  const auto paper = contradicting(desk);
  const auto id = desk.review(paper.id, "owner").id;
  EXPECT_EQ(desk.decide(paper.id, "owner", ReviewAct::Accept, "", " ").error().what, Fault::Usage);
  EXPECT_EQ(desk.decide(paper.id, "owner", ReviewAct::Correct, "  ").error().what, Fault::Usage);
  ASSERT_TRUE(desk.decide(paper.id, "owner", ReviewAct::Accept));
  ReviewDecision again;
  again.officer = "CB02";
  EXPECT_EQ(desk.decide(id, again).error().what, Fault::ReviewClosed);
  EXPECT_EQ(desk.decide(9'999, again).error().what, Fault::NoSuchReview);
}

TEST(Review, StatisticsCountWhatOfficersDecidedAndNotWhatFellWithIt) {
  Desk desk;
  const auto batch = desk.batch('a');
  const auto corrected = desk.paper(batch, 1);
  desk.filed(corrected, "T.QD", {doubtful("so", "1Z"), doubtful("ngay", "2025-01-02")});
  ASSERT_TRUE(desk.decide(corrected.id, "field:so", ReviewAct::Correct, "12"));
  ASSERT_TRUE(desk.decide(corrected.id, "field:ngay", ReviewAct::Accept));
  const auto refused = desk.paper(batch, 2);
  desk.filed(refused, "T.QD", {sure("so_dinh_danh", kOther), doubtful("so", "7")});
  ASSERT_TRUE(desk.decide(refused.id, "owner", ReviewAct::Reject));
  const auto counts = *desk.catalog().corrections();
  ASSERT_EQ(counts.size(), 3U);
  EXPECT_EQ(counts[0].type, "T.QD");
  EXPECT_EQ(counts[0].field, "ngay");
  EXPECT_EQ(counts[0].accepted, 1);
  EXPECT_EQ(counts[1].field, "so");
  EXPECT_EQ(counts[1].corrected, 1);
  EXPECT_EQ(counts[1].rejected, 0) << "nobody looked at the field of the refused paper";
  EXPECT_NEAR(counts[1].confidence_of_corrected, 0.41, 1e-9);
  EXPECT_EQ(counts[2].field, "owner");
  EXPECT_EQ(counts[2].rejected, 1);
}

}  // namespace
}  // namespace sohoa
