#include "policy/reuse.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "core/text.h"
#include "core/vietnam_time.h"

namespace sohoa {
namespace {

using enum ReasonOutcome;

struct Question {
  const ReuseItem& item;
  const ReuseTarget& target;
  const ReuseProfile& profile;
  std::string_view today;
};

// What one rule answers; decide_reuse adds its name and, unless another one speaks, its clause.
struct Answer {
  ReasonOutcome outcome = NotApplicable;
  std::string vi;
  std::string en;
  std::optional<ClauseId> clause = std::nullopt;
};

bool is_blank(std::string_view text) {
  return squeeze(text).empty();
}

std::string text_of(std::string_view view) {
  return std::string(view);
}

Answer ask_named(const Question& ask) {
  std::string vi;
  std::string en;
  const auto need = [&](const std::string& value, std::string_view in_vi, std::string_view in_en) {
    if (!is_blank(value)) return;
    vi += (vi.empty() ? "" : ", ") + text_of(in_vi);
    en += (en.empty() ? "" : ", ") + text_of(in_en);
  };
  need(ask.target.dossier, "mã hồ sơ", "dossier");
  need(ask.target.component, "mã thành phần hồ sơ", "component");
  need(ask.target.officer, "cán bộ thực hiện", "officer");
  if (!vi.empty()) return {Failed, "Chưa nêu " + vi + ".", "Not named: " + en + "."};
  return {Passed,
          "Đã nêu hồ sơ " + ask.target.dossier + ", thành phần " + ask.target.component +
              " và cán bộ thực hiện.",
          "Dossier, component and officer are named."};
}

Answer ask_other_dossier(const Question& ask) {
  if (ask.item.dossier.empty() || fold(ask.item.dossier) != fold(ask.target.dossier)) {
    return {Passed,
            "Giấy tờ không phải là giấy tờ vừa nộp trong chính hồ sơ này.",
            "The item did not come with this dossier."};
  }
  return {Failed,
          "Giấy tờ này được nộp trong chính hồ sơ " + ask.item.dossier +
              " nên không phải là tái sử dụng.",
          "The item came with this very dossier: that is no reuse."};
}

Answer ask_state(const Question& ask) {
  const std::string state = text_of(name(ask.item.state));
  if (ask.item.state == ItemState::Active) {
    return {Passed, "Giấy tờ đang có hiệu lực trong kho.", "The item is ACTIVE."};
  }
  return {Failed,
          "Giấy tờ ở trạng thái \"" + text_of(text_vi(ask.item.state)) +
              "\"; chỉ tái sử dụng được giấy tờ đang có hiệu lực.",
          "The item is " + state + "; only an ACTIVE one may be reused.",
          // Before it is stored it has no legal life that could have ended.
          ask.item.state < ItemState::Active ? std::optional(ClauseId::Tt01Art11) : std::nullopt};
}

Answer ask_validity(const Question& ask) {
  const ReuseItem& item = ask.item;
  if (!item.valid_from.empty() && ask.today < item.valid_from) {
    return {Failed,
            "Giấy tờ chỉ có hiệu lực từ ngày " + vietnam_date(item.valid_from) + ".",
            "Valid only from " + item.valid_from + "."};
  }
  if (!item.valid_to.empty() && ask.today > item.valid_to) {
    return {Failed,
            "Giấy tờ đã hết hiệu lực từ sau ngày " + vietnam_date(item.valid_to) + ".",
            "Valid only until " + item.valid_to + "."};
  }
  if (item.valid_to.empty()) {
    return {Passed, "Giấy tờ không ghi ngày hết hiệu lực.", "No end of validity is stated."};
  }
  return {Passed,
          "Còn hiệu lực đến hết ngày " + vietnam_date(item.valid_to) + ".",
          "Valid until " + item.valid_to + "."};
}

Answer ask_type(const Question& ask) {
  const std::string& wanted = ask.target.component_type;
  if (is_blank(wanted)) {
    return {Note,
            "Danh mục không cho biết loại giấy tờ của thành phần này; cán bộ chịu trách nhiệm đối "
            "chiếu.",
            "The component's document type is not known; the officer compares."};
  }
  if (is_blank(ask.item.type)) {
    return {Failed,
            "Chưa xác định loại của giấy tờ trong kho; thành phần cần loại " + wanted + ".",
            "The item's type is not known; " + wanted + " is needed."};
  }
  if (fold(ask.item.type) == fold(wanted)) {
    return {
        Passed, "Đúng loại giấy tờ " + wanted + ".", "The type is the one needed: " + wanted + "."};
  }
  return {Failed,
          "Giấy tờ thuộc loại " + ask.item.type + ", thành phần cần loại " + wanted + ".",
          "The item's type is " + ask.item.type + ", needed is " + wanted + "."};
}

Answer ask_owner(const Question& ask) {
  if (!ask.profile.same_owner) {
    return {NotApplicable,
            "Cấu hình không yêu cầu trùng chủ sở hữu.",
            "The profile does not ask for the same owner."};
  }
  if (is_blank(ask.item.owner_id)) {
    return {Failed,
            "Chưa xác định chủ sở hữu của giấy tờ nên chưa tái sử dụng được.",
            "The item's owner is not known."};
  }
  if (is_blank(ask.target.owner_id)) {
    return {Failed,
            "Chưa biết chủ hồ sơ nên chưa đối chiếu được.",
            "The dossier's owner is not known."};
  }
  if (fold(ask.item.owner_id) == fold(ask.target.owner_id)) {
    return {Passed, "Giấy tờ là của chính chủ hồ sơ.", "Item and dossier have the same owner."};
  }
  return {Failed,
          "Giấy tờ không phải của chủ hồ sơ: hai số định danh khác nhau.",
          "Item and dossier have different owners."};
}

// A result must be the agency's own (art. 14); a scanned component its officer's (TT 01/2023).
Answer ask_legal_value(const Question& ask) {
  const bool is_result = ask.item.kind == "result";
  const auto& accepted = is_result ? ask.profile.for_results : ask.profile.for_components;
  const auto law = is_result ? std::nullopt : std::optional(ClauseId::Tt01Art7);
  const std::string value = text_of(text_vi(ask.item.legal));
  const std::string value_en = text_of(name(ask.item.legal));
  if (std::find(accepted.begin(), accepted.end(), ask.item.legal) != accepted.end()) {
    return {
        Passed, "Giá trị pháp lý được chấp nhận: " + value + ".", value_en + " is accepted.", law};
  }
  return {Failed,
          "Giá trị pháp lý không đủ để thay " +
              text_of(is_result ? "kết quả giải quyết" : "thành phần hồ sơ") + ": " + value + ".",
          value_en + " is not accepted for a " + text_of(is_result ? "result" : "component") + ".",
          law};
}

bool is_everywhere(const std::string& folded_scope) {
  constexpr std::array<std::string_view, 4> kEverywhere = {
      "toan quoc", "ca nuoc", "trong nuoc", "khong gioi han"};
  return std::any_of(kEverywhere.begin(), kEverywhere.end(), [&](std::string_view word) {
    return folded_scope.find(word) != std::string::npos;
  });
}

bool is_letter(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// Whole words only: "xã Tân An" is not in "xã Tân Anh".
bool holds_words(std::string_view text, std::string_view words) {
  for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
    const auto end = at + words.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) {
      return true;
    }
  }
  return false;
}

// "Trên địa bàn tỉnh Đồng Nai" covers every unit that stands under "tỉnh Đồng Nai". Diacritics
// count: folded, different communes share a name.
bool covers(std::string_view scope, const std::vector<std::string>& places) {
  const std::string text = to_lower(scope);
  return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
    const std::string name = to_lower(squeeze(place));
    return !name.empty() && holds_words(text, name);
  });
}

bool takes_off_front(std::string_view& text, std::string_view words) {
  if (!text.starts_with(words) || (text.size() > words.size() && is_letter(text[words.size()])))
    return false;
  text.remove_prefix(words.size());
  text.remove_prefix(std::min(text.find_first_not_of(" :"), text.size()));
  return true;
}

// Papers state other scopes too: branches of medicine, lines of business, a purpose. Only a place
// can lie outside of where the dossier is handled.
bool names_a_place(std::string_view scope) {
  constexpr std::array<std::string_view, 5> kLeading = {"trong", "trên", "tại", "ở", "phạm vi"};
  constexpr std::array<std::string_view, 9> kPlaces = {
      "tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu"};
  const std::string lower = to_lower(scope);
  if (holds_words(lower, "địa bàn") || holds_words(lower, "quản lý")) return true;
  std::string_view rest = lower;
  const auto takes_one = [&rest](std::string_view words) { return takes_off_front(rest, words); };
  while (std::any_of(kLeading.begin(), kLeading.end(), takes_one)) {
  }
  return std::any_of(kPlaces.begin(), kPlaces.end(), takes_one);
}

Answer ask_scope(const Question& ask) {
  const std::string scope = squeeze(ask.item.scope);
  if (scope.empty() || is_everywhere(fold(scope))) {
    return {Passed,
            "Không bị giới hạn phạm vi hiệu lực.",
            "The item's validity is not bound to a place."};
  }
  if (ask.target.places.empty() || !names_a_place(scope)) {
    return {Note,
            "Phạm vi hiệu lực ghi \"" + scope + "\"; cán bộ chịu trách nhiệm đối chiếu.",
            "Stated scope: \"" + scope + "\"; the officer compares."};
  }
  if (covers(scope, ask.target.places)) {
    return {Passed,
            "Phạm vi hiệu lực \"" + scope + "\" bao gồm nơi giải quyết hồ sơ.",
            "The scope covers the unit that handles the dossier."};
  }
  return {Failed,
          "Phạm vi hiệu lực \"" + scope + "\" không bao gồm nơi giải quyết hồ sơ.",
          "The scope \"" + scope + "\" does not cover the unit that handles the dossier."};
}

Answer ask_secret(const Question& ask) {
  if (ask.target.is_secret) {
    return {Failed,
            "Thành phần thuộc danh mục bí mật nhà nước: không số hóa, không tái sử dụng.",
            "The component is a state secret: never digitised, never reused."};
  }
  return {Passed, "Không thuộc danh mục bí mật nhà nước.", "The component is no state secret."};
}

using Ask = Answer (*)(const Question&);

struct Rule {
  LegalRule text;
  Ask ask;
};

constexpr std::array kRules = {
    Rule{{"named",
          ClauseId::Tt01Art24,
          "Nêu rõ hồ sơ, thành phần và cán bộ",
          "Dossier, component and officer are named"},
         ask_named},
    Rule{{"other-dossier",
          ClauseId::Own,
          "Giấy tờ không nộp trong chính hồ sơ này",
          "The item did not come with the same dossier"},
         ask_other_dossier},
    Rule{{"state", ClauseId::Nd45Art15, "Giấy tờ đang có hiệu lực", "The item is ACTIVE"},
         ask_state},
    Rule{{"valid-today",
          ClauseId::Tt01Art9,
          "Trong thời hạn có hiệu lực",
          "Today lies within its validity"},
         ask_validity},
    Rule{{"type",
          ClauseId::Tt01Art4,
          "Đúng loại giấy tờ mà thành phần yêu cầu",
          "It is the type of document asked for"},
         ask_type},
    Rule{{"owner",
          ClauseId::Nd45Art16,
          "Giấy tờ của chính chủ hồ sơ",
          "It belongs to the dossier's owner"},
         ask_owner},
    Rule{{"legal-value",
          ClauseId::Nd45Art14,
          "Giá trị pháp lý được chấp nhận",
          "Its legal value is accepted"},
         ask_legal_value},
    Rule{{"scope",
          ClauseId::Tt01Art9,
          "Phạm vi hiệu lực bao gồm nơi giải quyết",
          "Its scope covers the handling unit"},
         ask_scope},
    Rule{{"secret",
          ClauseId::Tt01Art4,
          "Không thuộc bí mật nhà nước",
          "The component is no state secret"},
         ask_secret},
};

constexpr auto kRuleTexts = [] {
  std::array<LegalRule, kRules.size()> texts{};
  for (std::size_t i = 0; i < kRules.size(); ++i) texts[i] = kRules[i].text;
  return texts;
}();

Reason reason_of(const Rule& rule, Answer answer) {
  return {std::string(rule.text.id),
          answer.clause.value_or(rule.text.clause),
          answer.outcome,
          std::move(answer.vi),
          std::move(answer.en)};
}

}  // namespace

ReuseDecision decide_reuse(const ReuseItem& item,
                           const ReuseTarget& target,
                           const ReuseProfile& profile,
                           std::string_view today) {
  const Question question{item, target, profile, today};
  ReuseDecision decision{true, {}};
  for (const Rule& rule : kRules) {
    decision.reasons.push_back(reason_of(rule, rule.ask(question)));
    decision.is_allowed = decision.is_allowed && decision.reasons.back().outcome != Failed;
  }
  return decision;
}

ReuseDecision decide_outside_reuse(const OutsideSource& from, const ReuseTarget& target) {
  const ReuseProfile no_profile{};
  const ReuseItem no_item;
  const Question question{no_item, target, no_profile, {}};
  const bool is_traceable = !is_blank(from.query_id) &&
                            (from.source == "CSDL" ? !is_blank(from.db) : !is_blank(from.item));
  const Answer trace =
      is_traceable
          ? Answer{Passed,
                   "Có căn cứ tra cứu lại được: " + from.source + ", mã tra cứu " + from.query_id +
                       ".",
                   "The look-up can be found again: " + from.query_id + "."}
          : Answer{Failed,
                   "Thiếu căn cứ: cần mã tra cứu, và tên cơ sở dữ liệu hoặc mã giấy tờ.",
                   "Evidence is missing: a query id, and the database or the paper's code."};
  ReuseDecision decision;
  decision.reasons = {
      reason_of(kRules.front(), ask_named(question)),
      {"look-up", ClauseId::Nq66_7Art2, trace.outcome, trace.vi, trace.en},
      reason_of(kRules.back(), ask_secret(question)),
  };
  decision.is_allowed = std::none_of(decision.reasons.begin(),
                                     decision.reasons.end(),
                                     [](const Reason& reason) { return reason.outcome == Failed; });
  return decision;
}

std::span<const LegalRule> reuse_rules() {
  return kRuleTexts;
}

ReuseFlags flags_of(const ReuseEvidence& evidence) {
  ReuseFlags flags;
  flags.duoc_so_hoa = evidence.is_digitised ? 1 : 0;
  if (!evidence.has_record) return flags;
  flags.duoc_tai_su_dung = 1;
  flags.duoc_lay_tu_kho_dmqg = evidence.source == "DVCQG" ? 1 : 0;
  if (!evidence.is_result || evidence.item.empty()) return flags;
  flags.duoc_tai_su_dung = 2;
  flags.ma_ket_qua_thay_the = evidence.item;
  return flags;
}

}  // namespace sohoa
