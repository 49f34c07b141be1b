// The options of `sohoa template`.
#include "app/command_options.h"

namespace sohoa {
namespace {

void add_template_list(CLI::App& parent, CommandLine& line) {
  CLI::App* list = add_command(parent,
                               line,
                               "list",
                               "Các loại giấy tờ nhận biết được",
                               "The kinds of papers that are known",
                               "sohoa template list",
                               [&line] { return run_template_list(line.app, line.template_list); });
  list->add_option("--templates",
                   line.template_list.folder,
                   line.text("Thư mục mẫu; mặc định $SOHOA_TEMPLATES hoặc của chương trình",
                             "Folder; default $SOHOA_TEMPLATES or the program's"));
  list->add_flag("--json", line.app.json, line.text("In NDJSON", "Print NDJSON"));
}

void add_template_check(CLI::App& parent, CommandLine& line) {
  CLI::App* check =
      add_command(parent,
                  line,
                  "check",
                  "Đọc thử tệp mẫu, chỉ rõ dòng và cột nếu sai",
                  "Read templates and name what is wrong by line and column",
                  "sohoa template check the-hoc-vien.toml",
                  [&line] { return run_template_check(line.app, line.template_check); });
  check->add_option("files", line.template_check.files, line.text("Tệp mẫu", "Templates"))
      ->required();
}

void add_template_test(CLI::App& parent, CommandLine& line) {
  TemplateTestCommand& to = line.template_test;
  CLI::App* test = add_command(parent,
                               line,
                               "test",
                               "Đọc giấy mẫu, in độ chính xác từng trường",
                               "Read sample papers and print precision by field",
                               "sohoa template test the-hoc-vien.toml anh-mau/*.jpg",
                               [&line] { return run_template_test(line.app, line.template_test); });
  test->add_option("template",
                   to.target,
                   line.text("Một tệp mẫu hoặc cả thư mục", "One template, or a folder of them"))
      ->required();
  test->add_option("samples",
                   to.samples,
                   line.text("Ảnh, PDF có tệp .json cùng tên bên cạnh; hoặc thư mục",
                             "Images, PDFs with a .json of the same name beside; or folders"))
      ->required();
  test->add_option("--templates",
                   to.folder,
                   line.text("Các mẫu khác cần phân biệt với mẫu này",
                             "Other templates this one must be told from"));
  test->add_option("--jobs", line.app.jobs, line.text("Số tiến trình đọc", "Workers"))
      ->check(CLI::Range(1, 256));
  test->add_flag("--json", line.app.json, line.text("In JSON", "Print JSON"));
}

}  // namespace

void add_templates(CLI::App& root, CommandLine& line) {
  CLI::App* parent = root.add_subcommand(
      "template",
      line.text("Mẫu giấy tờ: liệt kê, kiểm tra, thử", "Templates of papers: list, check, test"));
  parent->require_subcommand(1);
  add_template_list(*parent, line);
  add_template_check(*parent, line);
  add_template_test(*parent, line);
}

}  // namespace sohoa
