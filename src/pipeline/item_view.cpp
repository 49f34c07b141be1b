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

struct PageToken {
  std::string folded;
  std::size_t word;  ///< which word of the page says it
};

std::vector<const Word*> words_of(const PageText& page) {
  std::vector<const Word*> words;
  for (const Line& line : page.lines) {
    for (const Word& word : line.words) words.push_back(&word);
  }
  return words;
}

std::vector<PageToken> tokens_of(const std::vector<const Word*>& words) {
  std::vector<PageToken> tokens;
  for (std::size_t i = 0; i < words.size(); ++i) {
    for (Token& token : tokenize(words[i]->text)) tokens.push_back({std::move(token.folded), i});
  }
  return tokens;
}

// A phrase counts as a whole, also where the line breaks in it.
void mark_term(const std::vector<PageToken>& tokens,
               const std::string& term,
               std::vector<bool>& is_marked) {
  const auto wanted = tokenize(term);
  const auto is_said = [](const PageToken& said, const Token& one) {
    return said.folded == one.folded;
  };
  auto from = tokens.begin();
  while (!wanted.empty()) {
    from = std::search(from, tokens.end(), wanted.begin(), wanted.end(), is_said);
    if (from == tokens.end()) return;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      is_marked[(from + static_cast<std::ptrdiff_t>(i))->word] = true;
    }
    ++from;
  }
}

std::vector<Box> boxes_of(const PageText& page, const std::vector<std::string>& terms) {
  const auto words = words_of(page);
  const auto tokens = tokens_of(words);
  std::vector<bool> is_marked(words.size());
  for (const std::string& term : terms) mark_term(tokens, term, is_marked);
  std::vector<Box> boxes;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_marked[i]) boxes.push_back(words[i]->box);
  }
  return boxes;
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
    marks.boxes = boxes_of(read.reading.text, hit.words);
  }
  return marks;
}

}  // namespace sohoa
