#include "policy/scope.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace sohoa {
namespace {

using enum DigitizeClass;

struct ClassRow {
  DigitizeClass value;
  std::string_view name;
  ScopeOutcome outcome;
  std::string_view vi;
  std::string_view en;
};

// TT 01/2023 art. 4: clause 1 says what is digitised, clause 2 what is not. In enum order.
constexpr std::array kClasses = {
    ClassRow{PriorResult,
             "A_prior_result",
             ScopeOutcome::Digitise,
             "Thành phần là kết quả của thủ tục hành chính trước đó: phải số hóa.",
             "The component is the result of an earlier procedure: digitised."},
    ClassRow{SpecialisedLaw,
             "B_specialised_law",
             ScopeOutcome::Digitise,
             "Pháp luật chuyên ngành quy định thành phần này phải số hóa.",
             "Specialised law has it digitised."},
    ClassRow{List,
             "C_list",
             ScopeOutcome::Digitise,
             "Thành phần thuộc danh mục phải số hóa do bộ hoặc tỉnh quyết định.",
             "It is on the ministry's or province's list."},
    ClassRow{OnDemand,
             "D_on_demand",
             ScopeOutcome::OnDemand,
             "Thành phần chỉ số hóa khi tổ chức, cá nhân có nhu cầu.",
             "Digitised when the applicant asks for it."},
    ClassRow{NoneSharedData,
             "NONE_shared_data",
             ScopeOutcome::NotDigitised,
             "Đã có dữ liệu được chia sẻ, có giá trị pháp lý: không số hóa.",
             "Already shared as legally valid data: not digitised."},
    ClassRow{NoneCopy,
             "NONE_copy",
             ScopeOutcome::NotDigitised,
             "Bản chụp hoặc bản sao giấy có chứng thực: không số hóa.",
             "A photocopy or certified paper copy: not digitised."},
    ClassRow{NoneShowOnly,
             "NONE_show_only",
             ScopeOutcome::NotDigitised,
             "Giấy tờ chỉ để xuất trình, đối chiếu: không số hóa.",
             "Only to be shown: not digitised."},
    ClassRow{NoneSecret,
             "NONE_secret",
             ScopeOutcome::Refused,
             "Giấy tờ thuộc bí mật nhà nước: từ chối tiếp nhận, không lưu bản chụp.",
             "A state secret: refused, nothing is kept."},
};

const ClassRow& row(DigitizeClass value) {
  return kClasses.at(static_cast<std::size_t>(value));
}

Reason reason(std::string_view rule, ReasonOutcome outcome, std::string vi, std::string en) {
  return {std::string(rule), ClauseId::Tt01Art4, outcome, std::move(vi), std::move(en)};
}

ReasonOutcome outcome_of(ScopeOutcome outcome) {
  switch (outcome) {
    case ScopeOutcome::Digitise:
      return ReasonOutcome::Passed;
    case ScopeOutcome::OnDemand:
      return ReasonOutcome::Note;
    case ScopeOutcome::NotDigitised:
    case ScopeOutcome::Refused:
      return ReasonOutcome::Failed;
  }
  return ReasonOutcome::Unknown;
}

ScopeDecision by_class(DigitizeClass value) {
  const ClassRow& of = row(value);
  return {
      of.outcome,
      false,
      {reason("digitize-class", outcome_of(of.outcome), std::string(of.vi), std::string(of.en))}};
}

ScopeDecision by_stamp(const SecrecyMark& mark) {
  const std::string stamp(text_vi(mark.level));
  const std::string page = std::to_string(mark.page);
  return {ScopeOutcome::Refused,
          false,
          {reason("secrecy-stamp",
                  ReasonOutcome::Failed,
                  "Trang " + page + " có dấu \"" + stamp +
                      "\": giấy tờ thuộc bí mật nhà nước, từ chối tiếp nhận, không lưu bản chụp.",
                  "Page " + page + " is stamped \"" + stamp + "\": refused, nothing is kept.")}};
}

ScopeDecision by_no_class() {
  return {ScopeOutcome::Digitise,
          true,
          {reason("digitize-class",
                  ReasonOutcome::Unknown,
                  "Chưa biết giấy tờ thuộc diện nào theo danh mục thủ tục; cán bộ quyết định.",
                  "Its class is not known; the officer decides.")}};
}

// An electronic certified copy replaces the original (NĐ 45/2020 art. 10): art. 4 keeps it in.
ScopeDecision by_e_copy() {
  return {ScopeOutcome::Digitise,
          false,
          {reason("digitize-class",
                  ReasonOutcome::Passed,
                  "Bản sao điện tử được chứng thực từ bản chính: được số hóa.",
                  "An electronic certified copy: digitised.")}};
}

ScopeDecision decide_class(const ScopeFacts& facts) {
  const auto declared = parse_digitize_class(facts.declared);
  if (declared == NoneSecret || facts.catalogue == NoneSecret) return by_class(NoneSecret);
  const auto value = facts.catalogue ? facts.catalogue : declared;
  if (!value) return by_no_class();
  if (*value == NoneCopy && facts.is_e_certified_copy) return by_e_copy();
  return by_class(*value);
}

void ask_about(const SecrecyMark& mark, ScopeDecision& decision) {
  decision.asks_officer = true;
  decision.reasons.push_back(reason(
      "secrecy-stamp",
      ReasonOutcome::Unknown,
      "Trang " + std::to_string(mark.page) + " có chữ \"" + std::string(text_vi(mark.level)) +
          "\", có thể là dấu chỉ độ mật; cán bộ phải xem trước khi dùng.",
      "Page " + std::to_string(mark.page) + " may bear a secrecy stamp; an officer must look."));
}

// ---- The stamp ---------------------------------------------------------------------------------

std::string joined(const Line& line) {
  std::string text;
  for (const Word& word : line.words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

// Without what frames and noise leave at a stamp's edges. ASCII only: it looks at bytes.
std::string bare(const std::string& text) {
  constexpr std::string_view kNoise = " .,:;|[](){}<>*_-'\"!/\\=~";
  const auto first = text.find_first_not_of(kNoise);
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(kNoise) - first + 1);
}

struct Stamp {
  std::string_view text;
  Secrecy level;
};
constexpr std::array kStamps = {Stamp{"tuyệt mật", Secrecy::MostSecret},
                                Stamp{"tối mật", Secrecy::TopSecret},
                                Stamp{"mật", Secrecy::Secret}};

Secrecy stamp_of(std::string_view lower) {
  for (const Stamp& stamp : kStamps) {
    if (lower == stamp.text) return stamp.level;
  }
  return Secrecy::None;
}

// "MẬT Đồng Nai, ngày …": a stamp on one line with the date beside it, or words of a sentence.
Secrecy leading_stamp(std::string_view lower) {
  for (const Stamp& stamp : kStamps) {
    if (lower.starts_with(std::string(stamp.text) + " ")) return stamp.level;
  }
  return Secrecy::None;
}

// "Độ mật: Tối mật" stands where a form has no room for the stamp.
std::string_view without_label(std::string_view lower) {
  constexpr std::string_view kLabel = "độ mật";
  if (!lower.starts_with(kLabel)) return lower;
  const auto rest = lower.find_first_not_of(" :", kLabel.size());
  return rest == std::string_view::npos ? std::string_view() : lower.substr(rest);
}

// Capitals say "stamp"; the same words in small letters may stand in a table.
bool is_in_capitals(const std::string& text) {
  constexpr std::string_view kSmall = "abcdefghijklmnopqrstuvwxyz";
  return text.find_first_of(kSmall) == std::string::npos;
}

bool is_in_upper_half(const Box& box, const PageText& page) {
  return box.y + box.h / 2 < page.height_px / 2;
}

std::optional<SecrecyMark> mark_of(const Line& line, const PageText& page, std::int32_t number) {
  const std::string text = bare(joined(line));
  const std::string lower = to_lower(text);
  const std::string_view value = without_label(lower);
  const bool has_label = value.size() != lower.size();
  if (const Secrecy level = stamp_of(value); level != Secrecy::None) {
    const bool is_stamp = has_label || is_in_capitals(text);
    return SecrecyMark{level, is_stamp && is_in_upper_half(line.box, page), number, line.box};
  }
  const std::string first = text.substr(0, text.find(' '));
  const Secrecy level = leading_stamp(lower);
  if (level == Secrecy::None || !is_in_capitals(first)) return std::nullopt;
  return SecrecyMark{level, false, number, line.box};
}

bool is_graver(const SecrecyMark& a, const SecrecyMark& b) {
  return a.is_plain != b.is_plain ? a.is_plain : a.level > b.level;
}

}  // namespace

ScopeDecision decide_scope(const ScopeFacts& facts) {
  if (facts.mark && facts.mark->is_plain) return by_stamp(*facts.mark);
  ScopeDecision decision = decide_class(facts);
  if (facts.mark && decision.outcome != ScopeOutcome::Refused) ask_about(*facts.mark, decision);
  return decision;
}

std::optional<SecrecyMark> find_secrecy_mark(const std::vector<PageText>& pages) {
  std::optional<SecrecyMark> gravest;
  std::int32_t number = 0;
  for (const PageText& page : pages) {
    ++number;
    for (const Line& line : page.lines) {
      const auto mark = mark_of(line, page, number);
      if (mark && (!gravest || is_graver(*mark, *gravest))) gravest = mark;
    }
  }
  return gravest;
}

std::string_view name(DigitizeClass value) {
  return row(value).name;
}

std::optional<DigitizeClass> parse_digitize_class(std::string_view name) {
  for (const ClassRow& of : kClasses) {
    if (of.name == name) return of.value;
  }
  return std::nullopt;
}

bool is_left_out(DigitizeClass value) {
  return row(value).outcome == ScopeOutcome::NotDigitised ||
         row(value).outcome == ScopeOutcome::Refused;
}

std::string_view name(ScopeOutcome outcome) {
  constexpr std::array<std::string_view, 4> kNames = {
      "digitise", "on-demand", "not-digitised", "refused"};
  return kNames.at(static_cast<std::size_t>(outcome));
}

std::string_view text_vi(Secrecy level) {
  constexpr std::array<std::string_view, 4> kTexts = {"", "MẬT", "TỐI MẬT", "TUYỆT MẬT"};
  return kTexts.at(static_cast<std::size_t>(level));
}

}  // namespace sohoa
