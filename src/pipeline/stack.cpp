#include "pipeline/stack.h"

#include <array>
#include <cstdio>

#include "intake/batch_json.h"
#include "intake/naming.h"
#include "intake/separator.h"

namespace sohoa {
namespace {

std::vector<std::vector<std::string>> barcode_texts(const ComponentPages& loaded) {
  std::vector<std::vector<std::string>> pages;
  for (const StoredPage& page : loaded.pages) {
    auto& texts = pages.emplace_back();
    if (!page.result) continue;
    for (const Barcode& code : page.result->barcodes) texts.push_back(code.text);
  }
  return pages;
}

std::string part_id(const std::string& stack, std::size_t number) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), ".%03zu", number);
  return stack + text.data();
}

ComponentRecord part_record(const ComponentRecord& stack,
                            const SplitComponent& part,
                            std::size_t number) {
  ComponentRecord record = stack;
  record.id = part_id(stack.id, number);
  record.pages_declared.reset();  // if anything, it was said of the whole stack
  if (part.cover) {
    record.dossier = part.cover->dossier;
    record.component = part.cover->component;
    record.title = part.cover->component;
    record.kind = name(kind_of_code(part.cover->component));
  }
  record.cover_pages = part.cover_page >= 0 ? 1 : 0;
  for (const SplitReason reason : part.reasons) record.reasons.emplace_back(text_vi(reason));
  // A damaged stack waits as a whole: nobody knows whose pages are missing from it.
  const bool waits = stack.state == ComponentState::Waiting || !part.reasons.empty();
  record.state = waits ? ComponentState::Waiting : ComponentState::Working;
  return record;
}

// The files are shared by all parts of the stack; the pages say what belongs to whom.
Result<void> put_part(Transaction& tx,
                      const ComponentPages& stack,
                      const SplitComponent& part,
                      const ComponentRecord& record) {
  TRY(tx.put(record));
  for (FileRecord file : stack.files) {
    file.component = record.id;
    TRY(tx.put(file));
  }
  std::int32_t ordinal = 0;
  for (const std::int32_t index : part.pages) {
    const StoredPage& page = stack.pages[static_cast<std::size_t>(index)];
    PageRecord moved = page.record;
    moved.component = record.id;
    moved.ordinal = ++ordinal;
    TRY(tx.put(moved));
  }
  return {};
}

Result<void> retire_stack(Transaction& tx, ComponentPages stack) {
  stack.component.state = ComponentState::Split;
  TRY(tx.put(stack.component));
  for (const StoredPage& page : stack.pages) {
    TRY(tx.index_text(stack.component.id, page.record.ordinal, ""));
  }
  return {};
}

Result<void> recount(Transaction& tx,
                     Catalog& catalog,
                     const std::string& batch_id,
                     std::size_t parts) {
  auto batch = TRY(catalog.batch(batch_id));
  if (!batch) return Error{Fault::NoSuchBatch, batch_id, {}};
  batch->counted_in += static_cast<std::int32_t>(parts) - 1;
  return tx.put(*batch);
}

}  // namespace

bool is_stack(const ComponentPages& loaded) {
  return loaded.component.dossier.empty() && split_stack(barcode_texts(loaded)).has_covers();
}

Result<std::vector<std::string>> commit_stack(const WorkContext& work,
                                              const ComponentPages& stack) {
  const StackSplit split = split_stack(barcode_texts(stack));
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < split.components.size(); ++i) {
    ids.push_back(part_id(stack.component.id, i + 1));
  }
  Catalog& catalog = *work.store.catalog;
  const auto tx = TRY(catalog.begin());
  const auto known = TRY(catalog.component(stack.component.id));
  if (known && known->state == ComponentState::Split) return ids;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const SplitComponent& part = split.components[i];
    TRY(put_part(*tx, stack, part, part_record(stack.component, part, i + 1)));
  }
  TRY(retire_stack(*tx, stack));
  TRY(recount(*tx, catalog, stack.component.batch, ids.size()));
  TRY(tx->append(
      {work.clock.now(), "stack.split", stack.component.id, std::to_string(ids.size())}));
  TRY(tx->commit());
  return ids;
}

}  // namespace sohoa
