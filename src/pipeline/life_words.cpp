#include "pipeline/life_words.h"

#include <array>

#include "core/vietnam_time.h"

namespace sohoa {
namespace {

struct Words {
  std::string_view event;
  std::string_view happened_vi;
};

// In the order of LifeAct.
constexpr std::array<Words, 7> kWords = {{{"item.extended", "được gia hạn"},
                                          {"item.suspended", "bị tạm đình chỉ hiệu lực"},
                                          {"item.resumed", "có hiệu lực trở lại"},
                                          {"item.revoked", "bị thu hồi, hủy bỏ"},
                                          {"item.superseded", "được thay thế"},
                                          {"item.expired", "hết hiệu lực"},
                                          {"item.archived", "được chuyển lưu trữ"}}};

const Words& words(LifeAct act) {
  return kWords.at(static_cast<std::size_t>(act));
}

std::string named(const ItemRecord& item) {
  return item.title.empty() ? item.code : item.code + " (" + item.title + ")";
}

}  // namespace

std::string life_event(LifeAct act) {
  return std::string(words(act).event);
}

std::string notice_text(const ItemRecord& item,
                        const LifeRecord& step,
                        const LifeEffect& effect,
                        LifeAct act,
                        const std::string& component) {
  std::string text = "Giấy tờ " + named(item) + " đã dùng lại cho thành phần " + component + " " +
                     std::string(words(act).happened_vi) + " từ ngày " +
                     vietnam_date(step.effective_on);
  if (!step.decision.empty()) text += ", theo quyết định số " + step.decision;
  text += ".";
  if (!step.reason.empty()) text += " Lý do: " + step.reason + ".";
  if (act == LifeAct::Supersede) text += " Giấy tờ thay thế: " + step.other + ".";
  if (!effect.note_vi.empty()) text += " " + effect.note_vi;
  const bool must_look =
      act == LifeAct::Revoke || act == LifeAct::Suspend || act == LifeAct::Supersede;
  return must_look ? text + " Đề nghị đơn vị xem lại hồ sơ." : text;
}

}  // namespace sohoa
