#include "ocr/reading_order.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/text.h"

namespace sohoa::ocr {
namespace {

constexpr std::int32_t kHeight = 30;
constexpr std::int32_t kLetter = 14;

/// A line whose words stand one letter apart, starting at (x, y).
Line line_at(std::int32_t x, std::int32_t y, const std::string& text) {
  Line line;
  for (const std::string_view part : split_words(text)) {
    const auto letters = static_cast<std::int32_t>(to_utf32(part).size());
    Word word{std::string(part), {x, y, letters * kLetter, kHeight}, 1};
    x = word.box.right() + kLetter;
    line.box = unite(line.box, word.box);
    line.words.push_back(std::move(word));
  }
  return line;
}

std::vector<std::string> order(std::vector<Line> lines, const Ruling& ruling = {}) {
  std::vector<std::string> texts;
  for (const Line& line : in_reading_order(std::move(lines), ruling)) {
    PageText one;
    one.lines = {line};
    texts.push_back(plain_text(one));
  }
  return texts;
}

using Texts = std::vector<std::string>;

TEST(ReadingOrder, HeadingOfDecree30_AgencyComesBeforeMotto) {
  EXPECT_EQ(order({line_at(900, 100, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                   line_at(200, 100, "UBND TỈNH BẾN TRE"),
                   line_at(200, 150, "SỞ TÀI CHÍNH"),
                   line_at(900, 150, "Độc lập - Tự do - Hạnh phúc"),
                   line_at(200, 200, "Số: 12/STC-VP"),
                   line_at(900, 205, "Bến Tre, ngày 01 tháng 9 năm 2025")}),
            (Texts{"UBND TỈNH BẾN TRE",
                   "SỞ TÀI CHÍNH",
                   "Số: 12/STC-VP",
                   "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                   "Độc lập - Tự do - Hạnh phúc",
                   "Bến Tre, ngày 01 tháng 9 năm 2025"}));
}

TEST(ReadingOrder, MottoWithReadingErrors_IsStillAHeading) {
  const Texts read = order({line_at(200, 100, "UBND XÃ"),
                            line_at(900, 100, "CỌNG HOA XA HÔI CHU NGHlA VIÊT NAM"),
                            line_at(200, 150, "Số: 3"),
                            line_at(900, 150, "Độc lâp - Tư do")});
  EXPECT_EQ(read[1], "Số: 3");
}

TEST(ReadingOrder, AddresseeUnderTheHeading_IsReadAfterIt) {
  const Texts read = order({line_at(200, 100, "UBND XÃ"),
                            line_at(900, 100, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                            line_at(200, 150, "Số: 3"),
                            line_at(900, 150, "Độc lập - Tự do - Hạnh phúc"),
                            line_at(300, 195, "Kính gửi: Sở Tài chính")});
  EXPECT_EQ(read.back(), "Kính gửi: Sở Tài chính");
}

TEST(ReadingOrder, FootWithRecipients_IsReadBeforeTheSignature) {
  EXPECT_EQ(order({line_at(200, 100, "Nơi nhận:"),
                   line_at(1000, 102, "GIÁM ĐỐC"),
                   line_at(200, 140, "- Như trên;"),
                   line_at(200, 180, "- Lưu: VT."),
                   line_at(1000, 340, "Võ Minh Quân")}),
            (Texts{"Nơi nhận:", "- Như trên;", "- Lưu: VT.", "GIÁM ĐỐC", "Võ Minh Quân"}));
}

TEST(ReadingOrder, TwoSignatures_AreReadOneAfterTheOther) {
  EXPECT_EQ(order({line_at(200, 100, "NGƯỜI NỘP"),
                   line_at(1000, 100, "NGƯỜI NHẬN"),
                   line_at(200, 300, "Lê An"),
                   line_at(1000, 300, "Hứa Nghĩa")}),
            (Texts{"NGƯỜI NỘP", "Lê An", "NGƯỜI NHẬN", "Hứa Nghĩa"}));
}

TEST(ReadingOrder, ColumnsOfRunningText_AreReadDownwards) {
  const std::string left = "một hai ba bốn năm sáu bảy";
  const std::string right = "tám chín mười trăm nghìn vạn";
  std::vector<Line> lines;
  for (std::int32_t row = 0; row < 6; ++row) {
    lines.push_back(line_at(100, 100 + 50 * row, left));
    lines.push_back(line_at(800, 112 + 50 * row, right));
  }
  const Texts read = order(std::move(lines));
  ASSERT_EQ(read.size(), 12U);
  EXPECT_EQ(read[5], left);
  EXPECT_EQ(read[6], right);
}

TEST(ReadingOrder, RowsOfATable_AreReadAcross) {
  EXPECT_EQ(order({line_at(100, 100, "1"),
                   line_at(300, 100, "Giấy khai sinh"),
                   line_at(900, 100, "01"),
                   line_at(100, 150, "2"),
                   line_at(300, 150, "Sổ hộ khẩu"),
                   line_at(900, 150, "02")}),
            (Texts{"1 Giấy khai sinh 01", "2 Sổ hộ khẩu 02"}));
}

TEST(ReadingOrder, CellOfTwoLinesInARuledTable_IsReadAsOne) {
  Ruling grid;
  grid.horizontal = {{80, 80, 1000, 2}, {80, 190, 1000, 2}, {80, 240, 1000, 2}};
  grid.vertical = {{80, 80, 2, 162}, {280, 80, 2, 162}, {1078, 80, 2, 162}};
  EXPECT_EQ(order({line_at(100, 100, "Số"),
                   line_at(300, 125, "Tên giấy tờ"),
                   line_at(100, 150, "thứ tự"),
                   line_at(100, 200, "1"),
                   line_at(300, 200, "Giấy khai sinh")},
                  grid),
            (Texts{"Số", "thứ tự", "Tên giấy tờ", "1 Giấy khai sinh"}));
}

TEST(ReadingOrder, FrameAroundThePage_IsNoTable) {
  Ruling frame;
  frame.horizontal = {{50, 50, 1500, 3}, {50, 2200, 1500, 3}};
  frame.vertical = {{50, 50, 3, 2150}, {1547, 50, 3, 2150}};
  EXPECT_TRUE(find_grids(frame, 10).empty());
  EXPECT_EQ(order({line_at(100, 150, "hai"), line_at(100, 100, "một")}, frame),
            (Texts{"một", "hai"}));
}

TEST(ReadingOrder, LineThatRunsThroughTwoCells_IsCutBetweenThem) {
  Ruling grid;
  grid.horizontal = {{80, 80, 1000, 2}, {80, 190, 1000, 2}};
  grid.vertical = {{80, 80, 2, 112}, {134, 80, 2, 112}, {1078, 80, 2, 112}};
  EXPECT_EQ(order({line_at(100, 90, "Họ Tên"), line_at(100, 140, "đệm gọi")}, grid),
            (Texts{"Họ", "đệm", "Tên", "gọi"}));
}

TEST(ReadingOrder, PiecesOfOneLine_AreJoined) {
  EXPECT_EQ(order({line_at(500, 101, "tháng 9"), line_at(100, 100, "Hòa Bình, ngày 19")}),
            (Texts{"Hòa Bình, ngày 19 tháng 9"}));
}

TEST(ReadingOrder, WideSpacesInsideAForm_StayInTheLine) {
  EXPECT_EQ(order({line_at(100, 100, "Năm sinh: 1990"),
                   line_at(600, 100, "Dân tộc: Kinh"),
                   line_at(100, 150, "Nơi cư trú: khu vực Hòa Khánh, xã Đạo Đức, huyện Vị Xuyên")}),
            (Texts{"Năm sinh: 1990 Dân tộc: Kinh",
                   "Nơi cư trú: khu vực Hòa Khánh, xã Đạo Đức, huyện Vị Xuyên"}));
}

TEST(ReadingOrder, NoWordIsLostOrInvented) {
  std::vector<Line> lines;
  for (std::int32_t i = 0; i < 40; ++i) {
    lines.push_back(line_at((i * 397) % 1500, (i * 211) % 2000, "chữ số " + std::to_string(i)));
  }
  std::size_t words = 0;
  for (const Line& line : in_reading_order(lines, {})) words += line.words.size();
  EXPECT_EQ(words, 120U);
}

TEST(ReadingOrder, BlocksCountFromZeroWithoutHoles) {
  const std::vector<Line> read = in_reading_order(
      {line_at(100, 100, "một"), line_at(100, 400, "hai"), line_at(100, 440, "ba")}, {});
  EXPECT_EQ(read[0].block, 0);
  EXPECT_EQ(read[1].block, 1);
  EXPECT_EQ(read[2].block, 1);
}

TEST(ReadingOrder, NothingStaysNothing) {
  EXPECT_TRUE(in_reading_order({}, {}).empty());
}

}  // namespace
}  // namespace sohoa::ocr
