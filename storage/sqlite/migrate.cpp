#include "storage/sqlite/migrate.h"

#include <array>
#include <string>

#include "storage/sqlite/page_texts.h"
#include "storage/sqlite/schema_items.h"
#include "storage/sqlite/schema_pages.h"

namespace sohoa::sqlite {
namespace {

/// What SQL says, then what only our own code can do with the rows that are there.
struct Step {
  const char* sql;
  Result<void> (*after)(Connection&);
};

Result<void> nothing_more(Connection&) {
  return {};
}

/// kSteps[n] leads from version n to n + 1. Never edited after a release, only added to.
constexpr std::array<Step, 2> kSteps = {{{kVersion1, nothing_more}, {kVersion2, index_all_pairs}}};
constexpr std::int64_t kNewest = kSteps.size();

Result<std::int64_t> version_of(Connection& connection) {
  auto query = TRY(connection.prepare("PRAGMA user_version"));
  TRY(query.step());
  return query.integer();
}

Error too_new(std::int64_t version) {
  return {Fault::UnsupportedFeature,
          "the store has schema version " + std::to_string(version) +
              ", this program knows up to " + std::to_string(kNewest),
          {}};
}

Result<void> apply_missing_steps(Connection& connection) {
  const std::int64_t version = TRY(version_of(connection));
  if (version > kNewest) return too_new(version);
  for (auto i = static_cast<std::size_t>(version); i < kSteps.size(); ++i) {
    TRY(connection.execute(kSteps[i].sql));
    TRY(kSteps[i].after(connection));
  }
  const std::string mark = "PRAGMA user_version=" + std::to_string(kNewest);
  return connection.execute(mark.c_str());
}

}  // namespace

Result<void> migrate(Connection& connection) {
  const std::int64_t version = TRY(version_of(connection));
  if (version == kNewest) return {};
  if (version > kNewest) return too_new(version);
  TRY(connection.execute("BEGIN IMMEDIATE"));
  auto applied = apply_missing_steps(connection);
  if (applied) applied = connection.execute("COMMIT");
  if (!applied && connection.is_in_transaction()) (void)connection.execute("ROLLBACK");
  return applied;
}

}  // namespace sohoa::sqlite
