#include "exchange/units.h"

#include <string>

#include <gtest/gtest.h>

#include "unit/exchange/made.h"

namespace sohoa {
namespace {

using made::unit;
using made::units_file;

// A commune merged twice: 10 and 11 into 20, then 20 into 30; 12 stayed out of it.
UnitCatalogue merged_twice() {
  return *read_units(
      units_file(unit("H99", "Tỉnh Mẫu", "") + "," +
                 unit("H99.10", "UBND xã Đông", R"(,"parent":"H99","valid_to":"2025-06-30")") +
                 "," + unit("H99.11", "UBND xã Tây", R"(,"parent":"H99","valid_to":"2025-06-30")") +
                 "," + unit("H99.12", "UBND xã Nam", R"(,"parent":"H99")") + "," +
                 R"({"code":"H99.20","name":"UBND xã Đông Tây","level":"xa","parent":"H99",
          "valid_from":"2025-07-01","valid_to":"2026-06-30",
          "predecessors":["000.00.10.H99","H99.11"]},
         {"code":"H99.30","name":"UBND phường Mới","level":"xa","parent":"H99",
          "valid_from":"2026-07-01","predecessors":["H99.20"]},
         {"code":"H99.10","name":"UBND xã Đông cũ","level":"xa","valid_from":"2000-01-01",
          "valid_to":"2015-12-31","aliases":["000.00.10.H99"]})"));
}

TEST(Units, AreFoundInTheVersionOfTheDay) {
  const auto units = merged_twice();
  EXPECT_EQ(units.find("H99.10", "2010-05-05")->name, "UBND xã Đông cũ");
  EXPECT_EQ(units.find("H99.10", "2025-06-30")->name, "UBND xã Đông");
  EXPECT_EQ(units.find("H99.10", "2025-07-01"), nullptr);
  EXPECT_EQ(units.find("H99.10", "")->name, "UBND xã Đông");
  EXPECT_EQ(units.find("H98", "2025-07-01"), nullptr);
}

TEST(Units, AnswerToTheirAliases) {
  const auto units = merged_twice();
  EXPECT_EQ(units.resolve("000.00.10.H99"), "H99.10");
  EXPECT_EQ(units.resolve("H99.30"), "H99.30");
  EXPECT_EQ(units.resolve("H98"), std::nullopt);
  EXPECT_EQ(units.find("000.00.10.H99", "2020-01-01")->code, "H99.10");
}

TEST(Units, CarryOnWhatTheyWereOverSeveralMergers) {
  const auto units = merged_twice();
  EXPECT_TRUE(units.continues("H99.30", "H99.10"));
  EXPECT_TRUE(units.continues("H99.30", "000.00.10.H99"));
  EXPECT_TRUE(units.continues("H99.20", "H99.11"));
  EXPECT_TRUE(units.continues("H99.12", "H99.12"));
  EXPECT_FALSE(units.continues("H99.10", "H99.30"));
  EXPECT_FALSE(units.continues("H99.30", "H99.12"));
  EXPECT_FALSE(units.continues("H98", "H98"));
}

TEST(Units, StandBelowTheirParents) {
  const auto units = merged_twice();
  EXPECT_TRUE(units.is_within("H99.30", "H99", "2026-08-01"));
  EXPECT_TRUE(units.is_within("H99", "H99", "2026-08-01"));
  EXPECT_FALSE(units.is_within("H99", "H99.30", "2026-08-01"));
  EXPECT_FALSE(units.is_within("H99.30", "H99", "2026-06-01"));
}

TEST(Units, AreFoundByAnySpellingOfTheirNameOnTheirDays) {
  const auto units = merged_twice();
  ASSERT_EQ(units.by_name("Uỷ ban nhân dân Phường Mới", "2026-08-01").size(), 1U);
  EXPECT_EQ(units.by_name("UBND PHƯỜNG MỚI", "2026-08-01").front()->code, "H99.30");
  EXPECT_TRUE(units.by_name("UBND phường Mới", "2026-06-30").empty());
  EXPECT_EQ(units.by_name("UBND phường Mới", "").size(), 1U);
}

TEST(Units, ThatShareAShortNameAreAllGiven) {
  const auto units =
      read_units(units_file(unit("H1.1", "Phòng Y tế", "") + "," + unit("H1.2", "Phòng Y tế", "")));
  ASSERT_TRUE(units);
  EXPECT_EQ(units->by_name("phòng y tế", "2026-01-01").size(), 2U);
}

struct Defect {
  const char* name;
  std::string json;
  const char* place;
};

class BadUnits : public testing::TestWithParam<Defect> {};

TEST_P(BadUnits, AreRefusedWithThePlace) {
  const auto units = read_units(GetParam().json);
  ASSERT_FALSE(units);
  EXPECT_EQ(units.error().what, Fault::BadCatalogue);
  EXPECT_EQ(units.error().where.document, "units.json");
  EXPECT_EQ(units.error().where.field, GetParam().place) << units.error().detail;
}

const std::string kTwoOpenVersions = unit("H1", "A", "") + "," + unit("H1", "B", "");

INSTANTIATE_TEST_SUITE_P(
    Units,
    BadUnits,
    testing::Values(
        Defect{"NotAnObject", "[]", ""},
        Defect{"NoFormat", R"({"units":[]})", "format"},
        Defect{"OtherFormat", R"({"format":"sohoa.units/2","units":[]})", "format"},
        Defect{"NoUnits", units_file(""), "units"},
        Defect{"UnitNoObject", units_file("7"), "units[0]"},
        Defect{"MemberTwice", units_file(R"({"code":"H1","code":"H2"})"), "code"},
        Defect{"CodeForm", units_file(unit("h1", "A", "")), "units[0].code"},
        Defect{"CodeLong", units_file(unit(std::string(36, 'A'), "A", "")), "units[0].code"},
        Defect{"NameBlank", units_file(unit("H1", "  ", "")), "units[0].name"},
        Defect{"LevelUnknown",
               units_file(R"({"code":"H1","name":"A","level":"thon","valid_from":"2016-01-01"})"),
               "units[0].level"},
        Defect{"NoSuchDay",
               units_file(R"({"code":"H1","name":"A","level":"xa","valid_from":"2025-02-29"})"),
               "units[0].valid_from"},
        Defect{"EndsBeforeItStarts",
               units_file(unit("H1", "A", R"(,"valid_to":"2015-12-31")")),
               "units[0].valid_to"},
        Defect{
            "ParentUnknown", units_file(unit("H1", "A", R"(,"parent":"H2")")), "units[0].parent"},
        Defect{"ParentCircle",
               units_file(unit("H1", "A", R"(,"parent":"H2")") + "," +
                          unit("H2", "B", R"(,"parent":"H1")")),
               "units[0].parent"},
        Defect{"Overlap", units_file(kTwoOpenVersions), "units[1].valid_from"},
        Defect{"AliasIsACode",
               units_file(unit("H1", "A", R"(,"aliases":["H2"])") + "," + unit("H2", "B", "")),
               "units[0].aliases[0]"},
        Defect{"AliasOfTwo",
               units_file(unit("H1", "A", R"(,"aliases":["X"])") + "," +
                          unit("H2", "B", R"(,"aliases":["Y","X"])")),
               "units[1].aliases[1]"},
        Defect{
            "AliasNoText", units_file(unit("H1", "A", R"(,"aliases":[7])")), "units[0].aliases[0]"},
        Defect{"PredecessorsNoList",
               units_file(unit("H1", "A", R"(,"predecessors":"H2")")),
               "units[0].predecessors"},
        Defect{"FlagNoBoolean",
               units_file(unit("H1", "A", R"(,"e_certified_copy":1)")),
               "units[0].e_certified_copy"}),
    [](const auto& row) { return row.param.name; });

TEST(Units, ThatAreNoJsonAreRefusedWithTheByte) {
  const auto units = read_units(R"({"format":"sohoa.units/1",])");
  ASSERT_FALSE(units);
  EXPECT_GT(units.error().where.byte_offset, 20);
  EXPECT_FALSE(read_units(units_file(unit("H1", "\xFF", ""))));
  EXPECT_FALSE(read_units(std::string(200, '[')));
}

TEST(Units, LargerThanTheBoundAreNotRead) {
  Limits limits;
  limits.catalogue_bytes = 100;
  EXPECT_FALSE(read_units(units_file(unit("H1", "A", "") + "," + unit("H2", "B", "")), limits));
}

TEST(Units, MayStartWithAByteOrderMarkAndLeaveValuesOut) {
  const auto units =
      read_units("\xEF\xBB\xBF" +
                 units_file(unit("H1", "A", R"(,"parent":"","valid_to":null,"aliases":null)")));
  ASSERT_TRUE(units) << units.error().detail;
  EXPECT_TRUE(units->units().front().parent.empty());
}

TEST(Units, OfTheFixturesAreRead) {
  if (!std::filesystem::exists(made::kFixtures)) GTEST_SKIP() << "the shared formats are not here";
  const auto ten = read_units(made::content_of(made::kFixtures / "ten" / "units.json"));
  ASSERT_TRUE(ten) << ten.error().detail;
  EXPECT_EQ(ten->resolve("000.00.15.H99"), "H99.15");
  const auto town = read_units(made::content_of(made::kFixtures / "town" / "units.json"));
  ASSERT_TRUE(town) << town.error().detail << " " << town.error().where.field;
  const auto merged = town->by_name("Phường Mới", "2026-07-01");
  ASSERT_EQ(merged.size(), 1U);
  EXPECT_TRUE(town->by_name("Phường Mới", "2026-06-30").empty());
  const auto old = town->by_name("xã cũ đông", "2026-06-30");
  ASSERT_EQ(old.size(), 1U);
  EXPECT_TRUE(town->continues(merged.front()->code, old.front()->code));
}

}  // namespace
}  // namespace sohoa
