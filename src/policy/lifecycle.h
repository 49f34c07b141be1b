// The law's view of a coded paper: which states there are, and which step leads where.
//
//   DRAFT → SCANNED → SIGNED_BY_OFFICER → EXTRACTED → VERIFIED → CODED → ACTIVE
//   ACTIVE → EXPIRED | SUSPENDED | REVOKED | SUPERSEDED | ARCHIVED      (NĐ 45/2020 art. 15)
//   SUSPENDED → ACTIVE | REVOKED;  EXPIRED → ACTIVE (extended) | ARCHIVED;  REVOKED, SUPERSEDED →
//   ARCHIVED
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "policy/law.h"

namespace sohoa {

enum class ItemState : std::uint8_t {
  Draft,
  Scanned,
  SignedByOfficer,
  Extracted,
  Verified,
  Coded,
  Active,
  Expired,
  Suspended,
  Revoked,
  Superseded,
  Archived,
};
std::span<const ItemState> all_item_states();

enum class LifeAct : std::uint8_t { Extend, Suspend, Resume, Revoke, Supersede, Expire, Archive };
std::span<const LifeAct> all_life_acts();

struct LifeRequest {
  LifeAct act = LifeAct::Revoke;
  std::string reason;
  std::string decision;       ///< number of the decision: asked for by every act but Expire
  std::string effective_on;   ///< day; empty: today. A day to come is kept and carried out then
  std::string new_valid_to;   ///< Extend
  std::string superseded_by;  ///< Supersede: an ACTIVE item of the same owner and type
};

/// What follows from an act: new state, who must be told, what stays readable.
struct LifeEffect {
  ItemState to = ItemState::Active;
  bool tell_reusers = false;        ///< every dossier that reused it (art. 15: related agencies)
  bool keep_readable = true;        ///< for look-up, for the archive term
  bool paper_loses_effect = false;  ///< so does every paper copy converted from it (art. 15)
  std::string note_vi;  ///< "Bản giấy chuyển đổi từ bản điện tử này cũng hết giá trị"
  ClauseId clause = ClauseId::Nd45Art15;
};

/// Pure. LifeNotAllowed (Conflict) says which acts are possible from there; Usage names what is
/// missing (reason, decision, day).
Result<LifeEffect> carry_out(ItemState from, const LifeRequest& request, std::string_view today);
std::vector<LifeAct> possible_acts(ItemState from);

/// Whether the act waits: its day lies after `today`.
bool is_for_later(const LifeRequest& request, std::string_view today);

std::string_view name(ItemState state);  ///< "SIGNED_BY_OFFICER"
std::string_view text_vi(ItemState state);
std::optional<ItemState> parse_item_state(std::string_view name);
std::string_view name(LifeAct act);     ///< "revoke"
std::string_view text_vi(LifeAct act);  ///< "thu hồi"
std::optional<LifeAct> parse_life_act(std::string_view name);

}  // namespace sohoa
