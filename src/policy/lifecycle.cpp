#include "policy/lifecycle.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "policy/days.h"

namespace sohoa {
namespace {

using enum ItemState;

struct Step {
  ItemState from;
  LifeAct act;
  ItemState to;
};

// Every step there is. A paper without a code has no legal life yet, and ARCHIVED has none left.
constexpr std::array kSteps = {
    Step{Active, LifeAct::Extend, Active},
    Step{Active, LifeAct::Suspend, Suspended},
    Step{Active, LifeAct::Revoke, Revoked},
    Step{Active, LifeAct::Supersede, Superseded},
    Step{Active, LifeAct::Expire, Expired},
    Step{Active, LifeAct::Archive, Archived},
    Step{Suspended, LifeAct::Resume, Active},
    Step{Suspended, LifeAct::Revoke, Revoked},
    Step{Expired, LifeAct::Extend, Active},
    Step{Expired, LifeAct::Archive, Archived},
    Step{Revoked, LifeAct::Archive, Archived},
    Step{Superseded, LifeAct::Archive, Archived},
};

constexpr std::array kStates = {Draft,
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
                                Archived};
constexpr std::array kActs = {LifeAct::Extend,
                              LifeAct::Suspend,
                              LifeAct::Resume,
                              LifeAct::Revoke,
                              LifeAct::Supersede,
                              LifeAct::Expire,
                              LifeAct::Archive};

struct Words {
  std::string_view name;
  std::string_view vi;
};

constexpr std::array kStateWords = {Words{"DRAFT", "Mới tiếp nhận"},
                                    Words{"SCANNED", "Đã sao chụp"},
                                    Words{"SIGNED_BY_OFFICER", "Cán bộ đã ký số bản chụp"},
                                    Words{"EXTRACTED", "Đã bóc tách dữ liệu"},
                                    Words{"VERIFIED", "Đã kiểm tra dữ liệu"},
                                    Words{"CODED", "Đã cấp mã"},
                                    Words{"ACTIVE", "Đang có hiệu lực"},
                                    Words{"EXPIRED", "Hết hiệu lực"},
                                    Words{"SUSPENDED", "Tạm đình chỉ"},
                                    Words{"REVOKED", "Đã thu hồi, hủy bỏ"},
                                    Words{"SUPERSEDED", "Đã được thay thế"},
                                    Words{"ARCHIVED", "Đã chuyển lưu trữ"}};
static_assert(kStateWords.size() == kStates.size());

constexpr std::array kActWords = {Words{"extend", "gia hạn"},
                                  Words{"suspend", "tạm đình chỉ"},
                                  Words{"resume", "cho có hiệu lực trở lại"},
                                  Words{"revoke", "thu hồi, hủy bỏ"},
                                  Words{"supersede", "thay thế"},
                                  Words{"expire", "hết hiệu lực"},
                                  Words{"archive", "chuyển lưu trữ"}};
static_assert(kActWords.size() == kActs.size());

const Step* find_step(ItemState from, LifeAct act) {
  const auto* found = std::find_if(kSteps.begin(), kSteps.end(), [&](const Step& step) {
    return step.from == from && step.act == act;
  });
  return found == kSteps.end() ? nullptr : &*found;
}

Error not_allowed(ItemState from, LifeAct act) {
  std::string possible;
  for (const LifeAct one : possible_acts(from)) {
    possible += (possible.empty() ? "" : ", ") + std::string(name(one));
  }
  return Error{Fault::LifeNotAllowed,
               std::string(name(act)) + " of an item in state " + std::string(name(from)) +
                   "; possible: " + (possible.empty() ? "nothing" : possible),
               {}};
}

Error usage(const std::string& what) {
  return Error{Fault::Usage, what, {}};
}

bool is_blank(std::string_view text) {
  return squeeze(text).empty();
}

Result<void> check_extension(const LifeRequest& request, std::string_view today) {
  if (!is_day(request.new_valid_to)) return usage("extend: new_valid_to must be a day, YYYY-MM-DD");
  if (request.new_valid_to >= today) return {};
  return usage("extend: " + request.new_valid_to + " is already past");
}

// Art. 15 asks for moment, reason and decision. The passing of time alone needs no decision.
Result<void> check_request(const LifeRequest& request, std::string_view today) {
  const std::string act(name(request.act));
  if (!request.effective_on.empty() && !is_day(request.effective_on)) {
    return usage(act + ": effective_on must be a day, YYYY-MM-DD");
  }
  if (request.act == LifeAct::Expire) return {};
  if (is_blank(request.reason)) return usage(act + ": the reason is missing");
  if (is_blank(request.decision)) return usage(act + ": the number of the decision is missing");
  if (request.act == LifeAct::Extend) return check_extension(request, today);
  if (request.act == LifeAct::Supersede && is_blank(request.superseded_by)) {
    return usage("supersede: the item that takes its place is missing");
  }
  return {};
}

LifeEffect effect(LifeAct act, ItemState to) {
  switch (act) {
    case LifeAct::Extend:
      return {to, false, true, false, "Thời hạn hiệu lực được gia hạn.", ClauseId::Tt01Art9};
    case LifeAct::Suspend:
      return {to,
              true,
              true,
              true,
              "Tạm thời không được sử dụng; bản giấy chuyển đổi từ bản điện tử này cũng không được "
              "sử dụng trong thời gian tạm đình chỉ. Vẫn tra cứu được."};
    case LifeAct::Resume:
      return {to, true, true, false, "Có hiệu lực trở lại, được sử dụng và tái sử dụng."};
    case LifeAct::Revoke:
      return {to,
              true,
              true,
              true,
              "Đã hủy: không còn giá trị trên mọi hệ thống và kho dữ liệu; bản giấy chuyển đổi từ "
              "bản điện tử này cũng hết giá trị. Vẫn lưu để tra cứu trong thời hạn lưu trữ."};
    case LifeAct::Supersede:
      return {to,
              true,
              true,
              true,
              "Đã có giấy tờ khác thay thế; bản giấy chuyển đổi từ bản điện tử này cũng hết giá "
              "trị. Vẫn lưu để tra cứu trong thời hạn lưu trữ."};
    case LifeAct::Expire:
      return {to,
              false,
              true,
              true,
              "Đã hết thời hạn hiệu lực. Vẫn lưu để tra cứu trong thời hạn lưu trữ.",
              ClauseId::Tt01Art9};
    case LifeAct::Archive:
      return {to,
              false,
              true,
              false,
              "Đã chuyển sang lưu trữ: chỉ để tra cứu, không tái sử dụng.",
              ClauseId::Tt01Art11};
  }
  return {to, false, true, false, {}};
}

template <std::size_t Size>
std::optional<std::size_t> index_of(const std::array<Words, Size>& words, std::string_view name) {
  for (std::size_t i = 0; i < Size; ++i) {
    if (words.at(i).name == name) return i;
  }
  return std::nullopt;
}

}  // namespace

std::span<const ItemState> all_item_states() {
  return kStates;
}

std::span<const LifeAct> all_life_acts() {
  return kActs;
}

Result<LifeEffect> carry_out(ItemState from, const LifeRequest& request, std::string_view today) {
  const Step* step = find_step(from, request.act);
  if (step == nullptr) return not_allowed(from, request.act);
  TRY(check_request(request, today));
  return effect(request.act, step->to);
}

std::vector<LifeAct> possible_acts(ItemState from) {
  std::vector<LifeAct> acts;
  for (const Step& step : kSteps) {
    if (step.from == from) acts.push_back(step.act);
  }
  return acts;
}

bool is_for_later(const LifeRequest& request, std::string_view today) {
  return is_day(request.effective_on) && request.effective_on > today;
}

std::string_view name(ItemState state) {
  return kStateWords.at(static_cast<std::size_t>(state)).name;
}

std::string_view text_vi(ItemState state) {
  return kStateWords.at(static_cast<std::size_t>(state)).vi;
}

std::optional<ItemState> parse_item_state(std::string_view name) {
  const auto index = index_of(kStateWords, name);
  return index ? std::optional(kStates.at(*index)) : std::nullopt;
}

std::string_view name(LifeAct act) {
  return kActWords.at(static_cast<std::size_t>(act)).name;
}

std::string_view text_vi(LifeAct act) {
  return kActWords.at(static_cast<std::size_t>(act)).vi;
}

std::optional<LifeAct> parse_life_act(std::string_view name) {
  const auto index = index_of(kActWords, name);
  return index ? std::optional(kActs.at(*index)) : std::nullopt;
}

}  // namespace sohoa
