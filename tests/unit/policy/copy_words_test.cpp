#include "policy/copy_words.h"

#include <string>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

struct Seen {
  const char* name;
  const char* text;
  CopyForm form;
};

class CopyMark : public testing::TestWithParam<Seen> {};

TEST_P(CopyMark, IsReadOrNot) {
  EXPECT_EQ(name(find_copy_words(GetParam().text).form), name(GetParam().form));
}

INSTANTIATE_TEST_SUITE_P(
    CopyWords,
    CopyMark,
    testing::Values(
        Seen{"Plain", "SAO Y", CopyForm::SaoY},
        Seen{"OfTheOriginal", "SAO Y BẢN CHÍNH", CopyForm::SaoY},
        Seen{"Stamp", "QUYẾT ĐỊNH\nBẢN SAO Y\nSố: 12/SY-UBND", CopyForm::SaoY},
        Seen{"Electronic", "Sao y; UBND xã Bắc Sơn", CopyForm::SaoY},
        Seen{"LostDiacritics", "SA0 Y BAN CHINH", CopyForm::SaoY},
        Seen{"SpacedLetters", "S A O  Y", CopyForm::SaoY},
        Seen{"Again", "SAO LỤC", CopyForm::SaoLuc},
        Seen{"AgainOdd", "SAO LUC.", CopyForm::SaoLuc},
        Seen{"Extract", "TRÍCH SAO", CopyForm::TrichSao},
        Seen{"ExtractOdd", "TR1CH SAO", CopyForm::TrichSao},
        Seen{"Certified", "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", CopyForm::CertifiedCopy},
        Seen{"CertifiedOdd", "Chưng thưc bàn sao đúng với bản chính", CopyForm::CertifiedCopy},
        Seen{"SentenceAboutCopies",
             "Thành phần hồ sơ: bản sao y có chứng thực giấy khai sinh của người con",
             CopyForm::None},
        Seen{"LongSentenceThatStartsSo",
             "Sao y bản chính các giấy tờ nêu trên rồi nộp về Sở trước ngày 30 hằng tháng",
             CopyForm::None},
        Seen{"OtherWords", "Ngôi sao yêu thương", CopyForm::None},
        Seen{"Empty", "", CopyForm::None}),
    [](const auto& row) { return row.param.name; });

TEST(CopyWords, TellTheLineAsItWasRead) {
  EXPECT_EQ(find_copy_words("UBND\n  SAO   Y BẢN CHÍNH \nSố").seen, "SAO Y BẢN CHÍNH");
}

}  // namespace
}  // namespace sohoa
