#include "policy/item_code.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <vector>

#include "core/text.h"

namespace sohoa {
namespace {

enum class Token : std::uint8_t {
  Literal,
  Owner,
  Type,
  Seq,
  Seq3,
  Seq4,
  Year,
  Dossier,
  DossierNo,
  Component
};

struct TokenName {
  std::string_view name;
  Token token;
};

constexpr std::array kTokens = {TokenName{"owner", Token::Owner},
                                TokenName{"type", Token::Type},
                                TokenName{"seq", Token::Seq},
                                TokenName{"seq3", Token::Seq3},
                                TokenName{"seq4", Token::Seq4},
                                TokenName{"yyyy", Token::Year},
                                TokenName{"dossier", Token::Dossier},
                                TokenName{"dossier_no", Token::DossierNo},
                                TokenName{"component", Token::Component}};

struct Piece {
  Token token = Token::Literal;
  std::string text;  ///< of a literal
};

Error bad_template(std::string_view pattern, const std::string& what) {
  return Error{Fault::BadProfile, "code template '" + std::string(pattern) + "': " + what, {}};
}

Result<Piece> token_piece(std::string_view pattern, std::string_view name) {
  const auto* found = std::find_if(
      kTokens.begin(), kTokens.end(), [&](const TokenName& one) { return one.name == name; });
  if (found == kTokens.end()) {
    return bad_template(pattern, "unknown token {" + std::string(name) + "}");
  }
  return Piece{found->token, {}};
}

Result<std::vector<Piece>> parse(std::string_view pattern) {
  std::vector<Piece> pieces;
  for (std::string_view rest = pattern; !rest.empty();) {
    const auto brace = std::min(rest.find_first_of("{}"), rest.size());
    if (brace > 0) pieces.push_back({Token::Literal, std::string(rest.substr(0, brace))});
    rest.remove_prefix(brace);
    if (rest.empty()) break;
    const auto close = rest.find('}');
    if (rest.front() == '}' || close == std::string_view::npos) {
      return bad_template(pattern, "a brace has no partner");
    }
    pieces.push_back(TRY(token_piece(pattern, rest.substr(1, close - 1))));
    rest.remove_prefix(close + 1);
  }
  return pieces;
}

bool is_sequence(const Piece& piece) {
  return piece.token == Token::Seq || piece.token == Token::Seq3 || piece.token == Token::Seq4;
}

// Without one of these every paper of a type, or of the site, would share one code.
bool tells_apart(const Piece& piece) {
  return is_sequence(piece) || piece.token == Token::Dossier || piece.token == Token::DossierNo ||
         piece.token == Token::Owner;
}

bool has_white_space(std::string_view text) {
  return split_words(text).size() != 1 || split_words(text).front().size() != text.size();
}

std::string solid(std::string_view text) {
  std::string all;
  for (const std::string_view word : split_words(text)) all += word;
  return all;
}

std::string padded(std::int32_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return digits.size() >= width ? digits : std::string(width - digits.size(), '0') + digits;
}

std::string_view dossier_number(std::string_view dossier) {
  const auto dash = dossier.rfind('-');
  return dash == std::string_view::npos ? dossier : dossier.substr(dash + 1);
}

// What stands for one piece; nothing for a sequence.
std::string part_text(const Piece& piece, const ItemCodeParts& parts) {
  switch (piece.token) {
    case Token::Owner:
      return solid(parts.owner);
    case Token::Type:
      return solid(parts.type);
    case Token::Year:
      return padded(parts.year, 4);
    case Token::Dossier:
      return solid(parts.dossier);
    case Token::DossierNo:
      return solid(dossier_number(parts.dossier));
    case Token::Component:
      return solid(parts.component);
    default:
      return piece.text;
  }
}

std::string sequence_text(Token token, std::int32_t sequence) {
  if (token == Token::Seq3) return padded(sequence, 3);
  if (token == Token::Seq4) return padded(sequence, 4);
  return std::to_string(sequence);
}

char upper(char c) {
  return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}

// The ordinal of "1", "01" or "(1)"; 0 when it is none.
std::int32_t ordinal_of(std::string_view text) {
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    text = text.substr(1, text.size() - 2);
  }
  constexpr std::size_t kMostDigits = 9;
  if (text.empty() || text.size() > kMostDigits) return 0;
  std::int32_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

Result<void> check_code_template(std::string_view pattern) {
  const std::vector<Piece> pieces = TRY(parse(pattern));
  if (pattern.empty() || has_white_space(pattern)) {
    return bad_template(pattern, "it is empty or has white space");
  }
  if (std::count_if(pieces.begin(), pieces.end(), is_sequence) > 1) {
    return bad_template(pattern, "two sequence numbers");
  }
  if (std::any_of(pieces.begin(), pieces.end(), tells_apart)) return {};
  return bad_template(pattern, "it has no {seq}, {dossier} or {owner} to tell papers apart");
}

std::string code_series(std::string_view pattern, const ItemCodeParts& parts) {
  const auto pieces = parse(pattern);
  std::string series;
  if (!pieces) return series;
  for (const Piece& piece : *pieces) series += part_text(piece, parts);
  return series;
}

std::string make_code(std::string_view pattern, const ItemCodeParts& parts, std::int32_t sequence) {
  const auto pieces = parse(pattern);
  std::string code;
  if (!pieces) return code;
  bool is_counted = false;
  for (const Piece& piece : *pieces) {
    code += is_sequence(piece) ? sequence_text(piece.token, sequence) : part_text(piece, parts);
    is_counted = is_counted || is_sequence(piece);
  }
  return is_counted || sequence <= 1 ? code : code + "-" + std::to_string(sequence);
}

std::string result_code(std::string_view dossier, std::int32_t ordinal) {
  return std::string(dossier) + "-KQ" + std::to_string(ordinal);
}

std::optional<std::string> normal_result_code(std::string_view code) {
  std::string text = solid(code);
  std::transform(text.begin(), text.end(), text.begin(), upper);
  const auto mark = text.rfind("-KQ");
  if (mark == std::string::npos || mark == 0) return std::nullopt;
  const std::int32_t ordinal = ordinal_of(std::string_view(text).substr(mark + 3));
  if (ordinal == 0) return std::nullopt;
  return result_code(std::string_view(text).substr(0, mark), ordinal);
}

}  // namespace sohoa
