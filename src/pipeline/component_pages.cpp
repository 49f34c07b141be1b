#include "pipeline/component_pages.h"

namespace sohoa {
namespace {

Result<StoredPage> load_page(Store& store, PageRecord record, const Limits& limits) {
  StoredPage page;
  if (record.state == PageState::Done) {
    const Bytes bytes = TRY(get(*store.blobs, record.reading, limits.reply_bytes));
    page.result = TRY(decode_page_result(bytes, limits));
  }
  page.record = std::move(record);
  return page;
}

}  // namespace

Result<ComponentPages> load_component(Store& store, const std::string& id, const Limits& limits) {
  ComponentPages loaded;
  const auto component = TRY(store.catalog->component(id));
  if (!component) return Error{Fault::NoSuchItem, id, {}};
  loaded.component = *component;
  loaded.files = TRY(store.catalog->files(id));
  for (PageRecord& record : TRY(store.catalog->pages(id))) {
    loaded.pages.push_back(TRY(load_page(store, std::move(record), limits)));
  }
  return loaded;
}

}  // namespace sohoa
