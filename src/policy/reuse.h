// May this item stand for a required component of that dossier? Yes or no, with reasons.
//
// Pure: decision = decide_reuse(item, target, profile, today). Every rule is asked every time, so
// that an officer sees all that is in the way at once, each with its clause.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/legal_value.h"
#include "policy/lifecycle.h"

namespace sohoa {

struct ReuseItem {
  std::string code;
  std::string type;
  std::string kind;     ///< "component", "result", "appraisal"
  std::string dossier;  ///< it first came with
  std::string owner_type;
  std::string owner_id;
  ItemState state = ItemState::Draft;
  std::string valid_from;
  std::string valid_to;
  std::string scope;  ///< phạm vi có hiệu lực, as on the paper; empty: everywhere
  LegalClass legal = LegalClass::ImageOnly;
};

struct ReuseTarget {
  std::string dossier;
  std::string component;
  std::string component_type;  ///< doc_type of the procedure's component; empty: not known
  std::string owner_id;        ///< of the dossier; empty: not known
  std::string officer;
  /// Names of the unit that handles the dossier and of those above it; empty: not known.
  std::vector<std::string> places;
  bool is_secret = false;
};

struct ReuseProfile {
  std::string id;
  std::vector<LegalClass> for_results;  ///< accepted of an item of kind "result"
  std::vector<LegalClass> for_components;
  bool same_owner =
      true;  ///< an owner that differs is a refusal; unknown on either side is one too
};

struct ReuseDecision {
  bool is_allowed = false;
  std::vector<Reason> reasons;  ///< every rule that was asked, in order
};

/// Pure; `today` is a day in Vietnam. Allowed when no rule failed. A rule that cannot be asked (the
/// component's type or the place is not known) says Note: the officer who signs for it decides.
ReuseDecision decide_reuse(const ReuseItem& item,
                           const ReuseTarget& target,
                           const ReuseProfile& profile,
                           std::string_view today);

/// A paper or datum held elsewhere: the owner's store on DVCQG, or a database.
struct OutsideSource {
  std::string source;  ///< "DVCQG", "CSDL"
  std::string item;    ///< code there; may be empty for a database
  std::string db;
  std::string query_id;
};
/// We cannot judge what we do not hold: the answer of the other system is the evidence, so it must
/// be named so that it can be found again.
ReuseDecision decide_outside_reuse(const OutsideSource& from, const ReuseTarget& target);

/// The rules in order, for documentation and tests.
std::span<const LegalRule> reuse_rules();

/// Flags of the national payload for one component (domain: TaiLieuNop). Never set without the
/// evidence given.
struct ReuseFlags {
  int duoc_so_hoa = 0;       ///< DuocSoHoa
  int duoc_tai_su_dung = 0;  ///< 0 no, 1 reused, 2 reused with MaKetQuaThayThe
  int duoc_lay_tu_kho_dmqg = 0;
  std::string ma_ket_qua_thay_the;
};
struct ReuseEvidence {
  bool is_digitised = false;  ///< an ACTIVE item of this component with a valid officer's signature
  bool has_record = false;    ///< an allowed reuse record
  std::string source;         ///< of that record: "local", "DVCQG", "CSDL"
  std::string item;
  bool is_result = false;  ///< that item is a result: its code goes out as MaKetQuaThayThe
};
ReuseFlags flags_of(const ReuseEvidence& evidence);

}  // namespace sohoa
