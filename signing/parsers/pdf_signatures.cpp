#include "signing/parsers/pdf_signatures.h"

#include <algorithm>
#include <map>
#include <optional>

#include "signing/parsers/cos_file.h"
#include "signing/parsers/pdf_changes.h"
#include "signing/parsers/pdf_signatures_fields.h"
#include "signing/parsers/pdf_signatures_scan.h"
#include "signing/parsers/pdf_signatures_store.h"
#include "signing/parsers/pdf_signatures_value.h"

namespace sohoa {
namespace {

using cos::File;
using cos::Object;

/// Up to this size the first revision is searched for values no field leads to even where fields
/// lead to others: about a millisecond.
constexpr std::int64_t kSmallBytes = 16 * static_cast<std::int64_t>(kMiB);

/// As many whole walks over the largest form are paid for; fifty signatures over five thousand
/// fields are fewer.
constexpr std::int64_t kWalks = 20;

/// Two dictionaries with one identity are one signature, written again (trap 11).
struct Identity {
  std::int32_t object = 0;  // number of the dictionary
  std::int32_t field = 0;   // number of the field, for a direct value
  std::vector<std::int64_t> byte_range;
  auto operator<=>(const Identity&) const = default;
};

/// What is known of one signature beside its reading.
struct Known {
  std::size_t index = 0;
  std::int32_t held_until = -1;  ///< last revision in which a field holds it
  std::int64_t offset = 0;       ///< of its dictionary, for the order
};

// 12.8.2.3: with it a vendor lets its reader save the file; nobody signs the document by it.
bool grants_usage_rights(const cos::View& view, const Object& value) {
  const auto list = value.dict() == nullptr ? Object() : view.get(*value.dict(), "Reference");
  for (std::size_t i = 0;
       list.array() != nullptr && i < std::min<std::size_t>(list.array()->size(), 8);
       ++i) {
    const auto reference = view.resolve((*list.array())[i]);
    const auto method =
        reference.dict() == nullptr ? Object() : view.get(*reference.dict(), "TransformMethod");
    if (method.name() != nullptr && (*method.name() == "UR3" || *method.name() == "UR"))
      return true;
  }
  return false;
}

std::vector<std::int64_t> plain_range(const Object& value) {
  std::vector<std::int64_t> numbers;
  const auto* range = value.dict() == nullptr ? nullptr : value.dict()->get("ByteRange");
  const auto* list = range == nullptr ? nullptr : range->array();
  for (std::size_t i = 0; list != nullptr && i < std::min<std::size_t>(list->size(), 8); ++i)
    numbers.push_back((*list)[i].integer() == nullptr ? -1 : *(*list)[i].integer());
  return numbers;
}

Identity identity_of(const FieldValue& value) {
  Identity identity;
  identity.object = value.value_ref.number;
  if (identity.object == 0) identity.field = value.field_ref.number;
  identity.byte_range = plain_range(value.value);
  return identity;
}

class SignatureFinder {
 public:
  explicit SignatureFinder(const File& file)
      : file_(file), budget_{static_cast<std::int64_t>(file.limits().form_fields) * kWalks} {}

  Result<void> run() {
    for (std::int32_t revision = 0; revision < file_.revision_count(); ++revision) {
      if (revision == 0 || is_touched(revision)) {
        walk_ = TRY(walk_fields(file_.view(revision), file_.limits(), budget_));
        walked_ = revision;
        is_whole_ = is_whole_ && walk_.is_whole;
      }
      TRY(take_fields(revision));
      if (revision > 0) TRY(take_unheld(revision));
    }
    if (is_worth_scanning()) TRY(take_unheld(0));
    // "Unsigned" may be said only of a form that was read.
    if (readings_.empty() && !is_whole_)
      return Error{Fault::CorruptFile, "the form fields cannot be read", {}};
    return {};
  }

  std::vector<PdfSignatureReading> in_order() {
    const auto newest = file_.revision_count() - 1;
    std::vector<const Known*> order(readings_.size());
    for (const auto& [identity, known] : known_) {
      readings_[known.index].facts.removed_later = known.held_until < newest;
      order[known.index] = &known;
    }
    std::sort(order.begin(), order.end(), [&](const Known* a, const Known* b) {
      const auto revision = [&](const Known* k) { return readings_[k->index].facts.revision; };
      return revision(a) != revision(b) ? revision(a) < revision(b) : a->offset < b->offset;
    });
    std::vector<PdfSignatureReading> sorted;
    for (const auto* known : order) sorted.push_back(std::move(readings_[known->index]));
    return sorted;
  }

  VisitBudget& budget() { return budget_; }
  const std::vector<std::string>& notes() const { return notes_; }

 private:
  // A walk stays true until one of the objects it went over is written again, or another is root.
  bool is_touched(std::int32_t revision) const {
    if (root_of(revision) != root_of(revision - 1)) return true;
    const auto& written = file_.written_by(revision);
    return std::any_of(written.begin(), written.end(), [&](const cos::XrefEntry& entry) {
      return std::binary_search(walk_.touched.begin(), walk_.touched.end(), entry.number);
    });
  }

  cos::Ref root_of(std::int32_t revision) const {
    const auto* root = file_.view(revision).trailer().get("Root");
    return root == nullptr || root->ref() == nullptr ? cos::Ref{} : *root->ref();
  }

  Result<void> take_fields(std::int32_t revision) {
    if (walked_ != revision) {
      for (auto& [identity, known] : known_)
        if (known.held_until == revision - 1) known.held_until = revision;
      return {};
    }
    std::map<Identity, int> holders;
    for (const auto& value : walk_.values) {
      const auto identity = identity_of(value);
      auto& known = TRY(know(identity, value, revision)).get();
      known.held_until = revision;
      if (++holders[identity] == 2) share(known);
    }
    return {};
  }

  // Trap 9: one value, one signature, whoever shows it.
  void share(const Known& known) {
    auto& faults = readings_[known.index].faults;
    const auto shared = FormatFault::ValueSharedByFields;
    if (std::find(faults.begin(), faults.end(), shared) == faults.end()) faults.push_back(shared);
  }

  Result<std::reference_wrapper<Known>> know(const Identity& identity,
                                             const FieldValue& value,
                                             std::int32_t revision) {
    const auto found = known_.find(identity);
    if (found != known_.end()) return std::ref(found->second);
    if (readings_.size() >= static_cast<std::size_t>(file_.limits().signatures))
      return Error{Fault::TooManyEntries, "signatures of the PDF", {}};
    auto reading = read_signature_value(file_, revision, value);
    reading.facts.page = page_of(file_.view(revision), value, file_.limits(), budget_);
    readings_.push_back(std::move(reading));
    Known known;
    known.index = readings_.size() - 1;
    known.offset = offset_of(value, revision);
    return std::ref(known_.emplace(identity, std::move(known)).first->second);
  }

  std::int64_t offset_of(const FieldValue& value, std::int32_t revision) const {
    const auto holder = value.value_ref.number != 0 ? value.value_ref : value.field_ref;
    const auto location = file_.view(revision).locate(holder.number);
    return location ? location->offset : 0;
  }

  // Values no field of the revision leads to: its field was left out, or it hides (traps 10, 4).
  Result<void> take_unheld(std::int32_t revision) {
    const auto last = file_.revision_count() - 1;
    const auto from =
        revision == 0 ? 0 : file_.revisions()[static_cast<std::size_t>(revision - 1)].end;
    const auto to = revision == last ? static_cast<std::int64_t>(file_.bytes().size())
                                     : file_.revisions()[static_cast<std::size_t>(revision)].end;
    for (auto& found : scan_for_signatures(file_, revision, from, to, scan_budget_)) {
      FieldValue value;
      value.value_ref = found.ref;
      value.value = std::move(found.value);
      if (known_.count(identity_of(value)) > 0) continue;
      if (grants_usage_rights(file_.view(revision), value.value)) continue;
      if (found.is_listed) find_on_pages(file_.view(revision), file_.limits(), budget_, value);
      notes_.push_back("object " + std::to_string(found.ref.number) +
                       " is a signature the form does not hold");
      auto& known = TRY(know(identity_of(value), value, revision)).get();
      known.offset = found.offset;
    }
    return {};
  }

  bool is_worth_scanning() const {
    return readings_.empty() || file_.revisions().front().end <= kSmallBytes;
  }

  const File& file_;
  VisitBudget budget_;
  ScanBudget scan_budget_;
  FieldWalk walk_;
  std::int32_t walked_ = -1;
  bool is_whole_ = true;
  std::vector<PdfSignatureReading> readings_;
  std::map<Identity, Known> known_;
  std::vector<std::string> notes_;
};

/// One past the last byte the ranges speak of; -1 when they are none.
std::int64_t covered_end(const PdfSignatureReading& reading, std::int64_t size) {
  const auto& range = reading.facts.byte_range;
  if (range.size() != 4) return -1;
  for (const auto number : range)
    if (number < 0 || number > size) return -1;
  return range[2] + range[3] <= size ? range[2] + range[3] : -1;
}

// Trap 8: a later signature covers all that an earlier one covers, its value included; one whose
// own gap cuts into the earlier, or that ends before it, was never made over this file.
void find_overlaps(std::vector<PdfSignatureReading>& signatures, std::int64_t size) {
  std::int64_t covered = 0;
  for (auto& later : signatures) {
    const auto end = covered_end(later, size);
    const auto& range = later.facts.byte_range;
    if (end >= 0 && (end < covered || range[0] + range[1] < covered))
      later.faults.push_back(FormatFault::RangesOverlap);
    if (end >= 0 && later.faults.empty()) covered = std::max(covered, end);
  }
}

std::int32_t pages_of(const File& file) {
  const auto newest = file.newest();
  const auto root = newest.get(newest.trailer(), "Root");
  const auto pages = root.dict() == nullptr ? Object() : newest.get(*root.dict(), "Pages");
  const auto count = pages.dict() == nullptr ? Object() : newest.get(*pages.dict(), "Count");
  if (count.integer() == nullptr) return 0;
  return static_cast<std::int32_t>(
      std::clamp<std::int64_t>(*count.integer(), 0, file.limits().pdf_objects));
}

std::int32_t first_signed(const std::vector<PdfSignatureReading>& signatures) {
  std::int32_t first = signatures.front().facts.revision;
  for (const auto& signature : signatures) first = std::min(first, signature.facts.revision);
  return first;
}

bool is_blank(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) {
    return byte == 0 || byte == ' ' || (byte >= '\t' && byte <= '\r');
  });
}

// The revision that was the newest when the file had this length. Only white space may follow it
// there: an update whose /Prev skips the base's own last revision stands on something else.
std::optional<std::int32_t> revision_ending(const File& file, std::int64_t base_bytes) {
  const auto& revisions = file.revisions();
  std::optional<std::int32_t> found;
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    if (revisions[i].eof_end <= base_bytes) found = static_cast<std::int32_t>(i);
  }
  const auto size = static_cast<std::int64_t>(file.bytes().size());
  if (!found || base_bytes > size) return std::nullopt;
  const auto end = revisions[static_cast<std::size_t>(*found)].eof_end;
  const auto tail = file.bytes().subspan(static_cast<std::size_t>(end),
                                         static_cast<std::size_t>(base_bytes - end));
  return is_blank(tail) ? found : std::nullopt;
}

Result<void> read_changes_since(const File& file, std::int64_t base_bytes, PdfReading& reading) {
  if (const auto base = revision_ending(file, base_bytes)) {
    reading.changes = TRY(name_changes(file, *base, reading.signatures));
  } else {
    reading.changes.emplace_back();
  }
  return {};
}

Result<void> read_changes(const File& file, std::int64_t base_bytes, PdfReading& reading) {
  if (base_bytes > 0) return read_changes_since(file, base_bytes, reading);
  if (reading.signatures.empty()) return {};
  const auto first = first_signed(reading.signatures);
  reading.changes = TRY(name_changes(file, first, reading.signatures));
  reading.risks = find_risks(file, first);
  return {};
}

// A file whose structure is broken but in which a signature dictionary stands: what is seen is
// shown as failed. Without one the file cannot be read, which is the Error.
Result<PdfReading> salvage(ByteView bytes, const Limits& limits, Error why) {
  const bool is_broken = why.what == Fault::CorruptFile || why.what == Fault::TruncatedFile;
  const auto found = is_broken ? salvage_signatures(bytes, limits) : std::vector<FoundDictionary>{};
  if (found.empty()) return why;
  PdfReading reading;
  reading.notes.push_back("structure cannot be read: " + why.detail + " at byte " +
                          std::to_string(why.where.byte_offset));
  const auto size = static_cast<std::int64_t>(bytes.size());
  reading.revisions.push_back({size, size, false});
  for (const auto& one : found) {
    PdfSignatureReading signature;
    signature.facts.object = one.ref.number;
    signature.facts.byte_range = plain_range(one.value);
    const auto* kind = one.value.dict()->get("SubFilter");
    if (kind != nullptr && kind->name() != nullptr) signature.facts.sub_filter = *kind->name();
    signature.facts.is_document_timestamp = signature.facts.sub_filter == "ETSI.RFC3161";
    signature.faults.push_back(FormatFault::Unparseable);
    reading.signatures.push_back(std::move(signature));
  }
  Change change;
  change.kind = ChangeKind::Undefined;
  change.path = "xref";
  reading.changes.push_back(std::move(change));
  return reading;
}

// Trap 12 in spirit: a file cut off inside its last update may have held a signature there. What
// cannot be read is never called unsigned.
Result<void> refuse_cut_off(ByteView bytes, const PdfReading& reading) {
  if (!reading.signatures.empty()) return {};
  const auto end = static_cast<std::size_t>(reading.revisions.back().end);
  const std::string_view tail = as_text(bytes.subspan(std::min(end, bytes.size())));
  if (tail.find(" obj") == tail.npos) return {};
  return Error{Fault::TruncatedFile,
               "objects behind the last complete revision",
               {{}, 0, static_cast<std::int64_t>(end), {}}};
}

}  // namespace

Result<PdfReading> read_pdf_signatures(ByteView bytes,
                                       const std::string& password,
                                       const Limits& limits,
                                       std::int64_t base_bytes) {
  const auto file = File::open(bytes, password, limits);
  if (!file) return salvage(bytes, limits, file.error());
  PdfReading reading;
  SignatureFinder finder(*file);
  TRY(finder.run());
  reading.signatures = finder.in_order();
  find_overlaps(reading.signatures, static_cast<std::int64_t>(bytes.size()));
  reading.revisions = file->revisions();
  TRY(refuse_cut_off(bytes, reading));
  reading.is_encrypted = file->is_encrypted();
  reading.pages = pages_of(*file);
  read_security_store(*file, finder.budget(), reading);
  TRY(read_changes(*file, base_bytes, reading));
  if (file->is_exhausted()) return Error{Fault::CpuLimit, "objects and streams of the PDF", {}};
  reading.notes.insert(reading.notes.end(), file->notes().begin(), file->notes().end());
  reading.notes.insert(reading.notes.end(), finder.notes().begin(), finder.notes().end());
  return reading;
}

}  // namespace sohoa
