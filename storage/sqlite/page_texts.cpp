#include "storage/sqlite/page_texts.h"

#include <optional>

#include "core/text.h"
#include "storage/search_text.h"

namespace sohoa::sqlite {
namespace {

// The newest item of the component, should there be more than one.
constexpr const char* kItemLines =
    "SELECT title, owner_name, summary, number, issuer FROM items WHERE component=?1"
    " ORDER BY seq DESC LIMIT 1";
constexpr int kItemLineCount = 5;
constexpr const char* kDeclaredLines = "SELECT title, owner_name FROM components WHERE seq=?1";
constexpr int kDeclaredLineCount = 2;

Result<std::optional<std::string>> stored_text(Connection& connection, std::int64_t id) {
  auto query = TRY(connection.prepare("SELECT text FROM page_texts WHERE id=?1"));
  query.bind(id);
  const bool is_found = TRY(query.step());
  return is_found ? std::optional(query.text()) : std::nullopt;
}

// The indexes keep no text of their own, so to forget a page they must be told its old tokens.
constexpr const char* kAddWords = "INSERT INTO page_words(rowid, exact, folded) VALUES(?1, ?2, ?3)";
constexpr const char* kRemoveWords =
    "INSERT INTO page_words(page_words, rowid, exact, folded) VALUES('delete', ?1, ?2, ?3)";
constexpr const char* kAddPairs = "INSERT INTO page_pairs(rowid, pairs) VALUES(?1, ?2)";
constexpr const char* kRemovePairs =
    "INSERT INTO page_pairs(page_pairs, rowid, pairs) VALUES('delete', ?1, ?2)";

Result<void> write_pairs(Connection& connection,
                         const char* sql,
                         std::int64_t id,
                         const IndexedText& words) {
  const std::string pairs = neighbour_pairs(words.folded);
  if (pairs.empty()) return {};
  auto write = TRY(connection.prepare(sql));
  return write.bind(id).bind(pairs).run();
}

Result<void> remove_words(Connection& connection, std::int64_t id, const std::string& old_text) {
  const IndexedText words = index_form(old_text);
  auto remove = TRY(connection.prepare(kRemoveWords));
  TRY(remove.bind(id).bind(words.exact).bind(words.folded).run());
  return write_pairs(connection, kRemovePairs, id, words);
}

Result<void> add_words(Connection& connection, std::int64_t id, const std::string& text) {
  const IndexedText words = index_form(text);
  auto add = TRY(connection.prepare(kAddWords));
  TRY(add.bind(id).bind(words.exact).bind(words.folded).run());
  return write_pairs(connection, kAddPairs, id, words);
}

/// The columns of the one row that are not empty, a line each; nullopt without a row.
Result<std::optional<std::string>> lines_of(Connection& connection,
                                            const char* sql,
                                            std::int64_t seq,
                                            int count) {
  auto row = TRY(connection.prepare(sql));
  row.bind(seq);
  const bool is_found = TRY(row.step());
  if (!is_found) return std::optional<std::string>();
  std::string text;
  for (int i = 0; i < count; ++i) {
    const std::string line = row.text();
    if (!line.empty() && !text.empty()) text += '\n';
    text += line;
  }
  return std::optional(std::move(text));
}

}  // namespace

Result<std::int64_t> seq_of(Connection& connection, const std::string& component) {
  auto query = TRY(connection.prepare("SELECT seq FROM components WHERE id=?1"));
  query.bind(component);
  const bool is_found = TRY(query.step());
  if (!is_found) return Error{Fault::NoSuchComponent, component, {}};
  return query.integer();
}

Result<std::int64_t> newest_component(Connection& connection) {
  auto row = TRY(connection.prepare("SELECT coalesce(max(seq), 0) FROM components"));
  TRY(row.step());
  return row.integer();
}

Result<void> replace_text(Connection& connection, const PageKey& page, const std::string& text) {
  const std::string nfc = to_nfc(text);
  const auto old_text = TRY(stored_text(connection, page.id()));
  if (old_text == nfc || (!old_text && nfc.empty())) return {};
  if (old_text) TRY(remove_words(connection, page.id(), *old_text));
  auto keep = TRY(connection.prepare(
      "INSERT OR REPLACE INTO page_texts(id, component, text) VALUES(?1, ?2, ?3)"));
  TRY(keep.bind(page.id()).bind(page.component_seq).bind(nfc).run());
  return add_words(connection, page.id(), nfc);
}

Result<void> describe_on_page_0(Connection& connection, std::int64_t component_seq) {
  auto text = TRY(lines_of(connection, kItemLines, component_seq, kItemLineCount));
  if (!text) text = TRY(lines_of(connection, kDeclaredLines, component_seq, kDeclaredLineCount));
  return replace_text(connection, PageKey{component_seq, 0}, text.value_or(""));
}

Result<void> index_all_pairs(Connection& connection) {
  auto pages = TRY(connection.prepare("SELECT id, text FROM page_texts ORDER BY id"));
  while (true) {
    const bool has_row = TRY(pages.step());
    if (!has_row) return {};
    const std::int64_t id = pages.integer();
    TRY(write_pairs(connection, kAddPairs, id, index_form(pages.text())));
  }
}

}  // namespace sohoa::sqlite
