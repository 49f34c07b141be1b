// Cover codes: lines are the barcodes of a stack's pages; every page comes out once.
#include <cstdlib>

#include "intake/separator.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::vector<std::string>> pages(1);
  for (std::size_t i = 0; i < size; ++i) {
    if (data[i] == '\n') {
      pages.emplace_back();
    } else {
      if (pages.back().empty()) pages.back().emplace_back();
      pages.back().back() += static_cast<char>(data[i]);
    }
  }
  const auto split = sohoa::split_stack(pages);
  std::size_t count = static_cast<std::size_t>(split.cover_pages);
  for (const auto& component : split.components) count += component.pages.size();
  if (count != pages.size()) std::abort();
  return 0;
}
