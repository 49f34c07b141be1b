// Everything known of one item, gathered for people and for other systems.
#pragma once

#include <string>
#include <vector>

#include "core/geometry.h"
#include "core/limits.h"
#include "pipeline/store.h"
#include "policy/review.h"

namespace sohoa {

struct ItemView {
  ItemRecord item;
  ComponentRecord component;
  std::vector<FileRecord> files;
  std::vector<PageRecord> pages;
  std::vector<ScanFindingRecord> scan;  ///< what the gate found, of every severity
  std::vector<FieldRecord> fields;
  std::vector<VerdictRecord> verdicts;  ///< oldest first
  std::vector<AttestationRecord> attestations;
  std::vector<ReviewRecord> reviews;  ///< open and closed
  std::vector<ItemRecord> versions;
  std::vector<std::string> aliases;
  std::vector<ReuseRecord> reuses;
  std::vector<LifeRecord> life;
  std::vector<HoldRecord> holds;
  /// What its description lacks: metadata.h gaps_of(), by whoever has the site at hand.
  std::vector<MetadataGap> gaps;
  std::vector<EventRecord> events;  ///< of the item and of its component, oldest first
};

/// By code or alias. NoSuchItem.
Result<ItemView> view_item(Catalog& catalog, const std::string& code);

/// Where the words of a hit stand on its page: boxes in pixels of the upright page.
struct Highlight {
  std::int32_t width_px = 0;
  std::int32_t height_px = 0;
  std::vector<Box> boxes;
};
/// Empty when the hit is in the item's metadata. A phrase of `hit.words` is marked where its words
/// follow each other.
Result<Highlight> highlight(Store& store, const ItemHit& hit, const Limits& limits);

}  // namespace sohoa
