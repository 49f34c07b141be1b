#include "core/digest.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

// FIPS 180-4 example "abc".
TEST(Sha256, MatchesThePublishedExample) {
  EXPECT_EQ(sha256("abc").hex(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Digest, ParsesUpperCaseHexAndRefusesShortOnes) {
  const Digest digest = sha256("abc");
  EXPECT_EQ(Digest::parse("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"),
            digest);
  EXPECT_FALSE(Digest::parse("ba78"));
}

}  // namespace
}  // namespace sohoa
