#include "signing/parsers/cos_filters.h"

#include <algorithm>
#include <string>

#include <gtest/gtest.h>
#include <zlib.h>

#include "core/limits.h"

namespace sohoa::cos {
namespace {

constexpr std::uint64_t kRoom = kMiB;

std::string undone(std::string_view raw, const FilterStep& step, std::uint64_t max = kRoom) {
  const auto bytes = undo_filters(as_bytes(raw), {step}, max);
  return bytes ? std::string(as_text(*bytes)) : std::string(name(bytes.error().what));
}

std::string deflated(std::string_view text) {
  std::string out(compressBound(text.size()), '\0');
  uLongf size = out.size();
  compress(reinterpret_cast<Bytef*>(out.data()),
           &size,
           reinterpret_cast<const Bytef*>(text.data()),
           text.size());
  out.resize(size);
  return out;
}

FilterStep named(std::string filter) {
  FilterStep step;
  step.name = std::move(filter);
  return step;
}

TEST(CosFilters, Flate_GivesBackWhatZlibPackedAndWhatIsLeftOfACutStream) {
  const std::string text(5'000, 'x');
  const auto packed = deflated(text + "end");
  EXPECT_EQ(undone(packed, named("FlateDecode")), text + "end");
  EXPECT_EQ(undone(packed.substr(0, packed.size() - 6), named("Fl")).substr(0, 4'000),
            text.substr(0, 4'000));
  EXPECT_EQ(undone("no zlib at all", named("FlateDecode")), "corrupt-file");
}

TEST(CosFilters, FlateBomb_IsTooLarge) {
  EXPECT_EQ(undone(deflated(std::string(2 * kRoom, '0')), named("FlateDecode")),
            "inflate-too-large");
}

// The example of ISO 32000-1, 7.4.4.2.
TEST(CosFilters, Lzw_ReadsTheExampleOfTheStandard) {
  EXPECT_EQ(undone("\x80\x0B\x60\x50\x22\x0C\x0C\x85\x01", named("LZWDecode")), "-----A---B");
}

// 600 different pairs: the table grows past 511, where the code width changes.
TEST(CosFilters, Lzw_WidensItsCodesWithAndWithoutEarlyChange) {
  for (const int early : {0, 1}) {
    std::string bits;
    int next = 258;
    bool is_first = true;
    const auto put = [&](int code) {
      const int width = next + early < 512 ? 9 : 10;
      for (int bit = width - 1; bit >= 0; --bit) bits.push_back((code >> bit & 1) != 0 ? '1' : '0');
      if (!is_first) ++next;
      is_first = code == 256;
      if (code == 256) next = 258;
    };
    std::string expected;
    put(256);
    for (int i = 0; i < 600; ++i) {
      put(i % 251);
      expected.push_back(static_cast<char>(i % 251));
    }
    put(257);
    bits.resize((bits.size() + 7) / 8 * 8, '0');
    std::string raw;
    for (std::size_t i = 0; i < bits.size(); i += 8)
      raw.push_back(static_cast<char>(std::stoi(bits.substr(i, 8), nullptr, 2)));
    auto step = named("LZW");
    step.early_change = early;
    EXPECT_EQ(undone(raw, step), expected) << early;
  }
}

TEST(CosFilters, Ascii_FiltersReadSpacesAndShortGroups) {
  EXPECT_EQ(undone("48 65\n6C6c 6F2>junk", named("ASCIIHexDecode")), "Hello ");
  EXPECT_EQ(undone("87cURD]i,\"Ebo80~>", named("ASCII85Decode")), "Hello World!");
  EXPECT_EQ(undone("z87cUR~>", named("A85")), std::string("\0\0\0\0Hell", 8));
  EXPECT_EQ(undone("4X", named("AHx")), "corrupt-file");
  EXPECT_EQ(undone("v{}", named("A85")), "corrupt-file");
}

TEST(CosFilters, RunLength_ReadsRunsAndPieces) {
  EXPECT_EQ(undone("\x02"
                   "abc\xFEx\x80rest",
                   named("RunLengthDecode")),
            "abcxxx");
  EXPECT_EQ(undone("\x7F"
                   "short",
                   named("RL")),
            "short");
}

TEST(CosFilters, PngPredictors_AreAllUndone) {
  auto step = named("FlateDecode");
  step.predictor = 12;
  step.columns = 3;
  const std::string rows(
      "\0\1\2\3"  // none: 1 2 3
      "\1\1\1\1"  // sub: 1 2 3
      "\2\1\1\1"  // up: 2 3 4
      "\3\1\1\1"  // average: 2 3 4  (1+0+2/2, 1+(2+3)/2, 1+(3+4)/2)
      "\4\1\1\1",
      20);  // Paeth
  EXPECT_EQ(undone(deflated(rows), step), std::string("\1\2\3\1\2\3\2\3\4\2\3\4\3\4\5", 15));
}

TEST(CosFilters, TiffPredictor_AddsNeighboursOfEightAndSixteenBits) {
  auto step = named("FlateDecode");
  step.predictor = 2;
  step.columns = 3;
  EXPECT_EQ(undone(deflated("\1\1\1\5\1\1"), step), "\1\2\3\5\6\7");
  step.bits = 16;
  EXPECT_EQ(undone(deflated(std::string("\0\xFF\0\1\0\1", 6)), step),
            std::string("\0\xFF\1\0\1\1", 6));
}

TEST(CosFilters, PredictorThatLies_IsCorrupt) {
  auto step = named("FlateDecode");
  step.predictor = 12;
  step.columns = 1'000'000'000'000;
  EXPECT_EQ(undone(deflated("abc"), step), "corrupt-file");
  step.columns = -1;
  EXPECT_EQ(undone(deflated("abc"), step), "corrupt-file");
}

TEST(CosFilters, Chain_StopsAtAnImageCodec) {
  const auto bytes = undo_filters(as_bytes("FFD8>"), {named("AHx"), named("DCTDecode")}, kRoom);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(as_text(*bytes), "\xFF\xD8");
}

TEST(CosFilters, EndlessChain_IsCorrupt) {
  const std::vector<FilterStep> steps(1'000, named("AHx"));
  EXPECT_EQ(undo_filters(as_bytes("00>"), steps, kRoom).error().what, Fault::CorruptFile);
}

}  // namespace
}  // namespace sohoa::cos
