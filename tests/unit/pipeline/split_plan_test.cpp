#include "pipeline/split_plan.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

Entry entry(const std::string& name) {
  return {name, {sha256(name), name.size()}, {}};
}

Entry refused(const std::string& name, Fault why) {
  return {name, {}, Error{why, "", {name, 0, -1, {}}}};
}

ComponentDeclaration declares(const std::vector<std::string>& files) {
  ComponentDeclaration declaration;
  declaration.dossier = "H19.15-261121-0001";
  declaration.files = files;
  return declaration;
}

std::size_t files_in(const std::vector<PlannedComponent>& components) {
  std::size_t files = 0;
  for (const PlannedComponent& component : components) files += component.files.size();
  return files;
}

TEST(PlanComponents, EveryEntryEndsInExactlyOneComponent) {
  Declarations declared;
  declared.submission.components = {declares({"b.pdf", "a.pdf"})};
  declared.tag_files = {"batch.json"};
  const auto planned = plan_components(
      {entry("a.pdf"), entry("b.pdf"), entry("batch.json"), entry("lẻ.pdf")}, declared);
  ASSERT_EQ(planned.size(), 2U);
  ASSERT_EQ(planned[0].files.size(), 2U);
  EXPECT_EQ(planned[0].files[0].name, "b.pdf") << "page order is the declared one";
  EXPECT_EQ(planned[1].declaration.title, "lẻ.pdf");
  EXPECT_EQ(files_in(planned), 3U);
}

TEST(PlanComponents, ADeclaredFileThatIsMissingIsAProblemOfItsComponent) {
  Declarations declared;
  declared.submission.components = {declares({"a.pdf", "mất.pdf"})};
  const auto planned = plan_components({entry("a.pdf")}, declared);
  ASSERT_EQ(planned.size(), 1U);
  ASSERT_EQ(planned[0].problems.size(), 1U);
  EXPECT_EQ(planned[0].problems[0].what, Fault::MissingFile);
  EXPECT_EQ(planned[0].problems[0].where.document, "mất.pdf");
  EXPECT_EQ(planned[0].files.size(), 1U) << "what did come is kept";
}

TEST(PlanComponents, ARefusedEntryIsAComponentThatSaysWhy) {
  const auto planned = plan_components({refused("bom.pdf", Fault::RatioTooHigh)}, {});
  ASSERT_EQ(planned.size(), 1U);
  ASSERT_EQ(planned[0].problems.size(), 1U);
  EXPECT_EQ(planned[0].problems[0].what, Fault::RatioTooHigh);
}

TEST(PlanComponents, TheSecondOfTwoEntriesWithOneNameIsNotLost) {
  Declarations declared;
  declared.submission.components = {declares({"a.pdf"})};
  const auto planned =
      plan_components({entry("a.pdf"), refused("a.pdf", Fault::DuplicateName)}, declared);
  ASSERT_EQ(planned.size(), 2U);
  EXPECT_TRUE(planned[0].problems.empty());
  ASSERT_EQ(planned[1].problems.size(), 1U);
  EXPECT_EQ(planned[1].problems[0].what, Fault::DuplicateName);
}

TEST(PlanComponents, AFileClaimedTwiceStaysWithTheFirst) {
  Declarations declared;
  declared.submission.components = {declares({"a.pdf"}), declares({"a.pdf"})};
  const auto planned = plan_components({entry("a.pdf")}, declared);
  ASSERT_EQ(planned.size(), 2U);
  EXPECT_EQ(files_in(planned), 1U);
  ASSERT_EQ(planned[1].problems.size(), 1U);
  EXPECT_EQ(planned[1].problems[0].what, Fault::DuplicateName);
}

TEST(PlanComponents, AFaultOfTheManifestStandsAtItsFile) {
  Declarations declared;
  declared.submission.components = {declares({"a.pdf"}), declares({"b.pdf"})};
  declared.faults.emplace("b.pdf", Error{Fault::DigestMismatch, "", {"b.pdf", 0, -1, {}}});
  const auto planned = plan_components({entry("a.pdf"), entry("b.pdf")}, declared);
  EXPECT_TRUE(planned[0].problems.empty());
  ASSERT_EQ(planned[1].problems.size(), 1U);
  EXPECT_EQ(planned[1].problems[0].what, Fault::DigestMismatch);
}

}  // namespace
}  // namespace sohoa
