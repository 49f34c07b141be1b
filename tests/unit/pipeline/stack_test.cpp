// Stacks, receipts and item codes against the real catalog.
#include "pipeline/stack.h"

#include "pipeline/finish.h"
#include "pipeline/receipt.h"
#include "unit/pipeline/made.h"

namespace sohoa {
namespace {

constexpr const char* kBatch = "L-0123456789abcdef01234567";
constexpr const char* kStack = "L-0123456789abcdef01234567/0001";

// A stack of pages in the catalog, as splitting and reading a batch leave it.
class StackTest : public testing::Test {
 protected:
  void put_stack(std::vector<StoredPage> pages) {
    stack_.component.id = kStack;
    stack_.component.batch = kBatch;
    stack_.component.ordinal = 1;
    stack_.component.title = "chồng.pdf";
    stack_.files = {{kStack, kBatch, 1, "chồng.pdf", sha256("chồng"), 5, "pdf", 9}};
    stack_.pages = std::move(pages);
    const auto tx = catalog().begin().value();
    BatchRecord batch;
    batch.id = kBatch;
    batch.is_split = true;
    batch.counted_in = 1;
    ASSERT_TRUE(tx->put(batch));
    ASSERT_TRUE(tx->put(stack_.component));
    for (const FileRecord& file : stack_.files) ASSERT_TRUE(tx->put(file));
    for (const StoredPage& page : stack_.pages) ASSERT_TRUE(tx->put(page.record));
    ASSERT_TRUE(tx->commit());
  }

  std::vector<std::string> commit() { return commit_stack(work_, stack_).value(); }
  Catalog& catalog() { return *data_.store.catalog; }
  Receipt receipt() { return make_receipt(catalog(), kBatch).value(); }

  made::TempStore data_;
  made::FixedClock clock_;
  Limits limits_;
  std::atomic<bool> cancel_{false};
  Site site_;
  WorkContext work_{data_.store, site_, clock_, limits_, {}, made::quiet(), cancel_};
  ComponentPages stack_;
};

StoredPage page(std::int32_t ordinal, const std::string& text, const std::string& code = {}) {
  return made::done_page(kStack, ordinal, text, code);
}

void expect_adds_up(const Receipt& receipt) {
  EXPECT_EQ(receipt.counted_in, receipt.done + receipt.failed + receipt.waiting);
  EXPECT_EQ(receipt.counted_in, static_cast<std::int32_t>(receipt.lines.size()));
  EXPECT_EQ(receipt.counted_in, receipt.batch.counted_in);
}

TEST_F(StackTest, PagesWithoutCoversAreNoStack) {
  put_stack({page(1, "một"), page(2, "hai", "001099000001|CCCD")});
  EXPECT_FALSE(is_stack(stack_));
}

TEST_F(StackTest, ADeclaredComponentIsNoStackWhateverItsPagesCarry) {
  put_stack({page(1, "bìa", made::cover(1, 1)), page(2, "một")});
  EXPECT_TRUE(is_stack(stack_));
  stack_.component.dossier = "H19.15-261121-0001";
  EXPECT_FALSE(is_stack(stack_));
}

TEST_F(StackTest, EachCoverNamesTheComponentUnderIt) {
  put_stack({page(1, "bìa", made::cover(1, 2)),
             page(2, "một"),
             page(3, "bìa", made::cover(2, 2)),
             page(4, "hai"),
             page(5, "ba")});
  const auto ids = commit();
  ASSERT_EQ(ids.size(), 2U);
  const auto second = catalog().component(ids[1]).value().value();
  EXPECT_EQ(second.component, "TP02");
  EXPECT_EQ(second.state, ComponentState::Working);
  const auto pages = catalog().pages(ids[1]).value();
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(second.cover_pages, 1);
  EXPECT_EQ(pages[0].page_index, 3);
  EXPECT_EQ(pages[1].ordinal, 2);
  expect_adds_up(receipt());
}

TEST_F(StackTest, AMissingCoverLeavesItsPagesToAnOfficer) {
  put_stack({page(1, "bìa", made::cover(1, 3)),
             page(2, "một"),
             page(3, "bìa", made::cover(3, 3)),
             page(4, "ba")});
  const auto ids = commit();
  const auto first = catalog().component(ids.front()).value().value();
  EXPECT_EQ(first.state, ComponentState::Waiting);
  EXPECT_FALSE(first.reasons.empty());
  expect_adds_up(receipt());
}

TEST_F(StackTest, SplittingAgainChangesNothing) {
  put_stack({page(1, "bìa", made::cover(1, 1)), page(2, "một")});
  const auto once = commit();
  const auto code = catalog().component(once[0]).value()->item;
  EXPECT_EQ(commit(), once);
  EXPECT_EQ(catalog().component(once[0]).value()->item, code);
  expect_adds_up(receipt());
}

TEST_F(StackTest, WhatWasSaidOfTheWholeFileStaysWithItsParts) {
  put_stack({page(1, "bìa", made::cover(1, 1)), page(2, "một")});
  stack_.component.reasons = {"chồng.pdf: có nội dung hoạt động (JavaScript)."};
  const auto part = catalog().component(commit()[0]).value().value();
  EXPECT_EQ(part.reasons, stack_.component.reasons);
  EXPECT_EQ(part.state, ComponentState::Working) << "a note alone is no doubt";
}

TEST_F(StackTest, PartsOfADamagedStackWaitForAnOfficer) {
  stack_.component.state = ComponentState::Waiting;
  put_stack({page(1, "bìa", made::cover(1, 1)), page(2, "một")});
  const auto ids = commit();
  ASSERT_EQ(ids.size(), 1U);
  EXPECT_EQ(catalog().component(ids[0]).value().value().state, ComponentState::Waiting);
  expect_adds_up(receipt());
}

TEST_F(StackTest, ADoubtfulPartIsStillToBeWorkedAfterACrash) {
  put_stack({page(1, "trước bìa"), page(2, "bìa", made::cover(1, 1)), page(3, "một")});
  const auto ids = commit();  // and the process dies here
  const auto unfinished = unfinished_components(catalog(), kBatch).value();
  ASSERT_EQ(unfinished.size(), 2U);
  EXPECT_EQ(unfinished[0].state, ComponentState::Waiting);
  const auto tx = catalog().begin().value();
  ASSERT_TRUE(tx->append({clock_.now(), "component.not-done", ids[0], ""}));
  ASSERT_TRUE(tx->commit());
  EXPECT_EQ(unfinished_components(catalog(), kBatch).value().size(), 1U);
}

TEST_F(StackTest, TheReceiptCountsPagesWordsAndSources) {
  put_stack({page(1, "a"), made::failed_page(kStack, 2), page(3, "b")});
  stack_.pages[0].record.words = 30;
  stack_.pages[0].record.confidence = 1.0;
  stack_.pages[2].record.words = 10;
  stack_.pages[2].record.confidence = 0.6;
  stack_.pages[2].record.source = "text-layer";
  const auto tx = catalog().begin().value();
  for (const StoredPage& stored : stack_.pages) ASSERT_TRUE(tx->put(stored.record));
  ASSERT_TRUE(tx->commit());
  const ReceiptLine line = receipt().lines.at(0);
  EXPECT_EQ(line.pages, 3);
  EXPECT_EQ(line.pages_done, 2);
  EXPECT_EQ(line.pages_failed, 1);
  EXPECT_EQ(line.words, 40);
  EXPECT_DOUBLE_EQ(line.confidence, 0.9);
  EXPECT_EQ(line.source, "mixed");
}

TEST_F(StackTest, EveryStateIsCountedOnce) {
  put_stack({page(1, "a")});
  const auto tx = catalog().begin().value();
  std::int32_t ordinal = 1;
  for (const auto state : {ComponentState::Done,
                           ComponentState::Failed,
                           ComponentState::Waiting,
                           ComponentState::Split}) {
    ComponentRecord record = stack_.component;
    record.ordinal = ++ordinal;
    record.id = std::string(kBatch) + "/000" + std::to_string(ordinal);
    record.state = state;
    ASSERT_TRUE(tx->put(record));
  }
  ASSERT_TRUE(tx->commit());
  const Receipt counted = receipt();
  EXPECT_EQ(counted.counted_in, 4) << "a stack that was split stands for nothing";
  EXPECT_EQ(counted.done, 1);
  EXPECT_EQ(counted.failed, 1);
  EXPECT_EQ(counted.waiting, 2) << "working counts as waiting";
}

TEST_F(StackTest, AnUnknownBatchIsNamed) {
  const auto none = make_receipt(catalog(), "L-khong-co");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().what, Fault::NoSuchBatch);
}

}  // namespace
}  // namespace sohoa
