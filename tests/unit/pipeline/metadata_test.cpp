#include "pipeline/metadata.h"

#include <gtest/gtest.h>

#include "unit/pipeline/made_papers.h"

namespace sohoa {
namespace {

using made::Desk;
using made::doubtful;
using made::kDossier;
using made::kOwner;
using made::sure;

Metadata merged(const Desk& desk,
                const ComponentRecord& declared,
                const char* form,
                std::vector<Field> fields = {}) {
  return desk.assessment(declared, form, std::move(fields)).metadata;
}

TEST(Metadata, TheDeclarationStandsWhereThePaperSaysTheSame) {
  const Desk desk;
  const auto declared = desk.paper("L-1", 1);
  const Metadata made =
      merged(desk,
             declared,
             "T.QD",
             {sure("so_dinh_danh", "0752 0100 0123"), sure("ho_ten", "NGUYỄN VĂN AN")});
  EXPECT_EQ(made.owner_id, kOwner);
  EXPECT_EQ(made.owner_name, "Nguyễn Văn An");
  EXPECT_TRUE(made.contradictions.empty());
}

TEST(Metadata, ADoubtfulFieldContradictsNothingAndFillsNothing) {
  const Desk desk;
  auto declared = desk.paper("L-1", 1);
  const Metadata made = merged(desk, declared, "T.QD", {doubtful("so_dinh_danh", "079301000456")});
  EXPECT_EQ(made.owner_id, kOwner);
  EXPECT_TRUE(made.contradictions.empty());
  EXPECT_EQ(made.doubtful, std::vector<std::string>{"owner_id"});
}

TEST(Metadata, AnotherOwnersIdContradictsAndTheDeclarationStaysUntilDecided) {
  const Desk desk;
  const Metadata made =
      merged(desk, desk.paper("L-1", 1), "T.QD", {sure("so_dinh_danh", "079301000456")});
  ASSERT_EQ(made.contradictions.size(), 1U);
  EXPECT_EQ(made.contradictions[0].subject, "owner");
  EXPECT_EQ(made.contradictions[0].declared, kOwner);
  EXPECT_EQ(made.contradictions[0].seen, "079301000456");
  EXPECT_EQ(made.owner_id, kOwner);
}

TEST(Metadata, AnotherOwnersNameContradicts) {
  const Desk desk;
  const Metadata made =
      merged(desk, desk.paper("L-1", 1), "T.QD", {sure("ho_ten", "Trần Thị Bình")});
  ASSERT_EQ(made.contradictions.size(), 1U);
  EXPECT_EQ(made.contradictions[0].subject, "owner");
  EXPECT_EQ(made.contradictions[0].seen, "Trần Thị Bình");
}

TEST(Metadata, ADeclaredIdWithoutANameTakesTheNameOfThePaperThatAgrees) {
  const Desk desk;
  auto declared = desk.paper("L-1", 1);
  declared.owner_name.clear();
  const Metadata agreeing = merged(
      desk, declared, "T.QD", {sure("so_dinh_danh", kOwner), sure("ho_ten", "Nguyễn Văn An")});
  EXPECT_EQ(agreeing.owner_name, "Nguyễn Văn An");
  const Metadata other =
      merged(desk,
             declared,
             "T.QD",
             {sure("so_dinh_danh", "079301000456"), sure("ho_ten", "Trần Thị Bình")});
  EXPECT_EQ(other.owner_name, "") << "a stranger's name does not go with the declared id";
}

TEST(Metadata, AnUndeclaredOwnerIsFilledFromThePaperAndADeclaredKindOfOwnerStays) {
  const Desk desk;
  auto declared = desk.paper("L-1", 1);
  declared.owner_id = declared.owner_name = declared.owner_type = "";
  const Metadata made = merged(
      desk, declared, "T.QD", {sure("so_dinh_danh", kOwner), sure("ho_ten", "Nguyễn Văn An")});
  EXPECT_EQ(made.owner_id, kOwner);
  EXPECT_EQ(made.owner_name, "Nguyễn Văn An");
  EXPECT_EQ(made.owner_type, "person");
  declared.owner_type = "foreigner";
  EXPECT_EQ(merged(desk, declared, "T.QD", {sure("so_dinh_danh", kOwner)}).owner_type, "foreigner");
}

TEST(Metadata, TheKindOfOwnerIsKnownFromTheShapeOfTheNumberOrNotAtAll) {
  EXPECT_EQ(owner_type_of("075201000123"), "person");
  EXPECT_EQ(owner_type_of("271234567"), "person");
  EXPECT_EQ(owner_type_of("3600123456"), "organisation");
  EXPECT_EQ(owner_type_of("3600123456-001"), "organisation");
  EXPECT_EQ(owner_type_of("C1234567"), "") << "a passport tells nothing: nothing is invented";
  EXPECT_EQ(owner_type_of(""), "");
}

TEST(Metadata, AnotherTypeThanTheProcedureWantsContradictsAndThePaperWins) {
  const Desk desk;
  auto declared = desk.paper("L-1", 1);
  declared.procedure = "1.004873";
  const Metadata made = merged(desk, declared, "T.GP");
  ASSERT_EQ(made.contradictions.size(), 1U);
  EXPECT_EQ(made.contradictions[0].subject, "type");
  EXPECT_EQ(made.contradictions[0].declared, "T.QD");
  EXPECT_EQ(made.contradictions[0].seen, "T.GP");
  EXPECT_EQ(made.type, "T.GP");
}

TEST(Metadata, ATypeCodeThatNoTemplateKnowsIsNeverContradicted) {
  const Desk desk;
  auto declared = desk.paper("L-1", 1);
  declared.procedure = "1.004873";
  declared.component = "TP2";
  const Metadata made = merged(desk, declared, "T.GP");
  EXPECT_EQ(made.type, "GT.000123");
  EXPECT_TRUE(made.contradictions.empty());
}

TEST(Metadata, OnlyAFormOfThisDossierMustNameThisDossier) {
  const Desk desk;
  const auto declared = desk.paper("L-1", 1);
  const Metadata slip = merged(desk, declared, "T.HEN", {sure("ma_ho_so", "H19.15-261121-0099")});
  ASSERT_EQ(slip.contradictions.size(), 1U);
  EXPECT_EQ(slip.contradictions[0].subject, "dossier");
  EXPECT_EQ(slip.contradictions[0].declared, kDossier);
  Desk other;
  other.site.templates[2].group = "administrative";
  EXPECT_TRUE(merged(other, declared, "T.HEN", {sure("ma_ho_so", "H19.15-261121-0099")})
                  .contradictions.empty())
      << "a paper of another dossier is what reuse is made of";
}

TEST(Metadata, FieldsWithoutAFormSayNothingAndDoNotCrash) {
  const Desk desk;
  Extraction seen;
  seen.fields = {sure("so_dinh_danh", "079301000456"), doubtful("so", "12")};
  const Metadata made = merge_metadata(desk.paper("L-1", 1), seen, desk.site);
  EXPECT_EQ(made.owner_id, kOwner);
  EXPECT_TRUE(made.contradictions.empty());
}

TEST(Metadata, DatesWithBlanksStayOutOfTheItem) {
  const Desk desk;
  ItemRecord item;
  describe_item(merged(desk,
                       desk.paper("L-1", 1),
                       "T.QD",
                       {sure("so", "/SYT-VP"), sure("ngay", "2025-01-??"), sure("han", "????")}),
                item);
  EXPECT_EQ(item.number, "/SYT-VP");
  EXPECT_EQ(item.issued_on, "");
  EXPECT_EQ(item.valid_from, "");
  EXPECT_EQ(item.valid_to, "");
  describe_item(merged(desk,
                       desk.paper("L-1", 1),
                       "T.QD",
                       {sure("ngay", "2025-01-15"), sure("han", "2030-01-15")}),
                item);
  EXPECT_EQ(item.issued_on, "2025-01-15");
  EXPECT_EQ(item.valid_from, "2025-01-15") << "in force since it was issued, unless it says other";
  EXPECT_EQ(item.valid_to, "2030-01-15");
}

TEST(Metadata, ItIsCompleteWithTypeTitleAndSomeOwner) {
  const Desk desk;
  auto declared = desk.paper("L-1", 1);
  EXPECT_TRUE(is_complete(merged(desk, declared, "T.QD")));
  declared.owner_id.clear();
  EXPECT_TRUE(is_complete(merged(desk, declared, "T.QD"))) << "a name alone will do";
  declared.owner_name.clear();
  EXPECT_FALSE(is_complete(merged(desk, declared, "T.QD")));
  EXPECT_FALSE(is_complete(merged(desk, desk.paper("L-1", 1), "no such form")));
}

}  // namespace
}  // namespace sohoa
