// Which changes a signing tool may make to a scan it was given.
#include <gtest/gtest.h>

#include "pipeline/attest_pdf.h"

namespace sohoa {
namespace {

Change change(ChangeKind kind, std::int32_t revision) {
  Change made;
  made.kind = kind;
  made.revision = revision;
  return made;
}

TEST(BeyondSigning, SigningIsAllThatIsAllowed) {
  const std::vector<Change> signing = {change(ChangeKind::SignatureFieldVisible, 1),
                                       change(ChangeKind::Metadata, 1),
                                       change(ChangeKind::Housekeeping, 1)};
  EXPECT_EQ(beyond_signing(signing, 1), nullptr);
}

TEST(BeyondSigning, EveryOtherKindIsRefused) {
  for (auto kind = static_cast<int>(ChangeKind::FieldFilled);
       kind <= static_cast<int>(kLastChangeKind);
       ++kind) {
    const std::vector<Change> all = {change(static_cast<ChangeKind>(kind), 1)};
    EXPECT_NE(beyond_signing(all, 1), nullptr) << name(static_cast<ChangeKind>(kind));
  }
}

TEST(BeyondSigning, WhatCameAfterTheSignatureIsTheVerdictsBusiness) {
  const std::vector<Change> later = {change(ChangeKind::PageContent, 2)};
  EXPECT_EQ(beyond_signing(later, 1), nullptr);
  EXPECT_NE(beyond_signing(later, 2), nullptr);
}

}  // namespace
}  // namespace sohoa
