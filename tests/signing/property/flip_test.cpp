// Flipping any covered byte of a valid file never yields TOTAL-PASSED.
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "signing/property/corpus_files.h"

namespace sohoa::testing {
namespace {

constexpr int kFlipsAFile = 400;
constexpr unsigned kSeed = 20260301;

/// Offsets the first signature covers, of a PDF; of anything else the whole file stands in `end`.
struct Covered {
  std::int64_t gap_begin = 0;
  std::int64_t gap_end = 0;
  std::int64_t end = 0;
};

Covered covered_by_first(const SignedFile& file) {
  const SignatureFacts& first = file.signatures.front();
  const auto& range = first.pdf->byte_range;
  return {range.at(1), range.at(2), first.covered_end};
}

class FlipTest : public ::testing::TestWithParam<const char*> {};

TEST_P(FlipTest, AnyCoveredBitFlipped_NeverPasses) {
  OpenVerifier verifier;
  Bytes file = corpus_file(GetParam());
  const auto good = verifier.verify(file);
  ASSERT_TRUE(has_passed(good)) << "not valid to begin with";
  const Covered covered = covered_by_first(*good->facts);
  std::mt19937 random(kSeed);
  std::uniform_int_distribution<std::int64_t> place(
      0, covered.end - 1 - (covered.gap_end - covered.gap_begin));
  for (int i = 0; i < kFlipsAFile; ++i) {
    std::int64_t at = place(random);
    if (at >= covered.gap_begin) at += covered.gap_end - covered.gap_begin;
    const auto bit = static_cast<std::uint8_t>(1U << (random() % 8));
    std::uint8_t& byte = file[static_cast<std::size_t>(at)];
    byte ^= bit;
    EXPECT_FALSE(has_passed(verifier.verify(file))) << "offset " << at << " bit " << +bit;
    byte ^= bit;
  }
}

INSTANTIATE_TEST_SUITE_P(Files,
                         FlipTest,
                         ::testing::Values("good-lasting.pdf",
                                           "time-stamped.pdf",
                                           "document-stamp-lasting.pdf",
                                           "two-signatures.pdf",
                                           "p2-store-added.pdf",
                                           "xref-stream.pdf",
                                           "xref-hybrid.pdf",
                                           "object-streams.pdf",
                                           "linearised.pdf",
                                           "cms-ec256.pdf",
                                           "cms-ed25519.pdf",
                                           "cms-pss.pdf",
                                           "revocation-inside-value.pdf"),
                         [](const auto& param) {
                           std::string name = param.param;
                           name.resize(name.size() - 4);
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

// The value lies in the gap, which no digest covers: a flipped bit must break the value or its
// certificates. Zero padding behind the CMS proves nothing and may be anything but a pass with
// another signer.
TEST(FlipTest, AnyBitOfTheValueFlipped_NeverPasses) {
  OpenVerifier verifier;
  Bytes file = corpus_file("cms-ec256.pdf");
  const auto good = verifier.verify(file);
  ASSERT_TRUE(has_passed(good));
  const Covered covered = covered_by_first(*good->facts);
  // The signature value is the last element of the CMS; its last bytes are the last before padding.
  std::size_t last = static_cast<std::size_t>(covered.gap_end) - 2;
  while (file[last] == '0') --last;
  for (std::size_t at = last - 130; at <= last; ++at) {
    const std::uint8_t before = file[at];
    file[at] = before == '0' ? '1' : '0';
    EXPECT_FALSE(has_passed(verifier.verify(file))) << "offset " << at;
    file[at] = before;
  }
}

/// Files whose every byte counts, but where the format allows slack: what passes must say the same
/// of the same content.
class ContentFlipTest : public ::testing::TestWithParam<const char*> {};

TEST_P(ContentFlipTest, AnyByteOfSignedContentFlipped_NeverPasses) {
  OpenVerifier verifier;
  Bytes file = corpus_file(GetParam());
  ASSERT_TRUE(has_passed(verifier.verify(file)));
  const std::string_view text = as_text(file);
  const std::size_t begin = text.find("<so>");
  const std::size_t end =
      text.find("</vanban>") != std::string_view::npos ? text.find("<ds:Signature ") : text.size();
  for (std::size_t at = begin; at < end; ++at) {
    file[at] ^= 1;
    EXPECT_FALSE(has_passed(verifier.verify(file))) << "offset " << at;
    file[at] ^= 1;
  }
}

INSTANTIATE_TEST_SUITE_P(Files,
                         ContentFlipTest,
                         ::testing::Values("xml-enveloped.xml", "xml-stamped.xml", "xml-ec.xml"));

}  // namespace
}  // namespace sohoa::testing
