// Commands that read items: find, show, get.
#pragma once

#include <cstdint>
#include <string>

#include "app/context.h"

namespace sohoa {

/// Who reads, and why: every reading is logged with it (CONTRACT.md).
struct ReadingFor {
  std::string officer;
  std::string dossier;  ///< in hand
  std::string purpose;
};

struct FindCommand {
  std::string query;
  std::string owner;
  std::string type;
  std::string dossier;
  std::string state;
  std::string valid_on;
  std::int32_t limit = 20;
  bool has_highlights = false;
  ReadingFor reading;
};
int run_find(const AppContext& app, const FindCommand& command);

struct ShowCommand {
  std::string item;
  ReadingFor reading;
};
int run_show(const AppContext& app, const ShowCommand& command);

struct GetCommand {
  std::string item;
  std::string output;
  bool original = false;
  bool force = false;
  ReadingFor reading;
};
int run_get(const AppContext& app, const GetCommand& command);

}  // namespace sohoa
