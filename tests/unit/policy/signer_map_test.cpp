#include "policy/signer_map.h"

#include <string>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

constexpr std::string_view kDay = "2026-11-20";

Unit unit(std::string code, std::string name, std::string level, std::string parent = "H99") {
  Unit one;
  one.code = std::move(code);
  one.name = std::move(name);
  one.level = std::move(level);
  one.parent = std::move(parent);
  one.valid_from = "2016-01-01";
  return one;
}

// A province with two departments that both have a health division, and a merged commune.
UnitCatalogue province() {
  Unit old_commune = unit("H99.10", "UBND xã Đông", "xa");
  old_commune.valid_to = "2025-06-30";
  Unit new_commune = unit("H99.30", "UBND phường Mới", "xa");
  new_commune.valid_from = "2025-07-01";
  new_commune.predecessors = {"H99.10"};
  Unit gone = unit("H99.11", "UBND xã Tây", "xa");
  gone.valid_to = "2025-06-30";
  return UnitCatalogue({unit("H99", "Tỉnh Mẫu", "tinh", ""),
                        unit("H99.15", "Sở Y tế", "so"),
                        unit("H99.20", "UBND huyện Bắc", "huyen"),
                        unit("H99.20.1", "Phòng Y tế", "phong", "H99.20"),
                        unit("H99.21", "UBND huyện Nam", "huyen"),
                        unit("H99.21.1", "Phòng Y tế", "phong", "H99.21"),
                        unit("H99.40", "Xã Sơn", "xa"),
                        old_commune,
                        new_commune,
                        gone});
}

SignerMap usual_map() {
  return {{}, {"ủy ban nhân dân", "sở", "phòng", "bộ", "cục"}};
}

SignerFact mapped(const std::string& subject, std::string_view day = kDay) {
  return map_signer(parse_subject(subject), usual_map(), province(), day);
}

TEST(Subject, IsReadFromItsOneLine) {
  const auto subject = parse_subject(
      "C=VN, O=ỦY BAN NHÂN DÂN TỈNH MẪU, OU=Sở Y tế, OU=Văn phòng\\, Sở, "
      "CN=Trần B+UID=CCCD:001, title=Giám đốc, emailAddress=b@mau.gov.vn");
  EXPECT_EQ(subject.common_name, "Trần B");
  EXPECT_EQ(subject.user_id, "CCCD:001");
  EXPECT_EQ(subject.organisation, "ỦY BAN NHÂN DÂN TỈNH MẪU");
  EXPECT_EQ(subject.units, (std::vector<std::string>{"Văn phòng, Sở", "Sở Y tế"}));
  EXPECT_EQ(subject.title, "Giám đốc");
  EXPECT_EQ(subject.email, "b@mau.gov.vn");
}

TEST(Subject, ThatMakesNoSenseLeavesThingsOut) {
  EXPECT_TRUE(parse_subject("").common_name.empty());
  EXPECT_TRUE(parse_subject("=,=,\\").common_name.empty());
  EXPECT_EQ(parse_subject("CN=A\\").common_name, "A");
  EXPECT_EQ(parse_subject("nonsense, CN=A").common_name, "");
}

struct Named {
  const char* name;
  const char* subject;
  SignerKind kind;
  const char* unit;
};

class SignerOf : public testing::TestWithParam<Named> {};

TEST_P(SignerOf, ASubjectIsWhoTheTableSays) {
  const auto fact = mapped(GetParam().subject);
  EXPECT_EQ(name(fact.kind), name(GetParam().kind)) << fact.how;
  EXPECT_EQ(fact.unit, GetParam().unit) << fact.how;
  EXPECT_FALSE(fact.is_former);
}

INSTANTIATE_TEST_SUITE_P(
    SignerMap,
    SignerOf,
    testing::Values(
        Named{"OwnName", "CN=Sở Y tế, O=UBND tỉnh Mẫu, C=VN", SignerKind::Agency, "H99.15"},
        Named{"OtherSpelling", "CN=UỶ BAN NHÂN DÂN HUYỆN BẮC", SignerKind::Agency, "H99.20"},
        Named{"TerritoryInCatalogue", "CN=UBND xã Sơn", SignerKind::Agency, "H99.40"},
        Named{"ProvinceItself", "CN=ỦY BAN NHÂN DÂN TỈNH MẪU, C=VN", SignerKind::Agency, "H99"},
        Named{"SharedNameToldByO",
              "CN=Phòng Y tế, O=UBND huyện Nam, C=VN",
              SignerKind::Agency,
              "H99.21.1"},
        Named{"SharedNameToldByOu",
              "CN=Phòng Y tế, OU=Uỷ ban nhân dân huyện Bắc, O=UBND tỉnh Mẫu",
              SignerKind::Agency,
              "H99.20.1"},
        Named{"SharedNameNotTold", "CN=Phòng Y tế, O=UBND tỉnh Mẫu", SignerKind::Agency, ""},
        Named{"UnknownAgency", "CN=Sở Xây dựng, O=UBND tỉnh Mẫu", SignerKind::Agency, ""},
        Named{"NotYetFounded", "CN=UBND xã Tương Lai", SignerKind::Agency, ""},
        Named{"PersonOfAUnit",
              "CN=Nguyễn Văn An, OU=Phòng Y tế, O=UBND huyện Nam",
              SignerKind::Person,
              "H99.21.1"},
        Named{"PersonWithTitle", "CN=Sở Y tế, title=Giám đốc", SignerKind::Person, ""},
        Named{"PersonWithId", "CN=Phòng Văn Sở, UID=CCCD:001201000123", SignerKind::Person, ""},
        Named{"PersonOfNobody", "CN=Trần Thị Bình, C=VN", SignerKind::Person, ""},
        Named{
            "Enterprise", "CN=CÔNG TY TNHH MẪU, UID=MST:0100109106", SignerKind::Organisation, ""},
        Named{"NoName", "C=VN", SignerKind::Unknown, ""}),
    [](const auto& row) { return row.param.name; });

TEST(SignerMap, KeepsACertificateOfAMergedUnitAtThatUnitWithItsHeir) {
  const auto fact = mapped("CN=UBND xã Đông, O=UBND tỉnh Mẫu");
  EXPECT_EQ(fact.unit, "H99.10");
  EXPECT_TRUE(fact.is_former);
  EXPECT_EQ(fact.successor, "H99.30");
  EXPECT_EQ(fact.successor_name, "UBND phường Mới");
}

TEST(SignerMap, GoesByTheDayOfSigning) {
  const auto before = mapped("CN=UBND xã Đông", "2025-06-30");
  EXPECT_FALSE(before.is_former);
  EXPECT_TRUE(before.successor.empty());
  const auto too_early = mapped("CN=UBND phường Mới", "2025-06-30");
  EXPECT_EQ(too_early.kind, SignerKind::Agency);
  EXPECT_TRUE(too_early.unit.empty());
}

TEST(SignerMap, FindsNoHeirWhereThereIsNone) {
  const auto fact = mapped("CN=UBND xã Tây");
  EXPECT_TRUE(fact.is_former);
  EXPECT_TRUE(fact.successor.empty());
}

SignerPattern pattern(std::string common_name, std::string unit_code) {
  SignerPattern row;
  row.common_name = std::move(common_name);
  row.unit = std::move(unit_code);
  row.source = "công văn 12";
  return row;
}

SignerFact by_pattern(SignerPattern row, const std::string& subject) {
  SignerMap map = usual_map();
  map.patterns = {std::move(row)};
  return map_signer(parse_subject(subject), map, province(), kDay);
}

TEST(SignerPatterns, WinOverNames) {
  const auto fact = by_pattern(pattern("Sở Y tế", "H99.20.1"), "CN=SỞ Y TẾ");
  EXPECT_EQ(fact.unit, "H99.20.1");
  EXPECT_NE(fact.how.find("công văn 12"), std::string::npos);
}

TEST(SignerPatterns, HoldOnTheirDaysOnly) {
  SignerPattern row = pattern("Sở Y tế", "H99.20.1");
  row.valid_to = "2026-11-19";
  EXPECT_EQ(by_pattern(row, "CN=Sở Y tế").unit, "H99.15");
  row.valid_to = "2026-11-20";
  EXPECT_EQ(by_pattern(row, "CN=Sở Y tế").unit, "H99.20.1");
  row.valid_from = "2026-11-21";
  EXPECT_EQ(by_pattern(row, "CN=Sở Y tế").unit, "H99.15");
}

TEST(SignerPatterns, MatchTheRestAfterAStarAndAskForEveryPart) {
  SignerPattern row = pattern("Trung tâm Phục vụ hành chính công*", "H99.15");
  EXPECT_EQ(by_pattern(row, "CN=TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG - HUYỆN A").unit, "H99.15");
  row.organisation = "UBND tỉnh Mẫu";
  EXPECT_TRUE(by_pattern(row, "CN=Trung tâm Phục vụ hành chính công").unit.empty());
  row.organisational_unit = "Văn phòng";
  const char* const kWhole =
      "CN=Trung tâm Phục vụ hành chính công X, OU=A, OU=VĂN PHÒNG, O=UBND tỉnh Mẫu";
  EXPECT_EQ(by_pattern(row, kWhole).unit, "H99.15");
}

TEST(SignerPatterns, MaySayThatASignerIsAPersonOrAService) {
  SignerPattern row = pattern("Sở Y tế", "");
  row.kind = SignerKind::Service;
  EXPECT_EQ(by_pattern(row, "CN=Sở Y tế").kind, SignerKind::Service);
}

TEST(SignerPatterns, WithoutAnyPartMatchNobody) {
  EXPECT_EQ(by_pattern(pattern("", "H99.20.1"), "CN=Sở Y tế").unit, "H99.15");
}

TEST(SignerPatterns, ThatNameAUnitNobodyKnowsMapToNone) {
  const auto fact = by_pattern(pattern("Sở Y tế", "H98"), "CN=Sở Y tế");
  EXPECT_EQ(fact.kind, SignerKind::Agency);
  EXPECT_TRUE(fact.unit.empty());
  EXPECT_NE(fact.how.find("H98"), std::string::npos);
}

}  // namespace
}  // namespace sohoa
