// The seeds of the fuzz target, and every input that once broke it, in every build.
#include <filesystem>

#include <gtest/gtest.h>

#include "core/file.h"
#include "core/limits.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace sohoa {
namespace {

TEST(FuzzWire, HoldsOnItsSeeds) {
  int seeds = 0;
  const std::filesystem::path folder = SOHOA_SOURCE_DIR "/tests/fuzz/seeds/wire";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto bytes = read_file(entry.path(), kMiB);
    ASSERT_TRUE(bytes) << entry.path();
    EXPECT_EQ(LLVMFuzzerTestOneInput(bytes->data(), bytes->size()), 0);
    ++seeds;
  }
  EXPECT_GE(seeds, 3);
}

}  // namespace
}  // namespace sohoa
