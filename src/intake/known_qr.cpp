#include "intake/known_qr.h"

#include "intake/id_card_qr.h"
#include "intake/paper_qr.h"

namespace sohoa {

QrValues known_qr_values(std::string_view text) {
  if (const auto card = parse_id_card_qr(text)) return field_values(*card);
  if (const auto paper = parse_paper_qr(text)) return field_values(*paper);
  return {};
}

}  // namespace sohoa
