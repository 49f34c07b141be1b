// May an existing text layer be trusted, or must the page be read again?
//
// Pure. A layer is kept only when it is there, is Vietnamese or plain Latin text by its syllables,
// and covers the page's ink; mojibake (wrong ToUnicode, legacy TCVN3/VNI fonts) is noticed.
#pragma once

#include <cstdint>
#include <string>

#include "ocr/page_text.h"

namespace sohoa {

enum class LayerVerdict : std::uint8_t { Trusted, Empty, Mojibake, Sparse };

struct LayerJudgement {
  LayerVerdict verdict = LayerVerdict::Empty;
  double valid_share = 0;  ///< words that are valid syllables, numbers or codes, 0..1
  std::string reason;      ///< one English sentence
};

/// Judges a layer of a page whose largest image covers `image_share` of it (0..1).
LayerJudgement judge_text_layer(const PageText& layer, double image_share);

/// Whether a word is a possible Vietnamese syllable: onset, rhyme, tone; any case. "nghiêng" yes,
/// "tr¬êng" no. Digits, codes and short Latin words are judged by the caller.
bool is_vietnamese_syllable(std::string_view word);

}  // namespace sohoa
