#include "exchange/procedures.h"

#include <string>

#include <gtest/gtest.h>

#include "unit/exchange/made.h"

namespace sohoa {
namespace {

using made::procedure;
using made::procedures_file;

TEST(Procedures, AreFoundByShortAndLongCode) {
  const auto all = read_procedures(
      procedures_file(procedure("2.000001", "") + "," + procedure("1.004873.000.00.00.H19", "")));
  ASSERT_TRUE(all) << all.error().detail;
  ASSERT_NE(all->find("1.004873"), nullptr);
  EXPECT_EQ(all->find("1.004873.000.00.00.H56"), all->find("1.004873"));
  EXPECT_EQ(all->find("1.00487"), nullptr);
  EXPECT_EQ(all->find(""), nullptr);
}

TEST(Procedures, KeepTheirComponentsAndCompetentUnits) {
  const auto all = read_procedures(procedures_file(
      procedure("1.000001",
                R"(,"levels":["xa","so"],"applies_to":[{"unit":"H99.15","from":"2026-01-01"}],
          "components":[{"code":"TP1","digitize_class":"A_prior_result","doc_type":"GT"},
                        {"code":"TP2","digitize_class":"NONE_secret","required":false,
                         "replaceable":"full"}])")));
  ASSERT_TRUE(all) << all.error().detail;
  const Procedure& one = *all->find("1.000001");
  EXPECT_EQ(one.levels, (std::vector<std::string>{"xa", "so"}));
  EXPECT_EQ(one.applies_to.front().unit, "H99.15");
  EXPECT_EQ(one.component("TP1")->digitize, DigitizeClass::PriorResult);
  EXPECT_TRUE(one.component("TP1")->is_required);
  EXPECT_EQ(one.component("TP2")->digitize, DigitizeClass::NoneSecret);
  EXPECT_FALSE(one.component("TP2")->is_required);
  EXPECT_EQ(one.component("TP2")->replaceable, "full");
  EXPECT_EQ(one.component("TP3"), nullptr);
}

struct Defect {
  const char* name;
  std::string more;
  const char* place;
};

class BadProcedure : public testing::TestWithParam<Defect> {};

TEST_P(BadProcedure, IsRefusedWithThePlace) {
  const auto all = read_procedures(procedures_file(procedure("1.000001", GetParam().more)));
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().what, Fault::BadCatalogue);
  EXPECT_EQ(all.error().where.document, "procedures.json");
  EXPECT_EQ(all.error().where.field, std::string("procedures[0].") + GetParam().place)
      << all.error().detail;
}

INSTANTIATE_TEST_SUITE_P(
    Procedures,
    BadProcedure,
    testing::Values(
        Defect{"Levels", R"(,"levels":["xa","thon"])", "levels[1]"},
        Defect{"Status", R"(,"status":"secret")", "status"},
        Defect{"OnlineStatus", R"(,"online_status":"gone")", "online_status"},
        Defect{"ValidFrom", R"(,"valid_from":"01/01/2020")", "valid_from"},
        Defect{"ValidTo", R"(,"valid_from":"2020-01-01","valid_to":"2019-01-01")", "valid_to"},
        Defect{"Fee", R"(,"fee_vnd":-1)", "fee_vnd"},
        Defect{"FeeReal", R"(,"fee_vnd":1.5)", "fee_vnd"},
        Defect{"Audience", R"(,"audience":["martian"])", "audience[0]"},
        Defect{"Flag", R"(,"reengineered":"yes")", "reengineered"},
        Defect{"MaxTimeUnit", R"(,"max_time":{"value":1,"unit":"year"})", "max_time.unit"},
        Defect{"MaxTimeZero", R"(,"max_time":{"value":0,"unit":"day"})", "max_time.value"},
        Defect{"MaxTimeNone", R"(,"max_time":{"unit":"day"})", "max_time.value"},
        Defect{"AppliesTo", R"(,"applies_to":[{"unit":"H9"}])", "applies_to[0].from"},
        Defect{"AppliesToUnit",
               R"(,"applies_to":[{"unit":"h9","from":"2020-01-01"}])",
               "applies_to[0].unit"},
        Defect{"AppliesToEnds",
               R"(,"applies_to":[{"unit":"H9","from":"2020-01-02","to":"2020-01-01"}])",
               "applies_to[0].to"},
        Defect{"Components", R"(,"components":[1])", "components[0]"},
        Defect{"ComponentCode",
               R"(,"components":[{"digitize_class":"C_list"}])",
               "components[0].code"},
        Defect{"ComponentClass",
               R"(,"components":[{"code":"T","digitize_class":"E"}])",
               "components[0].digitize_class"},
        Defect{"Content", R"(,"content_parts":{"ten":1})", "content_parts.ten"},
        Defect{
            "Publication", R"(,"publications":[{"unit":"H9"}])", "publications[0].decision_date"}),
    [](const auto& row) { return row.param.name; });

TEST(Procedures, WithACodeOfAnotherFormOrTwiceAreRefused) {
  const auto odd = read_procedures(procedures_file(procedure("1.4873", "")));
  ASSERT_FALSE(odd);
  EXPECT_EQ(odd.error().where.field, "procedures[0].code");
  const auto twice = read_procedures(
      procedures_file(procedure("1.004873", "") + "," + procedure("1.004873.000.00.00.H19", "")));
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().where.field, "procedures[1].code");
}

TEST(Procedures, WithoutTheListOrARequiredMemberAreRefused) {
  EXPECT_EQ(read_procedures(R"({"format":"sohoa.procedures/1"})").error().where.field,
            "procedures");
  const auto bare = read_procedures(procedures_file(R"({"code":"1.000001","name":"A"})"));
  ASSERT_FALSE(bare);
  EXPECT_EQ(bare.error().where.field, "procedures[0].requires_document_result");
}

TEST(Procedures, OfTheFixturesAreRead) {
  if (!std::filesystem::exists(made::kFixtures)) GTEST_SKIP() << "the shared formats are not here";
  for (const char* folder : {"ten", "town"}) {
    const auto all =
        read_procedures(made::content_of(made::kFixtures / folder / "procedures.json"));
    ASSERT_TRUE(all) << folder << " " << all.error().detail << " " << all.error().where.field;
    EXPECT_FALSE(all->procedures().empty());
  }
}

}  // namespace
}  // namespace sohoa
