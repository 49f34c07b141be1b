#include "ocr/text_layer.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/text.h"

namespace sohoa {
namespace {

// Thresholds. A layer that misses them is read again, which costs a second of CPU; a bad layer
// that is kept loses the page for search for ever. So doubt goes against the layer.
constexpr double kValidShareMin = 0.7;        ///< good layers measure 0.97–1.00, TCVN3 below 0.35
constexpr double kScanShare = 0.5;            ///< the page is a scan with text laid over it
constexpr double kTextAreaMin = 0.01;         ///< of the page; a full page has 0.08–0.3
constexpr std::size_t kFewWords = 20;         ///< a stamp, a page number, a signature's caption
constexpr std::size_t kWordsForAccents = 20;  ///< from here Vietnamese without any accent is odd

constexpr std::array<std::u32string_view, 28> kOnsets = {
    U"ngh", U"ng", U"nh", U"gh", U"gi", U"kh", U"ph", U"th", U"tr", U"ch", U"qu", U"b", U"c", U"d",
    U"đ",   U"g",  U"h",  U"k",  U"l",  U"m",  U"n",  U"p",  U"r",  U"s",  U"t",  U"v", U"x", U""};

/// Rhymes without tone; the list of the orthography (Hoàng Phê, Chính tả tiếng Việt).
constexpr auto kRhymes = std::to_array<std::u32string_view>({
    U"a",    U"ac",   U"ach",  U"ai",  U"am",   U"an",   U"ang",  U"anh",  U"ao",  U"ap",   U"at",
    U"au",   U"ay",   U"e",    U"ec",  U"em",   U"en",   U"eng",  U"eo",   U"ep",  U"et",   U"i",
    U"ia",   U"ich",  U"im",   U"in",  U"inh",  U"ip",   U"it",   U"iu",   U"iêc", U"iêm",  U"iên",
    U"iêng", U"iêp",  U"iêt",  U"iêu", U"o",    U"oa",   U"oac",  U"oach", U"oai", U"oam",  U"oan",
    U"oang", U"oanh", U"oao",  U"oap", U"oat",  U"oay",  U"oc",   U"oe",   U"oen", U"oeo",  U"oet",
    U"oi",   U"om",   U"on",   U"ong", U"ooc",  U"oong", U"op",   U"ot",   U"oăc", U"oăm",  U"oăn",
    U"oăng", U"oăt",  U"u",    U"ua",  U"uc",   U"ui",   U"um",   U"un",   U"ung", U"uy",   U"uya",
    U"uych", U"uyn",  U"uynh", U"uyp", U"uyt",  U"uyu",  U"uyên", U"uyêt", U"uân", U"uâng", U"uât",
    U"uây",  U"uê",   U"uêch", U"uên", U"uênh", U"uêu",  U"uôc",  U"uôi",  U"uôm", U"uôn",  U"uông",
    U"uôt",  U"uơ",   U"up",   U"ut",  U"y",    U"ych",  U"yn",   U"ynh",  U"yt",  U"yu",   U"yêm",
    U"yên",  U"yêng", U"yêt",  U"yêu", U"âc",   U"âm",   U"ân",   U"âng",  U"âp",  U"ât",   U"âu",
    U"ây",   U"ê",    U"êch",  U"êm",  U"ên",   U"êng",  U"ênh",  U"êp",   U"êt",  U"êu",   U"ô",
    U"ôc",   U"ôi",   U"ôm",   U"ôn",  U"ông",  U"ôp",   U"ôt",   U"ăc",   U"ăm",  U"ăn",   U"ăng",
    U"ăp",   U"ăt",   U"ơ",    U"ơi",  U"ơm",   U"ơn",   U"ơp",   U"ơt",   U"ơu",  U"ư",    U"ưa",
    U"ưc",   U"ưi",   U"ưm",   U"ưn",  U"ưng",  U"ưt",   U"ưu",   U"ươc",  U"ươi", U"ươm",  U"ươn",
    U"ương", U"ươp",  U"ươt",  U"ươu",
});

enum class Tone : std::uint8_t { Level, Grave, Hook, Tilde, Acute, Dot };

struct ToneRow {
  char32_t plain;
  std::u32string_view toned;  ///< grave, hook, tilde, acute, dot
};
constexpr std::array<ToneRow, 12> kTones = {{{U'a', U"àảãáạ"},
                                             {U'ă', U"ằẳẵắặ"},
                                             {U'â', U"ầẩẫấậ"},
                                             {U'e', U"èẻẽéẹ"},
                                             {U'ê', U"ềểễếệ"},
                                             {U'i', U"ìỉĩíị"},
                                             {U'o', U"òỏõóọ"},
                                             {U'ô', U"ồổỗốộ"},
                                             {U'ơ', U"ờởỡớợ"},
                                             {U'u', U"ùủũúụ"},
                                             {U'ư', U"ừửữứự"},
                                             {U'y', U"ỳỷỹýỵ"}}};

/// Takes the tone off a letter; nullopt when it has none.
std::optional<std::pair<char32_t, Tone>> split_tone(char32_t c) {
  for (const ToneRow& row : kTones) {
    const std::size_t at = row.toned.find(c);
    if (at != row.toned.npos) return std::pair{row.plain, static_cast<Tone>(at + 1)};
  }
  return std::nullopt;
}

bool is_rhyme(std::u32string_view rhyme) {
  return std::find(kRhymes.begin(), kRhymes.end(), rhyme) != kRhymes.end();
}

/// A closed syllable (final p, t, c, ch) takes acute or dot only.
bool tone_fits(std::u32string_view rhyme, Tone tone) {
  const char32_t last = rhyme.back();
  const bool is_stop = last == U'p' || last == U't' || last == U'c' || rhyme.ends_with(U"ch");
  return !is_stop || tone == Tone::Acute || tone == Tone::Dot;
}

bool is_letter_of_word(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xc0 && c <= 0x24f && c != 0xd7 && c != 0xf7) || (c >= 0x1e00 && c <= 0x1eff);
}
bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

/// Marks that stand beside words in office papers. Latin-1 symbols that TCVN3 uses for letters
/// ("¬", "®", "µ", "¸", "¹") are not among them.
bool is_mark(char32_t c) {
  constexpr std::u32string_view kMarks =
      U".,:;!?()[]{}<>\"'“”‘’«»…–—-_/\\|*+=&%#@~^`•·●○◦□■☐☑☒✓×°²³§№đ₫$€";
  return kMarks.find(c) != kMarks.npos && c != U'đ';
}

enum class Judged : std::uint8_t { Good, Neutral, Bad };

bool is_upper_code(std::u32string_view part) {
  return part.size() <= 8 && std::all_of(part.begin(), part.end(), [](char32_t c) {
           return (c >= U'A' && c <= U'Z') || c == U'Đ' || c == U'Ư' || c == U'Ô' || c == U'Ơ' ||
                  is_digit(c);
         });
}

/// Plain Latin words: English, names, or Vietnamese typed without marks. A wrong ToUnicode map
/// gives letters too, but hardly any word with vowels where words have them.
bool is_latin_word(std::u32string_view part) {
  std::size_t run = 0;
  bool has_vowel = false;
  for (const char32_t c : part) {
    if (c > 0x7f || !is_letter_of_word(c)) return false;
    const bool vowel = std::u32string_view(U"aeiouyAEIOUY").find(c) != std::u32string_view::npos;
    has_vowel |= vowel;
    run = vowel ? 0 : run + 1;
    if (run > 4) return false;
  }
  return has_vowel && part.size() <= 24;
}

Judged judge_part(std::u32string_view part) {
  if (std::all_of(part.begin(), part.end(), is_digit)) return Judged::Good;
  if (is_vietnamese_syllable(to_utf8(part))) return Judged::Good;
  if (is_upper_code(part)) return Judged::Good;
  if (is_latin_word(part)) return Judged::Neutral;
  if (part.size() == 1 && is_letter_of_word(part[0])) return Judged::Neutral;
  // "7b", "A4", "m2": letters and digits mixed in ASCII are a code.
  const bool is_code = std::all_of(part.begin(), part.end(), [](char32_t c) {
    return c < 0x80 && (is_digit(c) || is_letter_of_word(c));
  });
  return is_code && std::any_of(part.begin(), part.end(), is_digit) ? Judged::Neutral : Judged::Bad;
}

/// Pieces between marks: "1047/BC-VP" is three, "(khoản" is one.
std::vector<std::u32string> parts_of(std::string_view word) {
  std::vector<std::u32string> parts(1);
  for (const char32_t c : to_utf32(word)) {
    if (!is_mark(c)) {
      parts.back() += c;
    } else if (!parts.back().empty()) {
      parts.emplace_back();
    }
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

/// The worst of a word's pieces; nullopt for marks alone.
std::optional<Judged> judge_word(std::string_view word) {
  std::optional<Judged> worst;
  for (const std::u32string& part : parts_of(word)) {
    const Judged judged = judge_part(part);
    if (!worst || judged > *worst) worst = judged;
  }
  return worst;
}

struct Tally {
  std::size_t good = 0;
  std::size_t neutral = 0;
  std::size_t bad = 0;
  std::size_t accented = 0;
  std::size_t syllables = 0;
  std::size_t codes = 0;  ///< short runs of capitals that are no syllables
  double area_px = 0;

  std::size_t judged() const { return good + neutral + bad; }
  double valid_share() const {
    return judged() == 0 ? 0 : static_cast<double>(good + neutral) / static_cast<double>(judged());
  }
};

bool is_capitals(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Tally count(const PageText& layer) {
  Tally tally;
  for (const Line& line : layer.lines) {
    for (const Word& word : line.words) {
      tally.area_px += static_cast<double>(word.box.w) * word.box.h;
      const std::optional<Judged> judged = judge_word(word.text);
      if (!judged) continue;
      tally.good += *judged == Judged::Good ? 1 : 0;
      tally.neutral += *judged == Judged::Neutral ? 1 : 0;
      tally.bad += *judged == Judged::Bad ? 1 : 0;
      tally.accented += has_diacritics(word.text) ? 1 : 0;
      const bool is_syllable = is_vietnamese_syllable(word.text);
      tally.syllables += is_syllable ? 1 : 0;
      tally.codes += !is_syllable && is_capitals(word.text) ? 1 : 0;
    }
  }
  return tally;
}

/// Glyph numbers read as characters: "khoa" comes out as "NKRD", so the page is all capitals.
bool is_shifted(const Tally& tally) {
  return tally.judged() >= 8 && tally.codes * 2 > tally.judged();
}

/// An OCR layer made by an engine that knows no Vietnamese: every mark is gone.
bool has_lost_accents(const Tally& tally) {
  return tally.judged() >= kWordsForAccents && tally.accented * 50 < tally.judged() &&
         tally.syllables * 2 > tally.judged();
}

}  // namespace

bool is_vietnamese_syllable(std::string_view word) {
  Tone tone = Tone::Level;
  std::u32string plain;
  for (const char32_t c : to_utf32(to_lower(word))) {
    const auto toned = split_tone(c);
    if (toned && tone != Tone::Level) return false;  // two tones: not one syllable
    if (toned) tone = toned->second;
    plain += toned ? toned->first : c;
  }
  if (plain.empty() || plain.size() > 7) return false;
  const std::u32string_view text = plain;
  return std::any_of(kOnsets.begin(), kOnsets.end(), [&](std::u32string_view onset) {
    if (!text.starts_with(onset)) return false;
    const std::u32string_view rhyme = text.substr(onset.size());
    return !rhyme.empty() && is_rhyme(rhyme) && tone_fits(rhyme, tone);
  });
}

LayerJudgement judge_text_layer(const PageText& layer, double image_share) {
  const Tally tally = count(layer);
  LayerJudgement judgement;
  judgement.valid_share = tally.valid_share();
  const double page_px = static_cast<double>(layer.width_px) * layer.height_px;
  const double text_share = page_px > 0 ? tally.area_px / page_px : 0;
  const bool is_scan = image_share >= kScanShare;
  if (tally.judged() == 0) {
    return {LayerVerdict::Empty, 0, "the layer holds no words"};
  }
  if (judgement.valid_share < kValidShareMin) {
    judgement.verdict = LayerVerdict::Mojibake;
    judgement.reason = "too few words are Vietnamese syllables, numbers or Latin words";
  } else if (is_shifted(tally)) {
    judgement.verdict = LayerVerdict::Mojibake;
    judgement.reason = "most words are capitals that mean nothing: a wrong ToUnicode map";
  } else if (is_scan && (text_share < kTextAreaMin || word_count(layer) < kFewWords)) {
    judgement.verdict = LayerVerdict::Sparse;
    judgement.reason = "an image covers the page and the text covers hardly any of it";
  } else if (is_scan && has_lost_accents(tally)) {
    judgement.verdict = LayerVerdict::Mojibake;
    judgement.reason = "Vietnamese text over a scan without a single diacritic";
  } else {
    judgement.verdict = LayerVerdict::Trusted;
    judgement.reason = "words are valid and cover the page";
  }
  return judgement;
}

}  // namespace sohoa
