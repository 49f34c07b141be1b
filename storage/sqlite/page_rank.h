// How well a page answers: BM25 without asking the whole index.
//
// FTS5's own bm25() walks every page of every word once a query to know how rare the word is: half
// a second at a million pages. How rare a word is among the newest pages says the same and costs
// a millisecond.
#pragma once

#include <vector>

#include "core/limits.h"
#include "storage/search_text.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

/// Makes the SQL function page_rank(page_words, weights) known to the connection: larger is better.
/// `weights` is the blob of weights_blob().
Result<void> add_page_rank(sqlite3* connection);

/// How rare each term is (ln(1 + pages / pages with it)), judged by the newest pages that say it; a
/// phrase is as rare as its rarest word. 1 when there is only one term: nothing to weigh.
Result<std::vector<double>> term_weights(Connection& connection,
                                         const ParsedQuery& query,
                                         TextForm form);

/// The same for a page whose words were counted by ourselves.
double page_score(const std::vector<int>& counts,
                  const std::vector<double>& weights,
                  int page_tokens);

ByteView weights_blob(const std::vector<double>& weights);

}  // namespace sohoa::sqlite
