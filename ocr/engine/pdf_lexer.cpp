#include "ocr/engine/pdf_lexer.h"

#include <algorithm>
#include <charconv>

namespace sohoa::pdf {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}
bool is_delimiter(char c) {
  return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' ||
         c == '}' || c == '/' || c == '%';
}
bool is_regular(char c) {
  return !is_blank(c) && !is_delimiter(c);
}

void push_number(Operation& operation, double value) {
  std::rotate(operation.numbers.begin(), operation.numbers.begin() + 1, operation.numbers.end());
  operation.numbers.back() = value;
  operation.number_count = std::min(operation.number_count + 1, 6);
}

}  // namespace

void Lexer::skip_blank() {
  while (at_ < content_.size()) {
    if (content_[at_] == '%') {
      at_ = std::min(content_.find_first_of("\r\n", at_), content_.size());
    } else if (is_blank(content_[at_])) {
      ++at_;
    } else {
      return;
    }
  }
}

std::string_view Lexer::regular_run() {
  const std::size_t begin = at_;
  while (at_ < content_.size() && is_regular(content_[at_])) ++at_;
  return content_.substr(begin, at_ - begin);
}

void Lexer::skip_string(Operation& operation) {
  int depth = 0;
  do {
    const char c = content_[at_++];
    if (c == '\\') ++at_;
    if (c == '(') ++depth;
    if (c == ')') --depth;
    ++operation.string_bytes;
  } while (depth > 0 && at_ < content_.size());
  operation.string_bytes -= std::min<std::size_t>(operation.string_bytes, 2);
  at_ = std::min(at_, content_.size());
}

void Lexer::skip_hex_or_dict(Operation& operation) {
  if (content_.substr(at_, 2) == "<<") {
    at_ += 2;
    return;
  }
  const std::size_t close = std::min(content_.find('>', at_), content_.size());
  operation.string_bytes += (close - at_) / 2;
  at_ = std::min(close + 1, content_.size());
}

void Lexer::skip_inline_image() {
  // The image's length is not written, so EI is looked for between blanks (8.9.7); data may hold
  // such bytes by chance, therefore what follows must look like text.
  std::size_t from = std::min(content_.find("ID", at_), content_.size());
  while (from < content_.size()) {
    const std::size_t end = content_.find("EI", from + 2);
    if (end == std::string_view::npos) break;
    const std::string_view after = content_.substr(end + 2, 12);
    const bool is_text = std::all_of(
        after.begin(), after.end(), [](char c) { return is_blank(c) || (c >= 0x20 && c < 0x7f); });
    if (is_blank(content_[end - 1]) && is_text && (after.empty() || is_blank(after[0]))) {
      at_ = end + 2;
      return;
    }
    from = end;
  }
  at_ = content_.size();
}

void Lexer::read_number_or_operator(Operation& operation, bool& done) {
  const std::string_view run = regular_run();
  double value = 0;
  const char* first = run.data() + (run.front() == '+' ? 1 : 0);
  const auto [end, error] = std::from_chars(first, run.data() + run.size(), value);
  if (error == std::errc() && end == run.data() + run.size()) {
    push_number(operation, value);
    return;
  }
  operation.op = run;
  done = true;
}

bool Lexer::next(Operation& operation) {
  operation = {};
  skip_blank();
  operation.begin = at_;
  bool done = false;
  while (!done) {
    skip_blank();
    if (at_ >= content_.size()) return false;
    const char c = content_[at_];
    if (c == '(') {
      skip_string(operation);
    } else if (c == '<') {
      skip_hex_or_dict(operation);
    } else if (c == '/') {
      ++at_;
      operation.name = regular_run();
    } else if (is_delimiter(c)) {
      ++at_;
    } else {
      read_number_or_operator(operation, done);
    }
  }
  if (operation.op == "BI") skip_inline_image();
  operation.end = at_;
  return true;
}

}  // namespace sohoa::pdf
