// May this officer look at that paper, and what is written down about it?
//
// Pure. An officer reads only through a dossier in hand or for a stated purpose; the log line is
// made here too, so that a decision and its record cannot differ.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "policy/legal_value.h"
#include "policy/profile.h"

namespace sohoa {

enum class AccessAct : std::uint8_t {
  Show,    ///< what is known of it
  Read,    ///< its pages: the searchable PDF, a preview, its words
  Export,  ///< the bytes as they were received
};

/// Who asks, and on what ground.
struct AccessRequest {
  std::string officer;
  std::string dossier;  ///< in hand
  std::string purpose;  ///< in words
};

/// What ties the paper to dossiers.
struct AccessSubject {
  std::string dossier;                 ///< it came with
  std::vector<std::string> reused_by;  ///< dossiers with an allowed reuse record of it
  std::string owner_id;
  std::string dossier_owner_id;  ///< owner of the dossier in hand; empty: not known
};

enum class AccessGround : std::uint8_t {
  None,       ///< nothing was stated; allowed only where the profile does not ask
  Dossier,    ///< the paper is part of the dossier in hand, or was reused there
  SameOwner,  ///< the dossier in hand has the same owner: what reception looks for
  Purpose,    ///< stated in words
};

struct AccessDecision {
  bool is_allowed = false;
  AccessGround ground = AccessGround::None;
  Reason reason;
};

/// Total.
AccessDecision decide_access(const AccessRequest& request,
                             const AccessSubject& subject,
                             const AccessProfile& profile);
/// PurposeNeeded (Forbidden) when the decision is no. Log it first: a refusal is an event too.
Result<void> require_access(const AccessDecision& decision);

/// One line for EventRecord::detail: "act=read officer=CB01 dossier=… ground=purpose purpose=…".
/// White space inside values becomes one space; the purpose comes last because it is free text.
std::string access_log(AccessAct act, const AccessRequest& request, const AccessDecision& decision);
/// EventRecord::kind: "item.shown", "item.read", "item.export", or "item.refused".
std::string_view access_event(AccessAct act, const AccessDecision& decision);

std::string_view name(AccessAct act);
std::string_view name(AccessGround ground);

}  // namespace sohoa
