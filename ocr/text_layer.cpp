#include "ocr/text_layer.h"
namespace sohoa {
LayerJudgement judge_text_layer(const PageText& layer, double image_share) {
  (void)image_share;
  return {layer.lines.empty() ? LayerVerdict::Empty : LayerVerdict::Trusted, 1, "temp"};
}
bool is_vietnamese_syllable(std::string_view) { return true; }
}
