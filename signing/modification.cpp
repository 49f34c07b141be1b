#include "signing/modification.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace sohoa {
namespace {

/// What may still be done to a document. Housekeeping, DSS and document time-stamps need no
/// permission (ISO 32000-2, 12.8.2.2.2), the kinds from FieldInconsistent on have none.
struct Permits {
  bool signing = true;
  bool visible_signing = true;
  bool filling = true;
  bool annotations = true;
};

/// ISO 32000-2, table 257. Under P = 2 a signature field that exists may be signed; one that is put
/// on a page only now adds content to it (trap 19).
Permits permits_of_docmdp(std::int32_t p) {
  switch (p) {
    case 2:
      return {.signing = true, .visible_signing = false, .filling = true, .annotations = false};
    case 3:
      return {};
    default:
      return {.signing = false, .visible_signing = false, .filling = false, .annotations = false};
  }
}

Permits permits_of(UncertifiedPermits uncertified) {
  return {.signing = true,
          .visible_signing = true,
          .filling = uncertified != UncertifiedPermits::SigningOnly,
          .annotations = uncertified == UncertifiedPermits::Annotations};
}

Permits stricter(const Permits& a, const Permits& b) {
  return {.signing = a.signing && b.signing,
          .visible_signing = a.visible_signing && b.visible_signing,
          .filling = a.filling && b.filling,
          .annotations = a.annotations && b.annotations};
}

bool permits(const Permits& permits, ChangeKind kind) {
  switch (kind) {
    case ChangeKind::Housekeeping:
    case ChangeKind::Unreachable:
    case ChangeKind::SameContent:
    case ChangeKind::Metadata:
    case ChangeKind::SecurityStore:
    case ChangeKind::DocumentTimestamp:
    case ChangeKind::Extensions:
      return true;
    case ChangeKind::SignatureFilled:
    case ChangeKind::SignatureFieldHidden:
      return permits.signing;
    case ChangeKind::SignatureFieldVisible:
      return permits.visible_signing;
    case ChangeKind::FieldFilled:
      return permits.filling;
    case ChangeKind::AnnotationAdded:
    case ChangeKind::AnnotationChanged:
    case ChangeKind::AnnotationRemoved:
      return permits.annotations;
    default:
      return false;
  }
}

/// A lock made ready for many questions: files may hold thousands of names and of filled fields.
struct ReadyLock {
  std::int32_t revision = 0;
  FieldLock::Action action = FieldLock::Action::All;
  std::unordered_set<std::string_view> names;  ///< borrowed from the facts

  /// A name locks itself and what lies below it: "Sig1" locks "Sig1.a", not "Sig10" (trap 20).
  bool names_field(std::string_view field) const {
    while (!names.contains(field)) {
      const auto dot = field.rfind('.');
      if (dot == std::string_view::npos) return false;
      field = field.substr(0, dot);
    }
    return true;
  }

  /// ISO 32000-1, table 257 (FieldMDP) and table 233 (signature field lock).
  bool locks(std::string_view field) const {
    switch (action) {
      case FieldLock::Action::Include:
        return names_field(field);
      case FieldLock::Action::Exclude:
        return !names_field(field);
      default:
        return true;
    }
  }
};

std::vector<ReadyLock> ready_locks(const SignedFile& file) {
  std::vector<ReadyLock> locks;
  for (const SignatureFacts& signature : file.signatures) {
    if (!signature.pdf) continue;
    for (const FieldLock& lock : signature.pdf->locks) {
      ReadyLock ready{.revision = signature.pdf->revision, .action = lock.action, .names = {}};
      ready.names.insert(lock.fields.begin(), lock.fields.end());
      locks.push_back(std::move(ready));
    }
  }
  return locks;
}

/// Locks speak of fields that exist; a signature field added later is a matter of DocMDP.
bool is_lockable(const Change& change) {
  return !change.field.empty() &&
         (change.kind == ChangeKind::FieldFilled || change.kind == ChangeKind::SignatureFilled);
}

/// The certification, if it is the very first signature: one that comes after an approval, or a
/// second one, grants nothing (ISO 32000-1, 12.8.2.2.1; trap 25).
const PdfSignatureFacts* first_certification(const SignedFile& file) {
  const PdfSignatureFacts* first = nullptr;
  for (const SignatureFacts& signature : file.signatures) {
    if (!signature.pdf) continue;
    if (first == nullptr || signature.pdf->revision < first->revision) first = &*signature.pdf;
  }
  return first != nullptr && first->is_certification && first->docmdp > 0 ? first : nullptr;
}

/// All that was asked for before `revision`; what was asked later only ever takes away (trap 26).
Permits permits_before(const SignedFile& file,
                       std::int32_t revision,
                       UncertifiedPermits uncertified) {
  const PdfSignatureFacts* certification = first_certification(file);
  Permits result = certification != nullptr && certification->revision < revision
                       ? permits_of_docmdp(certification->docmdp)
                       : permits_of(uncertified);
  for (const SignatureFacts& signature : file.signatures) {
    if (!signature.pdf || signature.pdf->revision >= revision) continue;
    for (const std::int32_t p : {signature.pdf->docmdp, signature.pdf->lock_docmdp}) {
      if (p > 0) result = stricter(result, permits_of_docmdp(p));
    }
  }
  return result;
}

bool is_locked(const std::vector<ReadyLock>& locks, const Change& change) {
  return is_lockable(change) && std::any_of(locks.begin(), locks.end(), [&](const ReadyLock& lock) {
           return lock.revision < change.revision && lock.locks(change.field);
         });
}

/// The last revision all of whose bytes the signature covers. A signer may write its own update as
/// two xref sections; what is covered cannot have been changed afterwards.
std::int32_t covered_revision(const SignedFile& file, const SignatureFacts& signature) {
  std::int32_t revision = signature.pdf->revision;
  while (revision + 1 < static_cast<std::int32_t>(file.revisions.size()) &&
         file.revisions[static_cast<std::size_t>(revision) + 1].eof_end <= signature.covered_end) {
    ++revision;
  }
  return revision;
}

/// Whether bytes of the signature's own revision lie outside its ranges: they can hold anything
/// (traps 3, 5; a value copied from another revision covers only that one).
bool leaves_bytes_open(const SignedFile& file, const SignatureFacts& signature) {
  if (signature.coverage == Coverage::Prefix) return true;
  const auto& faults = signature.faults;
  const auto is_open = [](FormatFault fault) {
    return fault == FormatFault::GapNotContents || fault == FormatFault::ByteRangeNotFromZero;
  };
  if (std::any_of(faults.begin(), faults.end(), is_open)) return true;
  const auto revision = static_cast<std::size_t>(signature.pdf->revision);
  return signature.covered_end > 0 && revision < file.revisions.size() &&
         signature.covered_end < file.revisions[revision].eof_end;
}

/// A signer may have signed what stands behind its own %%EOF too.
bool is_covered_tail(const SignedFile& file,
                     const SignatureFacts& signature,
                     const Change& change) {
  return change.revision >= static_cast<std::int32_t>(file.revisions.size()) &&
         signature.covered_end >= file.bytes;
}

}  // namespace

ModificationFacts judge_changes(const SignedFile& file,
                                const SignatureFacts& signature,
                                UncertifiedPermits uncertified) {
  ModificationFacts result;
  if (!signature.pdf) return result;
  const std::int32_t covered = covered_revision(file, signature);
  if (covered + 1 < static_cast<std::int32_t>(file.revisions.size())) {
    result.modification = Modification::Allowed;
  }
  const std::vector<ReadyLock> locks = ready_locks(file);
  // Changes come revision by revision, so the permits are computed once for each.
  std::int32_t revision = -1;
  Permits allowed;
  for (const Change& change : file.changes) {
    if (change.revision <= covered || is_covered_tail(file, signature, change)) continue;
    if (change.revision != revision) {
      revision = change.revision;
      allowed = permits_before(file, revision, uncertified);
    }
    const bool is_allowed = permits(allowed, change.kind) && !is_locked(locks, change);
    result.changes.push_back({&change, is_allowed});
    const Modification as = is_allowed ? Modification::Allowed : Modification::Forbidden;
    result.modification = worst(std::array{result.modification, as});
  }
  if (leaves_bytes_open(file, signature)) result.modification = Modification::Forbidden;
  return result;
}

Modification worst(std::span<const Modification> all) {
  constexpr std::array kFromBest = {
      Modification::None, Modification::Allowed, Modification::Unknown, Modification::Forbidden};
  std::size_t rank = 0;
  for (const Modification one : all) {
    const auto at = std::find(kFromBest.begin(), kFromBest.end(), one) - kFromBest.begin();
    rank = std::max(rank, static_cast<std::size_t>(at));
  }
  return kFromBest.at(std::min(rank, kFromBest.size() - 1));
}

}  // namespace sohoa
