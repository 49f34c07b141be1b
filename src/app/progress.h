// Shows long work: a bar with pages done, pages a minute and time left; or JSON lines.
#pragma once

#include <chrono>
#include <mutex>
#include <string>

#include "app/context.h"
#include "pipeline/progress_event.h"

namespace sohoa {

/// What the bar says, as a pure function of the counts and the time since the stage began.
/// "Đọc trang  12/40  [######    ]  63 trang/phút  còn 0:27".
std::string bar_line(const ProgressEvent& event, double elapsed_s, Lang lang, int width_columns);
/// {"event":"progress","stage","done","total","carried_over","per_minute","left_s"}; total and
/// left_s are null while nobody knows them. Rates count this run's work only.
std::string progress_json(const ProgressEvent& event, double elapsed_s);

/// Draws to stderr, at most ten times a second. Thread-safe.
class ProgressView {
 public:
  explicit ProgressView(const AppContext& app) : app_(app) {}
  ProgressView(const ProgressView&) = delete;
  ProgressView& operator=(const ProgressView&) = delete;
  /// Ends the bar's line.
  ~ProgressView();

  void show(const ProgressEvent& event);
  ProgressSink sink() {
    return [this](const ProgressEvent& event) { show(event); };
  }

 private:
  using SteadyClock = std::chrono::steady_clock;
  void draw(const ProgressEvent& event, double elapsed_s);

  const AppContext& app_;
  std::mutex mutex_;
  Stage stage_ = Stage::Receive;
  bool is_started_ = false;
  bool has_open_line_ = false;
  SteadyClock::time_point stage_began_;
  SteadyClock::time_point last_drawn_;
};

}  // namespace sohoa
