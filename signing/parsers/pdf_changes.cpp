#include "signing/parsers/pdf_changes.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "signing/parsers/pdf_changes_census.h"
#include "signing/parsers/pdf_changes_step.h"

namespace sohoa {
namespace {

using pdf_changes::Census;
using pdf_changes::Place;
using pdf_changes::Role;
using pdf_changes::Step;

/// From FieldInconsistent on nothing is permitted to anybody.
bool is_never_permitted(const Change& change) {
  return change.kind >= ChangeKind::FieldInconsistent;
}

bool is_harmless(const Change& change) {
  return change.kind < ChangeKind::SignatureFilled;
}

/// Walks the revisions with one census, built anew only where the one at hand could be too strict.
class Walk {
 public:
  Walk(const cos::File& file, const std::vector<PdfSignatureReading>& signatures)
      : file_(file), signatures_(signatures) {}

  std::vector<Change> step_to(std::int32_t revision) {
    if (!census_) take_census(revision - 1);
    std::vector<Change> changes = Step(file_, *census_, revision).run();
    const bool is_stale = census_revision_ != revision - 1;
    if (is_stale && work_ < file_.limits().pdf_objects &&
        std::any_of(changes.begin(), changes.end(), is_never_permitted)) {
      // It still knows uses that an earlier revision ended. Look again with an exact one.
      take_census(revision - 1);
      changes = Step(file_, *census_, revision).run();
    }
    if (census_->is_incomplete() || file_.is_exhausted()) {
      Change unknown;
      unknown.revision = revision;
      changes.push_back(unknown);
      is_over_ = true;
    }
    track_signatures(revision);
    return changes;
  }
  /// Not everything is known; later revisions cannot be judged better than "refused".
  bool is_over() const { return is_over_; }

 private:
  void take_census(std::int32_t revision) {
    census_ = std::make_unique<Census>(file_);
    census_->walk(file_.view(revision));
    census_revision_ = revision;
    work_ += census_->size();
    for (std::int32_t past = 0; past <= revision; ++past) track_signatures(past);
  }

  /// A signature's dictionary counts even when no field leads to it any more (trap 10).
  void track_signatures(std::int32_t revision) {
    for (const PdfSignatureReading& signature : signatures_) {
      if (signature.facts.revision != revision || signature.facts.object == 0) continue;
      const auto location = file_.view(revision).locate(signature.facts.object);
      census_->add_root({signature.facts.object, location ? location->generation : 0},
                        {Role::Opaque, ChangeKind::SignatureChanged, pdf_changes::kNone});
    }
  }

  const cos::File& file_;
  const std::vector<PdfSignatureReading>& signatures_;
  std::unique_ptr<Census> census_;
  std::int32_t census_revision_ = -1;
  std::int64_t work_ = 0;
  bool is_over_ = false;
};

/// Bytes behind the last revision (traps 5, 6). White space is what mail gateways add.
void note_tail(const cos::File& file, std::vector<Change>& changes) {
  const ByteView bytes = file.bytes();
  const auto end = static_cast<std::size_t>(file.revisions().back().end);
  if (end >= bytes.size()) return;
  const bool is_blank = std::all_of(
      bytes.begin() + static_cast<std::ptrdiff_t>(end), bytes.end(), [](std::uint8_t byte) {
        return byte == 0 || byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n' ||
               byte == '\f';
      });
  Change change;
  change.revision = file.revision_count();
  change.kind = is_blank ? ChangeKind::Housekeeping : ChangeKind::TrailingBytes;
  changes.push_back(change);
}

}  // namespace

Result<std::vector<Change>> name_changes(const cos::File& file,
                                         std::int32_t first_signed,
                                         const std::vector<PdfSignatureReading>& signatures) {
  std::vector<Change> changes;
  const auto limit = static_cast<std::size_t>(file.limits().changes);
  Walk walk(file, signatures);
  std::int32_t revision = std::max(first_signed, 0) + 1;
  for (; revision < file.revision_count() && !walk.is_over(); ++revision) {
    for (Change& change : walk.step_to(revision)) {
      const bool has_room = changes.size() < limit;
      if (has_room || !is_harmless(change)) changes.push_back(std::move(change));
    }
    if (changes.size() > limit) break;
  }
  // What was not looked at, or cannot be named any more, is refused for every signature before it.
  for (; revision < file.revision_count(); ++revision) {
    Change& unknown = changes.emplace_back();
    unknown.revision = revision;
  }
  note_tail(file, changes);
  return changes;
}

}  // namespace sohoa
