// Codes of issued papers: whatever was understood, written in our form, is understood again.
#include <cstdlib>

#include "intake/paper_qr.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto paper = sohoa::parse_paper_qr(text);
  if (!paper) return 0;
  if (sohoa::parse_paper_qr(sohoa::encode_paper_qr(*paper)) != paper) std::abort();
  sohoa::field_values(*paper);
  return 0;
}
