// Properties that hold for any page: nothing crashes, nothing is invented, damage is noticed.
#include <array>
#include <random>

#include <gtest/gtest.h>

#include "ocr/fields.h"
#include "unit/ocr/page_builder.h"

namespace sohoa {
namespace {

using testing::PageBuilder;

const std::vector<std::string> kPieces = {"Họ",
                                          "và",
                                          "tên:",
                                          "Số:",
                                          "/QĐ-UBND",
                                          "ngày",
                                          "tháng",
                                          "năm",
                                          "2025",
                                          "......",
                                          "…",
                                          "01/02",
                                          "0750864938",
                                          "Trương Mỹ Lệ",
                                          "@",
                                          "a@b.c",
                                          "Giới",
                                          "tính:",
                                          "Nam",
                                          "Nữ",
                                          "SỞ",
                                          "UBND",
                                          "H19.15-240615",
                                          "-",
                                          "/",
                                          "\t",
                                          "()",
                                          "15",
                                          "I8",
                                          "1rung",
                                          "\xEF\xBF\xBD",
                                          "́",
                                          "Điều 1",
                                          ":",
                                          "Mã",
                                          "hồ sơ"};

DocumentTemplate every_field() {
  const std::array<std::string, 6> anchors = {
      "Họ và tên", "Số", "ngày", "Giới tính", "Mã hồ sơ", "@0"};
  DocumentTemplate form;
  for (int i = 0; i < 14 * 6; ++i) {
    FieldTemplate field;
    field.id = std::to_string(i);
    field.type = static_cast<ValueType>(i % 14);
    field.take = static_cast<Take>(i % 6);
    field.anchors = {anchors.at(static_cast<std::size_t>(i / 14))};
    if (field.take == Take::Zone) field.zone = Zone{0.1, 0.1, 0.9, 0.9};
    field.lines = 1 + i % 4;
    field.page = i % 3 - 1;
    if (i % 5 == 0) field.until = {"Nam", ";"};
    if (i % 7 == 0) field.from = {"SỞ"};
    form.fields.push_back(std::move(field));
  }
  return form;
}

PageText random_page(std::mt19937& random) {
  const auto pick = [&](int most) {
    return static_cast<int>(random() % static_cast<unsigned>(most));
  };
  PageBuilder page;
  const int lines = pick(30);
  for (int i = 0; i < lines; ++i) {
    std::string text;
    const int words = pick(12);
    for (int j = 0; j < words; ++j) {
      text += kPieces.at(static_cast<std::size_t>(pick(static_cast<int>(kPieces.size())))) + " ";
    }
    page.line(pick(1600), pick(2300), text, pick(100) / 100.0);
  }
  return page.page();
}

std::string without_spaces(std::string_view text) {
  std::string kept;
  for (const std::string_view word : split_words(text)) kept += word;
  return kept;
}

std::string without_marks(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (c != '.' && c != '-') kept.push_back(c);
  }
  return kept;
}

// Dates and sexes are told in a form of their own; of dates the year must be on the page.
bool is_on_page(const Field& field, const FieldTemplate& wanted, const std::string& page) {
  if (field.value.empty()) return true;
  const bool is_date = wanted.type == ValueType::Date && field.value.size() == 10 &&
                       field.value[4] == '-' && field.value[7] == '-';
  if (is_date)
    return field.value.starts_with("????") ||
           page.find(field.value.substr(0, 4)) != std::string::npos;
  if (wanted.type == ValueType::Sex) return fold(page).find(fold(field.value)) != std::string::npos;
  // Lines of a value need not follow each other on the page; numbers leave out marks inside them.
  const auto words = split_words(field.value);
  return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
    return page.find(word) != std::string::npos ||
           without_marks(page).find(without_marks(word)) != std::string::npos;
  });
}

TEST(FieldProperties, ValuesOfAnyPageStandOnThatPage) {
  std::mt19937 random(4);
  const DocumentTemplate form = every_field();
  for (int round = 0; round < 300; ++round) {
    const PageText page = random_page(random);
    const std::string text = without_spaces(plain_text(page));
    const auto fields = extract_fields({{&page, {}, {}}}, form, {}, "2026-01-01");
    ASSERT_EQ(fields.size(), form.fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
      EXPECT_TRUE(is_on_page(fields[i], form.fields[i], text))
          << fields[i].value << " is not in " << text;
      EXPECT_GE(fields[i].confidence, 0);
      EXPECT_LE(fields[i].confidence, 1);
      EXPECT_EQ(fields[i].needs_review, !fields[i].why_vi.empty());
    }
  }
}

// Recognition damages characters and knows it: its confidence falls with each.
PageText damaged(PageText page, double share, std::mt19937& random) {
  constexpr std::u32string_view kNoise = U"lI1O0|;tfrcoeaGB8S5";
  std::uniform_real_distribution<double> chance(0, 1);
  for (Line& line : page.lines) {
    for (Word& word : line.words) {
      std::u32string text = to_utf32(word.text);
      for (char32_t& c : text) {
        if (chance(random) >= share) continue;
        c = kNoise[random() % kNoise.size()];
        word.confidence *= 0.75;
      }
      word.text = to_utf8(text);
    }
  }
  return page;
}

struct Tally {
  int filed = 0;
  int filed_wrong = 0;
};

DocumentTemplate birth_form() {
  DocumentTemplate form;
  const auto add = [&](std::string id, ValueType type, std::string anchor) {
    FieldTemplate field;
    field.id = std::move(id);
    field.type = type;
    field.anchors = {std::move(anchor)};
    form.fields.push_back(std::move(field));
  };
  add("ten", ValueType::PersonName, "Họ, chữ đệm, tên");
  add("sinh", ValueType::Date, "Ngày, tháng, năm sinh");
  add("id", ValueType::PersonalId, "Số định danh cá nhân");
  add("que", ValueType::Address, "Quê quán");
  return form;
}

Tally read_damaged(double share) {
  const PageText page = PageBuilder()
                            .line(237, 448, "Họ, chữ đệm, tên: TRỊNH CÔNG BẰNG")
                            .line(237, 506, "Ngày, tháng, năm sinh: 24/03/2021")
                            .line(237, 564, "Số định danh cá nhân: 037221925172")
                            .line(237, 622, "Quê quán: xã Đạo Đức, tỉnh Quảng Trị")
                            .page();
  const DocumentTemplate form = birth_form();
  const std::vector<std::string> truth = {
      "TRỊNH CÔNG BẰNG", "2021-03-24", "037221925172", "xã Đạo Đức, tỉnh Quảng Trị"};
  std::mt19937 random(7);
  Tally tally;
  for (int round = 0; round < 200; ++round) {
    const PageText worse = damaged(page, share, random);
    const auto fields = extract_fields({{&worse, {}, {}}}, form, {});
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].value.empty() || fields[i].needs_review) continue;
      ++tally.filed;
      tally.filed_wrong += fields[i].value != truth[i] ? 1 : 0;
    }
  }
  return tally;
}

TEST(FieldProperties, DamageSendsFieldsToReviewInsteadOfFilingThemWrong) {
  const Tally clean = read_damaged(0);
  EXPECT_EQ(clean.filed, 800);
  EXPECT_EQ(clean.filed_wrong, 0);
  for (const double share : {0.02, 0.05, 0.10, 0.25}) {
    const Tally tally = read_damaged(share);
    EXPECT_LT(tally.filed, clean.filed) << share;
    EXPECT_EQ(tally.filed_wrong, 0) << share;
  }
}

}  // namespace
}  // namespace sohoa
