// The schema's history: one step a version, kept for ever, so that a store of any age opens.
#pragma once

#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

/// Brings the schema to the newest version, all steps in one transaction. Two processes may meet
/// here; the second finds the work done. UnsupportedFeature when a newer sohoa made the store.
Result<void> migrate(Connection& connection);

}  // namespace sohoa::sqlite
