// Which changes the signers permitted: traps 16-20, 25-27 as pure facts.
#include "signing/modification.h"

#include <array>

#include <gtest/gtest.h>

namespace sohoa {
namespace {

/// Signatures stand in the order given, one a revision; each `covers` its revision.
class FileBuilder {
 public:
  FileBuilder& signature(PdfSignatureFacts facts = {}) {
    facts.revision = static_cast<std::int32_t>(file_.revisions.size());
    SignatureFacts signature;
    signature.coverage = Coverage::WholeRevision;
    signature.covered_end = 1000 * (facts.revision + 1);
    signature.pdf = std::move(facts);
    file_.signatures.push_back(signature);
    return revision();
  }
  FileBuilder& certification(std::int32_t p) {
    PdfSignatureFacts facts;
    facts.is_certification = true;
    facts.docmdp = p;
    return signature(facts);
  }
  FileBuilder& locking(FieldLock::Action action, std::vector<std::string> fields) {
    PdfSignatureFacts facts;
    facts.locks = {{action, std::move(fields)}};
    return signature(facts);
  }
  FileBuilder& revision() {
    const auto end = 1000 * static_cast<std::int64_t>(file_.revisions.size() + 1);
    file_.revisions.push_back({end, end, false});
    return *this;
  }
  FileBuilder& change(ChangeKind kind, std::string field = {}) {
    Change change;
    change.revision = static_cast<std::int32_t>(file_.revisions.size()) - 1;
    change.kind = kind;
    change.field = std::move(field);
    file_.changes.push_back(change);
    return *this;
  }
  SignedFile file() const { return file_; }

 private:
  SignedFile file_;
};

Modification judged(const SignedFile& file,
                    std::size_t index = 0,
                    UncertifiedPermits uncertified = UncertifiedPermits::FormFilling) {
  return judge_changes(file, file.signatures.at(index), uncertified).modification;
}

Modification after_certification(std::int32_t p, ChangeKind kind) {
  return judged(FileBuilder().certification(p).revision().change(kind).file());
}

TEST(Modification, NothingAfterTheSignatureIsNone) {
  EXPECT_EQ(judged(FileBuilder().signature().file()), Modification::None);
}

TEST(Modification, ARevisionThatChangesNothingIsAllowed) {
  EXPECT_EQ(judged(FileBuilder().signature().revision().file()), Modification::Allowed);
}

struct Row {
  ChangeKind kind;
  std::array<bool, 3> under_p;  ///< P = 1, 2, 3
  bool uncertified;             ///< with form filling permitted
};

class EachKind : public ::testing::TestWithParam<Row> {};

TEST_P(EachKind, IsAllowedExactlyWhereIsoAllowsIt) {
  const Row& row = GetParam();
  for (std::int32_t p = 1; p <= 3; ++p) {
    const auto expected = row.under_p.at(static_cast<std::size_t>(p) - 1) ? Modification::Allowed
                                                                          : Modification::Forbidden;
    EXPECT_EQ(after_certification(p, row.kind), expected) << name(row.kind) << " under P=" << p;
  }
  const SignedFile open = FileBuilder().signature().revision().change(row.kind).file();
  EXPECT_EQ(judged(open) == Modification::Allowed, row.uncertified) << name(row.kind);
}

constexpr std::array kNever = {false, false, false};
constexpr std::array kAlways = {true, true, true};

INSTANTIATE_TEST_SUITE_P(
    Iso32000,
    EachKind,
    ::testing::Values(Row{ChangeKind::Housekeeping, kAlways, true},
                      Row{ChangeKind::Unreachable, kAlways, true},
                      Row{ChangeKind::SameContent, kAlways, true},
                      Row{ChangeKind::Metadata, kAlways, true},
                      Row{ChangeKind::SecurityStore, kAlways, true},
                      Row{ChangeKind::DocumentTimestamp, kAlways, true},
                      Row{ChangeKind::Extensions, kAlways, true},
                      Row{ChangeKind::SignatureFilled, {false, true, true}, true},
                      Row{ChangeKind::SignatureFieldHidden, {false, true, true}, true},
                      Row{ChangeKind::SignatureFieldVisible, {false, false, true}, true},
                      Row{ChangeKind::FieldFilled, {false, true, true}, true},
                      Row{ChangeKind::AnnotationAdded, {false, false, true}, false},
                      Row{ChangeKind::AnnotationChanged, {false, false, true}, false},
                      Row{ChangeKind::AnnotationRemoved, {false, false, true}, false}));

TEST(Modification, EveryKindFromInconsistentFieldsOnIsNeverPermitted) {
  for (int kind = static_cast<int>(ChangeKind::FieldInconsistent);
       kind <= static_cast<int>(kLastChangeKind);
       ++kind) {
    EXPECT_EQ(after_certification(3, static_cast<ChangeKind>(kind)), Modification::Forbidden);
  }
}

TEST(Modification, ThePolicyDecidesWhereNobodyCertified) {
  const SignedFile filled =
      FileBuilder().signature().revision().change(ChangeKind::FieldFilled, "name").file();
  const SignedFile noted =
      FileBuilder().signature().revision().change(ChangeKind::AnnotationAdded).file();
  EXPECT_EQ(judged(filled, 0, UncertifiedPermits::SigningOnly), Modification::Forbidden);
  EXPECT_EQ(judged(filled, 0, UncertifiedPermits::FormFilling), Modification::Allowed);
  EXPECT_EQ(judged(noted, 0, UncertifiedPermits::FormFilling), Modification::Forbidden);
  EXPECT_EQ(judged(noted, 0, UncertifiedPermits::Annotations), Modification::Allowed);
}

TEST(Modification, ASecondCertificationWidensNothing) {
  const SignedFile file = FileBuilder()
                              .certification(2)
                              .certification(3)
                              .revision()
                              .change(ChangeKind::AnnotationAdded)
                              .file();
  EXPECT_EQ(judged(file, 0), Modification::Forbidden);
  EXPECT_EQ(judged(file, 1), Modification::Forbidden);
}

TEST(Modification, ACertificationAfterApprovalWidensNothing) {
  const SignedFile file = FileBuilder()
                              .signature()
                              .certification(3)
                              .revision()
                              .change(ChangeKind::AnnotationAdded)
                              .file();
  EXPECT_EQ(judged(file, 0), Modification::Forbidden);
}

TEST(Modification, ALaterLockOfTheDocumentOnlyTightens) {
  PdfSignatureFacts tight;
  tight.lock_docmdp = 1;
  const SignedFile tightened = FileBuilder()
                                   .certification(2)
                                   .signature(tight)
                                   .revision()
                                   .change(ChangeKind::FieldFilled, "a")
                                   .file();
  PdfSignatureFacts wide;
  wide.lock_docmdp = 3;
  const SignedFile widened = FileBuilder()
                                 .certification(1)
                                 .signature(wide)
                                 .revision()
                                 .change(ChangeKind::FieldFilled, "a")
                                 .file();
  EXPECT_EQ(judged(tightened), Modification::Forbidden);
  EXPECT_EQ(judged(widened), Modification::Forbidden);
}

TEST(Modification, ALockDoesNotReachBackBeforeItself) {
  PdfSignatureFacts tight;
  tight.lock_docmdp = 1;
  const SignedFile file = FileBuilder()
                              .certification(2)
                              .revision()
                              .change(ChangeKind::FieldFilled, "a")
                              .signature(tight)
                              .file();
  EXPECT_EQ(judged(file, 0), Modification::Allowed);
}

struct LockRow {
  FieldLock::Action action;
  std::vector<std::string> fields;
  std::string filled;
  bool allowed;
};

class EachLock : public ::testing::TestWithParam<LockRow> {};

TEST_P(EachLock, LocksExactPaths) {
  const LockRow& row = GetParam();
  const SignedFile file = FileBuilder()
                              .locking(row.action, row.fields)
                              .revision()
                              .change(ChangeKind::FieldFilled, row.filled)
                              .file();
  EXPECT_EQ(judged(file), row.allowed ? Modification::Allowed : Modification::Forbidden)
      << row.filled;
}

INSTANTIATE_TEST_SUITE_P(
    Trap20,
    EachLock,
    ::testing::Values(LockRow{FieldLock::Action::All, {}, "a", false},
                      LockRow{FieldLock::Action::Include, {"Sig1"}, "Sig1", false},
                      LockRow{FieldLock::Action::Include, {"Sig1"}, "Sig10", true},
                      LockRow{FieldLock::Action::Include, {"Sig1"}, "Sig1.name", false},
                      LockRow{FieldLock::Action::Include, {"a.b"}, "a", true},
                      LockRow{FieldLock::Action::Include, {}, "a", true},
                      LockRow{FieldLock::Action::Exclude, {"a"}, "a", true},
                      LockRow{FieldLock::Action::Exclude, {"a"}, "a.b", true},
                      LockRow{FieldLock::Action::Exclude, {"a"}, "ab", false},
                      LockRow{FieldLock::Action::Exclude, {"a.b"}, "a", false},
                      LockRow{FieldLock::Action::Exclude, {}, "a", false}));

TEST(Modification, ALockedSignatureFieldMayNotBeSigned) {
  const SignedFile file = FileBuilder()
                              .locking(FieldLock::Action::Include, {"Sig2"})
                              .revision()
                              .change(ChangeKind::SignatureFilled, "Sig2")
                              .file();
  EXPECT_EQ(judged(file), Modification::Forbidden);
}

TEST(Modification, BytesOpenInItsOwnRevisionAreForbidden) {
  SignedFile prefix = FileBuilder().signature().file();
  prefix.signatures[0].coverage = Coverage::Prefix;
  SignedFile copied = FileBuilder().signature().signature().file();
  copied.signatures[1].covered_end = copied.signatures[0].covered_end;
  SignedFile wrapped = FileBuilder().signature().file();
  wrapped.signatures[0].faults = {FormatFault::GapNotContents};
  EXPECT_EQ(judged(prefix), Modification::Forbidden);
  EXPECT_EQ(judged(copied, 1), Modification::Forbidden);
  EXPECT_EQ(judged(wrapped), Modification::Forbidden);
}

TEST(Modification, ARangeBeyondTheFileSaysNothingOfLaterChanges) {
  SignedFile file = FileBuilder().signature().file();
  file.signatures[0].coverage = Coverage::Unclear;
  file.signatures[0].covered_end = 0;
  file.signatures[0].faults = {FormatFault::ByteRangeBeyondFile};
  EXPECT_EQ(judged(file), Modification::None);
}

TEST(Modification, ChangesInsideTheCoveredBytesDoNotCount) {
  SignedFile file = FileBuilder().signature().revision().change(ChangeKind::PageContent).file();
  file.signatures[0].covered_end = 2000;
  EXPECT_EQ(judged(file), Modification::None);
}

TEST(Modification, TheLaterSignatureSeesOnlyWhatCameAfterIt) {
  const SignedFile file =
      FileBuilder().signature().revision().change(ChangeKind::PageContent).signature().file();
  EXPECT_EQ(judged(file, 0), Modification::Forbidden);
  EXPECT_EQ(judged(file, 1), Modification::None);
}

TEST(Modification, TheWorstOfAllSpeaksForTheFile) {
  using enum Modification;
  EXPECT_EQ(worst({}), None);
  EXPECT_EQ(worst(std::array{None, Allowed}), Allowed);
  EXPECT_EQ(worst(std::array{Unknown, Allowed}), Unknown);
  EXPECT_EQ(worst(std::array{Forbidden, Unknown, None}), Forbidden);
}

}  // namespace
}  // namespace sohoa
