// sohoa init, find, show, get: what handlers do with the store.
#include <cstdio>
#include <iostream>

#include "app/commands.h"
#include "app/json_text.h"
#include "app/output.h"
#include "pipeline/store.h"

namespace sohoa {
namespace {

// Legal value and type are judged by later capabilities; an empty column would look like an answer.
std::string_view not_judged(const AppContext& app) {
  return pick(app, "giá trị pháp lý: chưa xét", "legal value: not judged");
}

void print_hit(const AppContext& app, const SearchHit& hit) {
  if (app.json) {
    std::cout << hit_json(hit) << "\n";
    return;
  }
  std::cout << hit.component.item << "  " << hit.component.title << "  [" << not_judged(app)
            << "]\n";
  if (hit.snippet.empty()) return;
  std::cout << "    ";
  if (hit.page > 0) std::cout << pick(app, "trang ", "page ") << hit.page << ": ";
  std::cout << hit.snippet << "\n";
}

Result<int> find(const AppContext& app, const FindCommand& command) {
  Store store = TRY(open_store(app.store));
  const SearchQuery query{
      command.query, command.owner, command.type, command.dossier, command.state, command.limit};
  const auto hits = TRY(store.catalog->search(query));
  for (const SearchHit& hit : hits) print_hit(app, hit);
  if (hits.empty()) tell(app, "Không tìm thấy giấy tờ nào.", "Nothing was found.");
  return kExitDone;
}

Result<ComponentRecord> item_of(Store& store, const std::string& code) {
  auto item = TRY(store.catalog->item(code));
  if (!item) return Error{Fault::NoSuchItem, code, {}};
  return *item;
}

// Reading is logged (CONTRACT.md): who reads is known once there are accounts.
Result<void> log_reading(Store& store, const ComponentRecord& item, std::string_view detail) {
  const auto tx = TRY(store.catalog->begin());
  TRY(tx->append({SystemClock().now(), "item.read", item.id, std::string(detail)}));
  return tx->commit();
}

void print_pages(const AppContext& app, const std::vector<PageRecord>& pages) {
  for (const PageRecord& page : pages) {
    std::printf("  %s %d: %s, %d %s, %.0f%%%s\n",
                std::string(pick(app, "trang", "page")).c_str(),
                page.ordinal,
                page.source.c_str(),
                page.words,
                std::string(pick(app, "từ", "words")).c_str(),
                page.confidence * 100,
                page.error.empty() ? "" : (" ! " + page.error).c_str());
  }
}

void print_item(const AppContext& app,
                const ComponentRecord& item,
                const std::vector<FileRecord>& files,
                const std::vector<PageRecord>& pages) {
  std::cout << item.item << "  " << item.title << "\n";
  std::cout << pick(app, "  hồ sơ: ", "  dossier: ") << item.dossier << "  " << item.component
            << "\n";
  std::cout << pick(app, "  chủ sở hữu: ", "  owner: ") << item.owner_name << " " << item.owner_id
            << "\n";
  std::cout << "  " << not_judged(app) << "\n";
  for (const FileRecord& file : files) {
    std::cout << pick(app, "  bản gốc: ", "  original: ") << file.name << "  sha256 "
              << file.digest.hex() << "\n";
  }
  for (const std::string& reason : item.reasons) std::cout << "  · " << reason << "\n";
  print_pages(app, pages);
}

Result<int> show(const AppContext& app, const ShowCommand& command) {
  Store store = TRY(open_store(app.store));
  const ComponentRecord item = TRY(item_of(store, command.item));
  const auto files = TRY(store.catalog->files(item.id));
  const auto pages = TRY(store.catalog->pages(item.id));
  TRY(log_reading(store, item, "show"));
  if (app.json) {
    std::cout << item_json(item, files, pages, TRY(store.catalog->events(item.id))) << "\n";
  } else {
    print_item(app, item, files, pages);
  }
  return kExitDone;
}

// Papers of other citizens lie in the same scanned stack: its bytes are no single item's original.
bool is_stack_part(const ComponentRecord& item) {
  return item.id.find('.', item.batch.size()) != std::string::npos;
}

// The bytes asked for: the searchable PDF, or the one original. Several originals have no single
// file, and a stack is given to nobody as one paper of it.
Result<Digest> wanted_blob(Store& store, const ComponentRecord& item, bool original) {
  if (!original && !item.searchable.is_zero()) return item.searchable;
  if (is_stack_part(item)) {
    return Error{Fault::UnsupportedFeature, "the original is a stack with other papers in it", {}};
  }
  const auto files = TRY(store.catalog->files(item.id));
  if (files.size() == 1) return files.front().digest;
  return Error{Fault::UnsupportedFeature,
               std::to_string(files.size()) + " original files; see 'sohoa show'",
               {}};
}

Result<int> get_item(const AppContext& app, const GetCommand& command) {
  Store store = TRY(open_store(app.store));
  const ComponentRecord item = TRY(item_of(store, command.item));
  const Digest blob = TRY(wanted_blob(store, item, command.original));
  TRY(refuse_existing(command.output, command.force));
  TRY(store.blobs->verify(blob));
  const UniqueFd bytes = TRY(store.blobs->open(blob));
  // Logged first: nothing is handed out that the log does not know.
  TRY(log_reading(store, item, command.original ? "get original" : "get"));
  TRY(copy_output(bytes.get(), command.output));
  return kExitDone;
}

int finish(const AppContext& app, const Result<int>& outcome) {
  return outcome ? *outcome : report(app, outcome.error());
}

}  // namespace

int run_init(const AppContext& app) {
  if (auto made = init_store(app.store); !made) return report(app, made.error());
  tell(app, "Kho dữ liệu: " + app.store.string(), "Data folder: " + app.store.string());
  return kExitDone;
}

int run_find(const AppContext& app, const FindCommand& command) {
  return finish(app, find(app, command));
}

int run_show(const AppContext& app, const ShowCommand& command) {
  return finish(app, show(app, command));
}

int run_get(const AppContext& app, const GetCommand& command) {
  return finish(app, get_item(app, command));
}

}  // namespace sohoa
