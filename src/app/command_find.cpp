// sohoa init, find, show, get: what handlers do with the store.
#include <iostream>

#include "app/commands.h"
#include "app/commands_items_read.h"
#include "app/item_json.h"
#include "app/item_text.h"
#include "app/output.h"
#include "app/site.h"
#include "core/vietnam_time.h"
#include "pipeline/item_access.h"
#include "pipeline/metadata.h"

namespace sohoa {
namespace {

AccessRequest request_of(const ReadingFor& reading) {
  return {reading.officer, reading.dossier, reading.purpose};
}

// Law of the reader (policy/access.h): a dossier in hand that has to do with the paper, or a
// purpose. Logged before anything is shown.
Result<void> allow_reading(const AppContext& app,
                           Store& store,
                           const ItemRecord& item,
                           AccessAct act,
                           const ReadingFor& reading) {
  const Profile profile = TRY(load_profile(app));
  const SystemClock clock;
  TRY(open_item({store, profile.access, clock}, item, act, request_of(reading)));
  return {};
}

void tell_findings(const AppContext& app, const Findings& found) {
  if (found.withheld > 0) {
    const std::string count = std::to_string(found.withheld);
    tell(app,
         count + " giấy tờ không liên quan đến hồ sơ đang giải quyết nên không hiển thị.",
         count + " items have nothing to do with the dossier in hand and are not shown.");
  } else if (found.hits.empty()) {
    tell(app, "Không tìm thấy giấy tờ nào.", "Nothing was found.");
  }
}

Result<int> find(const AppContext& app, const FindCommand& command) {
  Store store = TRY(open_store(app.store));
  const Profile profile = TRY(load_profile(app));
  const SystemClock clock;
  ItemQuery query{command.query,
                  command.owner,
                  command.type,
                  command.dossier,
                  command.state,
                  command.valid_on,
                  command.limit};
  if (query.valid_on == "today") query.valid_on = vietnam_day(clock.now());
  const Findings found =
      TRY(search_items({store, profile.access, clock}, query, request_of(command.reading)));
  for (const ItemHit& hit : found.hits) {
    if (!app.json) {
      std::cout << item_hit_text(app, hit);
      continue;
    }
    std::cout << item_hit_json(hit, TRY(highlight(store, hit, app.limits))) << "\n";
  }
  tell_findings(app, found);
  return kExitDone;
}

Result<int> show(const AppContext& app, const ShowCommand& command) {
  Store store = TRY(open_store(app.store));
  const ItemView known = TRY(view_item(*store.catalog, command.item));
  TRY(allow_reading(app, store, known.item, AccessAct::Show, command.reading));
  ItemView view = TRY(view_item(*store.catalog, command.item));
  const Site site = TRY(load_description_rules(app, store));
  view.gaps = TRY(gaps_of(*store.catalog, view.component, site));
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

// Said before anything is looked for: what is gone by decision is no damage.
Result<void> refuse_destroyed(const ItemView& view) {
  for (const LifeRecord& step : view.life) {
    if (step.act != "destroy") continue;
    return Error{Fault::LifeNotAllowed, "destroyed by decision " + step.decision, {}};
  }
  return {};
}

Result<int> get_item(const AppContext& app, const GetCommand& command) {
  Store store = TRY(open_store(app.store));
  const ItemView view = TRY(view_item(*store.catalog, command.item));
  TRY(refuse_destroyed(view));
  const Digest blob = TRY(wanted_blob(view, command.original));
  TRY(refuse_existing(command.output, command.force));
  TRY(store.blobs->verify(blob));
  const UniqueFd bytes = TRY(store.blobs->open(blob));
  const AccessAct act = command.original ? AccessAct::Export : AccessAct::Read;
  TRY(allow_reading(app, store, view.item, act, command.reading));
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
