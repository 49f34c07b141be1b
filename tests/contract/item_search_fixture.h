// A catalog of items whose texts a test gives word by word.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "contract/catalog_maker.h"
#include "contract/item_samples.h"

namespace sohoa {

using Ordinals = std::vector<std::int32_t>;

/// Items without a word in common but what a test gives them; `ordinal` is their coded_at.
class ItemSearchTest : public CatalogTest {
 protected:
  ItemSearchTest() {
    commit([](Transaction& tx) { ASSERT_TRUE(tx.put(sample_batch())); });
  }

  static ItemRecord bare_item(std::int32_t ordinal) {
    ItemRecord item;
    item.code = "ITEM-" + std::to_string(ordinal);
    item.component = sample_component(ordinal).id;
    item.dossier = "D" + std::to_string(ordinal);
    item.state = "ACTIVE";
    item.coded_at = second(ordinal);
    return item;
  }
  void file(const ItemRecord& item, const std::vector<std::string>& pages) {
    auto component = sample_component(number_of(item));
    component.title.clear();
    component.owner_name.clear();
    commit([&](Transaction& tx) {
      put_document(tx, component, pages);
      ASSERT_TRUE(tx.put(item));
    });
  }
  void file(std::int32_t ordinal, const std::vector<std::string>& pages) {
    file(bare_item(ordinal), pages);
  }
  std::vector<ItemHit> find(const ItemQuery& query) {
    auto hits = catalog().find_items(query);
    EXPECT_TRUE(hits) << query.text << ": " << (hits ? "" : hits.error().detail);
    return hits ? *hits : std::vector<ItemHit>();
  }
  static std::int32_t number_of(const ItemRecord& item) {
    return static_cast<std::int32_t>((item.coded_at - second(0)).count());
  }
  Ordinals ordinals(const ItemQuery& query) {
    Ordinals found;
    const auto hits = find(query);
    for (const auto& hit : hits) found.push_back(number_of(hit.item));
    return found;
  }
  Ordinals ordinals(const std::string& text) { return ordinals(with_text(text)); }
  static ItemQuery with_text(const std::string& text) {
    ItemQuery query;
    query.text = text;
    return query;
  }
};

}  // namespace sohoa
