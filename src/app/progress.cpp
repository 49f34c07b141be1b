#include "app/progress.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace sohoa {
namespace {

struct StageWords {
  std::string_view vi;
  std::string_view en;
  std::string_view unit_vi;
  std::string_view unit_en;
};

const StageWords& words(Stage stage) {
  static constexpr std::array<StageWords, 8> kWords = {
      {{"Đóng gói", "Packing", "kB", "kB"},
       {"Nhận tệp", "Receiving", "tệp", "files"},
       {"Mở lô", "Unpacking", "tệp", "files"},
       {"Xem tệp", "Inspecting", "tệp", "files"},
       {"Đọc trang", "Reading", "trang", "pages"},
       {"Lập PDF", "Composing", "tài liệu", "documents"},
       {"Kiểm tra chữ ký", "Verifying", "tệp", "files"},
       {"Xét lại giá trị pháp lý", "Judging again", "giấy tờ", "items"}}};
  return kWords[static_cast<std::size_t>(stage)];
}

// Work of this run only: what an earlier run finished says nothing about today's speed.
double per_second(const ProgressEvent& event, double elapsed_s) {
  const double fresh = static_cast<double>(event.done) - static_cast<double>(event.carried_over);
  return elapsed_s > 0 && fresh > 0 ? fresh / elapsed_s : 0;
}

// Seconds left; negative when nobody can know yet.
double left_s(const ProgressEvent& event, double elapsed_s) {
  const double rate = per_second(event, elapsed_s);
  if (event.total > 0 && event.done >= event.total) return 0;
  if (rate <= 0 || event.total == 0) return -1;
  return static_cast<double>(event.total - event.done) / rate;
}

std::string clock_text(double seconds) {
  if (seconds < 0) return "--:--";
  const long whole = std::lround(seconds);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%ld:%02ld", whole / 60, whole % 60);
  return text.data();
}

std::string one_decimal(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", value);
  return text.data();
}

std::string gauge(const ProgressEvent& event, int width_columns) {
  const auto width = static_cast<std::uint64_t>(std::clamp(width_columns, 5, 60));
  const std::uint64_t filled =
      event.total == 0 ? 0 : std::min(width, event.done * width / event.total);
  return "[" + std::string(filled, '#') + std::string(width - filled, '.') + "]";
}

}  // namespace

std::string bar_line(const ProgressEvent& event, double elapsed_s, Lang lang, int width_columns) {
  const StageWords& word = words(event.stage);
  const bool vi = lang == Lang::Vi;
  std::string line(vi ? word.vi : word.en);
  line += "  " + std::to_string(event.done);
  if (event.total > 0) line += "/" + std::to_string(event.total);
  if (event.total > 0) line += "  " + gauge(event, width_columns);
  line += "  " + std::to_string(std::lround(per_second(event, elapsed_s) * 60)) + " ";
  line += vi ? word.unit_vi : word.unit_en;
  line += vi ? "/phút" : "/min";
  if (event.total > 0) line += (vi ? "  còn " : "  left ") + clock_text(left_s(event, elapsed_s));
  return line;
}

std::string progress_json(const ProgressEvent& event, double elapsed_s) {
  const double left = left_s(event, elapsed_s);
  std::string line = R"({"event":"progress","stage":")";
  line += name(event.stage);
  line += R"(","done":)" + std::to_string(event.done);
  line += R"(,"total":)" + (event.total == 0 ? "null" : std::to_string(event.total));
  line += R"(,"carried_over":)" + std::to_string(event.carried_over);
  line += R"(,"per_minute":)" + one_decimal(per_second(event, elapsed_s) * 60);
  line += R"(,"left_s":)" + (left < 0 ? "null" : one_decimal(left)) + "}";
  return line;
}

ProgressView::~ProgressView() {
  if (has_open_line_) std::fputc('\n', stderr);
}

void ProgressView::show(const ProgressEvent& event) {
  const std::lock_guard lock(mutex_);
  const auto now = SteadyClock::now();
  const bool is_new = !is_started_ || event.stage != stage_;
  if (is_new) {
    if (has_open_line_) std::fputc('\n', stderr);
    has_open_line_ = false;
    stage_began_ = now;
    stage_ = event.stage;
    is_started_ = true;
  }
  const bool is_last = event.total > 0 && event.done >= event.total;
  if (!is_new && !is_last && now - last_drawn_ < std::chrono::milliseconds(100)) return;
  last_drawn_ = now;
  draw(event, std::chrono::duration<double>(now - stage_began_).count());
}

void ProgressView::draw(const ProgressEvent& event, double elapsed_s) {
  if (app_.progress == ProgressMode::Json) {
    std::fprintf(stderr, "%s\n", progress_json(event, elapsed_s).c_str());
  } else if (app_.progress == ProgressMode::Bar) {
    std::fprintf(stderr, "\r\033[K%s", bar_line(event, elapsed_s, app_.lang, 24).c_str());
    std::fflush(stderr);
    has_open_line_ = true;
  }
}

}  // namespace sohoa
