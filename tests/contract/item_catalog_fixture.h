// A catalog with three components, and short ways to write one record about them.
#pragma once

#include <string>
#include <vector>

#include "contract/catalog_maker.h"
#include "contract/item_samples.h"

namespace sohoa {

class ItemCatalogTest : public CatalogTest {
 protected:
  ItemCatalogTest() {
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

inline std::vector<std::string> codes(const Result<std::vector<ItemRecord>>& items) {
  std::vector<std::string> all;
  for (const auto& item : *items) all.push_back(item.code);
  return all;
}

}  // namespace sohoa
