// Codes of digitised papers: -KQ(n) for results by law, a configurable template for the rest.
//
// The official template of TT 01/2023 art. 10 is unknown to us (an image in every public copy), so
// it is profile data; codes are never given twice and old ones live on as aliases.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"

namespace sohoa {

struct ItemCodeParts {
  std::string owner;  ///< may be empty: ".KQ.G15.000127-001"
  std::string type;   ///< document type code
  std::string dossier;
  std::string component;
  std::int32_t year = 0;
};

/// Tokens {owner} {type} {seq} {seq3} {seq4} {yyyy} {dossier} {dossier_no} {component};
/// {dossier_no} is what follows the last '-' of the dossier's code. BadProfile when a token is
/// unknown, a brace has no partner, two sequences stand in it, or nothing in it tells two papers
/// apart.
Result<void> check_code_template(std::string_view pattern);
/// The code without its sequence number: what a counter is kept for.
std::string code_series(std::string_view pattern, const ItemCodeParts& parts);
/// A pattern without a sequence gives the bare code for 1 and appends "-2", "-3", …: so
/// sequence + 1 is the next candidate whatever the pattern, when the store says CodeTaken. White
/// space inside parts (passport numbers) is dropped. `pattern` has passed check_code_template.
std::string make_code(std::string_view pattern, const ItemCodeParts& parts, std::int32_t sequence);

/// "<dossier>-KQ<n>" (NĐ 45/2020 art. 14.3).
std::string result_code(std::string_view dossier, std::int32_t ordinal);
/// Accepts -KQ1, -KQ01, -KQ(1), any case: gives the normal form; nullopt when it is no result code.
std::optional<std::string> normal_result_code(std::string_view code);

}  // namespace sohoa
