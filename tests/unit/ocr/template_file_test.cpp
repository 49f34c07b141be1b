#include "ocr/template_file.h"

#include <gtest/gtest.h>

#include "core/error.h"

namespace sohoa {
namespace {

constexpr std::string_view kHead =
    "schema = \"sohoa.document-template/1\"\n"
    "id = \"X.THE\"\n"
    "name = \"Thẻ\"\n";
constexpr std::string_view kEvidence = "[[evidence]]\ntext = \"THẺ HỌC VIÊN\"\nwhere = \"title\"\n";

TemplateText file(std::string_view name, std::string text) {
  return {std::string(name), std::move(text)};
}

std::string whole(std::string_view more) {
  return std::string(kHead) + std::string(kEvidence) + std::string(more);
}

Result<TemplateSet> read(std::string_view more) {
  return read_templates({file("the.toml", whole(more))});
}

std::string fault_of(const Result<TemplateSet>& read) {
  if (read) return "";
  EXPECT_EQ(read.error().what, Fault::BadTemplate);
  return read.error().detail;
}

TEST(TemplateFile, EveryKeyReachesItsMember) {
  const auto set = read(R"([[evidence]]
text = "Dự thảo"
where = "head"
match = "starts"
weight = -2
[[field]]
id = "ho_ten"
name = "Họ và tên"
name_en = "Name"
type = "person-name"
anchors = ["Họ và tên", "Họ tên"]
until = ["Ngày sinh"]
take = "below"
zone = [0.1, 0, 0.9, 0.5]
lines = 2
page = -1
required = true
rules = ["not-empty"]
metadata = "owner_name"
review_below = 0.8
)");
  ASSERT_TRUE(set) << fault_of(set);
  const DocumentTemplate& form = set->at(0);
  EXPECT_EQ(form.evidence.at(1).where, Where::Head);
  EXPECT_EQ(form.evidence.at(1).match, TextMatch::Starts);
  EXPECT_EQ(form.evidence.at(1).weight, -2);
  const FieldTemplate& field = *form.field("ho_ten");
  EXPECT_EQ(field.type, ValueType::PersonName);
  EXPECT_EQ(field.anchors.size(), 2U);
  EXPECT_EQ(field.until.at(0), "Ngày sinh");
  EXPECT_EQ(field.take, Take::Below);
  EXPECT_EQ(field.zone, (Zone{0.1, 0, 0.9, 0.5}));
  EXPECT_EQ(field.lines, 2);
  EXPECT_EQ(field.page, -1);
  EXPECT_TRUE(field.required);
  EXPECT_EQ(field.metadata, "owner_name");
  EXPECT_EQ(field.review_below, 0.8);
}

TEST(TemplateFile, ChildTakesFieldsOfItsBaseAndReplacesThoseWithTheSameId) {
  const std::string base =
      "schema = \"sohoa.document-template/1\"\nid = \"_goc\"\nsource = \"NĐ 30\"\n"
      "accept_from = 0.7\n[[field]]\nid = \"so\"\nname = \"Số\"\nanchors = [\"Số\"]\n"
      "[[field]]\nid = \"ngay\"\nname = \"Ngày\"\nanchors = [\"ngày\"]\ntype = \"date\"\n";
  const std::string child = std::string(kHead) + "extends = \"_goc\"\n" + std::string(kEvidence) +
                            "[[field]]\nid = \"so\"\nname = \"Số thẻ\"\nanchors = [\"Số thẻ\"]\n";
  const auto set = read_templates({file("a.toml", child), file("_goc.toml", base)});
  ASSERT_TRUE(set) << fault_of(set);
  ASSERT_EQ(set->size(), 1U);
  const DocumentTemplate& form = set->at(0);
  EXPECT_EQ(form.source, "NĐ 30");
  EXPECT_EQ(form.accept_from, 0.7);
  ASSERT_EQ(form.fields.size(), 2U);
  EXPECT_EQ(form.field("so")->name, "Số thẻ");
  EXPECT_EQ(form.field("ngay")->type, ValueType::Date);
}

TEST(TemplateFile, UnknownKeyIsNamedWithLineAndColumn) {
  const auto set =
      read("[[field]]\nid = \"a\"\nname = \"A\"\nanchors = [\"A\"]\ncolour = \"đỏ\"\n");
  EXPECT_EQ(fault_of(set), "line 11, column 1: unknown key 'colour'");
  EXPECT_EQ(set.error().where.document, "the.toml");
}

struct Mistake {
  std::string_view text;
  std::string_view said;
};

class TemplateMistakes : public ::testing::TestWithParam<Mistake> {};

TEST_P(TemplateMistakes, IsRefusedInWords) {
  const auto set = read(GetParam().text);
  ASSERT_FALSE(set);
  EXPECT_NE(fault_of(set).find(GetParam().said), std::string::npos) << fault_of(set);
}

INSTANTIATE_TEST_SUITE_P(
    All,
    TemplateMistakes,
    ::testing::Values(
        Mistake{"[[field]]\nid = \"a\"\nname = \"A\"\n", "'anchors'"},
        Mistake{"[[field]]\nname = \"A\"\nanchors = [\"A\"]\n", "'id'"},
        Mistake{"[[field]]\nid=\"a\"\nname=\"A\"\nanchors=[\"A\"]\ntype=\"datum\"\n", "'type'"},
        Mistake{"[[field]]\nid=\"a\"\nname=\"A\"\ntake=\"zone\"\n", "'zone'"},
        Mistake{"[[field]]\nid=\"a\"\nname=\"A\"\nanchors=[\"A\"]\nzone=[0,0,2,1]\n", "'zone'"},
        Mistake{"[[field]]\nid=\"a\"\nname=\"A\"\nanchors=[\"A\"]\nlines=0\n", "'lines'"},
        Mistake{"[[field]]\nid=\"a\"\nname=\"A\"\nanchors=[\"A\"]\nrules=[\"luck\"]\n", "'luck'"},
        Mistake{"[[field]]\nid=\"a\"\nname=\"A\"\nanchors=[\"A\"]\nrules=[\"sex\"]\n", "'sex'"},
        Mistake{"[[field]]\nid=\"a\"\nname=\"A\"\nanchors=[\"A\"]\nrules=[\"sex:b\"]\n", "X.THE"},
        Mistake{"[[field]]\nid=\"a\"\nname=\"A\"\nanchors=[\"A\"]\nmetadata=\"x\"\n", "'metadata'"},
        Mistake{"[[field]]\nid=\"a\"\nname=\"A\"\nanchors=[\"A\"]\n[[field]]\nid=\"a\"\n"
                "name=\"B\"\nanchors=[\"B\"]\n",
                "twice"},
        Mistake{"[[evidence]]\ntext=\"x\"\nweight=0\n", "'weight'"},
        Mistake{"[[evidence]]\ntext=\"x\"\nwhere=\"middle\"\n", "'where'"},
        Mistake{"[[evidence]]\ntext = \n", "line"}));

TEST(TemplateFile, RepeatedIdNamesBothFiles) {
  const auto set = read_templates({file("a.toml", whole("")), file("b.toml", whole(""))});
  EXPECT_NE(fault_of(set).find("a.toml"), std::string::npos);
  EXPECT_EQ(set.error().where.document, "b.toml");
}

TEST(TemplateFile, MissingBaseAndCircleOfBasesAreRefused) {
  const auto with_base = [](std::string_view id, std::string_view base) {
    return "schema = \"sohoa.document-template/1\"\nid = \"" + std::string(id) +
           "\"\nname = \"X\"\nextends = \"" + std::string(base) + "\"\n" + std::string(kEvidence);
  };
  EXPECT_NE(fault_of(read_templates({file("a", with_base("A", "_x"))})).find("no base '_x'"),
            std::string::npos);
  EXPECT_NE(fault_of(read_templates({file("a", with_base("A", "_x")),
                                     file("x", with_base("_x", "_y")),
                                     file("y", with_base("_y", "_x"))}))
                .find("circle"),
            std::string::npos);
}

TEST(TemplateFile, ATypeNothingSpeaksForIsRefused) {
  EXPECT_NE(fault_of(read_templates({file("a", std::string(kHead))})).find("speaks for"),
            std::string::npos);
}

TEST(TemplateFile, MoreFieldsThanTheLimitAreRefused) {
  Limits limits;
  limits.fields_per_paper = 1;
  const std::string two = whole(
      "[[field]]\nid=\"a\"\nname=\"A\"\nanchors=[\"A\"]\n"
      "[[field]]\nid=\"b\"\nname=\"B\"\nanchors=[\"B\"]\n");
  EXPECT_NE(fault_of(read_templates({file("a", two)}, limits)).find("more fields"),
            std::string::npos);
}

}  // namespace
}  // namespace sohoa
