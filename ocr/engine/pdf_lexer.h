// Cuts a content stream into operators and their operands (ISO 32000-1, 7.8.2).
//
// Small and quick on purpose: pages of a born-digital file are scanned for every question we ask,
// and only numbers and names matter to us. Strings are counted, not kept.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace sohoa::pdf {

/// One operator with its last operands. Views into the stream.
struct Operation {
  std::string_view op;
  std::array<double, 6> numbers{};  ///< the last six, the very last at [5]
  int number_count = 0;             ///< how many of them stand before this operator, at most 6
  std::string_view name;            ///< the last name, without the slash
  std::size_t string_bytes = 0;     ///< bytes of text in string operands
  std::size_t begin = 0;            ///< of the first operand
  std::size_t end = 0;              ///< one past the operator (inline images: past EI)
};

class Lexer {
 public:
  explicit Lexer(std::string_view content) : content_(content) {}

  /// False at the end of the stream. An inline image comes as one operation "BI".
  bool next(Operation& operation);

 private:
  void skip_blank();
  void read_number_or_operator(Operation& operation, bool& done);
  void skip_string(Operation& operation);
  void skip_hex_or_dict(Operation& operation);
  void skip_inline_image();
  std::string_view regular_run();

  std::string_view content_;
  std::size_t at_ = 0;
};

}  // namespace sohoa::pdf
