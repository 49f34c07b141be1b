// What every catalog must keep about an item: verdicts, attestations, reviews, reuse, its life.
// Against the interface only.
#include <gtest/gtest.h>

#include "contract/item_catalog_fixture.h"

namespace sohoa {
namespace {

using ItemEvidenceContract = ItemCatalogTest;

TEST_P(ItemEvidenceContract, VerdictsStayOldestFirst) {
  (void)append(sample_verdict("FULL", 9));
  (void)append(sample_verdict("REVOKED", 3));
  const auto verdicts = *catalog().verdicts(sample_component(1).id);
  ASSERT_EQ(verdicts.size(), 2U);
  EXPECT_EQ(text_of(verdicts[0]), text_of(sample_verdict("FULL", 9)));
  EXPECT_EQ(text_of(verdicts[1]), text_of(sample_verdict("REVOKED", 3)));
  EXPECT_LT(verdicts[0].seq, verdicts[1].seq);
}

TEST_P(ItemEvidenceContract, GivesBackEveryMemberOfAnAttestation) {
  AttestationRecord full{sample_component(1).id,
                         sha256("quét"),
                         sha256("ký"),
                         "cms",
                         "valid",
                         "CN=Lê C",
                         "H26",
                         second(1),
                         "{}",
                         second(2)};
  auto bare = full;
  bare.signed_at.reset();
  (void)put(full);
  (void)put(bare);
  EXPECT_EQ(texts(catalog().attestations(sample_component(1).id)),
            (Texts{text_of(full), text_of(bare)}));
}

TEST_P(ItemEvidenceContract, ReviewsComeMostUrgentFirstThenOldest) {
  auto old = sample_review("field:a", 1);
  old.opened_at = second(-10);
  const auto later = *put(sample_review("field:b", 1));
  const auto urgent = *put(sample_review("owner", 5));
  const auto oldest = *put(old);
  std::vector<std::int64_t> order;
  const auto reviews = *catalog().reviews({});
  for (const auto& review : reviews) order.push_back(review.id);
  EXPECT_EQ(order, (std::vector<std::int64_t>{urgent, oldest, later}));
  ReviewQuery fields;
  fields.subject = "field:";
  EXPECT_EQ(catalog().reviews(fields)->size(), 2U);
  fields.subject = "owner";
  EXPECT_EQ(catalog().reviews(fields)->size(), 1U);
  fields.component = sample_component(2).id;
  EXPECT_TRUE(catalog().reviews(fields)->empty());
  ReviewQuery one;
  one.limit = 1;
  EXPECT_EQ(catalog().reviews(one)->size(), 1U);
}

TEST_P(ItemEvidenceContract, AClosedReviewIsDecidedOnce) {
  auto review = sample_review("field:a", 1);
  review.id = *put(review);
  EXPECT_EQ(text_of(**catalog().review(review.id)), text_of(review));
  review.state = "corrected";
  review.officer = "Lê C";
  review.second = "Trần D";
  review.after = "Nguyễn";
  review.note = "theo bản gốc";
  review.closed_at = second(9);
  EXPECT_EQ(*put(review), review.id);
  EXPECT_EQ(text_of(**catalog().review(review.id)), text_of(review));
  EXPECT_TRUE(catalog().reviews({})->empty()) << "only open ones by default";
  EXPECT_EQ(fault_of([&](Transaction& tx) { return tx.put(review); }), Fault::ReviewClosed);
  review.id = 999;
  EXPECT_EQ(fault_of([&](Transaction& tx) { return tx.put(review); }), Fault::NoSuchReview);
}

TEST_P(ItemEvidenceContract, AReviewThatWaitsForASecondPersonWaitsAllTheSame) {
  auto closed = sample_review("field:c", 1);
  closed.id = *put(closed);
  closed.state = "accepted";
  closed.closed_at = second(9);
  (void)put(closed);
  (void)put(sample_review("field:a", 1));
  auto proposed = sample_review("field:b", 1);
  proposed.state = "second";
  (void)put(proposed);
  const auto count = [&](const char* state) {
    ReviewQuery query;
    query.state = state;
    const auto all = catalog().reviews(query)->size();
    query.component = sample_component(1).id;
    EXPECT_EQ(catalog().reviews(query)->size(), all) << state;
    return all;
  };
  EXPECT_EQ(count("open"), 1U);
  EXPECT_EQ(count("second"), 1U);
  EXPECT_EQ(count("waiting"), 2U);
  EXPECT_EQ(count("any"), 3U);
  EXPECT_EQ(count(""), 3U);
}

TEST_P(ItemEvidenceContract, CountsCorrectionsByTypeAndFieldWithTheConfidenceAsItWasRead) {
  const auto decide = [&](const std::string& subject, const char* state, double confidence) {
    auto field = sample_field("ho_ten", 0);
    field.confidence = confidence;
    auto review = sample_review(subject, 1);
    commit([&](Transaction& tx) {
      ASSERT_TRUE(tx.put_fields(field.component, {field}));
      review.id = *tx.put(review);
    });
    review.state = state;
    review.closed_at = second(9);
    field.confidence = 1;
    commit([&](Transaction& tx) {
      ASSERT_TRUE(tx.put_fields(field.component, {field}));
      ASSERT_TRUE(tx.put(review));
    });
  };
  decide("field:ho_ten", "accepted", 0.5);
  decide("field:ho_ten", "accepted", 0.75);
  decide("field:ho_ten", "corrected", 0.25);
  decide("type", "rejected", 0);
  (void)put(sample_review("field:ho_ten", 1));
  const auto counts = *catalog().corrections();
  ASSERT_EQ(counts.size(), 2U);
  EXPECT_EQ(counts[0].type + "." + counts[0].field, "to-khai.ho_ten");
  EXPECT_EQ(counts[0].accepted, 2);
  EXPECT_EQ(counts[0].corrected, 1);
  EXPECT_EQ(counts[0].rejected, 0);
  EXPECT_DOUBLE_EQ(counts[0].confidence_of_accepted, 0.625);
  EXPECT_DOUBLE_EQ(counts[0].confidence_of_corrected, 0.25);
  EXPECT_EQ(counts[1].field, "type");
  EXPECT_EQ(counts[1].rejected, 1);
}

TEST_P(ItemEvidenceContract, ReusesAreFoundUnderEveryNameOfTheItem) {
  (void)put(sample_item(1));
  auto by_alias = sample_reuse("cu.001", "D2");
  auto by_code = sample_reuse(sample_item(1).code, "D3");
  by_alias.id = *append(by_alias);
  by_code.id = *append(by_code);
  commit([](Transaction& tx) { ASSERT_TRUE(tx.add_alias("CU.001", sample_item(1).code)); });
  for (const std::string& name : {std::string("Cu.001"), sample_item(1).code}) {
    EXPECT_EQ(texts(catalog().reuses_of_item(name)), (Texts{text_of(by_alias), text_of(by_code)}));
  }
  EXPECT_EQ(texts(catalog().reuses_of_dossier("d3")), Texts{text_of(by_code)});
  auto foreign = sample_reuse("G.12.KHO", "D4");
  foreign.id = *append(foreign);
  EXPECT_EQ(texts(catalog().reuses_of_item("g.12.kho")), Texts{text_of(foreign)})
      << "an item of another store";
}

TEST_P(ItemEvidenceContract, AStepThatWaitsForItsDayIsDueUntilItIsDone) {
  (void)put(sample_item(1));
  LifeRecord step = sample_step(sample_item(1).code, "revoke");
  step.to.clear();
  step.effective_on = "2026-12-01";
  step.decision = "45/QĐ";
  (void)append(step);
  LifeRecord other = step;
  other.decision = "46/QĐ";
  other.effective_on = "2026-11-30";
  (void)append(other);
  EXPECT_TRUE(catalog().life_due("2026-11-29")->empty());
  ASSERT_EQ(catalog().life_due("2026-12-01")->size(), 2U);
  EXPECT_EQ(catalog().life_due("2026-12-01")->front().decision, "46/QĐ");
  step.to = "REVOKED";
  (void)append(step);
  const auto due = catalog().life_due("2026-12-31");
  ASSERT_EQ(due->size(), 1U);
  EXPECT_EQ(due->front().decision, "46/QĐ");
}

TEST_P(ItemEvidenceContract, LifeIsToldInOrder) {
  (void)put(sample_item(1));
  (void)append(sample_step(sample_item(1).code, "suspend"));
  (void)append(sample_step(sample_item(1).code, "revoke"));
  EXPECT_EQ(texts(catalog().life(sample_item(1).code)),
            (Texts{text_of(sample_step(sample_item(1).code, "suspend")),
                   text_of(sample_step(sample_item(1).code, "revoke"))}));
  EXPECT_EQ(fault_of([](Transaction& tx) { return tx.append(sample_step("none", "revoke")); }),
            Fault::NoSuchItem);
}

TEST_P(ItemEvidenceContract, NoticesWaitUntilTheyAreRead) {
  auto first = sample_notice("D1");
  auto other = sample_notice("D2");
  first.id = *put(first);
  other.id = *put(other);
  EXPECT_EQ(texts(catalog().notices("")), (Texts{text_of(first), text_of(other)}));
  first.read_at = second(20);
  first.reader = "Lê C";
  EXPECT_EQ(*put(first), first.id);
  EXPECT_EQ(texts(catalog().notices("")), Texts{text_of(other)});
  EXPECT_EQ(texts(catalog().notices("d1")), Texts{text_of(first)});
}

TEST_P(ItemEvidenceContract, OnlyStandingHoldsAreListed) {
  (void)put(sample_item(1));
  HoldRecord hold{0, sample_item(1).code, second(1), "khiếu nại", "Lê C", {}, ""};
  hold.id = *put(hold);
  EXPECT_EQ(texts(catalog().holds(hold.item)), Texts{text_of(hold)});
  hold.released_at = second(2);
  hold.released_by = "Trần D";
  EXPECT_EQ(*put(hold), hold.id);
  EXPECT_TRUE(catalog().holds(hold.item)->empty());
  hold.item = "no such item";
  EXPECT_EQ(fault_of([&](Transaction& tx) { return tx.put(hold); }), Fault::NoSuchItem);
}

TEST_P(ItemEvidenceContract, TheNewestDatasetOfANameCounts) {
  (void)append(DatasetRecord{"units", sha256("a"), second(5), "a.json"});
  (void)append(DatasetRecord{"units", sha256("b"), second(1), "b.json"});
  (void)append(DatasetRecord{"procedures", sha256("c"), second(9), "c.json"});
  const auto newest = **catalog().dataset("units");
  EXPECT_EQ(newest.digest, sha256("b"));
  EXPECT_EQ(newest.at, second(1));
  EXPECT_EQ(newest.source, "b.json");
  EXPECT_FALSE(*catalog().dataset("none"));
}

TEST_P(ItemEvidenceContract, ItemsToJudgeAreTheOldestAndThoseOfAnotherPolicy) {
  for (int i = 1; i <= 3; ++i) (void)put(sample_item(i));
  const auto judge = [&](int ordinal, int at, const char* policy) {
    auto verdict = sample_verdict("FULL", at);
    verdict.component = sample_component(ordinal).id;
    verdict.policy = policy;
    (void)append(verdict);
  };
  judge(1, 50, "p1");
  judge(2, 40, "p1");
  const std::string first = sample_item(1).code;
  const std::string middle = sample_item(2).code;
  const std::string never = sample_item(3).code;
  EXPECT_EQ(codes(catalog().items_to_judge(second(50), "p1", 9)), (Texts{never, middle}));
  EXPECT_EQ(codes(catalog().items_to_judge(second(0), "p2", 9)), (Texts{never, middle, first}));
  EXPECT_EQ(codes(catalog().items_to_judge(second(0), "p2", 1)), Texts{never});
  judge(3, 60, "p1");
  judge(2, 61, "p1");
  EXPECT_TRUE(catalog().items_to_judge(second(50), "p1", 9)->empty());
  auto moved = sample_item(1);
  moved.version = 2;
  moved.component.clear();
  (void)put(moved);
  EXPECT_EQ(codes(catalog().items_to_judge(second(99), "p1", 9)), (Texts{never, middle}))
      << "without pages there is nothing to judge";
}

TEST_P(ItemEvidenceContract, ADestroyedItemIsNeitherJudgedNorDestroyedAgain) {
  for (int i = 1; i <= 3; ++i) {
    auto item = sample_item(i);
    item.state = i == 3 ? "ACTIVE" : "EXPIRED";
    (void)put(item);
  }
  const std::string first = sample_item(1).code;
  const std::string second_one = sample_item(2).code;
  const std::string third = sample_item(3).code;
  EXPECT_EQ(codes(catalog().ended_items("", 9)), (Texts{first, second_one}));
  EXPECT_EQ(codes(catalog().ended_items("", 1)), Texts{first});
  EXPECT_EQ(codes(catalog().ended_items(first, 9)), Texts{second_one});
  EXPECT_EQ(*catalog().count_to_judge(second(0), "p"), 3);
  (void)append(sample_step(first, "destroy"));
  EXPECT_EQ(codes(catalog().ended_items("", 9)), Texts{second_one});
  EXPECT_EQ(codes(catalog().items_to_judge(second(0), "p", 9)), (Texts{second_one, third}));
  EXPECT_EQ(*catalog().count_to_judge(second(0), "p"), 2);
}

TEST_P(ItemEvidenceContract, ANewVersionIsJudgedByTheVerdictsOfItsOwnPages) {
  (void)put(sample_item(1));
  (void)append(sample_verdict("FULL", 50));
  EXPECT_TRUE(catalog().items_to_judge(second(1), "policy 1", 9)->empty());
  auto newer = sample_item(1);
  newer.version = 2;
  newer.component = sample_component(2).id;
  (void)put(newer);
  EXPECT_EQ(codes(catalog().items_to_judge(second(1), "policy 1", 9)), Texts{newer.code});
}

TEST_P(ItemEvidenceContract, WhatWasDroppedIsNobodysDecisionAndAnyGivesAll) {
  auto proposed = sample_review("field:a", 1);
  proposed.state = "second";
  put(proposed);
  auto dropped = sample_review("field:b", 2);
  dropped.id = *put(dropped);
  dropped.state = "dropped";
  dropped.closed_at = second(9);
  put(dropped);
  ReviewQuery query;
  query.state = "waiting";
  ASSERT_EQ(catalog().reviews(query)->size(), 1U);
  EXPECT_EQ(catalog().reviews(query)->front().state, "second");
  query.component = proposed.component;
  EXPECT_EQ(catalog().reviews(query)->size(), 1U);
  query.state = "second";
  EXPECT_EQ(catalog().reviews(query)->size(), 1U);
  for (const char* all : {"any", ""}) {
    query.state = all;
    EXPECT_EQ(catalog().reviews(query)->size(), 2U) << all;
  }
  EXPECT_TRUE(catalog().corrections()->empty()) << "nobody decided about either";
}

TEST_P(ItemEvidenceContract, ComponentsOfTwoVersionsBearOneCodeAndTheNewestIsShown) {
  for (const int ordinal : {1, 2}) {
    auto component = sample_component(ordinal);
    component.item = "H19-KQ1";
    put(component);
  }
  EXPECT_EQ(catalog().item("H19-KQ1")->value().id, sample_component(2).id);
}

TEST_P(ItemEvidenceContract, ABlobIsInUseWhileARowRestsOnIt) {
  const Digest blob = sha256(std::string_view("bytes of a file"));
  EXPECT_FALSE(*catalog().is_in_use(blob));
  auto file = sample_file(1);
  file.digest = blob;
  put(file);
  EXPECT_TRUE(*catalog().is_in_use(blob));
  file.digest = {};
  put(file);
  EXPECT_FALSE(*catalog().is_in_use(blob));
  auto page = sample_page(1);
  page.reading = blob;
  put(page);
  EXPECT_TRUE(*catalog().is_in_use(blob));
}

INSTANTIATE_TEST_SUITE_P(Sqlite, ItemEvidenceContract, sqlite_only(), name_of_maker);

}  // namespace
}  // namespace sohoa
