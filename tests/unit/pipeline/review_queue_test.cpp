#include "pipeline/review_queue.h"

#include <gtest/gtest.h>

#include "unit/pipeline/made_items.h"

namespace sohoa {
namespace {

using made::kDossier;
using made::Office;

constexpr const char* kPaper = "L-000000000000000000000001/0001";
constexpr const char* kOtherPaper = "L-000000000000000000000001/0002";

/// The first paper belongs to H19.15-240615-0001, the second to kDossier.
class Desk : public Office {
 public:
  Desk() {
    ItemRecord other = another("H19.15-261121-0007-TP1", 2);
    other.dossier = kDossier;
    put(other);
  }

  std::int64_t open(const char* component, const char* subject, const char* since) {
    ReviewRecord review;
    review.component = component;
    review.subject = subject;
    review.why = "Cần xem.";
    review.opened_at = *parse_rfc3339(since);
    review.state = "open";
    std::int64_t id = 0;
    write([&](Transaction& tx) { id = *tx.put(review); });
    return id;
  }

  void say_due(const char* component, const char* field, const char* day, bool is_sure = true) {
    FieldRecord record;
    record.component = component;
    record.id = field;
    record.value = day;
    record.needs_review = !is_sure;
    write([&](Transaction& tx) { EXPECT_TRUE(tx.put_fields(component, {record})); });
  }

  std::vector<QueuedReview> queue(std::int32_t limit = 50) {
    ReviewQuery query;
    query.state = "waiting";
    query.limit = limit;
    return *review_queue(catalog(), profile.review, query, clock.now());
  }

  std::vector<std::int64_t> ids(std::int32_t limit = 50) {
    std::vector<std::int64_t> found;
    const auto all = queue(limit);
    for (const QueuedReview& one : all) found.push_back(one.review.id);
    return found;
  }
};

using Ids = std::vector<std::int64_t>;

TEST(ReviewQueue, WhatWaitedTooLongOvertakesWhatIsGraverAndNew) {
  Desk desk;
  const auto owner = desk.open(kPaper, "owner", "2026-11-22T02:00:00Z");
  const auto field = desk.open(kPaper, "field:ho_ten", "2026-11-20T02:00:00Z");
  EXPECT_EQ(desk.ids(), (Ids{field, owner}));
  EXPECT_EQ(desk.queue()[0].age_s, 2 * 86'400 + 3'600);
}

TEST(ReviewQueue, ADossierThatIsDueSoonComesFirst) {
  Desk desk;
  const auto owner = desk.open(kPaper, "owner", "2026-11-20T02:00:00Z");
  const auto field = desk.open(kOtherPaper, "field:ho_ten", "2026-11-22T02:00:00Z");
  EXPECT_EQ(desk.ids(), (Ids{owner, field}));
  desk.say_due(kOtherPaper, "ngay_hen_tra", "2026-11-23");
  EXPECT_EQ(desk.ids(), (Ids{field, owner}));
  EXPECT_EQ(desk.queue()[0].due_on, "2026-11-23");
  EXPECT_EQ(desk.queue()[0].dossier, kDossier);
}

TEST(ReviewQueue, TheLimitCutsWhatIsLeastUrgentNow) {
  Desk desk;
  desk.open(kPaper, "owner", "2026-11-22T02:00:00Z");
  const auto field = desk.open(kPaper, "field:ho_ten", "2026-11-01T02:00:00Z");
  EXPECT_EQ(desk.ids(1), Ids{field});
}

TEST(ReviewQueue, OnlyASureRealDayIsADueDate) {
  Desk desk;
  desk.say_due(kOtherPaper, "ngay_hen_tra", "2026-11-23", false);
  EXPECT_EQ(*due_day(desk.catalog(), kDossier), "");
  desk.say_due(kOtherPaper, "ngay_hen_tra", "2026-11-??");
  EXPECT_EQ(*due_day(desk.catalog(), kDossier), "");
  EXPECT_EQ(*due_day(desk.catalog(), "no such dossier"), "");
  EXPECT_EQ(*due_day(desk.catalog(), ""), "");
}

TEST(ReviewQueue, TheNewDateOfAnApologyTakesTheOldOnesPlace) {
  Desk desk;
  ItemRecord apology = desk.another("H19.15-261121-0007-TP2", 3);
  apology.dossier = kDossier;
  desk.put(apology);
  desk.say_due(kOtherPaper, "ngay_hen_tra", "2026-11-23");
  desk.say_due("L-000000000000000000000001/0003", "ngay_hen_moi", "2026-12-01");
  EXPECT_EQ(*due_day(desk.catalog(), kDossier), "2026-12-01");
}

TEST(ReviewQueue, AClosedReviewKeepsTheAgeItHad) {
  Desk desk;
  ReviewRecord review = **desk.catalog().review(desk.open(kPaper, "owner", "2026-11-20T00:00:00Z"));
  review.state = "accepted";
  review.closed_at = *parse_rfc3339("2026-11-20T02:00:00Z");
  desk.write([&](Transaction& tx) { ASSERT_TRUE(tx.put(review)); });
  EXPECT_EQ(queued_review(desk.catalog(), desk.profile.review, review, desk.clock.now())->age_s,
            7'200);
}

TEST(ReviewQueue, PapersWithoutAnOwnerStandWithTheirAgeAndTheReviewThatAsks) {
  Desk desk;
  ItemRecord unknown = desk.another("H19.15-240615-0009-TP1", 3);
  unknown.owner_id.clear();
  unknown.coded_at = *parse_rfc3339("2026-11-12T03:00:00Z");
  desk.put(unknown);
  const auto asked = desk.open(unknown.component.c_str(), "owner", "2026-11-12T03:00:00Z");
  const auto queue = *unowned_queue(desk.catalog(), 50, desk.clock.now());
  ASSERT_EQ(queue.size(), 1U);
  EXPECT_EQ(queue[0].item.code, unknown.code);
  EXPECT_EQ(queue[0].age_s, 10 * 86'400);
  EXPECT_EQ(queue[0].review, asked);
}

}  // namespace
}  // namespace sohoa
