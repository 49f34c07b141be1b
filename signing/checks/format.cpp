// EN 319 102-1, 5.2.2: structure and coverage (traps 1-9, 31, 32, 36, 38, 54-57).
#include <algorithm>

#include "signing/checks/blocks.h"

namespace sohoa::checks {
namespace {

void add_fault(FormatFault fault, CheckList& checks) {
  if (fault == FormatFault::MissingFile) return checks.add(Finding::SignedFileMissing);
  checks.add(Finding::FormFault, {said(fault)});
}

Finding finding_of(Coverage coverage) {
  switch (coverage) {
    case Coverage::WholeFile:
      return Finding::CoverageFile;
    case Coverage::WholeRevision:
      return Finding::CoverageRevision;
    case Coverage::Prefix:
      return Finding::CoveragePrefix;
    case Coverage::Unclear:
      break;
  }
  return Finding::CoverageUnclear;
}

// Faults after which nobody can say which bytes the value was made over.
bool hides_content(FormatFault fault) {
  switch (fault) {
    case FormatFault::ByteRangeMissing:
    case FormatFault::ByteRangeMalformed:
    case FormatFault::ByteRangeNotFromZero:
    case FormatFault::ByteRangeBeyondFile:
    case FormatFault::GapNotContents:
    case FormatFault::ContentsMissing:
    case FormatFault::ContentsNotCms:
    case FormatFault::SignerCount:
    case FormatFault::ForbiddenTransform:
    case FormatFault::DuplicateId:
    case FormatFault::Unparseable:
      return true;
    default:
      return false;
  }
}

}  // namespace

void check_format(const SignatureFacts& facts, ContainerKind file, CheckList& checks) {
  std::vector<FormatFault> told;
  const auto tell = [&](FormatFault fault) {
    if (std::ranges::count(told, fault) > 0) return;  // found by reader and range check alike
    told.push_back(fault);
    add_fault(fault, checks);
  };
  for (const FormatFault fault : facts.faults) tell(fault);
  for (const FormatFault fault : facts.signer.faults) tell(fault);
  if (!facts.signer.unparseable.empty()) tell(FormatFault::Unparseable);
  if (told.empty()) checks.add(Finding::FormOk);
  if (file == ContainerKind::Pdf) checks.add(finding_of(facts.coverage));
}

Integrity integrity_of(const SignerFacts& signer) {
  const bool is_broken = !signer.unparseable.empty() ||
                         std::ranges::any_of(signer.faults, hides_content) ||
                         signer.message_digest == Match::Differs ||
                         signer.value == Match::Differs || signer.signer == kNoCert;
  if (is_broken) return Integrity::Broken;
  const bool digest_holds =
      signer.message_digest == Match::Matches ||
      (signer.message_digest == Match::Absent && !signer.has_signed_attributes);
  return digest_holds && signer.value == Match::Matches ? Integrity::Intact : Integrity::Unknown;
}

Integrity integrity_of(const SignatureFacts& facts) {
  if (std::ranges::any_of(facts.faults, hides_content)) return Integrity::Broken;
  if (!is_bare_value(facts)) return integrity_of(facts.signer);
  SignerFacts bare = facts.signer;
  if (bare.message_digest == Match::Unknown) bare.message_digest = Match::Absent;
  return integrity_of(bare);
}

bool is_bare_value(const SignatureFacts& facts) {
  return facts.pdf && facts.pdf->sub_filter == "adbe.x509.rsa_sha1" &&
         !facts.signer.has_signed_attributes && facts.signer.message_digest != Match::Differs;
}

bool is_cms(const SignatureFacts& facts) {
  if (facts.kind == ContainerKind::Asic) return !facts.is_xades && !facts.name.ends_with(".xml");
  return facts.kind != ContainerKind::Xml;
}

}  // namespace sohoa::checks
