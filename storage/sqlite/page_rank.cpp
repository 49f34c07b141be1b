#include "storage/sqlite/page_rank.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "storage/sqlite/page_id.h"
#include "storage/sqlite/page_texts.h"

namespace sohoa::sqlite {
namespace {

// Robertson's usual constants; the length of a usual page stands for the mean, which FTS5 would
// read from the index for every page.
constexpr double kSaturation = 1.2;
constexpr double kLengthShare = 0.75;
constexpr double kUsualPageTokens = 220;

/// Pages asked how rare a word is.
constexpr std::int64_t kSampledPages = 1'000;

/// How often each phrase of the query stands on the page; false when SQLite failed.
bool count_phrases(const Fts5ExtensionApi& fts, Fts5Context* page, std::vector<int>& counts) {
  int instances = 0;
  if (fts.xInstCount(page, &instances) != SQLITE_OK) return false;
  for (int i = 0; i < instances; ++i) {
    int phrase = 0;
    int column = 0;
    int offset = 0;
    if (fts.xInst(page, i, &phrase, &column, &offset) != SQLITE_OK) return false;
    const auto index = static_cast<std::size_t>(phrase);
    if (index < counts.size()) ++counts[index];
  }
  return true;
}

void page_rank(const Fts5ExtensionApi* fts,
               Fts5Context* page,
               sqlite3_context* result,
               int value_count,
               sqlite3_value** values) {
  const int bytes = value_count == 1 ? sqlite3_value_bytes(values[0]) : 0;
  std::vector<double> weights(static_cast<std::size_t>(bytes) / sizeof(double));
  if (!weights.empty()) {
    std::memcpy(weights.data(), sqlite3_value_blob(values[0]), weights.size() * sizeof(double));
  }
  std::vector<int> counts(weights.size());
  int tokens = 0;
  const bool is_read =
      count_phrases(*fts, page, counts) && fts->xColumnSize(page, 1, &tokens) == SQLITE_OK;
  if (!is_read) {
    sqlite3_result_error_code(result, SQLITE_CORRUPT_VTAB);
    return;
  }
  sqlite3_result_double(result, page_score(counts, weights, tokens));
}

/// SQLite's answer to who speaks for FTS5 on this connection; null without FTS5.
fts5_api* api_of(sqlite3* connection) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(connection, "SELECT fts5(?1)", -1, &statement, nullptr) != SQLITE_OK) {
    return nullptr;
  }
  const StatementHandle ask(statement);
  sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
  sqlite3_step(statement);
  return api;
}

Result<double> rarity(Connection& connection, const Token& token, TextForm form) {
  const std::int64_t newest = TRY(newest_component(connection));
  auto row = TRY(connection.prepare(
      "SELECT count(*), coalesce(min(id), 0) FROM (SELECT rowid AS id"
      " FROM page_words WHERE page_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2)"));
  row.bind((form == TextForm::Exact ? "exact : " : "folded : ") + fts_term({token}, form));
  row.bind(kSampledPages);
  TRY(row.step());
  const std::int64_t found = row.integer();
  const std::int64_t oldest = PageKey::of(row.integer()).component_seq;
  const std::int64_t span = found < kSampledPages ? newest : newest - oldest + 1;
  return std::log(1 + static_cast<double>(std::max<std::int64_t>(span, 1)) /
                          static_cast<double>(found + 1));
}

}  // namespace

Result<void> add_page_rank(sqlite3* connection) {
  fts5_api* api = api_of(connection);
  if (api == nullptr) return last_error(connection, "fts5");
  if (api->xCreateFunction(api, "page_rank", nullptr, page_rank, nullptr) != SQLITE_OK) {
    return last_error(connection, "page_rank");
  }
  return {};
}

Result<std::vector<double>> term_weights(Connection& connection,
                                         const ParsedQuery& query,
                                         TextForm form) {
  std::vector<double> weights(query.terms.size(), query.terms.size() == 1 ? 1 : 0);
  if (weights.size() <= 1) return weights;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    for (const Token& token : query.terms[i]) {
      weights[i] = std::max(weights[i], TRY(rarity(connection, token, form)));
    }
  }
  return weights;
}

double page_score(const std::vector<int>& counts,
                  const std::vector<double>& weights,
                  int page_tokens) {
  const double length = 1 - kLengthShare + kLengthShare * page_tokens / kUsualPageTokens;
  double score = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double count = counts[i];
    score += weights[i] * count * (kSaturation + 1) / (count + kSaturation * length);
  }
  return score;
}

ByteView weights_blob(const std::vector<double>& weights) {
  return {reinterpret_cast<const std::uint8_t*>(weights.data()), weights.size() * sizeof(double)};
}

}  // namespace sohoa::sqlite
