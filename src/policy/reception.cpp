#include "policy/reception.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "core/vietnam_time.h"
#include "policy/retention.h"
#include "policy/scope.h"

namespace sohoa {
namespace {

using enum ReceptionAnswer;

struct Words {
  std::string_view name;
  std::string_view vi;
  std::string_view en;
};

constexpr std::array kAnswers = {
    Words{"in-store", "Đã có trong kho, không yêu cầu nộp lại", "In the store: do not ask again"},
    Words{"in-store-ends-soon",
          "Đã có trong kho, sắp hết hiệu lực; không yêu cầu nộp lại",
          "In the store, ends soon: do not ask again"},
    Words{"expired", "Trong kho chỉ có bản đã hết hiệu lực", "In the store, but past its validity"},
    Words{"not-usable", "Trong kho có nhưng chưa dùng được", "In the store, but may not be used"},
    Words{"replaced-by-data",
          "Thay được bằng dữ liệu, không yêu cầu nộp",
          "A database answers: do not ask"},
    Words{"partly-by-data", "Dữ liệu thay được một phần", "A database answers part of it"},
    Words{"not-in-store", "Chưa có trong kho", "Not in the store"},
    Words{"not-digitised", "Không thuộc diện số hóa", "Not digitised"},
    Words{
        "secret", "Bí mật nhà nước: không tiếp nhận qua hệ thống", "State secret: not taken here"},
};

constexpr std::array kAskReasons = {
    AskReason{"content-wrong",
              "Dữ liệu trong kho sai hoặc thiếu so với thực tế",
              "What the store holds is wrong or incomplete"},
    AskReason{"content-changed",
              "Nội dung đã thay đổi, công dân có giấy tờ mới hơn",
              "The content has changed since"},
    AskReason{"unreadable", "Bản trong kho mờ, thiếu trang", "The stored copy cannot be read"},
    AskReason{"original-needed",
              "Pháp luật chuyên ngành yêu cầu nộp bản chính",
              "Specialised law asks for the original"},
    AskReason{"system-down",
              "Không truy cập được kho hoặc cơ sở dữ liệu",
              "The store or database cannot be reached"},
    AskReason{"other", "Lý do khác", "Another reason"},
};

Reason do_not_ask(ClauseId clause, std::string vi, std::string en) {
  return {"do-not-ask", clause, ReasonOutcome::Passed, std::move(vi), std::move(en)};
}

bool fits(const ReceptionItem& item, const ProcedureComponent& component) {
  return !component.doc_type.empty() && fold(item.item.type) == fold(component.doc_type);
}

// Without an end it holds longest of all.
bool holds_longer(const ReceptionItem& a, const ReceptionItem& b) {
  const bool a_ends = !a.item.valid_to.empty();
  const bool b_ends = !b.item.valid_to.empty();
  if (a_ends != b_ends) return b_ends;
  if (a.item.valid_to != b.item.valid_to) return a.item.valid_to > b.item.valid_to;
  return a.issued_on > b.issued_on;
}

bool only_validity_failed(const ReuseDecision& decision) {
  return std::all_of(decision.reasons.begin(), decision.reasons.end(), [](const Reason& reason) {
    const bool is_validity = reason.rule == "valid-today" || reason.rule == "state";
    return reason.outcome != ReasonOutcome::Failed || is_validity;
  });
}

class Counter {
 public:
  Counter(const std::vector<ReceptionItem>& items,
          const ReceptionQuestion& question,
          const ReuseProfile& profile,
          std::string_view today)
      : items_(items), question_(question), profile_(profile), today_(today) {}

  ReceptionLine answer(const ProcedureComponent& component) const {
    ReceptionLine line;
    line.component = component.code;
    line.name = component.name;
    line.type = component.doc_type;
    line.is_required = component.is_required;
    line.source_db = component.source_db;
    if (component.digitize == DigitizeClass::NoneSecret) return secret(std::move(line));
    if (from_store(component, line)) return line;
    if (component.replaceable != "none") return by_data(component, std::move(line));
    if (component.digitize == DigitizeClass::NoneSharedData)
      return by_data(component, std::move(line));
    if (line.answer == NotInStore && is_left_out(component.digitize)) line.answer = NotDigitised;
    return line;
  }

 private:
  static ReceptionLine secret(ReceptionLine line) {
    line.answer = Secret;
    line.may_ask = false;
    line.reasons.push_back({"secret",
                            ClauseId::Tt01Art4,
                            ReasonOutcome::Failed,
                            "Giấy tờ bí mật nhà nước không tiếp nhận, không số hóa qua hệ thống.",
                            "State secrets are not taken through the system."});
    return line;
  }

  static ReceptionLine by_data(const ProcedureComponent& component, ReceptionLine line) {
    const bool is_full =
        component.replaceable == "full" || component.digitize == DigitizeClass::NoneSharedData;
    const std::string db = component.source_db.empty() ? "" : " (" + component.source_db + ")";
    line.answer = is_full ? ReplacedByData : PartlyByData;
    line.may_ask = !is_full;
    line.reasons.push_back(do_not_ask(ClauseId::Nq66_7Art2,
                                      "Khai thác dữ liệu" + db + " thay cho giấy tờ.",
                                      "Look the data up" + db + " in place of the paper."));
    return line;
  }

  ReuseTarget target(const ProcedureComponent& component) const {
    ReuseTarget to;
    to.dossier = question_.dossier.empty() ? "?" : question_.dossier;
    to.component = component.code;
    to.component_type = component.doc_type;
    to.owner_id = question_.owner_id;
    to.officer = "?";  // who signs for the reuse is asked when it is done
    to.places = question_.places;
    return to;
  }

  // Fills the line from the best fitting item; whether that item may be used.
  bool from_store(const ProcedureComponent& component, ReceptionLine& line) const {
    const ReceptionItem* usable = nullptr;
    const ReceptionItem* other = nullptr;
    std::int32_t count = 0;
    for (const ReceptionItem& item : items_) {
      if (!fits(item, component)) continue;
      const bool is_usable =
          decide_reuse(item.item, target(component), profile_, today_).is_allowed;
      count += is_usable ? 1 : 0;
      const ReceptionItem*& best = is_usable ? usable : other;
      if (best == nullptr || holds_longer(item, *best)) best = &item;
    }
    if (usable != nullptr) {
      tell_usable(*usable, count - 1, line);
    } else if (other != nullptr) {
      tell_unusable(*other, decide_reuse(other->item, target(component), profile_, today_), line);
    }
    return usable != nullptr;
  }

  void tell_usable(const ReceptionItem& item, std::int32_t more, ReceptionLine& line) const {
    name_item(item, line);
    line.more = more;
    line.may_ask = false;
    const Validity validity =
        validity_on(item.item.valid_from, item.item.valid_to, today_, question_.soon_days);
    line.answer = validity == Validity::EndsSoon ? InStoreSoon : InStore;
    line.reasons.push_back(
        do_not_ask(ClauseId::LawDigital,
                   "Không yêu cầu nộp lại giấy tờ đã có trong kho: " + item.item.code + ".",
                   "The store holds it already: " + item.item.code + "."));
  }

  void tell_unusable(const ReceptionItem& item,
                     const ReuseDecision& decision,
                     ReceptionLine& line) const {
    name_item(item, line);
    const bool is_over =
        validity_on(item.item.valid_from, item.item.valid_to, today_) == Validity::Over ||
        item.item.state == ItemState::Expired;
    line.answer = is_over && only_validity_failed(decision) ? Expired : NotUsable;
    for (const Reason& reason : decision.reasons) {
      if (reason.outcome == ReasonOutcome::Failed) line.reasons.push_back(reason);
    }
  }

  static void name_item(const ReceptionItem& item, ReceptionLine& line) {
    line.item = item.item.code;
    line.title = item.title;
    line.valid_to = item.item.valid_to;
  }

  const std::vector<ReceptionItem>& items_;
  const ReceptionQuestion& question_;
  const ReuseProfile& profile_;
  std::string_view today_;
};

const Words& words(ReceptionAnswer answer) {
  return kAnswers.at(static_cast<std::size_t>(answer));
}

}  // namespace

std::vector<ReceptionLine> receive(const std::vector<ProcedureComponent>& components,
                                   const std::vector<ReceptionItem>& items,
                                   const ReceptionQuestion& question,
                                   const ReuseProfile& profile,
                                   std::string_view today) {
  const Counter counter(items, question, profile, today);
  std::vector<ReceptionLine> lines;
  for (const ProcedureComponent& component : components) {
    lines.push_back(counter.answer(component));
  }
  return lines;
}

std::span<const AskReason> ask_reasons() {
  return kAskReasons;
}

Result<void> check_asking(const ReceptionLine& line,
                          std::string_view code,
                          std::string_view words) {
  if (line.answer == Secret) return Error{Fault::SecretPaper, line.component, {}};
  if (line.may_ask) return {};
  const bool is_known = std::any_of(kAskReasons.begin(),
                                    kAskReasons.end(),
                                    [&](const AskReason& one) { return one.code == code; });
  if (!is_known) {
    std::string known;
    for (const AskReason& one : kAskReasons) {
      known += (known.empty() ? "" : ", ") + std::string(one.code);
    }
    return Error{Fault::Usage, "reason code must be one of: " + known, {}};
  }
  if (split_words(words).size() >= 2) return {};
  return Error{Fault::Usage, "say in words why " + line.component + " is asked for again", {}};
}

std::string_view name(ReceptionAnswer answer) {
  return words(answer).name;
}

std::string_view text_vi(ReceptionAnswer answer) {
  return words(answer).vi;
}

std::string_view text_en(ReceptionAnswer answer) {
  return words(answer).en;
}

}  // namespace sohoa
