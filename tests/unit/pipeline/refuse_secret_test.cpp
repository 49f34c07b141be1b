#include "pipeline/refuse_secret.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "pipeline/receipt.h"
#include "unit/pipeline/made_filing.h"

namespace sohoa {
namespace {

using made::Desk;
using made::file_all;
using made::page_of;
using made::stamped;

std::vector<Digest> bytes_of(Desk& desk, const std::string& component) {
  std::vector<Digest> digests;
  const auto files = *desk.catalog().files(component);
  const auto pages = *desk.catalog().pages(component);
  for (const FileRecord& file : files) digests.push_back(file.digest);
  for (const PageRecord& page : pages) digests.push_back(page.reading);
  return digests;
}

void expect_gone(Desk& desk, const std::vector<Digest>& digests) {
  for (const Digest& digest : digests) EXPECT_FALSE(desk.has(digest)) << digest.hex();
}

void expect_adds_up(Desk& desk, const std::string& batch, std::int32_t done, std::int32_t failed) {
  const auto receipt = *make_receipt(desk.catalog(), batch);
  EXPECT_EQ(receipt.counted_in, done + failed);
  EXPECT_EQ(receipt.done, done);
  EXPECT_EQ(receipt.failed, failed);
  EXPECT_EQ(receipt.waiting, 0);
}

bool has_event(Desk& desk, const std::string& subject, const std::string& kind) {
  const auto events = desk.events(subject);
  return std::find(events.begin(), events.end(), kind) != events.end();
}

void expect_refused(Desk& desk, const ComponentRecord& paper) {
  const auto stored = desk.component(paper.id);
  EXPECT_EQ(stored.state, ComponentState::Failed);
  EXPECT_EQ(stored.item, "");
  EXPECT_EQ(stored.title, "(giấy tờ mật)");
  EXPECT_TRUE(stored.searchable.is_zero());
  EXPECT_NE(stored.reasons.front().find("mật"), std::string::npos);
  EXPECT_TRUE(desk.catalog().fields(paper.id)->empty());
  EXPECT_TRUE(has_event(desk, paper.id, "component.secret-refused"));
  EXPECT_TRUE(has_event(desk, paper.batch, "batch.secret-refused"));
  SearchQuery words;
  words.text = "QĐ-SYT";
  words.state = "failed";
  EXPECT_TRUE(desk.catalog().search(words)->empty()) << "its words are not found any more";
}

class Secret : public testing::Test {
 protected:
  Secret() {
    plain.component = "TP2";
    desk.put(plain);
  }

  /// Puts `paper` beside the plain one and files the batch; what was stored of it.
  std::vector<Digest> put_and_file(const PageText& page) {
    ComponentRecord composed = paper;
    composed.searchable = desk.put_blob("searchable PDF of it");
    desk.put(composed, {page});
    auto bytes = bytes_of(desk, paper.id);
    bytes.push_back(composed.searchable);
    const auto done = file_all(desk, batch);
    EXPECT_TRUE(done) << (done ? "" : describe(done.error(), Lang::En));
    return bytes;
  }

  Desk desk;
  std::string batch = desk.batch('a');
  ComponentRecord plain = desk.paper(batch, 2);
  ComponentRecord paper = desk.paper(batch, 1);
};

TEST_F(Secret, ADeclaredOneIsRefusedLoggedAndLeavesNoBytes) {
  paper.digitize_class = "NONE_secret";
  const auto bytes = put_and_file(page_of({"Nội dung không được giữ: 12/QĐ-SYT"}));
  expect_refused(desk, paper);
  expect_gone(desk, bytes);
  expect_adds_up(desk, batch, 1, 1);
  EXPECT_FALSE(desk.component(plain.id).item.empty()) << "the other paper is filed as usual";
}

TEST_F(Secret, OneThatTheCatalogueCallsSecretIsRefusedWhateverIsDeclared) {
  paper.procedure = "1.004873";
  paper.component = "TP9";
  paper.digitize_class = "C_list";
  expect_gone(desk, put_and_file(page_of({"Nội dung không được giữ: 12/QĐ-SYT"})));
  expect_refused(desk, paper);
}

TEST_F(Secret, OneWithAPlainStampOnAnyPageIsRefusedAndItsZipGoesToo) {
  const Digest zip = desk.catalog().batch(batch)->value().digest;
  ASSERT_TRUE(desk.has(zip));
  expect_gone(desk, put_and_file(stamped()));
  expect_refused(desk, paper);
  EXPECT_FALSE(desk.has(zip)) << "it holds the same bytes";
  expect_adds_up(desk, batch, 1, 1);
}

TEST_F(Secret, ABatchWithOneIsAtItsEndAndFilingItAgainChangesNothing) {
  put_and_file(stamped());
  EXPECT_TRUE(unassessed_components(desk.catalog(), batch)->empty());
  const auto before = desk.events(batch);
  ASSERT_TRUE(file_all(desk, batch));
  EXPECT_EQ(desk.events(batch), before);
}

TEST_F(Secret, BytesThatComeAgainWithTheBatchGoAgain) {
  const auto bytes = put_and_file(stamped());
  const Digest zip = desk.put_blob("zip " + batch);
  const Digest file = desk.put_blob("file of " + paper.id);
  ASSERT_TRUE(desk.has(zip) && desk.has(file));
  ASSERT_TRUE(discard_secrets_again(desk.store(), batch));
  EXPECT_FALSE(desk.has(zip));
  EXPECT_FALSE(desk.has(file)) << "of a folder every file is received again";
  expect_gone(desk, bytes);
}

TEST_F(Secret, ABlobThatAPaperOfAnotherBatchRestsOnStays) {
  const auto other = desk.paper(desk.batch('b'), 1);
  const PageText blank = page_of({});
  desk.put(other, {blank}, "the same attachment");
  desk.put(paper, {stamped(), blank}, "the same attachment");
  ASSERT_TRUE(file_all(desk, batch));
  expect_refused(desk, paper);
  for (const Digest& digest : bytes_of(desk, other.id)) EXPECT_TRUE(desk.has(digest));
  EXPECT_TRUE(load_component(desk.store(), other.id, desk.limits));
}

TEST_F(Secret, TheOtherPapersOfItsStackMustBeScannedAgainAndNoneIsCoded) {
  auto sibling = desk.paper(batch, 3);
  sibling.component = "TP3";
  desk.put(sibling, {page_of({"Giấy khai sinh"})}, "the stack");
  paper.ordinal = 4;  // filed after its sibling, were the stack not looked through first
  paper.id = batch + "/0004";
  desk.put(paper, {stamped()}, "the stack");
  ASSERT_TRUE(file_all(desk, batch));
  expect_refused(desk, paper);
  const auto stored = desk.component(sibling.id);
  EXPECT_EQ(stored.state, ComponentState::Failed);
  EXPECT_EQ(stored.item, "");
  EXPECT_NE(stored.reasons.front().find("quét lại"), std::string::npos);
  EXPECT_EQ(desk.review(sibling.id, "scan").why, stored.reasons.front());
  EXPECT_FALSE(desk.component(plain.id).item.empty());
  expect_adds_up(desk, batch, 1, 2);
}

TEST_F(Secret, AfterADeathBetweenRefusingAndRemovingTheBytesStillGo) {
  desk.put(paper, {stamped()});
  const auto bytes = bytes_of(desk, paper.id);
  ASSERT_TRUE(refuse_secret(desk.store(), paper, "MẬT", desk.clock));
  for (const std::string& kept : {"zip " + batch, "file of " + paper.id}) desk.put_blob(kept);
  ASSERT_TRUE(refuse_secret(desk.store(), paper, "MẬT", desk.clock))
      << "the next run does it again";
  expect_gone(desk, bytes);
  EXPECT_FALSE(desk.has(desk.catalog().batch(batch)->value().digest));
  EXPECT_EQ(std::ranges::count(desk.events(batch), "batch.secret-refused"), 1);
}

}  // namespace
}  // namespace sohoa
