#include "pipeline/finish.h"

#include <map>

#include "core/text.h"
#include "pipeline/component_pages.h"
#include "pipeline/page_review.h"
#include "pipeline/stack.h"

namespace sohoa {
namespace {

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

// Dropped when another process given the same batch has finished the component first.
Result<void> commit(const FinishContext& finish,
                    const ComponentPages& loaded,
                    ComponentState before) {
  const auto tx = TRY(finish.work.store.catalog->begin());
  const auto known = TRY(finish.work.store.catalog->component(loaded.component.id));
  if (known && known->state != before) return {};
  TRY(tx->put(loaded.component));
  for (const StoredPage& page : loaded.pages) TRY(tx->put(page.record));
  const std::string state(loaded.component.state == ComponentState::Done ? "done" : "not-done");
  TRY(tx->append({finish.work.clock.now(),
                  "component." + state,
                  loaded.component.id,
                  loaded.component.searchable.hex()}));
  return tx->commit();
}

Result<void> finish_loaded(const FinishContext& finish, ComponentPages loaded) {
  const ComponentState before = loaded.component.state;
  review_pages(loaded, ScanProfile{});
  if (loaded.component.state != ComponentState::Failed) TRY(compose(finish, loaded));
  if (loaded.component.state == ComponentState::Working)
    loaded.component.state = ComponentState::Done;
  return commit(finish, loaded, before);
}

}  // namespace

Result<void> finish_component(const FinishContext& finish, const std::string& id) {
  if (!TRY(is_still_working(*finish.work.store.catalog, id))) return {};
  ComponentPages loaded = TRY(load_component(finish.work.store, id, finish.work.limits));
  if (!is_stack(loaded)) return finish_loaded(finish, std::move(loaded));
  for (const std::string& part : TRY(commit_stack(finish.work, loaded))) {
    ComponentPages pages = TRY(load_component(finish.work.store, part, finish.work.limits));
    TRY(finish_loaded(finish, std::move(pages)));
  }
  return {};
}

}  // namespace sohoa
