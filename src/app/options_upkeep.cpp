// The options of `sohoa rejudge`, `item due` and `item destroy`.
#include "app/command_options.h"

namespace sohoa {
namespace {

void add_json(CLI::App& command, CommandLine& line) {
  command.add_flag("--json", line.app.json, line.text("In JSON", "Print JSON"));
}

void add_due(CLI::App& item, CommandLine& line) {
  CLI::App* due = add_command(item,
                              line,
                              "due",
                              "Giấy tờ đã hết thời hạn lưu trữ, và vì sao chưa được tiêu hủy",
                              "What is past its archive term, and what stands in the way",
                              "sohoa item due --json",
                              [&line] { return run_item_due(line.app, line.item_due); });
  due->add_option("--limit", line.item_due.limit, line.text("Số giấy tờ tối đa", "Most items"))
      ->check(CLI::Range(1, 1'000'000));
  due->add_flag("--json", line.app.json, line.text("In NDJSON", "Print NDJSON"));
}

void add_destroy(CLI::App& item, CommandLine& line) {
  DestroyOrder& to = line.item_destroy.order;
  CLI::App* destroy = add_command(
      item,
      line,
      "destroy",
      "Tiêu hủy tệp sau thời hạn lưu trữ; mã, kết luận và nhật ký còn lại; thoát 1 khi không được",
      "Destroy its bytes after the archive term; the record stays; exit 1 when it may not be",
      "sohoa item destroy MÃ --decision 88/QĐ-SYT --reason 'hết thời hạn lưu trữ' --officer CB01",
      [&line] { return run_item_destroy(line.app, line.item_destroy); });
  destroy->add_option("item", to.item, line.text("Mã giấy tờ", "Item code"))->required();
  destroy->add_option("--reason", to.reason, line.text("Lý do", "Reason"))->required();
  destroy
      ->add_option(
          "--decision", to.decision, line.text("Số quyết định tiêu hủy", "Decision to destroy"))
      ->required();
  destroy->add_option("--officer", to.officer, line.text("Cán bộ thực hiện", "Officer"))
      ->required();
  add_json(*destroy, line);
}

}  // namespace

void add_retention(CLI::App& item, CommandLine& line) {
  add_due(item, line);
  add_destroy(item, line);
}

void add_rejudge(CLI::App& root, CommandLine& line) {
  RejudgeCommand& to = line.rejudge;
  CLI::App* rejudge = add_command(
      root,
      line,
      "rejudge",
      "Xét lại giá trị pháp lý khi dữ liệu tin cậy, cấu hình, danh mục thay đổi; thoát 1 khi có "
      "giấy tờ không còn giá trị",
      "Judge stored papers anew when trust data, profile or catalogues changed; exit 1 when one "
      "may be relied on no more",
      "sohoa rejudge --before 2026-11-01",
      [&line] { return run_rejudge(line.app, line.rejudge); });
  auto* before = rejudge->add_option(
      "--before",
      to.before,
      line.text("Xét lại cả kết luận cũ hơn thời điểm này", "Verdicts older than this as well"));
  rejudge->add_flag("--all", to.all, line.text("Xét lại tất cả", "All of them"))->excludes(before);
  rejudge
      ->add_option("--most",
                   to.most,
                   line.text("Dừng sau từng ấy giấy tờ; chạy lại thì làm tiếp",
                             "Stop after so many; the next run goes on"))
      ->check(CLI::PositiveNumber);
  add_json(*rejudge, line);
}

}  // namespace sohoa
