// sohoa verify: signatures of many files at once, one answer a file, in the order they were named.
#include <algorithm>
#include <array>
#include <atomic>
#include <iostream>
#include <mutex>
#include <optional>
#include <thread>

#include "app/commands.h"
#include "app/fetch_evidence.h"
#include "app/output.h"
#include "app/progress.h"
#include "app/trust_store.h"
#include "app/verify_json.h"
#include "app/verify_text.h"
#include "signing/sheet.h"

namespace sohoa {
namespace {

struct OpenedFile {
  UniqueFd fd;
  std::int64_t size = 0;
};

/// What is the same for every file of one run.
struct VerifyRun {
  const AppContext& app;
  const VerifyCommand& command;
  std::filesystem::path folder;  // of trust; empty: none
  TrustData trust;
  UtcTime at;
};

/// What one file came to.
struct FileOutcome {
  std::string text;            ///< as printed to stdout
  std::optional<Error> error;  ///< it could not be read
  bool is_accepted = false;    ///< signed, every signature passed, nothing forbidden changed
};

Result<OpenedFile> open_file(const std::string& path) {
  OpenedFile file;
  file.fd = TRY(open_read(path));
  file.size = static_cast<std::int64_t>(TRY(file_size(file.fd.get())));
  return file;
}

// Fetching looks at the facts first: only what is missing is asked for, and then all is read anew.
Result<VerifiedFile> verify_input(VerifyCages& cages,
                                  const VerifyRun& run,
                                  const VerifyInput& input) {
  if (!run.command.fetch) return verify_file(cages, input, run.trust, run.at);
  const auto facts = TRY(collect_facts(cages, input, run.trust));
  TrustData trust = run.trust;
  fetch_evidence(run.app, cages.verifier(), *facts, run.folder, trust);
  return verify_file(cages, input, trust, run.at);
}

// With --detached the signature is what is parsed, and the named file is what it stands over.
Result<VerifiedFile> verify_with(VerifyCages& cages,
                                 const VerifyRun& run,
                                 const std::string& path,
                                 const OpenedFile& file) {
  VerifyInput input{file.fd.get(), file.size, path, run.command.password, -1, 0, {}};
  if (run.command.detached.empty()) return verify_input(cages, run, input);
  const OpenedFile signature = TRY(open_file(run.command.detached));
  input.detached_content = input.fd;
  input.detached_size = input.size;
  input.detached_name = path;
  input.fd = signature.fd.get();
  input.size = signature.size;
  return verify_input(cages, run, input);
}

bool is_accepted(const FileVerdict& verdict) {
  const auto has_passed = [](const SignatureVerdict& one) {
    return one.indication == Indication::TotalPassed;
  };
  return !verdict.signatures.empty() && verdict.modification != Modification::Forbidden &&
         std::all_of(verdict.signatures.begin(), verdict.signatures.end(), has_passed);
}

std::string answer_text(const VerifyRun& run, const std::string& path, const VerifiedFile& found) {
  const auto facts = run.command.facts ? FactsDetail::Shown : FactsDetail::Hidden;
  if (run.app.json) return verify_json(path, found, facts) + "\n";
  const auto detail = run.command.verbose ? TextDetail::Verbose : TextDetail::Short;
  return verify_text(path, found, run.app.lang, detail);
}

FileOutcome verify_one(VerifyCages& cages, const VerifyRun& run, const std::string& path) {
  auto file = open_file(path);
  auto found = file ? verify_with(cages, run, path, *file) : Result<VerifiedFile>(file.error());
  if (found) return {answer_text(run, path, *found), std::nullopt, is_accepted(found->verdict)};
  Error error = std::move(found).error().in(path);
  std::string text = run.app.json ? verify_error_json(path, error) + "\n" : std::string();
  return {std::move(text), std::move(error), false};
}

/// Prints outcomes in the order of the files, whichever worker is done first.
class OrderedOutput {
 public:
  OrderedOutput(const VerifyRun& run, std::size_t files)
      : run_(run), view_(run.app), outcomes_(files) {}

  void put(std::size_t index, FileOutcome outcome) {
    const std::lock_guard lock(mutex_);
    outcomes_[index] = std::move(outcome);
    for (; next_ < outcomes_.size() && outcomes_[next_]; ++next_) print(*outcomes_[next_]);
    if (outcomes_.size() > 1) view_.show({Stage::Verify, next_, outcomes_.size(), 0});
  }

  /// 0: all accepted; of a single unreadable file, that error's code; else 1.
  int exit() const {
    if (next_ < outcomes_.size()) return exit_code(ErrorKind::Cancelled);
    if (outcomes_.size() == 1 && outcomes_[0]->error) {
      return exit_code(outcomes_[0]->error->kind());
    }
    const bool all = std::all_of(
        outcomes_.begin(), outcomes_.end(), [](const auto& one) { return one->is_accepted; });
    return all ? kExitDone : kExitRefusals;
  }

 private:
  void print(FileOutcome& outcome) {
    std::cout << outcome.text;
    if (outcome.error) report(run_.app, *outcome.error);
    outcome.text = {};
  }

  const VerifyRun& run_;
  ProgressView view_;
  std::mutex mutex_;
  std::vector<std::optional<FileOutcome>> outcomes_;
  std::size_t next_ = 0;
};

Result<VerifyCages> start_cages(const AppContext& app, std::size_t files) {
  return start_verify_cages(worker_config(app), files > 1);
}

/// One thread's share: takes the next file until there is none.
void verify_files(VerifyCages& cages,
                  const VerifyRun& run,
                  std::atomic<std::size_t>& next,
                  OrderedOutput& output) {
  const auto& files = run.command.files;
  for (std::size_t i = next++; i < files.size() && !stop_flag(); i = next++) {
    output.put(i, verify_one(cages, run, files[i]));
  }
}

// The first cage was started while trust was read; the others start when there is work for them.
Result<int> verify_all(VerifyCages first, const VerifyRun& run) {
  const std::size_t files = run.command.files.size();
  OrderedOutput output(run, files);
  std::atomic<std::size_t> next{0};
  const std::size_t wanted =
      files == 1 ? 1 : std::min(files, static_cast<std::size_t>(worker_count(run.app)));
  std::vector<VerifyCages> others;
  while (others.size() + 1 < wanted) others.push_back(TRY(start_cages(run.app, files)));
  std::vector<std::jthread> threads;
  for (VerifyCages& cages : others) {
    threads.emplace_back([&] { verify_files(cages, run, next, output); });
  }
  verify_files(first, run, next, output);
  threads.clear();
  first.let_go();
  for (VerifyCages& cages : others) cages.let_go();
  return output.exit();
}

Result<UtcTime> moment(const std::string& text) {
  if (text.empty()) return SystemClock().now();
  const auto time = parse_rfc3339(text.size() == 10 ? text + "T00:00:00Z" : text);
  if (!time) return Error{Fault::Usage, "--at: " + text + " (2026-11-21T08:00:00Z)", {}};
  return *time;
}

Result<void> copy_prefix(const OpenedFile& file, std::int64_t size, int to) {
  const FileBytes bytes(file.fd.get(), file.size);
  Bytes piece(kMiB);
  for (std::int64_t at = 0; at < size;) {
    const auto step = std::min<std::int64_t>(size - at, static_cast<std::int64_t>(piece.size()));
    const std::span<std::uint8_t> part(piece.data(), static_cast<std::size_t>(step));
    TRY(bytes.read(at, part));
    TRY(write_all(to, part));
    at += step;
  }
  return {};
}

Result<int> extract_signed(VerifyCages cages, const VerifyRun& run) {
  const VerifyCommand& command = run.command;
  const OpenedFile file = TRY(open_file(command.files.front()));
  const VerifyInput input{file.fd.get(), file.size, {}, command.password, -1, 0, {}};
  const auto facts = TRY(collect_facts(cages, input, run.trust));
  const std::int64_t end = TRY(signed_version_end(*facts, command.extract_signed));
  TRY(refuse_existing(command.output, command.force));
  OutputFile out = TRY(OutputFile::create(command.output));
  TRY(copy_prefix(file, end, out.fd()));
  TRY(out.commit());
  return kExitDone;
}

Result<std::string> hex_digest(const OpenedFile& file) {
  const std::array wanted = {HashAlgorithm::Sha256};
  const auto digests = TRY(digest_file(FileBytes(file.fd.get(), file.size), wanted));
  return to_hex(digests.front().value);
}

// The sheet goes beside the usual answer, and the exit code is the answer's.
Result<int> write_report(VerifyCages cages, const VerifyRun& run) {
  const VerifyCommand& command = run.command;
  const std::string& path = command.files.front();
  TRY(refuse_existing(command.report, command.force));
  const OpenedFile file = TRY(open_file(path));
  const VerifiedFile found = TRY(verify_with(cages, run, path, file));
  const SheetFile named{std::filesystem::path(path).filename().string(), TRY(hex_digest(file))};
  OutputFile out = TRY(OutputFile::create(command.report));
  Supervisor* drawer = TRY(cages.reader());
  TRY(drawer->draw_sheet(make_sheet(*found.facts, found.verdict, named), out.fd()));
  TRY(out.commit());
  std::cout << answer_text(run, path, found);
  return is_accepted(found.verdict) ? kExitDone : kExitRefusals;
}

Result<void> check_command(const VerifyCommand& command) {
  const bool is_single = command.extract_signed >= 0 || !command.report.empty();
  if (is_single && command.files.size() != 1) {
    return Error{Fault::Usage, "--extract-signed and --report take one file", {}};
  }
  if (command.extract_signed >= 0 && command.output.empty()) {
    return Error{Fault::Usage, "--extract-signed needs -o", {}};
  }
  return {};
}

Result<int> run_all(const AppContext& app, const VerifyCommand& command) {
  TRY(check_command(command));
  VerifyCages cages = TRY(start_cages(app, command.files.size()));
  const auto folder = command.trust.empty() ? default_trust_folder(app.store)
                                            : std::filesystem::path(command.trust);
  auto trust = load_trust_data(folder, command.policy, app.limits);
  const auto at = moment(command.at);
  VerifyRun run{app, command, folder, TRY(std::move(trust)), {}};
  run.at = TRY(at);
  if (command.extract_signed >= 0) return extract_signed(std::move(cages), run);
  if (!command.report.empty()) return write_report(std::move(cages), run);
  return verify_all(std::move(cages), run);
}

}  // namespace

int run_verify(const AppContext& app, const VerifyCommand& command) {
  auto done = run_all(app, command);
  if (done) return *done;
  const bool is_one = command.files.size() == 1;
  return report(app, is_one ? std::move(done).error().in(command.files[0]) : done.error());
}

}  // namespace sohoa
