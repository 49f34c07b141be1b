// Image readers: whatever the bytes are, headers and every page are read within Limits.
#include <vector>

#include "intake/readers/page_source.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sohoa::Limits limits;
  limits.page_pixels = 4'000'000;
  limits.pages = 16;
  auto source = sohoa::open_image({data, size}, limits);
  if (!source) return 0;
  std::vector<std::string> notes;
  const auto pages = static_cast<std::int32_t>((*source)->info().pages.size());
  for (std::int32_t page = 0; page < pages; ++page) {
    static_cast<void>((*source)->render(page, notes));
  }
  return 0;
}
