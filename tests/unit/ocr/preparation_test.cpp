#include "ocr/preparation.h"

#include <gtest/gtest.h>

namespace sohoa::ocr {
namespace {

TEST(DecideDpi, PlausibleFileValue_IsTaken) {
  const auto decision = decide_dpi(1654, 2339, 200, 0);
  EXPECT_EQ(decision.value, 200);
  EXPECT_FALSE(decision.step.applied);
}

TEST(DecideDpi, PhonePhotoThatSays72_IsTakenForA4) {
  const auto decision = decide_dpi(2000, 2720, 72, 0);
  EXPECT_NEAR(decision.value, 233, 1);
  EXPECT_TRUE(decision.step.applied);
}

TEST(DecideDpi, CallersHint_ComesBeforeTheGuess) {
  EXPECT_EQ(decide_dpi(2000, 2720, 0, 250).value, 250);
}

TEST(DecideDpi, NonsenseEverywhere_StillGivesAWorkableValue) {
  EXPECT_GE(decide_dpi(10, 10, -5, 1e9).value, 50);
}

TEST(DecideWorkingDpi, OrdinaryScan_IsNotScaled) {
  EXPECT_EQ(decide_working_dpi(150).value, 150);
  EXPECT_EQ(decide_working_dpi(200).value, 200);
}

TEST(DecideWorkingDpi, FineAndCoarseScans_AreScaledTo200) {
  EXPECT_EQ(decide_working_dpi(600).value, 200);
  EXPECT_EQ(decide_working_dpi(100).value, 200);
}

TEST(DecideBlank, FaintestTextPage_IsNotBlank) {
  EXPECT_FALSE(decide_blank(0.0019).value);
  EXPECT_FALSE(decide_blank(0.0002).value);
  EXPECT_TRUE(decide_blank(0.00002).value);
}

TEST(DecideOrientation, EachWayOfLying_GivesTheTurnThatMendsIt) {
  EXPECT_EQ(decide_orientation(12, 0.5).value, 0);
  EXPECT_EQ(decide_orientation(-12, 0.5).value, 180);
  EXPECT_EQ(decide_orientation(0.5, 12).value, 90);
  EXPECT_EQ(decide_orientation(0.5, -12).value, 270);
}

TEST(DecideOrientation, WeakOrTornVotes_LeaveItOpen) {
  EXPECT_EQ(decide_orientation(3, 0).value, -1);
  EXPECT_EQ(decide_orientation(8, -7).value, -1);
}

TEST(DecideByReading, EquallyBadAllWays_StaysUpright) {
  EXPECT_EQ(decide_by_reading({0.40, 0.45, 0.45, 0.42}).value, 0);
}

TEST(DecideByReading, UntriedTurns_AreNotChosen) {
  EXPECT_EQ(decide_by_reading({0, 0.40, 0, 0.45}).value, 90);
  EXPECT_EQ(decide_by_reading({}).value, 0);
}

TEST(DecideByReading, ClearlyBetterUpsideDown_IsTurned) {
  EXPECT_EQ(decide_by_reading({0.4, 0, 0.9, 0}).value, 180);
  EXPECT_EQ(decide_by_reading({0, 0.4, 0, 0.9}).value, 270);
}

TEST(DecideDeskew, UnsureMeasure_TurnsNothing) {
  EXPECT_EQ(decide_deskew(3, 1).value, 0);
}

TEST(DecideDeskew, SlantedLines_AreTurnedByTheirAngle) {
  EXPECT_EQ(decide_deskew(-1.7, 6).value, -1.7);
  EXPECT_EQ(decide_deskew(0.05, 6).value, 0);
}

TEST(DecideDespeckle, DotsOfAPageOfText_AreNoSpecks) {
  EXPECT_FALSE(decide_despeckle(0.5).value);
  EXPECT_TRUE(decide_despeckle(4).value);
}

TEST(DecideFlatten, BlackEdgeOfAScan_IsNoPhotograph) {
  EXPECT_FALSE(decide_flatten(0.5, true, 0).value);
  EXPECT_TRUE(decide_flatten(0.95, true, 0.03).value);
  EXPECT_FALSE(decide_flatten(0.95, false, 0).value);
}

TEST(EveryDecision, SaysWhatWasMeasuredAgainstWhat) {
  const PreparationStep step = decide_deskew(-1.7, 6).step;
  EXPECT_EQ(step.step, "deskew");
  EXPECT_TRUE(step.applied);
  EXPECT_EQ(step.measure, -1.7);
  EXPECT_GT(step.limit, 0);
  EXPECT_EQ(step.unit, "deg");
  EXPECT_FALSE(step.reason.empty());
}

}  // namespace
}  // namespace sohoa::ocr
