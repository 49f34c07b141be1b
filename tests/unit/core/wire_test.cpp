#include "core/wire.h"

#include <limits>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

TEST(Wire, RoundTripsEveryKindOfValue) {
  WireWriter out;
  out.u8(7);
  out.i32(-5);
  out.i64(-6'000'000'000);
  out.f64(0.25);
  out.text("hồ sơ");
  WireReader in(out.bytes());
  EXPECT_EQ(in.u8(), 7);
  EXPECT_EQ(in.i32(), -5);
  EXPECT_EQ(in.i64(), -6'000'000'000);
  EXPECT_EQ(in.f64(), 0.25);
  EXPECT_EQ(in.text(), "hồ sơ");
  EXPECT_TRUE(in.is_finished());
}

TEST(Wire, EveryCutOfAMessageFailsWithoutReadingOutside) {
  WireWriter out;
  out.text("abc");
  out.u64(1);
  for (std::size_t size = 0; size < out.bytes().size(); ++size) {
    WireReader in(ByteView(out.bytes()).first(size));
    in.text();
    in.u64();
    EXPECT_FALSE(in.is_finished()) << size;
  }
}

TEST(Wire, ACountBeyondTheBytesLeftFails) {
  WireWriter out;
  out.u32(1'000'000);
  WireReader in(out.bytes());
  EXPECT_EQ(in.count(2'000'000, 1), 0U);
  EXPECT_FALSE(in.ok());
}

TEST(Wire, RefusesNotANumber) {
  WireWriter out;
  out.f64(std::numeric_limits<double>::quiet_NaN());
  WireReader in(out.bytes());
  in.f64();
  EXPECT_FALSE(in.ok());
}

}  // namespace
}  // namespace sohoa
