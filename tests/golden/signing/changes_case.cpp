#include "changes_case.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "signing/parsers/pdf_changes.h"

namespace sohoa::testing {
namespace {

SignatureFacts first_signature(const PdfRevisions& pdf) {
  PdfSignatureFacts facts;
  facts.field = "Sig1";
  facts.object = form::kSig1Value;
  SignatureFacts signature;
  signature.coverage = Coverage::WholeRevision;
  signature.covered_end = pdf.ends().front();
  signature.pdf = facts;
  return signature;
}

}  // namespace

Outcome::Outcome(const PdfRevisions& pdf) {
  const Bytes bytes = pdf.bytes();
  file_.bytes = static_cast<std::int64_t>(bytes.size());
  file_.signatures.push_back(first_signature(pdf));
  const auto opened = cos::File::open(bytes, "", Limits{});
  if (!opened) {
    ADD_FAILURE() << "cannot be opened: " << name(opened.error().what);
    return;
  }
  PdfSignatureReading reading;
  reading.facts = *file_.signatures[0].pdf;
  auto changes = name_changes(*opened, 0, {reading});
  if (!changes) {
    ADD_FAILURE() << "cannot be compared: " << name(changes.error().what);
    return;
  }
  file_.changes = std::move(*changes);
  file_.revisions = opened->revisions();
}

bool Outcome::has(ChangeKind kind, std::int32_t object) const {
  return std::any_of(changes().begin(), changes().end(), [&](const Change& change) {
    return change.kind == kind && (object == 0 || change.object == object);
  });
}

Change Outcome::the(ChangeKind kind) const {
  const auto found = std::find_if(changes().begin(), changes().end(), [&](const Change& change) {
    return change.kind == kind;
  });
  if (found != changes().end()) return *found;
  ADD_FAILURE() << "no " << name(kind) << " among\n" << *this;
  return {};
}

bool Outcome::is_harmless() const {
  return std::all_of(changes().begin(), changes().end(), [](const Change& change) {
    return change.kind <= ChangeKind::Extensions;
  });
}

Modification Outcome::judged(std::int32_t p) const {
  SignedFile file = file_;
  file.signatures[0].pdf->is_certification = p > 0;
  file.signatures[0].pdf->docmdp = p;
  return judge_changes(file, file.signatures[0], UncertifiedPermits::FormFilling).modification;
}

std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  for (const Change& change : outcome.changes()) {
    out << "r" << change.revision << " obj " << change.object << " " << name(change.kind) << " "
        << change.path << " field='" << change.field << "' page " << change.page << "\n";
  }
  return out;
}

}  // namespace sohoa::testing
