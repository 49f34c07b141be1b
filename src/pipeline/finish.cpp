#include "pipeline/finish.h"

#include <algorithm>
#include <map>

#include "pipeline/component_pages.h"
#include "pipeline/page_review.h"
#include "pipeline/scan_findings.h"
#include "pipeline/stack.h"

namespace sohoa {
namespace {

// Written when a component is finished, so that it is known of a waiting one too.
constexpr std::string_view kDoneEvent = "component.done";
constexpr std::string_view kNotDoneEvent = "component.not-done";

ComposePage compose_page(const StoredPage& page,
                         const std::map<std::int32_t, std::int32_t>& source_of) {
  ComposePage composed;
  composed.source = source_of.at(page.record.file_ordinal);
  composed.page_index = page.record.page_index;
  if (!page.result) return composed;
  composed.text = page.result->reading.text;
  composed.add_text = composed.text.source == TextSource::Ocr && !composed.text.lines.empty();
  return composed;
}

// The searchable PDF being written: sources opened, pages in order.
class Composition {
 public:
  static Result<Composition> open(Store& store, const ComponentPages& loaded) {
    Composition made;
    std::map<std::int32_t, std::int32_t> source_of;
    for (const FileRecord& file : loaded.files) {
      source_of[file.ordinal] = static_cast<std::int32_t>(made.sources_.size());
      made.sources_.push_back(TRY(store.blobs->open(file.digest)));
    }
    for (const StoredPage& page : loaded.pages)
      made.pages_.push_back(compose_page(page, source_of));
    return made;
  }

  Result<ComposeReport> write(Supervisor& cage, const ComposeTask& task, int output) const {
    std::vector<int> inputs;
    for (const UniqueFd& source : sources_) inputs.push_back(source.get());
    return cage.compose(inputs, pages_, task, output);
  }

 private:
  std::vector<UniqueFd> sources_;
  std::vector<ComposePage> pages_;
};

ComposeTask compose_task(const WorkContext& work,
                         const ComponentRecord& component,
                         const BatchRecord& batch) {
  ComposeTask task;
  task.options.password = work.password;
  task.options.title = component.title;
  if (parse_rfc3339(batch.scanned_at)) task.options.created_at = batch.scanned_at;
  return task;
}

// Writes the searchable PDF into the store. A signed original keeps its signatures instead.
Result<void> compose(const FinishContext& finish, ComponentPages& loaded) {
  ComponentRecord& component = loaded.component;
  if (component.is_signed) {
    component.reasons.push_back(describe(Error{Fault::SignedPdf, "", {}}, Lang::Vi));
    return {};
  }
  const auto batch = TRY(finish.work.store.catalog->batch(component.batch));
  const Composition composition = TRY(Composition::open(finish.work.store, loaded));
  const auto writer = TRY(finish.work.store.blobs->create());
  const ComposeTask task = compose_task(finish.work, component, batch.value_or(BatchRecord{}));
  auto report = composition.write(finish.cage, task, writer->fd());
  if (!report) {
    if (report.error().kind() == ErrorKind::Unavailable) return std::move(report).error();
    component.reasons.push_back(describe(report.error(), Lang::Vi));
    component.state = ComponentState::Waiting;
    return {};
  }
  component.searchable = TRY(writer->commit()).digest;
  component.is_pdfa = report->is_pdfa;
  return {};
}

Result<void> commit(const FinishContext& finish,
                    const ComponentPages& loaded,
                    const std::vector<ScanFindingRecord>& findings) {
  const auto tx = TRY(finish.work.store.catalog->begin());
  if (TRY(was_finished(*finish.work.store.catalog, loaded.component.id))) return {};
  TRY(tx->put(loaded.component));
  for (const StoredPage& page : loaded.pages) TRY(tx->put(page.record));
  TRY(tx->put_findings(loaded.component.id, findings));
  const bool is_done = loaded.component.state == ComponentState::Done;
  TRY(tx->append({finish.work.clock.now(),
                  std::string(is_done ? kDoneEvent : kNotDoneEvent),
                  loaded.component.id,
                  loaded.component.searchable.hex()}));
  return tx->commit();
}

// A PDF that silently lacked one of the component's files would look complete.
bool can_compose(const ComponentPages& loaded) {
  return loaded.component.state != ComponentState::Failed && !loaded.pages.empty() &&
         std::all_of(loaded.files.begin(), loaded.files.end(), [](const FileRecord& file) {
           return file.pages > 0;
         });
}

Result<void> finish_loaded(const FinishContext& finish, ComponentPages loaded) {
  const ScanProfile& profile = finish.work.site.profile.scan;
  const auto findings = finding_records(review_pages(loaded, profile), profile);
  if (can_compose(loaded)) TRY(compose(finish, loaded));
  if (loaded.component.state == ComponentState::Working)
    loaded.component.state = ComponentState::Done;
  return commit(finish, loaded, findings);
}

Result<bool> is_unfinished(Catalog& catalog, const ComponentRecord& component) {
  if (component.state == ComponentState::Working) return true;
  if (component.state != ComponentState::Waiting) return false;
  if (TRY(catalog.pages(component.id)).empty()) return false;
  return !TRY(was_finished(catalog, component.id));
}

}  // namespace

Result<bool> was_finished(Catalog& catalog, const std::string& component) {
  const auto events = TRY(catalog.events(component));
  return std::any_of(events.begin(), events.end(), [](const EventRecord& event) {
    return event.kind == kDoneEvent || event.kind == kNotDoneEvent;
  });
}

Result<std::vector<ComponentRecord>> unfinished_components(Catalog& catalog,
                                                           const std::string& batch) {
  std::vector<ComponentRecord> unfinished;
  for (ComponentRecord& component : TRY(catalog.components(batch))) {
    if (TRY(is_unfinished(catalog, component))) unfinished.push_back(std::move(component));
  }
  return unfinished;
}

Result<void> finish_component(const FinishContext& finish, const std::string& id) {
  ComponentPages loaded = TRY(load_component(finish.work.store, id, finish.work.limits));
  if (!is_stack(loaded)) return finish_loaded(finish, std::move(loaded));
  for (const std::string& part : TRY(commit_stack(finish.work, loaded))) {
    ComponentPages pages = TRY(load_component(finish.work.store, part, finish.work.limits));
    TRY(finish_loaded(finish, std::move(pages)));
  }
  return {};
}

}  // namespace sohoa
