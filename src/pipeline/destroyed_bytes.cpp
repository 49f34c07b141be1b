#include "pipeline/destroyed_bytes.h"

#include <algorithm>

#include "pipeline/attest_statement.h"
#include "pipeline/destroy_item.h"

namespace sohoa {
namespace {

class Gathering {
 public:
  Gathering(Store& store, const std::set<std::string>& own) : catalog_(*store.catalog), own_(own) {}

  Result<PaperBytes> run() {
    for (const std::string& id : own_) TRY(add_component(id));
    return without_shared();
  }

 private:
  void add(const Digest& digest) {
    if (!digest.is_zero()) all_.insert(digest);
  }

  Result<void> add_component(const std::string& id) {
    const auto component = TRY(catalog_.component(id));
    if (!component) return {};
    add(component->searchable);
    for (const FileRecord& file : TRY(catalog_.files(id))) add(file.digest);
    for (const PageRecord& page : TRY(catalog_.pages(id))) add(page.reading);
    const auto batch = TRY(catalog_.batch(component->batch));
    if (batch && batch->is_split) add(batch->digest);
    return add_signed_scans(*component);
  }

  // Both hold the pages: the PDF that was handed out to be signed, and the one that came back. A
  // detached signature does not, and stays as evidence.
  Result<void> add_signed_scans(const ComponentRecord& component) {
    const std::string scan = scanned_as(component.id);
    if (TRY(others_of_scan_remain(component, scan))) return {};
    for (const AttestationRecord& one : TRY(catalog_.attestations(scan))) {
      if (one.form == "pdf") add(one.signature);
    }
    for (const EventRecord& event : TRY(catalog_.events(scan))) {
      if (event.kind != "attest.pdf") continue;
      if (const auto digest = Digest::parse(event.detail.substr(0, 64))) add(*digest);
    }
    return {};
  }

  Result<bool> others_of_scan_remain(const ComponentRecord& component, const std::string& scan) {
    if (scan == component.id) return false;
    for (const ComponentRecord& other : TRY(catalog_.components(component.batch))) {
      const bool is_part = other.id != scan && scanned_as(other.id) == scan;
      if (is_part && TRY(still_needs(other.id))) return true;
    }
    return false;
  }

  Result<bool> still_needs(const std::string& id) {
    if (own_.contains(id)) return false;
    const auto component = TRY(catalog_.component(id));
    if (!component || component->state == ComponentState::Split) return false;
    return !TRY(is_of_destroyed(catalog_, id));
  }

  Result<PaperBytes> without_shared() {
    const std::vector<Digest> asked(all_.begin(), all_.end());
    std::set<Digest> needed;
    for (const BlobUse& use : TRY(catalog_.uses_of(asked))) {
      if (!needed.contains(use.blob) && TRY(still_needs(use.component))) needed.insert(use.blob);
    }
    PaperBytes bytes;
    bytes.shared = needed.size();
    std::ranges::set_difference(asked, needed, std::back_inserter(bytes.own));
    return bytes;
  }

  Catalog& catalog_;
  const std::set<std::string>& own_;
  std::set<Digest> all_;
};

}  // namespace

Result<PaperBytes> bytes_of(Store& store, const std::set<std::string>& own) {
  return Gathering(store, own).run();
}

Result<bool> is_of_destroyed(Catalog& catalog, const std::string& component) {
  const auto item = TRY(catalog.item_of_component(component));
  if (!item) return false;
  return is_destroyed(catalog, item->code);
}

}  // namespace sohoa
