// What every catalog must do about items, their names, versions, fields and lists; what is known of
// them is in item_evidence_contract_test.cpp, what is found in item_search_contract_test.cpp.
// Against the interface only, as catalog_contract_test.cpp.
#include <atomic>
#include <thread>

#include <gtest/gtest.h>

#include "contract/item_catalog_fixture.h"

namespace sohoa {
namespace {

using ItemCatalogContract = ItemCatalogTest;

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
