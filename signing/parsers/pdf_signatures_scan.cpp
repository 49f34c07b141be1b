#include "signing/parsers/pdf_signatures_scan.h"

#include <algorithm>
#include <optional>

#include "signing/parsers/cos_parser.h"
#include "signing/parsers/pdf_signatures_value.h"

namespace sohoa {
namespace {

constexpr std::string_view kNeedle = "/ByteRange";

/// An object of the revision's own section, by place.
struct Placed {
  std::int64_t offset = 0;
  cos::Ref ref;
};

std::vector<Placed> placed_objects(const cos::File& file, std::int32_t revision) {
  std::vector<Placed> placed;
  for (const auto& entry : file.written_by(revision))
    if (entry.location.kind == cos::Location::Kind::Offset)
      placed.push_back({entry.location.offset, {entry.number, entry.location.generation}});
  std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    return a.offset < b.offset;
  });
  return placed;
}

/// Where "n g obj" begins that stands last before `at`; -1 when there is none near.
std::int64_t object_before(ByteView bytes, std::int64_t at, const Limits& limits) {
  const auto reach = static_cast<std::int64_t>(2 * limits.signature_bytes) + 4096;
  const auto from = std::max<std::int64_t>(0, at - reach);
  const auto window =
      bytes.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(at - from));
  auto place = cos::find_last(window, " obj", at - from);
  if (place < 0) return -1;
  const auto is_digit = [&](std::int64_t i) {
    return i >= 0 && window[static_cast<std::size_t>(i)] >= '0' &&
           window[static_cast<std::size_t>(i)] <= '9';
  };
  while (is_digit(place - 1)) --place;
  while (place > 0 && cos::is_space(window[static_cast<std::size_t>(place - 1)])) --place;
  while (is_digit(place - 1)) --place;
  return from + place;
}

/// The object that begins at `offset`, when it is a signature dictionary that reaches to `hit`.
std::optional<FoundDictionary> dictionary_at(ByteView bytes,
                                             std::int64_t offset,
                                             std::int64_t hit,
                                             const Limits& limits,
                                             std::int64_t& end) {
  // No further than a value and what stands around it may reach.
  const auto most = static_cast<std::size_t>(hit - offset) + 4 * limits.signature_bytes;
  const auto near = bytes.first(std::min(bytes.size(), static_cast<std::size_t>(offset) + most));
  const auto object = cos::parse_indirect(near, offset, limits, nullptr);
  if (!object || object->end <= hit || object->data >= 0 || !looks_like_signature(object->value))
    return std::nullopt;
  end = object->end;
  return FoundDictionary{object->ref, object->value, offset, false};
}

class Scan {
 public:
  Scan(const cos::File& file, std::int32_t revision, ScanBudget& budget)
      : file_(file), revision_(revision), budget_(budget) {}

  std::vector<FoundDictionary> run(std::int64_t from, std::int64_t to) {
    const auto most = static_cast<std::size_t>(file_.limits().signatures);
    auto hit = cos::find(file_.bytes(), kNeedle, from, to);
    if (hit >= 0) placed_ = placed_objects(file_, revision_);
    for (; hit >= 0 && found_.size() <= most; hit = cos::find(file_.bytes(), kNeedle, next_, to)) {
      next_ = hit + static_cast<std::int64_t>(kNeedle.size());
      take(hit);
    }
    return std::move(found_);
  }

 private:
  void take(std::int64_t hit) {
    const auto after = std::upper_bound(
        placed_.begin(), placed_.end(), hit, [](std::int64_t offset, const Placed& object) {
          return offset < object.offset;
        });
    if (after == placed_.begin()) return take_unlisted(hit);
    const auto& nearest = *std::prev(after);
    // Asked once: an object that cannot be read may hold a million mentions.
    if (nearest.offset != asked_) extent_ = file_.extent(nearest.ref, revision_);
    asked_ = nearest.offset;
    if (!extent_ || extent_->second <= hit) return take_unlisted(hit);
    next_ = std::max(next_, extent_->second);
    const auto value = file_.view(revision_).get(nearest.ref);
    if (looks_like_signature(value)) found_.push_back({nearest.ref, value, nearest.offset, true});
  }

  void take_unlisted(std::int64_t hit) {
    if (--budget_.unlisted_left < 0) return;
    const auto offset = object_before(file_.bytes(), hit, file_.limits());
    if (offset < 0 || offset == refused_) return;
    std::int64_t end = next_;
    auto found = dictionary_at(file_.bytes(), offset, hit, file_.limits(), end);
    next_ = std::max(next_, end);
    if (!found) refused_ = offset;
    if (found) found_.push_back(*std::move(found));
  }

  const cos::File& file_;
  std::int32_t revision_;
  ScanBudget& budget_;
  std::vector<Placed> placed_;
  std::vector<FoundDictionary> found_;
  std::int64_t next_ = 0;
  std::int64_t asked_ = -1;
  std::int64_t refused_ = -1;  ///< an unlisted object that is no signature; it is parsed once
  std::optional<std::pair<std::int64_t, std::int64_t>> extent_;  ///< of the object at `asked_`
};

}  // namespace

std::vector<FoundDictionary> scan_for_signatures(const cos::File& file,
                                                 std::int32_t revision,
                                                 std::int64_t from,
                                                 std::int64_t to,
                                                 ScanBudget& budget) {
  return Scan(file, revision, budget).run(from, to);
}

std::vector<FoundDictionary> salvage_signatures(ByteView bytes, const Limits& limits) {
  constexpr int kMostHits = 64;
  const auto size = static_cast<std::int64_t>(bytes.size());
  std::vector<FoundDictionary> found;
  std::int64_t next = 0;
  for (int hits = 0; hits < kMostHits; ++hits) {
    const auto hit = cos::find(bytes, kNeedle, next, size);
    if (hit < 0) break;
    next = hit + static_cast<std::int64_t>(kNeedle.size());
    const auto offset = object_before(bytes, hit, limits);
    auto one = offset < 0 ? std::nullopt : dictionary_at(bytes, offset, hit, limits, next);
    if (one) found.push_back(*std::move(one));
  }
  return found;
}

}  // namespace sohoa
