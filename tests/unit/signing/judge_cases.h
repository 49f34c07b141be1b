// Runs tables of facts::Case.
#pragma once

#include <gtest/gtest.h>

#include "unit/signing/fact_builders.h"

namespace sohoa::facts {

/// verdict.h: TotalPassed exactly when no check Failed or is Unknown, and there is always a check.
inline void expect_invariant(Indication indication, const std::vector<CheckResult>& checks) {
  EXPECT_FALSE(checks.empty());
  bool stops = false;
  for (const CheckResult& check : checks) {
    stops =
        stops || check.outcome == CheckOutcome::Failed || check.outcome == CheckOutcome::Unknown;
    EXPECT_FALSE(check.id.empty());
    EXPECT_FALSE(check.clause.empty());
    EXPECT_FALSE(check.message_vi.empty());
    EXPECT_FALSE(check.message_en.empty());
  }
  EXPECT_EQ(stops, indication != Indication::TotalPassed) << reasons(checks);
}

inline void expect_case(const Case& one) {
  World world;
  one.bend(world);
  const SignatureVerdict verdict = world.first();
  EXPECT_EQ(name(verdict.indication), name(one.indication)) << reasons(verdict.checks);
  EXPECT_EQ(name(verdict.sub_indication), name(one.sub_indication)) << reasons(verdict.checks);
  expect_invariant(verdict.indication, verdict.checks);
}

}  // namespace sohoa::facts
