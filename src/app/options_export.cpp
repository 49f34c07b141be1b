// The options of `sohoa export`.
#include "app/command_options.h"

namespace sohoa {

void add_export(CLI::App& root, CommandLine& line) {
  CLI::App* parent = root.add_subcommand(
      "export", line.text("Xuất dữ liệu cho hệ thống khác", "Data for other systems"));
  parent->require_subcommand(1);
  ExportEvidenceCommand& to = line.export_evidence;
  CLI::App* evidence =
      add_command(*parent,
                  line,
                  "evidence",
                  "Bằng chứng số hoá, kết quả, tái sử dụng (evidence.ndjson)",
                  "Evidence of digitizing, results and reuse (evidence.ndjson)",
                  "sohoa export evidence -o evidence.ndjson",
                  [&line] { return run_export_evidence(line.app, line.export_evidence); });
  evidence
      ->add_option(
          "-o,--output", to.output, line.text("Tệp ra; '-' là stdout", "Output; '-' is stdout"))
      ->required();
  evidence->add_option(
      "--dossier", to.dossier, line.text("Chỉ của hồ sơ này", "Of this dossier only"));
  evidence->add_option("--officer", to.officer, line.text("Cán bộ xuất", "Who exports"));
  evidence->add_option("--purpose", to.purpose, line.text("Mục đích", "What for"));
  evidence->add_flag(
      "--force", to.force, line.text("Ghi đè tệp đã có", "Replace an existing file"));
}

}  // namespace sohoa
