#include "ocr/field_rules.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

const AgencyLookup kNoAgencies;

Field field(std::string id, std::string value) {
  Field made;
  made.id = std::move(id);
  made.name = made.id;
  made.value = std::move(value);
  return made;
}

std::string outcome(std::string_view rule, std::vector<Field> fields, std::string today = "") {
  const RuleContext context{fields, kNoAgencies, std::move(today)};
  apply_rule(rule, context, fields.front());
  if (fields.front().rules.empty()) return "none";
  return std::string(name(fields.front().rules.front().outcome));
}

std::string outcome(std::string_view rule, std::string value) {
  return outcome(rule, {field("x", std::move(value))});
}

struct Vector {
  std::string_view rule;
  std::string value;
  std::string_view outcome;
};

class RuleVectors : public ::testing::TestWithParam<Vector> {};

TEST_P(RuleVectors, AreJudgedSo) {
  EXPECT_EQ(outcome(GetParam().rule, GetParam().value), GetParam().outcome) << GetParam().value;
}

// Vectors of tax codes: weights 31 29 23 19 17 13 7 5 3, check = 10 - (sum mod 11).
INSTANTIATE_TEST_SUITE_P(TaxCode,
                         RuleVectors,
                         ::testing::Values(Vector{"mst", "0100233488", "passed"},
                                           Vector{"mst", "0314409058-002", "passed"},
                                           Vector{"mst", "0312687878-001", "passed"},
                                           Vector{"mst", "0100112437", "passed"},
                                           Vector{"mst", "0100109106", "passed"},
                                           Vector{"mst", "3600000060", "passed"},
                                           Vector{"mst", "0100233480", "warning"},
                                           Vector{"mst", "3600000110", "warning"},
                                           Vector{"mst", "3600000119", "warning"},
                                           Vector{"mst", "0312687878-000", "warning"},
                                           Vector{"mst", "O100233488", "warning"},
                                           Vector{"mst", "", "none"}));

INSTANTIATE_TEST_SUITE_P(
    Codes,
    RuleVectors,
    ::testing::Values(Vector{"dossier-code", "000.00.15.H19-240615-0001", "passed"},
                      Vector{"dossier-code", "H19.15-240615-0001", "passed"},
                      Vector{"dossier-code", "H19.15.30-240615-00012", "passed"},
                      Vector{"dossier-code", "H19.15-241315-0001", "warning"},
                      Vector{"dossier-code", "H19.15-240230-0001", "warning"},
                      Vector{"dossier-code", "H18.19.10-2608-8754", "warning"},
                      Vector{"dossier-code", "H19.15-240615-01", "warning"},
                      Vector{"procedure-code", "1.004873", "passed"},
                      Vector{"procedure-code", "1.004873.000.00.00.H19", "passed"},
                      Vector{"procedure-code", "1.00487", "warning"},
                      Vector{"document-number", "15/QĐ-UBND", "passed"},
                      Vector{"document-number", "06/2024/TT-BNV", "passed"},
                      Vector{"document-number", "/SYT-VP", "warning"},
                      Vector{"document-number", "15QĐ-UBND", "warning"},
                      Vector{"phone", "0916171687", "passed"},
                      Vector{"phone", "02513822501", "passed"},
                      Vector{"phone", "91617168", "warning"},
                      Vector{"email", "ngoc.tran88@gmail.com", "passed"},
                      Vector{"email", "ngoc.tran88(@gmail.com", "warning"},
                      Vector{"email", "@gmail.com", "warning"}));

INSTANTIATE_TEST_SUITE_P(PersonalId,
                         RuleVectors,
                         ::testing::Values(Vector{"personal-id", "075186493899", "passed"},
                                           Vector{"personal-id", "271234567", "passed"},
                                           Vector{"personal-id", "003186493899", "warning"},
                                           Vector{"personal-id", "O75186493899", "failed"},
                                           Vector{"personal-id", "07518649389", "failed"}));

INSTANTIATE_TEST_SUITE_P(Dates,
                         RuleVectors,
                         ::testing::Values(Vector{"date", "2024-02-29", "passed"},
                                           Vector{"date", "2025-02-29", "failed"},
                                           Vector{"date", "2025-13-01", "failed"},
                                           Vector{"date", "2025-01-??", "warning"},
                                           Vector{"date", "1025-01-07", "warning"},
                                           Vector{"date", "ngày mai", "failed"},
                                           Vector{"not-empty", "x", "passed"},
                                           Vector{"not-empty", "", "failed"}));

TEST(FieldRules, SexAndBirthYearOfAnIdAreHeldAgainstTheirFields) {
  const Field id = field("id", "075186493899");  // female, 1986
  EXPECT_EQ(outcome("sex:s", {id, field("s", "Nữ")}), "passed");
  EXPECT_EQ(outcome("sex:s", {id, field("s", "Nam")}), "warning");
  EXPECT_EQ(outcome("sex:id", {field("s", "Nam"), id}), "warning");
  EXPECT_EQ(outcome("birth-year:b", {id, field("b", "1986-03-24")}), "passed");
  EXPECT_EQ(outcome("birth-year:b", {id, field("b", "1986")}), "passed");
  EXPECT_EQ(outcome("birth-year:b", {id, field("b", "1987-03-24")}), "warning");
  EXPECT_EQ(outcome("birth-year:b", {id, field("b", "")}), "none");
}

TEST(FieldRules, IdsOfEveryCenturyAreUnderstood) {
  const auto of = [](std::string id, std::string year) {
    return outcome("birth-year:b", {field("id", std::move(id)), field("b", std::move(year))});
  };
  EXPECT_EQ(of("075086493899", "1986"), "passed");
  EXPECT_EQ(of("075286493899", "2086"), "passed");
  EXPECT_EQ(of("075504493899", "2104"), "passed");
  EXPECT_EQ(of("075904493899", "2304"), "passed");
}

TEST(FieldRules, ADateBeforeTheOtherIsToldAndOneFromTheFutureToo) {
  EXPECT_EQ(outcome("date-order:a", {field("b", "2025-01-02"), field("a", "2025-01-01")}),
            "passed");
  EXPECT_EQ(outcome("date-order:a", {field("b", "2025-01-01"), field("a", "2025-01-02")}),
            "warning");
  EXPECT_EQ(outcome("not-future", {field("a", "2025-01-02")}, "2025-01-01"), "warning");
  EXPECT_EQ(outcome("not-future", {field("a", "2025-01-02")}), "none");
}

TEST(FieldRules, AWrongTaxCodeKeepsItsValueAndOffersValidOnes) {
  std::vector<Field> fields = {field("mst", "0100233480")};
  apply_rule("mst", {fields, kNoAgencies, ""}, fields[0]);
  EXPECT_EQ(fields[0].value, "0100233480");
  ASSERT_FALSE(fields[0].candidates.empty());
  EXPECT_NE(std::find(fields[0].candidates.begin(), fields[0].candidates.end(), "0100233488"),
            fields[0].candidates.end());
  for (const std::string& offered : fields[0].candidates) {
    EXPECT_EQ(outcome("mst", offered), "passed") << offered;
  }
}

TEST(FieldRules, AnAgencyIsLookedUp) {
  std::vector<Field> fields = {field("cq", "SỞ Y TẾ"), field("cq2", "SỞ LẠ")};
  const AgencyLookup lookup = [](std::string_view name) {
    return name == "SỞ Y TẾ" ? std::optional<std::string>("H19.15") : std::nullopt;
  };
  for (Field& one : fields) apply_rule("agency", {fields, lookup, ""}, one);
  EXPECT_EQ(fields[0].rules.at(0).outcome, RuleOutcome::Passed);
  EXPECT_EQ(fields[1].rules.at(0).outcome, RuleOutcome::Warning);
}

TEST(FieldRules, OnlyWellFormedNamesAreRules) {
  EXPECT_TRUE(is_rule("mst"));
  EXPECT_TRUE(is_rule("sex:gioi_tinh"));
  EXPECT_FALSE(is_rule("sex"));
  EXPECT_FALSE(is_rule("sex:"));
  EXPECT_FALSE(is_rule("mst:x"));
  EXPECT_FALSE(is_rule("luck"));
}

}  // namespace
}  // namespace sohoa
