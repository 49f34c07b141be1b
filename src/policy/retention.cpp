#include "policy/retention.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "core/vietnam_time.h"
#include "policy/days.h"

namespace sohoa {
namespace {

using enum ReasonOutcome;

struct Answer {
  ReasonOutcome outcome = NotApplicable;
  std::string vi;
  std::string en;
};

std::string listed(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

Answer ask_hold(const RetainedItem& item, std::string_view) {
  if (item.holds.empty()) {
    return {Passed, "Không có lệnh giữ nào đang có hiệu lực.", "No hold stands."};
  }
  return {Failed,
          "Đang có lệnh giữ, không được tiêu hủy: " + listed(item.holds) + ".",
          "A hold stands: " + listed(item.holds) + "."};
}

bool is_in_force(ItemState state) {
  return state == ItemState::Active || state == ItemState::Suspended;
}

Answer ask_force(const RetainedItem& item, std::string_view) {
  const std::string state(text_vi(item.state));
  if (!is_in_force(item.state)) {
    return {Passed, "Giấy tờ không còn hiệu lực: " + state + ".", "It is no longer in force."};
  }
  return {Failed,
          "Giấy tờ ở trạng thái \"" + state + "\", chưa kết thúc hiệu lực.",
          "It is " + std::string(name(item.state)) + ": its legal life has not ended."};
}

Answer ask_term(const RetainedItem& item, std::string_view today) {
  if (item.retain_until.empty()) {
    return {Failed, "Thời hạn lưu trữ: vĩnh viễn.", "It is kept for ever."};
  }
  const std::string day = vietnam_date(item.retain_until);
  if (today <= item.retain_until) {
    return {Failed,
            "Chưa hết thời hạn lưu trữ (đến hết ngày " + day + ").",
            "It must be kept until " + item.retain_until + "."};
  }
  return {Passed, "Đã hết thời hạn lưu trữ từ sau ngày " + day + ".", "The archive term is over."};
}

Answer ask_reuse(const RetainedItem& item, std::string_view) {
  if (item.reused_by.empty()) {
    return {Passed, "Không có hồ sơ nào còn dùng giấy tờ này.", "No dossier rests on it."};
  }
  return {Failed,
          "Hồ sơ khác đang dùng giấy tờ này: " + listed(item.reused_by) + ".",
          "Other dossiers rest on it: " + listed(item.reused_by) + "."};
}

struct Rule {
  LegalRule text;
  Answer (*ask)(const RetainedItem&, std::string_view);
};

constexpr std::array kRules = {
    Rule{{"hold", ClauseId::Own, "Không có lệnh giữ", "No legal hold stands"}, ask_hold},
    Rule{{"legal-life",
          ClauseId::Nd45Art15,
          "Giấy tờ đã kết thúc hiệu lực",
          "Its legal life has ended"},
         ask_force},
    Rule{{"archive-term",
          ClauseId::Tt01Art11,
          "Đã hết thời hạn lưu trữ",
          "The archive term is over"},
         ask_term},
    Rule{
        {"reused-by", ClauseId::Tt01Art24, "Không có hồ sơ nào còn dùng", "No dossier rests on it"},
        ask_reuse},
};

constexpr auto kRuleTexts = [] {
  std::array<LegalRule, kRules.size()> texts{};
  for (std::size_t i = 0; i < kRules.size(); ++i) texts[i] = kRules[i].text;
  return texts;
}();

bool fits(std::string_view pattern, std::string_view type) {
  if (!pattern.ends_with('*')) return fold(pattern) == fold(type);
  return fold(type).starts_with(fold(pattern.substr(0, pattern.size() - 1)));
}

// A type spelled out beats any pattern, and a longer pattern a shorter one.
std::size_t precision(std::string_view pattern) {
  return pattern.ends_with('*') ? pattern.size() : std::string_view::npos;
}

}  // namespace

const RetentionRule* retention_rule(const std::vector<RetentionRule>& rules,
                                    std::string_view type) {
  const RetentionRule* best = nullptr;
  for (const RetentionRule& rule : rules) {
    if (!fits(rule.type, type)) continue;
    if (best == nullptr || precision(rule.type) > precision(best->type)) best = &rule;
  }
  return best;
}

std::string retain_until(const std::vector<RetentionRule>& rules,
                         std::string_view type,
                         std::string_view from) {
  const RetentionRule* rule = retention_rule(rules, type);
  if (rule == nullptr || rule->years == 0 || !is_day(from)) return {};
  return plus_years(from, rule->years);
}

DestroyDecision may_destroy(const RetainedItem& item, std::string_view today) {
  DestroyDecision decision{true, {}};
  for (const Rule& rule : kRules) {
    Answer answer = rule.ask(item, today);
    decision.is_allowed = decision.is_allowed && answer.outcome != Failed;
    decision.reasons.push_back({std::string(rule.text.id),
                                rule.text.clause,
                                answer.outcome,
                                std::move(answer.vi),
                                std::move(answer.en)});
  }
  return decision;
}

std::span<const LegalRule> retention_rules() {
  return kRuleTexts;
}

Validity validity_on(std::string_view valid_from,
                     std::string_view valid_to,
                     std::string_view today,
                     std::int32_t soon_days) {
  if (!valid_from.empty() && today < valid_from) return Validity::NotYet;
  if (valid_to.empty()) return Validity::NoEnd;
  if (today > valid_to) return Validity::Over;
  return days_between(today, valid_to) <= soon_days ? Validity::EndsSoon : Validity::Valid;
}

}  // namespace sohoa
