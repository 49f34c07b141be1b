// What every command is given: language, store, how to show progress, and the stop flag.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/limits.h"
#include "pipeline/progress_event.h"
#include "worker/supervisor.h"

namespace sohoa {

enum class ProgressMode : std::uint8_t { Bar, Json, None };

struct AppContext {
  Lang lang = Lang::Vi;
  std::filesystem::path store = "var";
  std::filesystem::path config;  ///< the site's profile; empty: see app/site.h
  ProgressMode progress = ProgressMode::Json;
  bool json = false;  ///< stdout holds JSON and nothing else
  int jobs = 0;       ///< workers; 0 = one a core
  Limits limits;
};

/// Exit codes beyond the error table (CONTRACT.md).
inline constexpr int kExitDone = 0;
inline constexpr int kExitRefusals = 1;  ///< done, and something in the input was refused or failed

/// `vi` or `en`, by the context's language.
std::string_view pick(const AppContext& app, std::string_view vi, std::string_view en);
/// Writes the error to stderr (a JSON line in JSON progress mode) and gives its exit code.
int report(const AppContext& app, const Error& error);
/// One line to stderr in the context's language.
void tell(const AppContext& app, std::string_view vi, std::string_view en);

/// Set by SIGINT and SIGTERM; long commands poll it and stop so that running again continues.
const std::atomic<bool>& stop_flag();
void install_stop_signals();
/// Raises the soft bound on open descriptors to the hard one: a component of many files opens all
/// of them to write its PDF, on every worker.
void allow_open_files();

WorkerConfig worker_config(const AppContext& app);
int worker_count(const AppContext& app);

}  // namespace sohoa
