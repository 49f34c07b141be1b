#include "intake/separator.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

namespace sohoa {
namespace {

constexpr std::string_view kFamily = "SOHOA";
constexpr std::string_view kPrefix = "SOHOA1|";
constexpr std::int32_t kTotalMax = 999;
constexpr std::size_t kCodeBytesMax = 64;

Error bad(std::string detail) {
  return Error{Fault::BadCoverSheet, std::move(detail), {}};
}

// The remainder rule of ISO/IEC 7064 MOD 97-10, with the text's bytes as digits of base 256 instead
// of 10. Two printable ASCII characters differ by less than 97 and 255 is no multiple of 97, so
// every single wrong character and every swap of two neighbours is found.
std::string check_digits(std::string_view text) {
  unsigned remainder = 0;
  for (const char c : text) remainder = (remainder * 256 + static_cast<unsigned char>(c)) % 97;
  const unsigned check = 98 - remainder * 100 % 97;
  return {static_cast<char>('0' + check / 10), static_cast<char>('0' + check % 10)};
}

bool is_code_part(std::string_view code) {
  const auto is_bad = [](unsigned char c) { return c < 0x20 || c == 0x7F || c == '|'; };
  return !code.empty() && code.size() <= kCodeBytesMax && std::ranges::none_of(code, is_bad);
}

bool is_number_of(std::int32_t number, std::int32_t total) {
  return number >= 1 && number <= total && total <= kTotalMax;
}

bool read_count(std::string_view text, std::int32_t& count) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  return error == std::errc() && end == text.data() + text.size() && !text.empty();
}

std::string_view take_part(std::string_view& text, char end) {
  const auto at = std::min(text.find(end), text.size());
  const auto part = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return part;
}

// The covers found on one page.
struct PageCovers {
  std::vector<CoverCode> codes;  // different ones
  bool has_bad = false;

  bool is_cover() const { return has_bad || !codes.empty(); }
};

PageCovers covers_of(const std::vector<std::string>& texts) {
  PageCovers covers;
  for (const auto& text : texts) {
    if (!is_cover_text(text)) continue;
    auto code = parse_cover(text);
    if (!code) {
      covers.has_bad = true;
    } else if (std::ranges::find(covers.codes, *code) == covers.codes.end()) {
      covers.codes.push_back(std::move(*code));
    }
  }
  return covers;
}

SplitComponent component_under(const PageCovers& covers, std::int32_t page) {
  SplitComponent component;
  component.cover_page = page;
  if (covers.codes.size() == 1) component.cover = covers.codes.front();
  if (covers.codes.size() > 1) component.reasons.push_back(SplitReason::TwoCovers);
  if (covers.has_bad && covers.codes.empty()) component.reasons.push_back(SplitReason::BadCover);
  return component;
}

// The stack's N is what most of its covers say; on a tie the first.
std::int32_t agreed_total(const std::vector<SplitComponent>& components) {
  std::int32_t best = 0;
  std::ptrdiff_t best_votes = 0;
  for (const auto& component : components) {
    if (!component.cover) continue;
    const std::int32_t total = component.cover->total;
    const auto votes = std::ranges::count_if(
        components, [&](const auto& other) { return other.cover && other.cover->total == total; });
    if (votes > best_votes) best = total;
    best_votes = std::max(best_votes, votes);
  }
  return best;
}

void doubt(SplitComponent& component, SplitReason reason) {
  const auto& reasons = component.reasons;
  if (std::ranges::find(reasons, reason) == reasons.end()) component.reasons.push_back(reason);
}

// Holds the covers against each other. A lost cover leaves its pages under the one before it, so
// that component is in doubt, and it alone.
class NumberCheck {
 public:
  explicit NumberCheck(std::vector<SplitComponent>& components)
      : components_(components), total_(agreed_total(components)) {}

  std::vector<std::int32_t> run() {
    for (auto& component : components_) {
      if (component.cover) {
        check(component, *component.cover);
      } else {
        before_ = &component;
      }
    }
    if (before_ != nullptr && last_ > 0 && last_ < total_) {
      doubt(*before_, SplitReason::LastCoversMissing);
    }
    return missing();
  }

 private:
  void check(SplitComponent& component, const CoverCode& code) {
    if (code.total != total_) {
      doubt(component, SplitReason::TotalMismatch);
    } else if (!seen_.insert(code.number).second) {
      doubt(component, SplitReason::RepeatedCover);
    } else if (code.number < last_) {
      doubt(component, SplitReason::OutOfOrder);
    } else {
      if (code.number > last_ + 1 && before_ != nullptr) {
        doubt(*before_, SplitReason::CoverMissing);
      }
      last_ = code.number;
    }
    before_ = &component;
  }

  std::vector<std::int32_t> missing() const {
    std::vector<std::int32_t> numbers;
    for (std::int32_t n = 1; n <= total_; ++n) {
      if (!seen_.contains(n)) numbers.push_back(n);
    }
    return numbers;
  }

  std::vector<SplitComponent>& components_;
  std::int32_t total_;
  SplitComponent* before_ = nullptr;
  std::int32_t last_ = 0;
  std::set<std::int32_t> seen_;
};

constexpr std::array<std::string_view, 9> kReasonsVi = {
    "Có trang đứng trước tờ bìa đầu tiên",
    "Tờ bìa QR không hợp lệ: sai ký tự kiểm tra hoặc sai mẫu",
    "Một trang mang hai tờ bìa QR khác nhau",
    "Thiếu tờ bìa tiếp theo: trang của thành phần khác có thể lẫn ở đây",
    "Tổng số thành phần trên tờ bìa khác với các tờ bìa còn lại của tập",
    "Tờ bìa này xuất hiện lần thứ hai trong tập",
    "Tờ bìa không đúng thứ tự",
    "Tập kết thúc trước tờ bìa cuối cùng: có thể thiếu thành phần",
    "Sau tờ bìa không có trang nào",
};

}  // namespace

Result<std::string> encode_cover(const CoverCode& code) {
  if (!is_code_part(code.dossier)) return bad("dossier code");
  if (!is_code_part(code.component)) return bad("component code");
  if (!is_number_of(code.number, code.total)) return bad("number n of N");
  std::string text(kPrefix);
  text += code.dossier + "|" + code.component + "|" + std::to_string(code.number) + "/" +
          std::to_string(code.total) + "|";
  return text + check_digits(text);
}

bool is_cover_text(std::string_view text) {
  const auto bar = text.find('|');
  return text.starts_with(kFamily) && bar != text.npos && bar <= kFamily.size() + 3;
}

Result<CoverCode> parse_cover(std::string_view text) {
  if (!text.starts_with(kPrefix)) return bad("not version 1");
  if (text.size() < kPrefix.size() + 2) return bad("cut short");
  const auto body = text.substr(0, text.size() - 2);
  if (text.substr(body.size()) != check_digits(body)) return bad("the check digits are wrong");
  auto left = body.substr(kPrefix.size());
  CoverCode code;
  code.dossier = take_part(left, '|');
  code.component = take_part(left, '|');
  auto numbers = take_part(left, '|');
  if (!left.empty()) return bad("too many parts");
  const bool has_numbers =
      read_count(take_part(numbers, '/'), code.number) && read_count(numbers, code.total);
  if (!has_numbers || !is_number_of(code.number, code.total)) return bad("number n of N");
  if (!is_code_part(code.dossier) || !is_code_part(code.component)) return bad("a code is missing");
  return code;
}

Result<std::vector<CoverSheet>> make_covers(std::span<const CoverRequest> components) {
  std::vector<CoverSheet> sheets;
  const auto total = static_cast<std::int32_t>(components.size());
  for (const auto& component : components) {
    CoverSheet sheet;
    sheet.dossier = component.dossier;
    sheet.component = component.component;
    sheet.title = component.title;
    sheet.number = static_cast<std::int32_t>(sheets.size()) + 1;
    sheet.total = total;
    sheet.payload = TRY(encode_cover({sheet.dossier, sheet.component, sheet.number, total}));
    sheets.push_back(std::move(sheet));
  }
  return sheets;
}

std::string_view text_vi(SplitReason reason) {
  return kReasonsVi[static_cast<std::size_t>(reason)];
}

StackSplit split_stack(std::span<const std::vector<std::string>> pages) {
  StackSplit split;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const auto page = static_cast<std::int32_t>(i);
    const PageCovers covers = covers_of(pages[i]);
    if (covers.is_cover()) {
      split.components.push_back(component_under(covers, page));
      ++split.cover_pages;
      continue;
    }
    if (split.components.empty()) {
      split.components.emplace_back().reasons.push_back(SplitReason::BeforeFirstCover);
    }
    split.components.back().pages.push_back(page);
    ++split.content_pages;
  }
  split.missing = NumberCheck(split.components).run();
  for (auto& component : split.components) {
    if (component.pages.empty()) doubt(component, SplitReason::NoContent);
  }
  return split;
}

}  // namespace sohoa
