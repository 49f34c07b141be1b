#include "intake/bagit.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

constexpr std::string_view kBagit10 = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const std::string kDigestA = sha256("a").hex();
const std::string kDigestB = sha256("b").hex();

BagTags tags_with(std::string manifest) {
  return {std::string(kBagit10), {}, std::move(manifest), {}};
}

Bag bag_with(std::string manifest) {
  auto bag = parse_bag(tags_with(std::move(manifest)), {});
  EXPECT_TRUE(bag) << describe(bag.error(), Lang::En);
  return bag.value_or(Bag{});
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

TEST(ParseBag, AcceptsWhatOtherToolsWrite) {
  const Bag bag = bag_with(upper(kDigestA) + "  data/a b.jpg\r\n" + kDigestB +
                           " *./data/b%0Ac%25.jpg\r" + kDigestB + "\tdata/100%.jpg\n\n");
  ASSERT_EQ(bag.manifest.size(), 3U);
  EXPECT_EQ(bag.version, "1.0");
  EXPECT_EQ(bag.manifest[0].name, "data/a b.jpg");
  EXPECT_EQ(bag.manifest[0].digest, sha256("a"));
  EXPECT_EQ(bag.manifest[1].name, "data/b\nc%.jpg");
  EXPECT_EQ(bag.manifest[2].name, "data/100%.jpg");
}

TEST(ParseBag, AcceptsVersion097) {
  BagTags tags = tags_with(kDigestA + "  data/a\n");
  tags.bagit_txt =
      "\xEF\xBB\xBF"
      "BagIt-Version: 0.97\r\nTag-File-Character-Encoding: utf-8\r\n";
  EXPECT_EQ(parse_bag(tags, {}).value().version, "0.97");
}

TEST(ParseBag, NamesTheLineThatIsWrong) {
  struct Case {
    std::string manifest;
    std::string place;
  };
  const Case cases[] = {
      {kDigestA + "  data/a\nzz  data/b\n", "line 2"},
      {kDigestA.substr(1) + "  data/a\n", "line 1"},
      {kDigestA + "\n", "line 1"},
      {kDigestA + "  ../a\n", "line 1"},
      {kDigestA + "  bagit.txt\n", "line 1"},
      {kDigestA + "  data/a\n\n" + kDigestB + "  data/a\n", "line 3"},
  };
  for (const auto& c : cases) {
    const auto bag = parse_bag(tags_with(c.manifest), {});
    ASSERT_FALSE(bag) << c.manifest;
    EXPECT_EQ(bag.error().what, Fault::BadManifest);
    EXPECT_EQ(bag.error().where.document, "manifest-sha256.txt");
    EXPECT_EQ(bag.error().where.field, c.place) << c.manifest;
  }
}

TEST(ParseBag, RefusesOtherVersionsAndEncodings) {
  BagTags tags = tags_with(kDigestA + "  data/a\n");
  tags.bagit_txt = "BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n";
  EXPECT_FALSE(parse_bag(tags, {}));
  tags.bagit_txt = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n";
  EXPECT_FALSE(parse_bag(tags, {}));
  tags.bagit_txt.clear();
  EXPECT_EQ(parse_bag(tags, {}).error().where.document, "bagit.txt");
}

TEST(CheckBag, NamesEveryBadMissingAndUndeclaredFile) {
  const Bag bag =
      bag_with(kDigestA + "  data/good\n" + kDigestA + "  data/bad1\n" + kDigestA +
               "  data/bad2\n" + kDigestA + "  data/gone1\n" + kDigestA + "  data/gone2\n");
  const std::vector<BagFile> received = {
      {"data/good", sha256("a"), 1},
      {"data/bad1", sha256("b"), 1},
      {"data/bad2", sha256("c"), 1},
      {"data/extra", sha256("a"), 1},
      {"bagit.txt", sha256("x"), 50},
      {"notes.txt", sha256("n"), 3},
  };
  const auto findings = check_bag(bag, received);
  ASSERT_EQ(findings.size(), 5U);
  EXPECT_EQ(findings[0].name, "data/bad1");
  EXPECT_EQ(findings[0].fault, Fault::DigestMismatch);
  EXPECT_EQ(findings[1].name, "data/bad2");
  EXPECT_EQ(findings[2].name, "data/extra");
  EXPECT_EQ(findings[2].fault, Fault::BadManifest);
  EXPECT_EQ(findings[3].name, "data/gone1");
  EXPECT_EQ(findings[3].fault, Fault::MissingFile);
  EXPECT_EQ(findings[4].name, "data/gone2");
}

TEST(CheckBag, AFileWeWillNotUnpackIsMissingAndStopsNoOther) {
  const Bag bag = bag_with(kDigestA + "  data/../up\n" + kDigestA + "  data/good\n");
  const std::vector<BagFile> received = {{"data/good", sha256("a"), 1}};
  const auto findings = check_bag(bag, received);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].name, "data/../up");
}

TEST(CheckBag, MatchesNamesInNfcAndNfd) {
  const Bag bag =
      bag_with(kDigestA + "  data/\xC3\xA9.jpg\n" + kDigestB + "  data/o\xCC\x82.jpg\n");
  const std::vector<BagFile> received = {{"data/e\xCC\x81.jpg", sha256("a"), 1},
                                         {"data/\xC3\xB4.jpg", sha256("b"), 1}};
  EXPECT_TRUE(check_bag(bag, received).empty());
}

TEST(CheckBag, HoldsPayloadOxumAgainstWhatCame) {
  BagTags tags = tags_with(kDigestA + "  data/a\n");
  tags.bag_info = "Source-Organization: Quầy 3\n  tầng 2\npayload-oxum: 5.1\n";
  const auto bag = parse_bag(tags, {});
  ASSERT_TRUE(bag);
  const std::vector<BagFile> received = {{"data/a", sha256("a"), 1}};
  const auto findings = check_bag(*bag, received);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].name, "bag-info.txt");
  EXPECT_EQ(findings[0].detail, "Payload-Oxum is 5.1, received 1.1");
}

TEST(CheckBag, ChecksTagFilesByTheTagManifest) {
  BagTags tags = tags_with(kDigestA + "  data/a\n");
  tags.tag_manifest_sha256 = kDigestB + "  batch.json\n";
  const auto bag = parse_bag(tags, {});
  ASSERT_TRUE(bag);
  const std::vector<BagFile> received = {{"data/a", sha256("a"), 1},
                                         {"batch.json", sha256("tampered"), 8}};
  const auto findings = check_bag(*bag, received);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].name, "batch.json");
}

TEST(MakeBagTags, AreReadBackAndHold) {
  const std::vector<BagFile> payload = {{"data/b%\n.jpg", sha256("b"), 1},
                                        {"data/a.jpg", sha256("a"), 1}};
  const std::vector<BagFile> extra = {{"batch.json", sha256("{}"), 2}};
  const auto files = make_bag_tags(payload, extra, {"Quầy 3", "sohoa 0.1", UtcTime{}});
  ASSERT_EQ(files.size(), 4U);
  const auto bag =
      parse_bag({files[0].content, files[1].content, files[2].content, files[3].content}, {});
  ASSERT_TRUE(bag) << describe(bag.error(), Lang::En);
  EXPECT_TRUE(check_bag(*bag, payload).size() == 4U);  // batch.json and three tag files not given
  EXPECT_EQ(files[2].content, kDigestA + "  data/a.jpg\n" + kDigestB + "  data/b%25%0A.jpg\n");
  EXPECT_EQ(files[1].content,
            "Source-Organization: Quầy 3\nBagging-Date: 1970-01-01\nBag-Software-Agent: sohoa "
            "0.1\nPayload-Oxum: 2.2\n");
}

TEST(MakeBagTags, GiveAValidBag) {
  std::vector<BagFile> files = {{"data/Hồ sơ 100%.jpg", sha256("a"), 1}};
  const auto tags = make_bag_tags(files, {}, {{}, {}, UtcTime{}});
  const auto bag =
      parse_bag({tags[0].content, tags[1].content, tags[2].content, tags[3].content}, {});
  ASSERT_TRUE(bag) << describe(bag.error(), Lang::En);
  for (const auto& tag : tags) files.push_back({tag.name, sha256(tag.content), tag.content.size()});
  EXPECT_TRUE(check_bag(*bag, files).empty());
}

TEST(BagRoot, IsTheFolderThatHoldsBagitTxt) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(bag_root(Names{"bagit.txt", "data/a"}), "");
  EXPECT_EQ(bag_root(Names{"lo1/bagit.txt", "lo1/data/a"}), "lo1/");
  EXPECT_EQ(bag_root(Names{"data/a.jpg"}), std::nullopt);
  EXPECT_EQ(bag_root(Names{"a/bagit.txt", "b/bagit.txt"}), std::nullopt);
  EXPECT_EQ(bag_root(Names{"bagit.txt", "data/bagit.txt"}), "");
}

}  // namespace
}  // namespace sohoa
