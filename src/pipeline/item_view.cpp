#include "pipeline/item_view.h"

#include <algorithm>

#include "core/text.h"
#include "storage/search_text.h"
#include "worker/task.h"

namespace sohoa {
namespace {

Result<std::vector<ReviewRecord>> all_reviews(Catalog& catalog, const std::string& component) {
  ReviewQuery query;
  query.state = "any";
  query.component = component;
  query.limit = 1'000;
  return catalog.reviews(query);
}

Result<std::vector<EventRecord>> events_of(Catalog& catalog, const ItemRecord& item) {
  std::vector<EventRecord> events = TRY(catalog.events(item.component));
  const auto own = TRY(catalog.events(item.code));
  events.insert(events.end(), own.begin(), own.end());
  std::stable_sort(
      events.begin(), events.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return events;
}

bool says_one_of(const Word& word, const std::vector<std::string>& wanted) {
  const auto tokens = tokenize(word.text);
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    return std::find(wanted.begin(), wanted.end(), token.folded) != wanted.end();
  });
}

Result<void> gather_history(Catalog& catalog, ItemView& view) {
  const std::string& code = view.item.code;
  view.versions = TRY(catalog.item_versions(code));
  view.aliases = TRY(catalog.aliases(code));
  view.reuses = TRY(catalog.reuses_of_item(code));
  view.life = TRY(catalog.life(code));
  view.holds = TRY(catalog.holds(code));
  view.events = TRY(events_of(catalog, view.item));
  return {};
}

}  // namespace

Result<ItemView> view_item(Catalog& catalog, const std::string& code) {
  ItemView view;
  const auto item = TRY(catalog.find_item(code));
  if (!item) return Error{Fault::NoSuchItem, code, {}};
  view.item = *item;
  const auto component = TRY(catalog.component(item->component));
  if (component) view.component = *component;
  view.files = TRY(catalog.files(item->component));
  view.pages = TRY(catalog.pages(item->component));
  view.scan = TRY(catalog.findings(item->component));
  view.fields = TRY(catalog.fields(item->component));
  view.verdicts = TRY(catalog.verdicts(item->component));
  view.attestations = TRY(catalog.attestations(item->component));
  view.reviews = TRY(all_reviews(catalog, item->component));
  TRY(gather_history(catalog, view));
  return view;
}

Result<Highlight> highlight(Store& store, const ItemHit& hit, const Limits& limits) {
  Highlight marks;
  if (hit.page < 1 || hit.words.empty()) return marks;
  const auto pages = TRY(store.catalog->pages(hit.item.component));
  for (const PageRecord& page : pages) {
    if (page.ordinal != hit.page || page.reading.is_zero()) continue;
    const Bytes bytes = TRY(get(*store.blobs, page.reading, limits.reply_bytes));
    const PageResult read = TRY(decode_page_result(bytes, limits));
    marks.width_px = read.reading.text.width_px;
    marks.height_px = read.reading.text.height_px;
    for (const Line& line : read.reading.text.lines) {
      for (const Word& word : line.words) {
        if (says_one_of(word, hit.words)) marks.boxes.push_back(word.box);
      }
    }
  }
  return marks;
}

}  // namespace sohoa
