#include "policy/item_code.h"

#include <optional>
#include <string>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

ItemCodeParts parts() {
  return {"075201000123", "KQ.G15.000127", "H19.15-240615-0001", "TP2", 2024};
}

struct Made {
  const char* pattern;
  const char* series;
  const char* first;
  const char* twelfth;
};

TEST(ItemCode, TokensStandForTheirParts) {
  const Made table[] = {
      {"{dossier}-TP{seq}",
       "H19.15-240615-0001-TP",
       "H19.15-240615-0001-TP1",
       "H19.15-240615-0001-TP12"},
      {"{owner}.{type}-{seq3}",
       "075201000123.KQ.G15.000127-",
       "075201000123.KQ.G15.000127-001",
       "075201000123.KQ.G15.000127-012"},
      {"{type}/{yyyy}/{seq4}",
       "KQ.G15.000127/2024/",
       "KQ.G15.000127/2024/0001",
       "KQ.G15.000127/2024/0012"},
      {"{seq}.{type}", ".KQ.G15.000127", "1.KQ.G15.000127", "12.KQ.G15.000127"},
      {"{owner}.{type}-{dossier_no}",
       "075201000123.KQ.G15.000127-0001",
       "075201000123.KQ.G15.000127-0001",
       "075201000123.KQ.G15.000127-0001-12"},
      {"{dossier}-{component}",
       "H19.15-240615-0001-TP2",
       "H19.15-240615-0001-TP2",
       "H19.15-240615-0001-TP2-12"},
  };
  for (const Made& row : table) {
    ASSERT_TRUE(check_code_template(row.pattern)) << row.pattern;
    EXPECT_EQ(code_series(row.pattern, parts()), row.series);
    EXPECT_EQ(make_code(row.pattern, parts(), 1), row.first);
    EXPECT_EQ(make_code(row.pattern, parts(), 12), row.twelfth);
  }
}

TEST(ItemCode, AnUnknownOwnerLeavesItsPartBlank) {
  ItemCodeParts unowned = parts();
  unowned.owner.clear();
  EXPECT_EQ(make_code("{owner}.{type}-{seq3}", unowned, 1), ".KQ.G15.000127-001");
}

TEST(ItemCode, APatternWithoutSequenceGivesAnotherCandidateEachTime) {
  const std::string pattern = "{owner}.{type}-{dossier_no}";
  EXPECT_EQ(make_code(pattern, parts(), 1), "075201000123.KQ.G15.000127-0001");
  EXPECT_EQ(make_code(pattern, parts(), 2), "075201000123.KQ.G15.000127-0001-2");
  EXPECT_EQ(make_code(pattern, parts(), 3), "075201000123.KQ.G15.000127-0001-3");
}

TEST(ItemCode, WhiteSpaceInsidePartsIsDropped) {
  ItemCodeParts foreigner = parts();
  foreigner.owner = " N 1234567\t";
  EXPECT_EQ(make_code("{owner}.{type}-{seq}", foreigner, 1), "N1234567.KQ.G15.000127-1");
}

TEST(ItemCode, ADossierWithoutADashIsItsOwnNumber) {
  ItemCodeParts external = parts();
  external.dossier = "HS12345";
  EXPECT_EQ(make_code("{type}-{dossier_no}", external, 1), "KQ.G15.000127-HS12345");
}

TEST(ItemCode, AWrongTemplateIsRefusedWithWhatIsWrong) {
  const struct {
    const char* pattern;
    const char* says;
  } table[] = {{"{dossier}-{number}", "unknown token {number}"},
               {"{dossier", "no partner"},
               {"dossier}-{seq}", "no partner"},
               {"{dossier}-{seq}-{seq3}", "two sequence"},
               {"{type}-{yyyy}", "tell papers apart"},
               {"{dossier} {seq}", "white space"},
               {"", "empty"},
               {"{}", "unknown token"}};
  for (const auto& row : table) {
    const auto checked = check_code_template(row.pattern);
    ASSERT_FALSE(checked) << row.pattern;
    EXPECT_EQ(checked.error().what, Fault::BadProfile);
    EXPECT_NE(checked.error().detail.find(row.says), std::string::npos) << checked.error().detail;
  }
}

TEST(ItemCode, ResultsHaveTheCodeOfTheLaw) {
  EXPECT_EQ(result_code("H19.15-240615-0001", 1), "H19.15-240615-0001-KQ1");
}

TEST(ItemCode, EverySpellingOfAResultCodeHasOneNormalForm) {
  const struct {
    const char* written;
    std::optional<std::string> normal;
  } table[] = {{"H19.15-240615-0001-KQ1", "H19.15-240615-0001-KQ1"},
               {"H19.15-240615-0001-KQ01", "H19.15-240615-0001-KQ1"},
               {"H19.15-240615-0001-KQ(1)", "H19.15-240615-0001-KQ1"},
               {"h19.15-240615-0001-kq(12)", "H19.15-240615-0001-KQ12"},
               {" H19.15-240615-0001 - KQ 2 ", "H19.15-240615-0001-KQ2"},
               {"H19.15-240615-0001-TP1", std::nullopt},
               {"H19.15-240615-0001-KQ", std::nullopt},
               {"H19.15-240615-0001-KQ0", std::nullopt},
               {"H19.15-240615-0001-KQ(1", std::nullopt},
               {"H19.15-240615-0001-KQ1a", std::nullopt},
               {"H19.15-240615-0001-KQ99999999999", std::nullopt},
               {"-KQ1", std::nullopt},
               {"", std::nullopt}};
  for (const auto& row : table)
    EXPECT_EQ(normal_result_code(row.written), row.normal) << row.written;
}

}  // namespace
}  // namespace sohoa
