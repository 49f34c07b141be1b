// The options of `sohoa verify` and `sohoa trust`.
#include "app/command_options.h"

namespace sohoa {
namespace {

void add_verify_inputs(CLI::App& verify, CommandLine& line) {
  VerifyCommand& to = line.verify;
  verify
      .add_option("files",
                  to.files,
                  line.text("PDF, .p7s, .p7m, XML, ASiC; nhiều tệp được", "PDF, CMS, XML, ASiC"))
      ->required();
  verify.add_option("--detached",
                    to.detached,
                    line.text("Tệp chữ ký tách rời của tệp đã nêu", "Detached signature"));
  verify.add_option("--trust",
                    to.trust,
                    line.text("Thư mục gốc tin cậy; mặc định $SOHOA_TRUST hoặc KHO/trust",
                              "Trust folder; default $SOHOA_TRUST or STORE/trust"));
  verify.add_option("--policy", to.policy, line.text("Tệp chính sách", "Policy file"));
  verify.add_option(
      "--at", to.at, line.text("Thời điểm xét, ví dụ 2026-11-21T08:00:00Z", "Moment to judge for"));
  verify.add_flag("--fetch",
                  to.fetch,
                  line.text("Hỏi CRL, OCSP còn thiếu ở các máy chủ chính sách cho phép",
                            "Ask allow-listed hosts for missing CRLs and OCSP answers"));
  verify.add_option("--password", to.password, line.text("Mật khẩu của PDF", "PDF password"));
  verify
      .add_option("--jobs", line.app.jobs, line.text("Số tệp kiểm tra cùng lúc", "Files at a time"))
      ->check(CLI::Range(1, 256));
}

void add_verify_outputs(CLI::App& verify, CommandLine& line) {
  VerifyCommand& to = line.verify;
  verify.add_flag("--json", line.app.json, line.text("In NDJSON", "Print NDJSON"));
  verify.add_flag("--facts",
                  to.facts,
                  line.text("JSON kèm mọi dữ kiện đã đọc", "JSON with every fact that was read"));
  verify.add_flag("--verbose",
                  to.verbose,
                  line.text("In mọi bước kiểm tra và thay đổi", "Print every check and change"));
  verify
      .add_option("--extract-signed",
                  to.extract_signed,
                  line.text("Lấy phiên bản mà chữ ký mang index này (từ 0) đã ký",
                            "Write the version that signature INDEX (from 0) covered"))
      ->check(CLI::NonNegativeNumber);
  verify.add_option(
      "-o,--output", to.output, line.text("Tệp ra của --extract-signed", "Output file"));
  verify.add_option(
      "--report", to.report, line.text("Phiếu kiểm tra một trang (PDF)", "One-page sheet (PDF)"));
  verify.add_flag("--force", to.force, line.text("Ghi đè tệp đã có", "Replace an existing file"));
}

void add_trust_folder(CLI::App& command, CommandLine& line, std::string& folder) {
  command.add_option("--trust",
                     folder,
                     line.text("Thư mục gốc tin cậy; mặc định $SOHOA_TRUST hoặc KHO/trust",
                               "Trust folder; default $SOHOA_TRUST or STORE/trust"));
}

void add_trust_import(CLI::App& trust, CommandLine& line) {
  TrustImportCommand& to = line.trust_import;
  CLI::App* import = add_command(
      trust,
      line,
      "import",
      "Thêm một gốc tin cậy sau khi đối chiếu vân tay",
      "Add an anchor after comparing its fingerprint",
      "sohoa trust import ca.pem --regime official-duty --source 'CV 12/BCY, 01/02/2026'",
      [&line] { return run_trust_import(line.app, line.trust_import); });
  import->add_option("certificate", to.certificate, line.text("PEM hoặc DER", "PEM or DER"))
      ->required();
  add_trust_folder(*import, line, to.trust);
  import->add_option("--name", to.name, line.text("Tên gọi", "Name"));
  import
      ->add_option("--regime",
                   to.regime,
                   line.text("official-duty, public hoặc tên riêng", "official-duty, public, …"))
      ->required();
  import
      ->add_option("--purpose",
                   to.purposes,
                   line.text("signer, timestamp; lặp lại được", "signer, timestamp; repeatable"))
      ->check(CLI::IsMember({"signer", "timestamp"}));
  import->add_option("--service", to.service, line.text("token, remote, mobile…", "Service"));
  import
      ->add_option("--source",
                   to.source,
                   line.text("Nguồn và người đã đối chiếu", "Source, and who compared it"))
      ->required();
  import->add_option(
      "--confirm", to.confirm, line.text("Vân tay SHA-256 đã công bố", "SHA-256 as published"));
}

}  // namespace

void add_verify(CLI::App& root, CommandLine& line) {
  CLI::App* verify =
      add_command(root,
                  line,
                  "verify",
                  "Kiểm tra chữ ký số; thoát 0 chỉ khi mọi chữ ký hợp lệ",
                  "Verify signatures; exits 0 only when every one is valid",
                  "sohoa verify quyet-dinh.pdf --trust /etc/sohoa/trust --report phieu.pdf",
                  [&line] { return run_verify(line.app, line.verify); });
  add_verify_inputs(*verify, line);
  add_verify_outputs(*verify, line);
}

void add_trust(CLI::App& root, CommandLine& line) {
  CLI::App* trust = root.add_subcommand(
      "trust", line.text("Gốc tin cậy và kho CRL, OCSP", "Anchors and the archive of CRLs, OCSP"));
  trust->require_subcommand(1);
  add_trust_import(*trust, line);
  CLI::App* list = add_command(*trust,
                               line,
                               "list",
                               "Các gốc tin cậy, chính sách, kho thu hồi",
                               "Anchors, policy, revocation archive",
                               "sohoa trust list --trust /etc/sohoa/trust",
                               [&line] { return run_trust_list(line.app, line.trust_list); });
  add_trust_folder(*list, line, line.trust_list.trust);
  list->add_flag("--json", line.app.json, line.text("In NDJSON", "Print NDJSON"));
  CLI::App* archive =
      add_command(*trust,
                  line,
                  "archive",
                  "Nhập CRL, trả lời OCSP, chứng thư trung gian vào kho có ghi ngày",
                  "Import CRLs, OCSP answers, intermediates into the dated archive",
                  "sohoa trust archive *.crl --source 'tải từ trang của CA'",
                  [&line] { return run_trust_archive(line.app, line.trust_archive); });
  archive->add_option("files", line.trust_archive.files, line.text("Tệp", "Files"))->required();
  add_trust_folder(*archive, line, line.trust_archive.trust);
  archive->add_option("--source", line.trust_archive.source, line.text("Nguồn", "Source"));
}

}  // namespace sohoa
