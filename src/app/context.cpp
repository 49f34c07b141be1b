#include "app/context.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <thread>

#include <sys/resource.h>

#include "app/json_text.h"

namespace sohoa {
namespace {

std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");

// The first signal asks politely; a second one ends the process as the default would.
extern "C" void on_stop_signal(int signal_number) {
  stop_requested.store(true);
  std::signal(signal_number, SIG_DFL);
}

// A bound on file size (ulimit -f) is a full disk to us: the write fails and is named. A handler
// and not SIG_IGN, because workers would inherit that, and their deaths are named by this signal.
extern "C" void on_file_size_bound(int) {}

void print_line(const std::string& line) {
  std::fprintf(stderr, "%s\n", line.c_str());
}

}  // namespace

std::string_view pick(const AppContext& app, std::string_view vi, std::string_view en) {
  return app.lang == Lang::Vi ? vi : en;
}

int report(const AppContext& app, const Error& error) {
  if (app.progress == ProgressMode::Json) {
    print_line("{\"event\":\"error\",\"error\":" + error_json(error) + "}");
  } else {
    print_line("sohoa: " + describe(error, app.lang));
  }
  return exit_code(error.kind());
}

void tell(const AppContext& app, std::string_view vi, std::string_view en) {
  if (app.progress == ProgressMode::Json) {
    print_line("{\"event\":\"message\",\"text\":" + quoted(pick(app, vi, en)) + "}");
  } else if (app.progress == ProgressMode::Bar) {
    print_line(std::string(pick(app, vi, en)));
  }
}

const std::atomic<bool>& stop_flag() {
  return stop_requested;
}

void install_stop_signals() {
  std::signal(SIGINT, on_stop_signal);
  std::signal(SIGTERM, on_stop_signal);
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, on_file_size_bound);
}

void allow_open_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

WorkerConfig worker_config(const AppContext& app) {
  WorkerConfig config;
  config.program = default_worker_program();
  config.tessdata = default_tessdata();
  config.limits = app.limits;
  return config;
}

int worker_count(const AppContext& app) {
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return app.jobs > 0 ? app.jobs : std::max(1, cores);
}

}  // namespace sohoa
