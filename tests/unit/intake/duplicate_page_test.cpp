#include "intake/duplicate_page.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

constexpr std::string_view kForm =
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập Tự do Hạnh phúc ĐƠN ĐỀ NGHỊ cấp bản sao trích lục "
    "Kính gửi Ủy ban nhân dân phường Tôi tên là Nguyễn Văn An sinh ngày 12/03/1988 số định danh "
    "001088012345 thường trú tại số 15 ngõ 27 đường Láng đề nghị cấp 02 bản sao trích lục khai "
    "sinh";

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

TEST(Compare, TheSameBytesAreCertain) {
  const auto a = fingerprint(sha256("scan"), 1, "");
  EXPECT_EQ(compare(a, fingerprint(sha256("scan"), ~1ULL, "")), Sameness::Certain);
  EXPECT_EQ(compare(a, fingerprint(sha256("other"), 1, "")), Sameness::Different);
}

TEST(Compare, ARescanWithReadingErrorsIsLikely) {
  std::string rescan = replaced(std::string(kForm), "Hạnh phúc", "Hanh phúc");
  rescan = replaced(rescan, "trích lục khai", "trích luc khai");
  const auto a = fingerprint(std::nullopt, 0, kForm);
  EXPECT_EQ(compare(a, fingerprint(std::nullopt, 0x3F, rescan)), Sameness::Likely);
}

TEST(Compare, TwoPeopleOnOneFormAreDifferentThoughTheImagesAgree) {
  std::string other = replaced(std::string(kForm), "Nguyễn Văn An", "Trần Thị Bình");
  other = replaced(other, "12/03/1988", "05/11/1990");
  other = replaced(other, "001088012345", "001190054321");
  other = replaced(other, "15 ngõ 27", "48 ngõ 102");
  const auto a = fingerprint(std::nullopt, 0, kForm);
  EXPECT_EQ(compare(a, fingerprint(std::nullopt, 0, other)), Sameness::Different);
}

TEST(Compare, TheHashMustProposeAndLittleTextConfirmsNothing) {
  const auto a = fingerprint(std::nullopt, 0, kForm);
  EXPECT_EQ(compare(a, fingerprint(std::nullopt, 0x7F, kForm)), Sameness::Different);
  const auto sparse = fingerprint(std::nullopt, 0, "trang 2");
  EXPECT_EQ(compare(sparse, sparse), Sameness::Different);
}

TEST(FindDuplicates, PointsToTheFirstOfItsKind) {
  const std::vector<PageFingerprint> pages = {fingerprint(std::nullopt, 0, kForm),
                                              fingerprint(std::nullopt, ~0ULL, "x"),
                                              fingerprint(std::nullopt, 1, kForm),
                                              fingerprint(std::nullopt, 2, kForm)};
  const auto found = find_duplicates(pages);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].page, 2U);
  EXPECT_EQ(found[1].page, 3U);
  EXPECT_EQ(found[1].first, 0U);
}

}  // namespace
}  // namespace sohoa
