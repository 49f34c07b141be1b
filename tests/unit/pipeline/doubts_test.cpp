#include "pipeline/doubts.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

/// A paper that raises no doubt; each test takes something away.
struct Paper {
  Paper() {
    component.id = "L-1/0001";
    component.state = ComponentState::Done;
    component.dossier = "H19.15-261121-0007";
    component.kind = "component";
    form.id = "GT.GIAY-PHEP";
    seen.seen.form = &form;
    seen.seen.types = {{form.id, 0.9, {}}};
    seen.seen.text = "GIẤY PHÉP";
    seen.metadata.type = form.id;
    seen.metadata.title = "Giấy phép";
    seen.metadata.owner_id = "075201000123";
  }

  std::vector<ReviewRecord> reviews() const { return doubts_of(component, seen, profile, {}); }

  const ReviewRecord* about(const std::vector<ReviewRecord>& all, const char* subject) const {
    const auto found = std::ranges::find(all, subject, &ReviewRecord::subject);
    return found == all.end() ? nullptr : &*found;
  }

  DocumentTemplate form;
  ComponentRecord component;
  Assessment seen;
  Profile profile = default_profile();
};

TEST(Doubts, ACompleteSurePaperHasNone) {
  EXPECT_TRUE(Paper().reviews().empty());
}

TEST(Doubts, AnUnknownTypeIsNeverFiledWithoutAWord) {
  for (const char* text : {"", "một giấy tờ lạ"}) {
    Paper paper;
    paper.seen.seen = {};
    paper.seen.seen.text = text;
    paper.seen.metadata.type.clear();
    const auto reviews = paper.reviews();
    ASSERT_EQ(reviews.size(), 1U) << text;
    EXPECT_EQ(reviews[0].subject, "type");
    EXPECT_FALSE(reviews[0].is_blocking) << "by default it is filed and asked about beside its use";
  }
}

TEST(Doubts, WhereTheProfileInsistsOnTheTypeThePaperWaits) {
  Paper paper;
  paper.profile.review.blocking_metadata = {"type"};
  paper.seen.seen = {};
  paper.seen.metadata.type.clear();
  EXPECT_TRUE(is_blocked(paper.reviews()));
}

TEST(Doubts, ADeclaredTypeOfAPageWithoutTextNeedsNoWord) {
  Paper paper;
  paper.seen.seen = {};
  EXPECT_TRUE(paper.reviews().empty());
}

TEST(Doubts, AMissingTitleWaitsAndAMissingOwnerDoesNot) {
  Paper paper;
  paper.seen.metadata.title.clear();
  paper.seen.metadata.owner_id.clear();
  const auto reviews = paper.reviews();
  ASSERT_EQ(reviews.size(), 2U);
  EXPECT_TRUE(paper.about(reviews, "title")->is_blocking);
  EXPECT_FALSE(paper.about(reviews, "owner")->is_blocking);
}

TEST(Doubts, TheReviewsAreThoseTheDescriptionLacks) {
  Paper paper;
  paper.seen.metadata = {};
  paper.seen.seen = {};
  const auto reviews = paper.reviews();
  for (const MetadataGap& gap :
       metadata_gaps(metadata_values(paper.seen.metadata), paper.profile.review)) {
    const auto* review = paper.about(reviews, gap.id == "owner_id" ? "owner" : gap.id.c_str());
    ASSERT_NE(review, nullptr) << gap.id;
    EXPECT_EQ(review->is_blocking, gap.is_blocking) << gap.id;
  }
}

TEST(Doubts, AnUnsureReadingIsADoubtAndNotAGap) {
  Paper paper;
  paper.seen.metadata.owner_id.clear();
  paper.seen.metadata.doubtful["owner_id"] = "075201000128";
  const auto gaps = metadata_gaps(metadata_values(paper.seen.metadata), paper.profile.review);
  ASSERT_EQ(gaps.size(), 1U);
  EXPECT_FALSE(gaps[0].is_missing);
  EXPECT_TRUE(gaps[0].is_blocking) << "the wrong id would open the paper to a stranger";
}

TEST(Doubts, OneCandidateOffersItselfToTheOfficer) {
  Paper paper;
  FieldTemplate wanted;
  wanted.id = "trich_yeu";
  paper.form.fields = {wanted};
  Field field;
  field.id = "trich_yeu";
  field.name = "Trích yếu";
  field.value = "lưu trủ";
  field.needs_review = true;
  field.candidates = {"lưu trữ"};
  paper.seen.seen.fields = {field};
  EXPECT_EQ(paper.reviews().at(0).before, "lưu trủ");
  EXPECT_EQ(paper.reviews().at(0).after, "lưu trữ");
  paper.seen.seen.fields[0].candidates.push_back("lưu trú");
  EXPECT_EQ(paper.reviews().at(0).after, "");
}

}  // namespace
}  // namespace sohoa
