// At the counter: which required papers does the state already hold, so that the citizen is not
// asked for them again? (NĐ 45/2020 art. 16; Luật Chuyển đổi số 2025; NQ 66.7/2025 art. 2)
//
// Pure: answers = receive(components, the owner's items, profile, today).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "exchange/procedures.h"
#include "policy/reuse.h"

namespace sohoa {

enum class ReceptionAnswer : std::uint8_t {
  InStore,         ///< an item may stand for it: do not ask
  InStoreSoon,     ///< the same, but it ends within the warning term: say so
  Expired,         ///< the newest fitting one is past its validity: ask for the new paper
  NotUsable,       ///< there is one, but a rule forbids it (suspended, legal value, …)
  ReplacedByData,  ///< a database answers: look it up, do not ask
  PartlyByData,    ///< a database answers part of it
  NotInStore,      ///< ask
  NotDigitised,    ///< ask or look at it; the law has it not digitised
  Secret,          ///< taken outside the system
};

struct ReceptionLine {
  std::string component;  ///< mã thành phần
  std::string name;
  std::string type;
  bool is_required = true;
  ReceptionAnswer answer = ReceptionAnswer::NotInStore;
  bool may_ask = true;  ///< false: asking the citizen needs a logged reason
  std::string item;     ///< the one meant
  std::string title;    ///< of that item
  std::string valid_to;
  std::int32_t more = 0;  ///< other items that would do as well
  std::string source_db;
  std::vector<Reason> reasons;  ///< why the item may not be used; or the clause of "do not ask"
};

/// One item of the owner as the counter sees it.
struct ReceptionItem {
  ReuseItem item;
  std::string title;
  std::string issued_on;
};

struct ReceptionQuestion {
  std::string dossier;  ///< may be empty: nothing has been received yet
  std::string owner_id;
  std::vector<std::string> places;  ///< see ReuseTarget
  std::int32_t soon_days = 30;      ///< ends within that many days: said
};

/// One line a component, in the procedure's order. Of several fitting items the one that holds
/// longest is meant, then the newest. An item fits by type alone: a component without a type in the
/// catalogue is never answered from the store.
std::vector<ReceptionLine> receive(const std::vector<ProcedureComponent>& components,
                                   const std::vector<ReceptionItem>& items,
                                   const ReceptionQuestion& question,
                                   const ReuseProfile& profile,
                                   std::string_view today);

/// Why the citizen is asked all the same.
struct AskReason {
  std::string_view code;
  std::string_view text_vi;
  std::string_view text_en;
};
/// "content-wrong", "content-changed", "unreadable", "original-needed", "system-down", "other".
std::span<const AskReason> ask_reasons();
/// Usage unless the code is one of these and there are words beside it (two at least). Asking for
/// what may be asked needs neither.
Result<void> check_asking(const ReceptionLine& line, std::string_view code, std::string_view words);

std::string_view name(ReceptionAnswer answer);
std::string_view text_vi(ReceptionAnswer answer);
std::string_view text_en(ReceptionAnswer answer);

}  // namespace sohoa
