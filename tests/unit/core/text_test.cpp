#include "core/text.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

TEST(Fold, RemovesTonesAndMarksAndMapsDBar) {
  EXPECT_EQ(fold("Quyết ĐỊNH về hồ sơ"), "quyet dinh ve ho so");
}

TEST(Fold, GivesOneFormForNfcAndNfd) {
  EXPECT_EQ(fold("Ho\u0301a"), fold("H\u00f3a"));
}

TEST(ToNfc, ComposesDecomposedVietnamese) {
  EXPECT_EQ(to_nfc("e\u0302\u0301"), "ế");
}

TEST(ToNfc, ReplacesIllFormedBytesAndDropsControls) {
  EXPECT_EQ(to_nfc("a\xFF\x01z"), "a\uFFFDz");
}

TEST(HasDiacritics, SeesDBarAlone) {
  EXPECT_TRUE(has_diacritics("đi"));
  EXPECT_FALSE(has_diacritics("Di"));
}

TEST(Squeeze, MakesOneSpaceOfManyAndTrims) {
  EXPECT_EQ(squeeze("  a \n\t b "), "a b");
}

}  // namespace
}  // namespace sohoa
