// Carrying out the law's life cycle on a stored item (NĐ 45/2020 art. 15), and who is told.
#pragma once

#include <string>
#include <vector>

#include "core/clock.h"
#include "pipeline/store.h"
#include "policy/lifecycle.h"

namespace sohoa {

struct LifeOrder {
  std::string item;  ///< code or alias
  LifeRequest request;
  std::string officer;
};

struct LifeOutcome {
  ItemRecord item;  ///< as it stands now
  LifeRecord step;
  LifeEffect effect;
  bool is_waiting = false;            ///< its day has not come: kept, nothing else changed yet
  std::vector<NoticeRecord> notices;  ///< one a dossier that reused it
};

/// Step, new state, event and notices in one commit. Revoking appends a verdict REVOKED, so that
/// the legal value says so at once. Errors: NoSuchItem, LifeNotAllowed, Usage, CodeTaken never.
Result<LifeOutcome> carry_out_act(Store& store, const Clock& clock, const LifeOrder& order);

/// A step whose day came when it was no longer possible: recorded as void.
struct VoidStep {
  LifeRecord step;
  Error why;
};

struct SweepReport {
  std::vector<LifeOutcome> carried_out;  ///< dated acts, then items that expired
  std::vector<VoidStep> voided;
};

/// To be run once a day: dated acts whose day has come, then every ACTIVE item past its valid_to.
/// An item a commit; safe to repeat and to interrupt.
Result<SweepReport> sweep_life(Store& store, const Clock& clock);

/// Nothing of the item may be destroyed until it is released. Reason and officer are asked for.
Result<HoldRecord> hold_item(Store& store,
                             const Clock& clock,
                             const std::string& item,
                             const std::string& reason,
                             const std::string& officer);
/// Releases every standing hold of the item; LifeNotAllowed when none stands.
Result<std::vector<HoldRecord>> release_item(Store& store,
                                             const Clock& clock,
                                             const std::string& item,
                                             const std::string& reason,
                                             const std::string& officer);

/// Unread notices of all dossiers, or all of one.
Result<std::vector<NoticeRecord>> list_notices(Catalog& catalog, const std::string& dossier);
/// NoSuchNotice when there is no unread notice of that number.
Result<NoticeRecord> read_notice(Store& store,
                                 const Clock& clock,
                                 std::int64_t id,
                                 const std::string& officer);

}  // namespace sohoa
