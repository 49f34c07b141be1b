#include "policy/access.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace sohoa {
namespace {

using enum AccessGround;

bool is_same(std::string_view a, std::string_view b) {
  return !squeeze(a).empty() && fold(squeeze(a)) == fold(squeeze(b));
}

// "x" or "." is no purpose: two words at least, as in "kiểm tra hậu kiểm".
bool is_purpose(std::string_view text) {
  return split_words(text).size() >= 2;
}

bool belongs_to(const AccessSubject& subject, std::string_view dossier) {
  return is_same(subject.dossier, dossier) ||
         std::any_of(subject.reused_by.begin(),
                     subject.reused_by.end(),
                     [&](const std::string& one) { return is_same(one, dossier); });
}

AccessGround ground_of(const AccessRequest& request, const AccessSubject& subject) {
  if (belongs_to(subject, request.dossier)) return Dossier;
  const bool has_dossier = !squeeze(request.dossier).empty();
  if (has_dossier && is_same(subject.owner_id, subject.dossier_owner_id)) return SameOwner;
  return is_purpose(request.purpose) ? Purpose : None;
}

struct Words {
  std::string_view vi;
  std::string_view en;
};

Words words_of(AccessGround ground, bool is_allowed) {
  switch (ground) {
    case Dossier:
      return {"Giấy tờ thuộc hồ sơ đang giải quyết.", "The paper belongs to the dossier in hand."};
    case SameOwner:
      return {"Giấy tờ của chính chủ hồ sơ đang giải quyết.",
              "The dossier in hand has the same owner."};
    case Purpose:
      return {"Đã nêu mục đích khai thác.", "A purpose was stated."};
    case None:
      break;
  }
  if (is_allowed) {
    return {"Không nêu hồ sơ hay mục đích; cấu hình không bắt buộc.",
            "Neither dossier nor purpose was stated; the profile does not ask."};
  }
  return {"Phải nêu hồ sơ đang giải quyết có liên quan đến giấy tờ, hoặc mục đích khai thác.",
          "Name a dossier in hand that the paper belongs to, or state a purpose."};
}

void add(std::string& line, std::string_view key, std::string_view value) {
  const std::string clean = squeeze(value);
  if (clean.empty()) return;
  line += (line.empty() ? "" : " ") + std::string(key) + "=" + clean;
}

}  // namespace

AccessDecision decide_access(const AccessRequest& request,
                             const AccessSubject& subject,
                             const AccessProfile& profile) {
  AccessDecision decision;
  decision.ground = ground_of(request, subject);
  decision.is_allowed = decision.ground != None || !profile.require_purpose;
  const Words words = words_of(decision.ground, decision.is_allowed);
  const ReasonOutcome outcome = !decision.is_allowed      ? ReasonOutcome::Failed
                                : decision.ground == None ? ReasonOutcome::Note
                                                          : ReasonOutcome::Passed;
  decision.reason = {
      "access-ground", ClauseId::Own, outcome, std::string(words.vi), std::string(words.en)};
  return decision;
}

Result<void> require_access(const AccessDecision& decision) {
  if (decision.is_allowed) return {};
  return Error{Fault::PurposeNeeded, decision.reason.message_en, {}};
}

std::string access_log(AccessAct act,
                       const AccessRequest& request,
                       const AccessDecision& decision) {
  std::string line;
  add(line, "act", name(act));
  add(line, "officer", request.officer);
  add(line, "dossier", request.dossier);
  add(line, "ground", name(decision.ground));
  add(line, "purpose", request.purpose);
  return line;
}

std::string_view access_event(AccessAct act, const AccessDecision& decision) {
  if (!decision.is_allowed) return "item.refused";
  constexpr std::array<std::string_view, 3> kEvents = {"item.shown", "item.read", "item.export"};
  return kEvents.at(static_cast<std::size_t>(act));
}

std::string_view name(AccessAct act) {
  constexpr std::array<std::string_view, 3> kNames = {"show", "read", "export"};
  return kNames.at(static_cast<std::size_t>(act));
}

std::string_view name(AccessGround ground) {
  constexpr std::array<std::string_view, 4> kNames = {"none", "dossier", "same-owner", "purpose"};
  return kNames.at(static_cast<std::size_t>(ground));
}

}  // namespace sohoa
