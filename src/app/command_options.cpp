#include "app/command_options.h"

#include <utility>

namespace sohoa {

void add_common(CLI::App& command, CommandLine& line) {
  command.add_option("--lang", line.lang, line.text("Ngôn ngữ: vi, en", "Language: vi, en"))
      ->check(CLI::IsMember({"vi", "en"}));
  command.add_option("--store", line.store, line.text("Thư mục dữ liệu", "Data folder"));
  command.add_option(
      "--config", line.config, line.text("Cấu hình nghiệp vụ (TOML)", "The site's profile (TOML)"));
  command
      .add_option("--progress",
                  line.progress,
                  line.text("Tiến độ: auto, bar, json, none", "Progress: auto, bar, json, none"))
      ->check(CLI::IsMember({"auto", "bar", "json", "none"}));
}

CLI::App* add_command(CLI::App& parent,
                      CommandLine& line,
                      const std::string& name,
                      std::string_view vi,
                      std::string_view en,
                      const std::string& example,
                      std::function<int()> run) {
  CLI::App* command = parent.add_subcommand(name, line.text(vi, en));
  add_common(*command, line);
  command->footer(line.text("Ví dụ:\n  ", "Example:\n  ") + example);
  command->final_callback([&line, run = std::move(run)] { line.run = run; });
  return command;
}

}  // namespace sohoa
