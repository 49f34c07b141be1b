// The options of `sohoa attest`.
#include "app/command_options.h"

namespace sohoa {
namespace {

void add_id(CLI::App& command, CommandLine& line, std::string& id) {
  command
      .add_option("id",
                  id,
                  line.text("Mã thành phần (L-…/0001) hoặc mã lô (L-…)",
                            "Component (L-…/0001) or batch (L-…)"))
      ->required();
}

void add_prepare(CLI::App& attest, CommandLine& line) {
  AttestPrepareCommand& to = line.attest_prepare;
  CLI::App* prepare =
      add_command(attest,
                  line,
                  "prepare",
                  "Lập bản xác nhận để cán bộ quét ký số bằng công cụ của mình",
                  "Write what the officer signs, with a tool of his own",
                  "sohoa attest prepare L-0123456789abcdef01234567 -o xac-nhan.txt",
                  [&line] { return run_attest_prepare(line.app, line.attest_prepare); });
  add_id(*prepare, line, to.id);
  prepare
      ->add_option(
          "-o,--output", to.output, line.text("Tệp ra; '-' là stdout", "Output; '-' is stdout"))
      ->required();
  prepare->add_flag(
      "--pdf", to.pdf, line.text("Bản quét dạng PDF, để ký PAdES", "The scan as a PDF, for PAdES"));
  prepare->add_flag("--force", to.force, line.text("Ghi đè tệp đã có", "Replace an existing file"));
  prepare->add_flag("--json", line.app.json, line.text("In JSON", "Print JSON"));
}

void add_submit(CLI::App& attest, CommandLine& line) {
  AttestSubmitCommand& to = line.attest_submit;
  CLI::App* submit =
      add_command(attest,
                  line,
                  "submit",
                  "Nộp chữ ký số của cán bộ quét; thoát 0 chỉ khi hợp lệ",
                  "Hand in the officer's signature; exits 0 only when it is valid",
                  "sohoa attest submit L-0123456789abcdef01234567 --signature xac-nhan.txt.p7s",
                  [&line] { return run_attest_submit(line.app, line.attest_submit); });
  add_id(*submit, line, to.id);
  auto* signature = submit->add_option(
      "--signature",
      to.signature,
      line.text("Chữ ký tách rời (CMS) của bản xác nhận", "Detached CMS over the statement"));
  auto* pdf = submit->add_option("--signed-pdf",
                                 to.signed_pdf,
                                 line.text("Bản quét đã ký dạng PDF", "The scan, signed as a PDF"));
  signature->excludes(pdf);
  submit
      ->add_option("--statement",
                   to.statement,
                   line.text("Tệp đã ký, để nói rõ chỗ khác; mặc định là tên chữ ký bỏ .p7s",
                             "The file that was signed, to name what differs"))
      ->needs(signature);
  submit->add_option("--trust",
                     to.trust,
                     line.text("Thư mục gốc tin cậy; mặc định $SOHOA_TRUST hoặc KHO/trust",
                               "Trust folder; default $SOHOA_TRUST or STORE/trust"));
  submit->add_flag("--json", line.app.json, line.text("In JSON", "Print JSON"));
}

}  // namespace

void add_attest(CLI::App& root, CommandLine& line) {
  CLI::App* attest = root.add_subcommand(
      "attest",
      line.text("Cán bộ quét ký số bản quét (TT 01/2023/TT-VPCP, Điều 7)",
                "The officer's own signature over a scan (TT 01/2023, art. 7)"));
  attest->require_subcommand(1);
  add_prepare(*attest, line);
  add_submit(*attest, line);
  AttestListCommand& to = line.attest_list;
  CLI::App* list = add_command(*attest,
                               line,
                               "list",
                               "Bản quét nào đã ký, bản nào còn chờ",
                               "Which scans are signed, and which wait",
                               "sohoa attest list --waiting",
                               [&line] { return run_attest_list(line.app, line.attest_list); });
  list->add_option("batch", to.batch, line.text("Mã lô; không nêu là mọi lô", "Batch; else all"));
  list->add_flag("--waiting", to.waiting, line.text("Chỉ bản còn chờ", "Only what waits"));
  list->add_flag("--json", line.app.json, line.text("In NDJSON", "Print NDJSON"));
}

}  // namespace sohoa
