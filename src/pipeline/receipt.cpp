#include "pipeline/receipt.h"

#include <algorithm>

namespace sohoa {
namespace {

void add_source(std::string& source, const std::string& page_source) {
  if (page_source.empty() || page_source == "none" || source == page_source) return;
  source = source.empty() || source == "none" ? page_source : "mixed";
}

void add_page(ReceiptLine& line, const PageRecord& page) {
  ++line.pages;
  line.pages_done += page.state == PageState::Done ? 1 : 0;
  line.pages_failed += page.state == PageState::Failed ? 1 : 0;
  line.blank += page.blank ? 1 : 0;
  line.duplicates += page.duplicate_of > 0 ? 1 : 0;
  line.words += page.words;
  line.confidence += page.confidence * page.words;
  add_source(line.source, page.source);
}

// A paper waits for what its blocking reviews ask; the officer reads why right on the receipt. What
// the gate asks stands among the reasons already, one line for all pages.
Result<void> add_reviews(Catalog& catalog, ReceiptLine& line) {
  ReviewQuery query;
  query.state = "waiting";
  query.component = line.component.id;
  query.limit = 1'000;
  const auto open = TRY(catalog.reviews(query));
  line.open_reviews = static_cast<std::int32_t>(open.size());
  std::vector<std::string>& reasons = line.component.reasons;
  for (const ReviewRecord& review : open) {
    const bool is_known = std::find(reasons.begin(), reasons.end(), review.why) != reasons.end();
    const bool is_told = is_known || review.subject == "scan";
    if (review.is_blocking && !is_told) reasons.push_back(review.why);
  }
  return {};
}

Result<ReceiptLine> make_line(Catalog& catalog, const ComponentRecord& component) {
  ReceiptLine line;
  line.component = component;
  line.source = "none";
  for (const PageRecord& page : TRY(catalog.pages(component.id))) add_page(line, page);
  line.confidence = line.words > 0 ? line.confidence / line.words : 0;
  const auto verdicts = TRY(catalog.verdicts(component.id));
  if (!verdicts.empty()) line.legal_value = verdicts.back().legal_value;
  TRY(add_reviews(catalog, line));
  line.scan = TRY(catalog.findings(component.id));
  return line;
}

void count(Receipt& receipt, ComponentState state) {
  ++receipt.counted_in;
  if (state == ComponentState::Done)
    ++receipt.done;
  else if (state == ComponentState::Failed)
    ++receipt.failed;
  else
    ++receipt.waiting;
}

}  // namespace

Result<Receipt> make_receipt(Catalog& catalog, const std::string& id) {
  const auto batch = TRY(catalog.batch(id));
  if (!batch) return Error{Fault::NoSuchBatch, id, {}};
  Receipt receipt;
  receipt.batch = *batch;
  for (const ComponentRecord& component : TRY(catalog.components(id))) {
    if (component.state == ComponentState::Split) continue;  // its parts stand in the list
    receipt.lines.push_back(TRY(make_line(catalog, component)));
    count(receipt, component.state);
  }
  return receipt;
}

std::string_view name(ComponentState state) {
  switch (state) {
    case ComponentState::Done:
      return "done";
    case ComponentState::Failed:
      return "failed";
    case ComponentState::Waiting:
      return "waiting";
    case ComponentState::Working:
      return "working";
    case ComponentState::Split:
      return "split";
  }
  return "working";
}

}  // namespace sohoa
