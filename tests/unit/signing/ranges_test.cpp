#include "signing/ranges.h"

#include <algorithm>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "core/digest.h"
#include "core/file.h"
#include "core/limits.h"

namespace sohoa {
namespace {

constexpr std::uint64_t kMaxValueBytes = 64;
constexpr std::int64_t kHuge = std::numeric_limits<std::int64_t>::max();

/// A file in memory, with the numbers that fit it.
struct StoredFile {
  explicit StoredFile(std::string_view content)
      : fd(memory_file(as_bytes(content)).value()),
        bytes(fd.get(), static_cast<std::int64_t>(content.size())) {}
  UniqueFd fd;
  FileBytes bytes;
};

/// "head" + gap + "tail" with the ranges around the gap.
struct SignedText {
  SignedText(std::string_view gap, std::string_view tail = "after\n%%EOF\n")
      : text("%PDF-1.7 before" + std::string(gap) + std::string(tail)),
        range{0,
              15,
              15 + static_cast<std::int64_t>(gap.size()),
              static_cast<std::int64_t>(tail.size())},
        file(text) {}
  RangeFacts check(std::vector<RevisionFacts> revisions = {}) const {
    return check_ranges(file.bytes, range, revisions, kMaxValueBytes).value();
  }
  std::string text;
  std::vector<std::int64_t> range;
  StoredFile file;
};

TEST(CheckRanges, TakesTheValueFromTheGap) {
  const RangeFacts facts = SignedText("<30 03\r\n0201aB00>").check();
  EXPECT_TRUE(facts.faults.empty());
  EXPECT_EQ(to_hex(facts.value), "30030201ab00");
  EXPECT_EQ(facts.coverage, Coverage::WholeFile);
  EXPECT_FALSE(facts.misses_line_end);
}

TEST(CheckRanges, TakesAnOddLastDigitAsFollowedByZero) {
  EXPECT_EQ(to_hex(SignedText("<30037>").check().value), "300370");
}

struct RangeCase {
  std::string name;
  std::vector<std::int64_t> range;
  FormatFault fault;
};

class BadRange : public testing::TestWithParam<RangeCase> {};

// Traps 1 and 2. The file is 15 bytes, a gap of 6, and 12 bytes: [0 15 21 12] is right.
TEST_P(BadRange, IsAFormatFault) {
  const SignedText text("<3000>");
  const auto facts = check_ranges(text.file.bytes, GetParam().range, {}, kMaxValueBytes).value();
  EXPECT_EQ(facts.faults, std::vector{GetParam().fault});
  EXPECT_EQ(facts.coverage, Coverage::Unclear);
  EXPECT_TRUE(facts.value.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Traps,
    BadRange,
    testing::Values(
        RangeCase{"Missing", {}, FormatFault::ByteRangeMissing},
        RangeCase{"AllZero", {0, 0, 0, 0}, FormatFault::ByteRangeMalformed},
        RangeCase{"ThreeNumbers", {0, 15, 21}, FormatFault::ByteRangeMalformed},
        RangeCase{"SixNumbers", {0, 15, 21, 6, 27, 6}, FormatFault::ByteRangeMalformed},
        RangeCase{"NegativeLength", {0, -15, 21, 12}, FormatFault::ByteRangeMalformed},
        RangeCase{"NegativeStart", {-1, 16, 21, 12}, FormatFault::ByteRangeMalformed},
        RangeCase{"SumOverflows", {0, 15, 21, kHuge}, FormatFault::ByteRangeMalformed},
        RangeCase{"FirstSumOverflows", {kHuge, kHuge, 21, 12}, FormatFault::ByteRangeMalformed},
        RangeCase{"NotFromZero", {1, 14, 21, 12}, FormatFault::ByteRangeNotFromZero},
        RangeCase{"Overlapping", {0, 15, 14, 19}, FormatFault::ByteRangeMalformed},
        RangeCase{"EmptySecond", {0, 15, 21, 0}, FormatFault::ByteRangeMalformed},
        RangeCase{"BeyondFile", {0, 15, 21, 13}, FormatFault::ByteRangeBeyondFile},
        RangeCase{"NoGap", {0, 15, 15, 18}, FormatFault::GapNotContents},
        RangeCase{"GapOfOne", {0, 15, 16, 17}, FormatFault::GapNotContents},
        RangeCase{"HeaderOnly", {0, 5, 21, 12}, FormatFault::GapNotContents},
        RangeCase{"GapTooLate", {0, 16, 21, 12}, FormatFault::GapNotContents},
        RangeCase{"GapTooLong", {0, 15, 22, 11}, FormatFault::GapNotContents}),
    [](const auto& test) { return test.param.name; });

struct GapCase {
  std::string name;
  std::string gap;
  FormatFault fault;
};

class BadGap : public testing::TestWithParam<GapCase> {};

// Traps 3 and 4.
TEST_P(BadGap, IsAFormatFault) {
  EXPECT_EQ(SignedText(GetParam().gap).check().faults, std::vector{GetParam().fault});
}

INSTANTIATE_TEST_SUITE_P(
    Traps,
    BadGap,
    testing::Values(
        GapCase{"LiteralString", "(3000)", FormatFault::GapNotContents},
        GapCase{"NestedString", "<30><00>", FormatFault::GapNotContents},
        GapCase{"ObjectsHidden", "<3000> /Fake <00>", FormatFault::GapNotContents},
        GapCase{"SpaceOutside", " <3000>", FormatFault::GapNotContents},
        GapCase{"Dictionary", "<<30>>", FormatFault::GapNotContents},
        GapCase{"Comment", "<30%\n00>", FormatFault::GapNotContents},
        GapCase{"Empty", "<>", FormatFault::ContentsMissing},
        GapCase{"OnlySpace", "< \n >", FormatFault::ContentsMissing},
        GapCase{"ZeroFilled", "<00000000>", FormatFault::ContentsMissing},
        GapCase{"AboveTheBound", "<" + std::string(130, '3') + ">", FormatFault::Unparseable}),
    [](const auto& test) { return test.param.name; });

TEST(CheckRanges, AcceptsAValueOfExactlyTheBound) {
  const RangeFacts facts = SignedText("<" + std::string(128, '3') + ">").check();
  EXPECT_TRUE(facts.faults.empty());
  EXPECT_EQ(facts.value.size(), kMaxValueBytes);
}

// Trap 5. `tail` follows the gap; `covered` bytes of it are signed.
struct CoverageCase {
  std::string name;
  std::string tail;
  std::int64_t covered;
  std::vector<RevisionFacts> revisions;  ///< counted from the start of the tail
  Coverage coverage;
  bool misses_line_end;
};

class Covering : public testing::TestWithParam<CoverageCase> {};

TEST_P(Covering, IsReadFromTheBytes) {
  SignedText text("<3000>", GetParam().tail);
  text.range[3] = GetParam().covered;
  std::vector<RevisionFacts> revisions = GetParam().revisions;
  for (RevisionFacts& revision : revisions) {
    revision.end += text.range[2];
    revision.eof_end += text.range[2];
  }
  const RangeFacts facts = text.check(revisions);
  EXPECT_TRUE(facts.faults.empty());
  EXPECT_EQ(facts.coverage, GetParam().coverage);
  EXPECT_EQ(facts.misses_line_end, GetParam().misses_line_end);
  EXPECT_EQ(facts.covered_end, text.range[2] + GetParam().covered);
}

INSTANTIATE_TEST_SUITE_P(
    Ends,
    Covering,
    testing::Values(
        CoverageCase{"All", "x%%EOF\n", 7, {{7, 6}}, Coverage::WholeFile, false},
        CoverageCase{"NoLineEnd", "x%%EOF\n", 6, {{7, 6}}, Coverage::WholeFile, true},
        CoverageCase{"NoCrLf", "x%%EOF\r\n", 6, {{8, 6}}, Coverage::WholeFile, true},
        CoverageCase{"HalfOfCrLf", "x%%EOF\r\n", 7, {{8, 6}}, Coverage::Prefix, false},
        CoverageCase{"BeforeMark", "x%%EOF\n", 1, {{7, 6}}, Coverage::Prefix, false},
        CoverageCase{"InsideMark", "x%%EOF\n", 5, {{7, 6}}, Coverage::Prefix, false},
        CoverageCase{
            "Revision", "x%%EOF\nyy%%EOF\n", 7, {{7, 6}, {15, 14}}, Coverage::WholeRevision, false},
        CoverageCase{"RevisionNoLineEnd",
                     "x%%EOF\nyy%%EOF\n",
                     6,
                     {{7, 6}, {15, 14}},
                     Coverage::WholeRevision,
                     true},
        CoverageCase{"BetweenRevisions",
                     "x%%EOF\nyy%%EOF\n",
                     8,
                     {{7, 6}, {15, 14}},
                     Coverage::Prefix,
                     false},
        CoverageCase{"GarbageTail", "x%%EOF\ngarbage", 7, {{7, 6}}, Coverage::WholeRevision, false},
        // The reader claims a revision whose end the bytes do not show.
        CoverageCase{"LyingReader", "x%%EOZ\nyy%%EOF\n", 6, {{7, 6}}, Coverage::Prefix, false}),
    [](const auto& test) { return test.param.name; });

TEST(FileBytes, ReportsAFileThatBecameShorter) {
  const StoredFile stored("short");
  const FileBytes longer(stored.fd.get(), 9'000'000);
  const std::vector<HashAlgorithm> one{HashAlgorithm::Sha256};
  const std::vector<HashAlgorithm> two{HashAlgorithm::Sha256, HashAlgorithm::Sha512};
  EXPECT_EQ(digest_file(longer, one).error().what, Fault::TruncatedFile);
  EXPECT_EQ(digest_file(longer, two).error().what, Fault::TruncatedFile);
  EXPECT_EQ(check_ranges(longer, std::vector<std::int64_t>{0, 10, 20, 5}, {}, 64).error().what,
            Fault::TruncatedFile);
}

TEST(DigestRanges, LeavesOutExactlyTheGap) {
  const SignedText text("<3000>");
  const std::vector hashes{HashAlgorithm::Sha256, HashAlgorithm::Unknown, HashAlgorithm::Md5};
  const auto digests = digest_ranges(text.file.bytes, text.range, hashes).value();
  const Digest expected = sha256("%PDF-1.7 beforeafter\n%%EOF\n");
  EXPECT_EQ(to_hex(digests[0].value), expected.hex());
  EXPECT_TRUE(digests[1].value.empty());
  EXPECT_EQ(digests[2].value.size(), 16U);
}

TEST(DigestRanges, RefusesNumbersThatLeaveTheFile) {
  const StoredFile stored("0123456789");
  const std::vector hashes{HashAlgorithm::Sha256};
  for (const std::vector<std::int64_t>& range : std::vector<std::vector<std::int64_t>>{
           {0, 5, 8, 3}, {0, 5, 8}, {-1, 5, 8, 1}, {0, -5, 8, 1}, {0, 5, kHuge, kHuge}})
    EXPECT_FALSE(digest_ranges(stored.bytes, range, hashes));
}

// Large enough for reading ahead, and no multiple of the pieces it reads.
TEST(DigestRanges, GivesTheSameDigestForLargeFilesAndForSeveralAlgorithmsAtOnce) {
  std::string content(21'000'017, '\0');
  for (std::size_t i = 0; i < content.size(); ++i)
    content[i] = static_cast<char>(i * 2654435761U >> 24);
  const StoredFile stored(content);
  const std::vector<std::int64_t> range{0, 10'000'001, 10'500'000, 10'500'017};
  const std::string covered = content.substr(0, 10'000'001) + content.substr(10'500'000);
  const std::vector one{HashAlgorithm::Sha256};
  const std::vector three{HashAlgorithm::Sha512, HashAlgorithm::Sha256, HashAlgorithm::Sha3_256};
  EXPECT_EQ(to_hex(digest_ranges(stored.bytes, range, one).value()[0].value),
            sha256(covered).hex());
  const auto together = digest_ranges(stored.bytes, range, three).value();
  for (std::size_t i = 0; i < three.size(); ++i)
    EXPECT_EQ(together[i].value, digest_of(as_bytes(covered), three[i])) << i;
  EXPECT_EQ(to_hex(digest_file(stored.bytes, one).value()[0].value), sha256(content).hex());
}

struct DigestCase {
  HashAlgorithm hash;
  std::string hex;
};

// "abc": RFC 1321, FIPS 180-4, FIPS 202, the RIPEMD-160 paper.
TEST(DigestOf, MatchesThePublishedExamples) {
  const DigestCase cases[] = {
      {HashAlgorithm::Md5, "900150983cd24fb0d6963f7d28e17f72"},
      {HashAlgorithm::Ripemd160, "8eb208f7e05d987a9b044a8e98c6b087f15a0bfc"},
      {HashAlgorithm::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
      {HashAlgorithm::Sha512_256,
       "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23"},
      {HashAlgorithm::Sha3_256, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532"},
      {HashAlgorithm::Unknown, ""}};
  for (const DigestCase& one : cases)
    EXPECT_EQ(to_hex(digest_of(as_bytes("abc"), one.hash)), one.hex);
}

TEST(DigestOf, GivesSixtyFourBytesOfShake256) {
  const Bytes value = digest_of(as_bytes(""), HashAlgorithm::Shake256);
  EXPECT_EQ(value.size(), 64U);
  EXPECT_EQ(to_hex(value).substr(0, 32), "46b9dd2b0ba88d13233b3feb743eeb24");
}

TEST(WithoutPadding, CutsByTheAnnouncedLength) {
  const auto cut = [](std::string_view hex) {
    const Bytes value = from_hex(hex).value();
    return to_hex(without_padding(value));
  };
  EXPECT_EQ(cut("300201020000"), "30020102");
  EXPECT_EQ(cut("308202aaaa"), "308202aaaa") << "lying length";
  EXPECT_EQ(cut("30810201020000"), "3081020102");
  EXPECT_EQ(cut("30800000000000"), "30800000000000") << "indefinite length";
  EXPECT_EQ(cut("3085ffffffffff00"), "3085ffffffffff00");
  EXPECT_EQ(cut("30"), "30");
  EXPECT_EQ(cut(""), "");
}

}  // namespace
}  // namespace sohoa
