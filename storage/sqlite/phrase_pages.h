// Pages on which phrases stand: found by the index of neighbours, proven by their texts.
//
// The index of words must look at every page that has all words of a phrase, wherever they stand:
// a third of a second at a million pages when the words are common. Pages that have all its pairs
// are few, and to read one costs 10 us.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "storage/search_text.h"
#include "storage/sqlite/few_items.h"
#include "storage/sqlite/item_filter.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

/// Rows are read as they are asked for and kept, so that the second question about the same terms
/// costs nothing. `query` and `terms` must outlive it.
class PhrasePages {
 public:
  /// Null when no term is a phrase, and when the pairs are on so many pages that the index of
  /// words comes to enough of them sooner.
  static Result<std::unique_ptr<PhrasePages>> open(Connection& connection,
                                                   const ItemQuery& query,
                                                   const std::vector<Term>& terms);

  /// The n-th newest page (from 0) of an item that passes and that says all terms, at least folded;
  /// nullptr when there are no more. Valid until the next call.
  Result<const SaidPage*> at(std::size_t n);

 private:
  PhrasePages(Connection& connection, const ItemQuery& query, const std::vector<Term>& terms);
  Result<void> list_more(std::int64_t count);
  Result<bool> is_common();
  Result<void> read_next();

  Connection& connection_;
  const ItemQuery& query_;
  const std::vector<Term>& terms_;
  std::string pairs_;
  std::vector<std::int64_t> listed_;  ///< pages that have all pairs, newest first
  bool is_all_listed_ = false;
  std::size_t next_ = 0;         ///< of listed_, to be read
  std::vector<SaidPage> pages_;  ///< those that hold what the pairs promise
};

}  // namespace sohoa::sqlite
