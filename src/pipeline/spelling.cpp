#include "pipeline/spelling.h"

#include <algorithm>
#include <set>

namespace sohoa {
namespace {

std::vector<Correction> proposals(const PageText& page,
                                  const Lexicon& lexicon,
                                  const ReviewProfile& rules) {
  if (page.source != TextSource::Ocr || lexicon.size() == 0) return {};
  return propose_corrections(page, lexicon, rules.correct_below);
}

std::string line_text(const Line& line) {
  std::string text;
  for (const Word& word : line.words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

bool is_inside(const Box& part, const Box& whole) {
  const std::int32_t x = part.x + part.w / 2;
  const std::int32_t y = part.y + part.h / 2;
  return x >= whole.x && x <= whole.x + whole.w && y >= whole.y && y <= whole.y + whole.h;
}

// `from` as a word of its own; values are the text as read, only spaced and trimmed.
bool replace_word(std::string& text, const std::string& from, const std::string& to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + 1)) {
    const auto end = at + from.size();
    const bool begins = at == 0 || text[at - 1] == ' ';
    const bool ends = end == text.size() || text[end] == ' ';
    if (!begins || !ends) continue;
    text.replace(at, from.size(), to);
    return true;
  }
  return false;
}

bool may_offer(const FieldTemplate* form, const Field& field, const ReviewProfile& rules) {
  if (form == nullptr || !may_correct(form->type) || field.value.empty()) return false;
  const auto& never = rules.never_corrected;
  return field.source == FieldSource::Ocr && field.page >= 1 &&
         std::ranges::find(never, name(form->type)) == never.end();
}

void offer(Field& field, const std::vector<Correction>& corrections) {
  std::string better = field.value;
  for (const Correction& one : corrections) {
    if (is_inside(one.box, field.box)) replace_word(better, one.from, one.to);
  }
  if (better == field.value) return;
  field.candidates.push_back(better);
  field.rules.push_back({"spelling",
                         RuleOutcome::Warning,
                         "Có từ đọc chưa chắc; có thể là «" + better + "».",
                         "A word was read with doubt; it may be «" + better + "»."});
}

}  // namespace

std::string index_text_of(const PageText& page,
                          const Lexicon& lexicon,
                          const ReviewProfile& rules) {
  std::string text = plain_text(page);
  const auto corrections = proposals(page, lexicon, rules);
  if (corrections.empty()) return text;
  PageText spelled = page;
  std::set<std::size_t> lines;
  for (const Correction& one : corrections) {
    spelled.lines.at(one.line).words.at(one.word).text = one.to;
    lines.insert(one.line);
  }
  for (const std::size_t line : lines) text += "\n" + line_text(spelled.lines[line]);
  return text;
}

void offer_spelling(const ComponentPages& loaded,
                    const DocumentTemplate& form,
                    const Lexicon& lexicon,
                    const ReviewProfile& rules,
                    std::vector<Field>& fields) {
  for (Field& field : fields) {
    if (!may_offer(form.field(field.id), field, rules)) continue;
    const auto index = static_cast<std::size_t>(field.page - 1);
    if (index >= loaded.pages.size() || !loaded.pages[index].result) continue;
    offer(field, proposals(loaded.pages[index].result->reading.text, lexicon, rules));
  }
}

}  // namespace sohoa
