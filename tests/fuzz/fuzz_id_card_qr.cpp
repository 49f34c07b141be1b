// Identity card codes: a card has a number, at most seven values, and none longer than the text.
#include <cstdlib>

#include "intake/id_card_qr.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto card = sohoa::parse_id_card_qr(text);
  if (!card) return 0;
  if (card->number.size() != 12) std::abort();
  if (sohoa::field_values(*card).size() > 7) std::abort();
  return 0;
}
