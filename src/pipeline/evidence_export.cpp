#include "pipeline/evidence_export.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "pipeline/attest.h"
#include "pipeline/evidence_facts.h"
#include "pipeline/extraction.h"
#include "pipeline/metadata.h"
#include "pipeline/page_review.h"
#include "pipeline/scan_findings.h"

namespace sohoa {
namespace {

/// Where a paper stands in the file: its dossier, its code, and the item, should there be several.
using Place = std::tuple<std::string, std::string, std::string>;

constexpr std::string_view kResult = "result";

bool is_result(const ComponentRecord& component) {
  return component.kind == kResult;
}

// A paper with an item counts before one without; of two of a kind the later scan does.
bool replaces(const ComponentRecord& later, const ComponentRecord& known) {
  return !later.item.empty() || known.item.empty();
}

class Exporter {
 public:
  Exporter(const EvidenceExport& from, const LineSink& sink)
      : from_(from), catalog_(*from.store.catalog), sink_(sink) {}

  Result<EvidenceCount> run() {
    TRY(collect());
    for (const auto& [place, component] : components_) TRY(write_component(component));
    for (const auto& [place, component] : results_) TRY(write_result(component));
    TRY(write_reuses());
    return count_;
  }

 private:
  Result<void> collect() {
    const auto batches = TRY(catalog_.batches());
    for (const BatchRecord& batch : batches) {
      received_[batch.id] = batch.received_at;
      for (ComponentRecord& component : TRY(catalog_.components(batch.id))) {
        if (is_wanted(component)) keep(std::move(component));
      }
    }
    return {};
  }

  bool is_wanted(const ComponentRecord& component) const {
    if (component.state == ComponentState::Split || component.dossier.empty()) return false;
    if (component.component.empty() && !is_result(component)) return false;
    return from_.dossier.empty() || component.dossier == from_.dossier;
  }

  // A scan that never became an item stands aside as soon as another of the same code has.
  void keep(ComponentRecord component) {
    auto& papers = is_result(component) ? results_ : components_;
    const Place bare{component.dossier, component.component, ""};
    const Place place{component.dossier, component.component, component.item};
    if (const auto waiting = papers.find(bare); waiting != papers.end()) {
      if (!replaces(component, waiting->second)) return;
      papers.erase(waiting);
    } else if (component.item.empty() && has_item(papers, bare)) {
      return;
    }
    papers.insert_or_assign(place, std::move(component));
  }

  static bool has_item(const std::map<Place, ComponentRecord>& papers, const Place& bare) {
    const auto next = papers.upper_bound(bare);
    return next != papers.end() && std::get<0>(next->first) == std::get<0>(bare) &&
           std::get<1>(next->first) == std::get<1>(bare);
  }

  Result<evidence::Paper> load(const ComponentRecord& component) {
    evidence::Paper paper;
    paper.component = component;
    paper.files = TRY(catalog_.files(component.id));
    paper.verdicts = TRY(catalog_.verdicts(component.id));
    paper.attestations = TRY(catalog_.attestations(scanned_as(component.id)));
    paper.attestation = TRY(attestation_state(catalog_, component.id));
    paper.received_at = received_[component.batch];
    TRY(add_item(paper));
    TRY(add_pages(paper));
    return paper;
  }

  Result<void> add_item(evidence::Paper& paper) {
    if (paper.component.item.empty()) return {};
    paper.item = TRY(catalog_.find_item(paper.component.item));
    if (!paper.item) return {};
    items_.insert(paper.item->code);
    paper.life = TRY(catalog_.life(paper.item->code));
    return {};
  }

  Result<void> add_pages(evidence::Paper& paper) {
    ComponentPages loaded = TRY(load_component(from_.store, paper.component.id, from_.limits));
    paper.is_read = std::any_of(loaded.pages.begin(),
                                loaded.pages.end(),
                                [](const StoredPage& page) { return page.result.has_value(); });
    if (!paper.is_read) return {};
    paper.scan = TRY(gravest_of(std::move(loaded)));
    const auto fields = TRY(catalog_.fields(paper.component.id));
    const Extraction seen = stored_extraction(paper.component, fields, from_.site);
    paper.metadata_complete = is_complete(merge_metadata(paper.component, seen, from_.site));
    return {};
  }

  // As it was judged then; a store of version 1 kept no findings.
  Result<Severity> gravest_of(ComponentPages loaded) {
    const auto kept = TRY(catalog_.findings(loaded.component.id));
    if (!kept.empty()) return gravest(kept);
    return gravest(review_pages(loaded, from_.site.profile.scan));
  }

  Result<void> write_component(const ComponentRecord& component) {
    const evidence::Paper paper = TRY(load(component));
    ++count_.components;
    return sink_(evidence_line(evidence::component_evidence(paper)));
  }

  Result<void> write_result(const ComponentRecord& component) {
    const evidence::Paper paper = TRY(load(component));
    const auto result = evidence::result_evidence(paper);
    if (!result) return {};
    ++count_.results;
    return sink_(evidence_line(*result));
  }

  Result<void> write_reuses() {
    auto reuses = TRY(all_reuses());
    std::sort(reuses.begin(), reuses.end(), [](const ReuseRecord& a, const ReuseRecord& b) {
      return a.id < b.id;
    });
    for (const ReuseRecord& reuse : reuses) {
      if (!reuse.is_allowed) continue;
      ++count_.reuses;
      TRY(sink_(evidence_line(evidence::reused_evidence(reuse))));
    }
    return {};
  }

  Result<std::vector<ReuseRecord>> all_reuses() {
    if (!from_.dossier.empty()) return catalog_.reuses_of_dossier(from_.dossier);
    std::vector<ReuseRecord> all;
    for (const std::string& item : items_) {
      const auto of_item = TRY(catalog_.reuses_of_item(item));
      all.insert(all.end(), of_item.begin(), of_item.end());
    }
    return all;
  }

  const EvidenceExport& from_;
  Catalog& catalog_;
  const LineSink& sink_;
  std::map<std::string, UtcTime> received_;  // by batch
  std::map<Place, ComponentRecord> components_;
  std::map<Place, ComponentRecord> results_;
  std::set<std::string> items_;
  EvidenceCount count_;
};

}  // namespace

Result<EvidenceCount> export_evidence(const EvidenceExport& from, const LineSink& sink) {
  return Exporter(from, sink).run();
}

}  // namespace sohoa
