// What every catalog must do about items, their evidence and their queues; what it finds is in
// item_search_contract_test.cpp. Against the interface only, as catalog_contract_test.cpp.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "contract/catalog_maker.h"
#include "contract/item_samples.h"

namespace sohoa {
namespace {

class ItemCatalogContract : public CatalogTest {
 protected:
  ItemCatalogContract() {
    commit([](Transaction& tx) {
      ASSERT_TRUE(tx.put(sample_batch()));
      for (int i = 1; i <= 3; ++i) ASSERT_TRUE(tx.put(sample_component(i)));
    });
  }
  /// The fault of one step in a transaction of its own.
  template <class Step>
  Fault fault_of(Step step) {
    const auto transaction = *catalog().begin();
    const auto done = step(*transaction);
    return done ? Fault::Usage : done.error().what;
  }
  template <class Record>
  auto put(const Record& record) {
    auto transaction = *catalog().begin();
    auto done = transaction->put(record);
    EXPECT_TRUE(done) << describe(done ? Error() : done.error(), Lang::En);
    EXPECT_TRUE(transaction->commit());
    return done;
  }
  template <class Record>
  auto append(const Record& record) {
    auto transaction = *catalog().begin();
    auto done = transaction->append(record);
    EXPECT_TRUE(done);
    EXPECT_TRUE(transaction->commit());
    return done;
  }
};

template <class Record>
std::vector<std::string> texts(const Result<std::vector<Record>>& records) {
  std::vector<std::string> all;
  for (const auto& record : *records) all.push_back(text_of(record));
  return all;
}
using Texts = std::vector<std::string>;

TEST_P(ItemCatalogContract, GivesBackEveryMemberOfAnItem) {
  (void)put(sample_item(1));
  const auto again = reopen();
  EXPECT_EQ(text_of(**again->find_item(sample_item(1).code)), text_of(sample_item(1)));
  EXPECT_EQ(text_of(**again->item_of_component(sample_item(1).component)), text_of(sample_item(1)));
  EXPECT_FALSE(*again->find_item("no such code"));
  EXPECT_FALSE(*again->item_of_component("no such component"));
}

TEST_P(ItemCatalogContract, FindsAnItemByCodeAndAliasWhateverTheCase) {
  commit([](Transaction& tx) {
    ASSERT_TRUE(tx.put(sample_item(1)));
    ASSERT_TRUE(tx.add_alias("CU.001", sample_item(1).code));
    ASSERT_TRUE(tx.add_alias("cu.001", "CU.001")) << "the same name again, through an alias";
  });
  for (const char* name : {"H19.15-240615-771-KQ1", "h19.15-240615-771-kq1", "cu.001", "Cu.001"}) {
    const auto found = *catalog().find_item(name);
    ASSERT_TRUE(found) << name;
    EXPECT_EQ(found->code, sample_item(1).code);
  }
  EXPECT_EQ(*catalog().aliases("cu.001"), Texts{"CU.001"});
}

TEST_P(ItemCatalogContract, ACodeOfAnotherPaperIsNeverGivenAgain) {
  (void)put(sample_item(1));
  auto thief = sample_item(2);
  thief.code = "h19.15-240615-771-kq1";
  EXPECT_EQ(fault_of([&](Transaction& tx) { return tx.put(thief); }), Fault::CodeTaken);
  EXPECT_EQ((**catalog().find_item(thief.code)).component, sample_item(1).component);
}

TEST_P(ItemCatalogContract, ANameIsEitherACodeOrAnAliasOfOneItem) {
  commit([](Transaction& tx) {
    ASSERT_TRUE(tx.put(sample_item(1)));
    ASSERT_TRUE(tx.put(sample_item(2)));
    ASSERT_TRUE(tx.add_alias("CU.001", sample_item(1).code));
  });
  auto third = sample_item(3);
  third.code = "cu.001";
  EXPECT_EQ(fault_of([&](Transaction& tx) { return tx.put(third); }), Fault::CodeTaken);
  const std::string second_code = sample_item(2).code;
  const auto alias = [&](const char* name, const std::string& code) {
    return fault_of([&](Transaction& tx) { return tx.add_alias(name, code); });
  };
  EXPECT_EQ(alias("Cu.001", second_code), Fault::CodeTaken);
  EXPECT_EQ(alias("h19.15-240615-771-KQ1", second_code), Fault::CodeTaken);
  EXPECT_EQ(alias("new", "no such item"), Fault::NoSuchItem);
}

TEST_P(ItemCatalogContract, ALargerVersionKeepsTheOldRowAsHistory) {
  auto newer = sample_item(1);
  newer.version = 2;
  newer.component = sample_component(2).id;
  newer.title = "Bản cấp lại";
  (void)put(sample_item(1));
  (void)put(newer);
  EXPECT_EQ(texts(catalog().item_versions(newer.code)),
            (Texts{text_of(sample_item(1)), text_of(newer)}));
  EXPECT_EQ(text_of(**catalog().find_item(newer.code)), text_of(newer));
  EXPECT_EQ((**catalog().item_of_component(sample_component(1).id)).version, 2)
      << "pages of the first version lead to the item";
}

TEST_P(ItemCatalogContract, TheSameVersionReplacesAndASmallerIsRefused) {
  auto item = sample_item(1);
  item.version = 2;
  (void)put(item);
  item.state = "REVOKED";
  (void)put(item);
  EXPECT_EQ(texts(catalog().item_versions(item.code)), Texts{text_of(item)});
  item.version = 1;
  EXPECT_EQ(fault_of([&](Transaction& tx) { return tx.put(item); }), Fault::CodeTaken);
}

TEST_P(ItemCatalogContract, AnItemOfAComponentThatIsNotThereIsRefused) {
  auto item = sample_item(1);
  item.component = "no such component";
  EXPECT_EQ(fault_of([&](Transaction& tx) { return tx.put(item); }), Fault::NoSuchComponent);
}

TEST_P(ItemCatalogContract, AllFieldsAreReplacedAtOnce) {
  const std::string id = sample_component(1).id;
  commit([&](Transaction& tx) {
    ASSERT_TRUE(tx.put_fields(id, {sample_field("cũ", 0)}));
    ASSERT_TRUE(tx.put_fields(id, {sample_field("b", 1), sample_field("a", 2)}));
  });
  EXPECT_EQ(texts(catalog().fields(id)),
            (Texts{text_of(sample_field("b", 1)), text_of(sample_field("a", 2))}));
  EXPECT_TRUE(catalog().fields("no such component")->empty());
}

TEST_P(ItemCatalogContract, VerdictsStayOldestFirst) {
  (void)append(sample_verdict("FULL", 9));
  (void)append(sample_verdict("REVOKED", 3));
  const auto verdicts = *catalog().verdicts(sample_component(1).id);
  ASSERT_EQ(verdicts.size(), 2U);
  EXPECT_EQ(text_of(verdicts[0]), text_of(sample_verdict("FULL", 9)));
  EXPECT_EQ(text_of(verdicts[1]), text_of(sample_verdict("REVOKED", 3)));
  EXPECT_LT(verdicts[0].seq, verdicts[1].seq);
}

TEST_P(ItemCatalogContract, GivesBackEveryMemberOfAnAttestation) {
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

TEST_P(ItemCatalogContract, ReviewsComeMostUrgentFirstThenOldest) {
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

TEST_P(ItemCatalogContract, AReviewThatWaitsForASecondPersonWaitsAllTheSame) {
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

TEST_P(ItemCatalogContract, AClosedReviewIsDecidedOnce) {
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

TEST_P(ItemCatalogContract, CountsCorrectionsByTypeAndFieldWithTheConfidenceAsItWasRead) {
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

TEST_P(ItemCatalogContract, ReusesAreFoundUnderEveryNameOfTheItem) {
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

TEST_P(ItemCatalogContract, AStepThatWaitsForItsDayIsDueUntilItIsDone) {
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

TEST_P(ItemCatalogContract, LifeIsToldInOrder) {
  (void)put(sample_item(1));
  (void)append(sample_step(sample_item(1).code, "suspend"));
  (void)append(sample_step(sample_item(1).code, "revoke"));
  EXPECT_EQ(texts(catalog().life(sample_item(1).code)),
            (Texts{text_of(sample_step(sample_item(1).code, "suspend")),
                   text_of(sample_step(sample_item(1).code, "revoke"))}));
  EXPECT_EQ(fault_of([](Transaction& tx) { return tx.append(sample_step("none", "revoke")); }),
            Fault::NoSuchItem);
}

TEST_P(ItemCatalogContract, NoticesWaitUntilTheyAreRead) {
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

TEST_P(ItemCatalogContract, OnlyStandingHoldsAreListed) {
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

TEST_P(ItemCatalogContract, TheNewestDatasetOfANameCounts) {
  (void)append(DatasetRecord{"units", sha256("a"), second(5), "a.json"});
  (void)append(DatasetRecord{"units", sha256("b"), second(1), "b.json"});
  (void)append(DatasetRecord{"procedures", sha256("c"), second(9), "c.json"});
  const auto newest = **catalog().dataset("units");
  EXPECT_EQ(newest.digest, sha256("b"));
  EXPECT_EQ(newest.at, second(1));
  EXPECT_EQ(newest.source, "b.json");
  EXPECT_FALSE(*catalog().dataset("none"));
}

std::vector<std::string> codes(const Result<std::vector<ItemRecord>>& items) {
  std::vector<std::string> all;
  for (const auto& item : *items) all.push_back(item.code);
  return all;
}

TEST_P(ItemCatalogContract, ItemsToJudgeAreTheOldestAndThoseOfAnotherPolicy) {
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

TEST_P(ItemCatalogContract, ADestroyedItemIsNeitherJudgedNorDestroyedAgain) {
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

TEST_P(ItemCatalogContract, ANewVersionIsJudgedByTheVerdictsOfItsOwnPages) {
  (void)put(sample_item(1));
  (void)append(sample_verdict("FULL", 50));
  EXPECT_TRUE(catalog().items_to_judge(second(1), "policy 1", 9)->empty());
  auto newer = sample_item(1);
  newer.version = 2;
  newer.component = sample_component(2).id;
  (void)put(newer);
  EXPECT_EQ(codes(catalog().items_to_judge(second(1), "policy 1", 9)), Texts{newer.code});
}

TEST_P(ItemCatalogContract, ItemsToExpireAreActiveAndPastTheirEnd) {
  const auto put_until = [&](int ordinal, const char* valid_to, const char* state) {
    auto item = sample_item(ordinal);
    item.valid_to = valid_to;
    item.state = state;
    (void)put(item);
  };
  put_until(1, "2026-01-02", "ACTIVE");
  put_until(2, "2026-01-01", "ACTIVE");
  put_until(3, "2025-01-01", "REVOKED");
  EXPECT_EQ(codes(catalog().items_to_expire("2026-01-03", 9)),
            (Texts{sample_item(2).code, sample_item(1).code}));
  EXPECT_EQ(codes(catalog().items_to_expire("2026-01-02", 9)), Texts{sample_item(2).code})
      << "valid through its last day";
  put_until(1, "", "ACTIVE");
  EXPECT_EQ(codes(catalog().items_to_expire("2099-01-01", 9)), Texts{sample_item(2).code});
}

TEST_P(ItemCatalogContract, UnownedItemsComeOldestFirst) {
  for (const int ordinal : {3, 1, 2}) {
    auto item = sample_item(ordinal);
    if (ordinal != 2) item.owner_id.clear();
    (void)put(item);
  }
  EXPECT_EQ(codes(catalog().unowned_items(9)), (Texts{sample_item(1).code, sample_item(3).code}));
  EXPECT_EQ(codes(catalog().unowned_items(1)), Texts{sample_item(1).code});
}

TEST_P(ItemCatalogContract, EverythingOfATransactionAppearsOrNothing) {
  {
    const auto transaction = *catalog().begin();
    ASSERT_TRUE(transaction->put(sample_item(1)));
    ASSERT_TRUE(transaction->append(sample_verdict("FULL", 1)));
    ASSERT_TRUE(transaction->put(sample_review("owner", 1)));
    EXPECT_FALSE(*catalog().find_item(sample_item(1).code));
    EXPECT_EQ(transaction->append(sample_step("none", "revoke")).error().what, Fault::NoSuchItem);
    EXPECT_FALSE(transaction->commit());
  }
  EXPECT_FALSE(*catalog().find_item(sample_item(1).code));
  EXPECT_TRUE(catalog().verdicts(sample_component(1).id)->empty());
  EXPECT_TRUE(catalog().reviews({})->empty());
}

// Each commit writes an item, its verdict and a new version; a reader must never see one without
// the other.
TEST_P(ItemCatalogContract, ReadersBesideAWriterSeeWholeTransactions) {
  constexpr int kRounds = 60;
  std::atomic<bool> is_over = false;
  std::atomic<int> torn = 0;
  std::atomic<int> seen = 0;
  const auto read = [&] {
    while (!is_over) {
      const auto before = *catalog().verdicts(sample_component(1).id);
      const auto item = *catalog().find_item(sample_item(1).code);
      const auto after = *catalog().verdicts(sample_component(1).id);
      const auto version = static_cast<std::size_t>(item ? item->version : 0);
      if (version < before.size() || version > after.size()) ++torn;
      if (item) ++seen;
    }
  };
  std::vector<std::jthread> readers;
  for (int i = 0; i < 3; ++i) readers.emplace_back(read);
  for (int round = 1; round <= kRounds; ++round) {
    auto item = sample_item(1);
    item.version = round;
    commit([&](Transaction& tx) {
      ASSERT_TRUE(tx.put(item));
      ASSERT_TRUE(tx.append(sample_verdict("FULL", round)));
    });
  }
  while (seen == 0) std::this_thread::yield();
  is_over = true;
  readers.clear();
  EXPECT_EQ(torn, 0);
  EXPECT_EQ(catalog().item_versions(sample_item(1).code)->size(), std::size_t{kRounds});
}

INSTANTIATE_TEST_SUITE_P(Sqlite, ItemCatalogContract, sqlite_only(), name_of_maker);

}  // namespace
}  // namespace sohoa
