// Commands on stored items: reuse, legal life, reception, notices, catalogues.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/context.h"
#include "pipeline/life.h"
#include "pipeline/reception.h"
#include "pipeline/reuse_item.h"

namespace sohoa {

struct ReuseCommand {
  ReuseRequest request;
};
/// Exit 0: reused, the record is printed; 1: not, with reasons and clauses.
int run_reuse(const AppContext& app, const ReuseCommand& command);

struct ItemActCommand {
  LifeOrder order;
};
int run_item_act(const AppContext& app, const ItemActCommand& command);

struct ItemHoldCommand {
  std::string item;
  std::string reason;
  std::string officer;
};
int run_item_hold(const AppContext& app, const ItemHoldCommand& command);
int run_item_release(const AppContext& app, const ItemHoldCommand& command);

/// The daily sweep.
int run_item_expire(const AppContext& app);

struct ReceptionCommand {
  ReceptionRequest request;
  AskAnyway ask;  ///< component empty: list only
};
int run_reception(const AppContext& app, const ReceptionCommand& command);

struct NoticesCommand {
  std::string dossier;
  std::string officer;
  std::int64_t read = 0;  ///< 0: list
};
int run_notices(const AppContext& app, const NoticesCommand& command);

struct ImportCommand {
  std::vector<std::string> sources;  ///< folders and files
};
/// units.json and procedures.json; other exchange files are named and left (exit 1).
int run_import(const AppContext& app, const ImportCommand& command);

}  // namespace sohoa
