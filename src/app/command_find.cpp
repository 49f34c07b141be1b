// sohoa init, find, show, get: what handlers do with the store.
#include <iostream>

#include "app/commands.h"
#include "app/commands_items_read.h"
#include "app/item_json.h"
#include "app/item_text.h"
#include "app/output.h"
#include "app/site.h"
#include "core/vietnam_time.h"
#include "policy/access.h"

namespace sohoa {
namespace {

std::string reading_text(std::string_view what, const ReadingFor& reading) {
  std::string text(what);
  if (!reading.officer.empty()) text += "; officer " + reading.officer;
  if (!reading.dossier.empty()) text += "; dossier " + reading.dossier;
  if (!reading.purpose.empty()) text += "; purpose " + reading.purpose;
  return text;
}

// Law of the reader (policy/access.h): a dossier in hand, or a purpose. Logged before anything is
// shown, so that nothing is handed out that the log does not know.
Result<void> allow_reading(const AppContext& app,
                           Store& store,
                           const ItemRecord& item,
                           std::string_view what,
                           const ReadingFor& reading) {
  const Profile profile = TRY(load_profile(app));
  const AccessRequest request{reading.officer, reading.dossier, reading.purpose};
  TRY(may_read(request, profile.access));
  const auto tx = TRY(store.catalog->begin());
  TRY(tx->append({SystemClock().now(), "item.read", item.code, reading_text(what, reading)}));
  return tx->commit();
}

Result<int> find(const AppContext& app, const FindCommand& command) {
  Store store = TRY(open_store(app.store));
  ItemQuery query{command.query,
                  command.owner,
                  command.type,
                  command.dossier,
                  command.state,
                  command.valid_on,
                  command.limit};
  if (query.valid_on == "today") query.valid_on = vietnam_day(SystemClock().now());
  const auto hits = TRY(store.catalog->find_items(query));
  for (const ItemHit& hit : hits) {
    if (!app.json) {
      std::cout << item_hit_text(app, hit);
      continue;
    }
    std::cout << item_hit_json(hit, TRY(highlight(store, hit, app.limits))) << "\n";
  }
  if (hits.empty()) tell(app, "Không tìm thấy giấy tờ nào.", "Nothing was found.");
  return kExitDone;
}

Result<int> show(const AppContext& app, const ShowCommand& command) {
  Store store = TRY(open_store(app.store));
  const ItemView known = TRY(view_item(*store.catalog, command.item));
  TRY(allow_reading(app, store, known.item, "show", command.reading));
  const ItemView view = TRY(view_item(*store.catalog, command.item));
  std::cout << (app.json ? item_view_json(view) + "\n" : item_text(app, view));
  return kExitDone;
}

// Papers of other citizens lie in the same scanned stack: its bytes are no single item's original.
bool is_stack_part(const ComponentRecord& component) {
  return component.id.find('.', component.batch.size()) != std::string::npos;
}

// The bytes asked for: the searchable PDF, or the one original. Several originals have no single
// file, and a stack is given to nobody as one paper of it.
Result<Digest> wanted_blob(const ItemView& view, bool original) {
  const ComponentRecord& component = view.component;
  if (!original && !component.searchable.is_zero()) return component.searchable;
  if (is_stack_part(component)) {
    return Error{Fault::UnsupportedFeature, "the original is a stack with other papers in it", {}};
  }
  if (view.files.size() == 1) return view.files.front().digest;
  return Error{Fault::UnsupportedFeature,
               std::to_string(view.files.size()) + " original files; see 'sohoa show'",
               {}};
}

Result<int> get_item(const AppContext& app, const GetCommand& command) {
  Store store = TRY(open_store(app.store));
  const ItemView view = TRY(view_item(*store.catalog, command.item));
  const Digest blob = TRY(wanted_blob(view, command.original));
  TRY(refuse_existing(command.output, command.force));
  TRY(store.blobs->verify(blob));
  const UniqueFd bytes = TRY(store.blobs->open(blob));
  const std::string_view what = command.original ? "get original" : "get";
  TRY(allow_reading(app, store, view.item, what, command.reading));
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
