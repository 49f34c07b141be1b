#include "app/page_list.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

namespace sohoa {
namespace {

std::optional<std::int32_t> page_number(std::string_view text) {
  std::int32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 1) return std::nullopt;
  return value;
}

Error bad_part(std::string_view part) {
  return {Fault::Usage, "--pages: '" + std::string(part) + "' (1-3,7)", {}};
}

Result<void> add_range(std::vector<std::int32_t>& pages,
                       std::string_view part,
                       std::int32_t max_pages) {
  const auto dash = part.find('-');
  const auto first = page_number(part.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : page_number(part.substr(dash + 1));
  if (!first || !last || *last < *first || *last > max_pages) return bad_part(part);
  for (std::int32_t page = *first; page <= *last; ++page) pages.push_back(page - 1);
  return {};
}

}  // namespace

Result<std::vector<std::int32_t>> parse_page_list(std::string_view text, std::int32_t max_pages) {
  std::vector<std::int32_t> pages;
  while (!text.empty()) {
    const auto comma = text.find(',');
    TRY(add_range(pages, text.substr(0, comma), max_pages));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
    if (text.empty()) return bad_part(",");
  }
  std::sort(pages.begin(), pages.end());
  pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
  return pages;
}

}  // namespace sohoa
