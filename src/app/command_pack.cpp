// sohoa batch pack, check, cover: what a station does before it sends.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "app/json_text.h"
#include "app/output.h"
#include "app/progress.h"
#include "intake/batch_json.h"
#include "intake/pack.h"
#include "intake/separator.h"
#include "pipeline/check_batch.h"

namespace sohoa {
namespace {

// Packing the same folder again must give the same bytes, so the clock is not asked: the batch is
// of the day of its newest file.
UtcTime newest_file(const std::filesystem::path& folder) {
  namespace fs = std::filesystem;
  UtcTime newest{};
  std::error_code failed;
  for (fs::recursive_directory_iterator walk(folder, failed), end; !failed && walk != end;
       walk.increment(failed)) {
    std::error_code unknown;
    if (walk->is_symlink(unknown) || !walk->is_regular_file(unknown)) continue;
    const auto changed = walk->last_write_time(unknown);
    if (unknown) continue;
    const auto time = std::chrono::file_clock::to_sys(changed);
    newest = std::max(newest, std::chrono::floor<std::chrono::seconds>(time));
  }
  return newest;
}

void tell_pack(const AppContext& app, const PackReport& packed) {
  for (const std::string& name : packed.submission.unassigned) {
    if (name.ends_with(".p7s")) continue;  // an officer's signature beside its scan is no paper
    tell(app, "Chưa rõ thuộc thành phần nào: " + name, "Claimed by no component: " + name);
  }
  for (const auto& [name, why] : packed.left_out) {
    tell(app,
         "Không đóng gói: " + name + " (" + why + ")",
         "Not packed: " + name + " (" + why + ")");
  }
  const std::string counts =
      std::to_string(packed.submission.components.size()) + " / " + std::to_string(packed.files);
  tell(app, "Thành phần / tệp: " + counts, "Components / files: " + counts);
}

// The bar counts kilobytes: files differ in size by a thousand times.
PackProgressSink pack_progress(ProgressView& view) {
  return [&view](const PackProgress& progress) {
    view.show({Stage::Pack, progress.bytes_done / 1024, progress.bytes / 1024, 0});
    return !stop_flag();
  };
}

// A batch written into its own folder would be packed into itself.
Result<void> refuse_output_inside(const BatchPackCommand& command) {
  if (command.output == "-") return {};
  namespace fs = std::filesystem;
  std::error_code failed;
  const fs::path folder = fs::weakly_canonical(command.folder, failed);
  const fs::path output = fs::weakly_canonical(command.output, failed);
  const auto inside = output.lexically_relative(folder);
  if (failed || inside.empty() || *inside.begin() == "..") return {};
  return Error{Fault::Usage, "-o: inside the folder to pack", {command.output, 0, -1, {}}};
}

Result<int> pack(const AppContext& app, const BatchPackCommand& command) {
  TRY(refuse_existing(command.output, command.force));
  TRY(refuse_output_inside(command));
  PackRequest request;
  request.folder = command.folder;
  request.software = "sohoa";
  request.packed_at = newest_file(command.folder);
  OutputFile out = TRY(OutputFile::create(command.output));
  PackReport packed;
  {
    ProgressView view(app);
    packed = TRY(pack_batch(request, app.limits, out.fd(), pack_progress(view)));
  }
  TRY(out.commit());
  tell_pack(app, packed);
  return packed.left_out.empty() ? kExitDone : kExitRefusals;
}

void print_planned(const AppContext& app, const PlannedComponent& planned) {
  const ComponentDeclaration& declared = planned.declaration;
  std::cout << (planned.problems.empty() ? "✓ " : "✗ ")
            << (declared.dossier.empty() ? pick(app, "(chưa rõ hồ sơ)", "(no dossier)")
                                         : declared.dossier)
            << "  " << declared.component << "  " << declared.title << "  " << planned.files.size()
            << pick(app, " tệp", " files") << "\n";
  for (const Error& problem : planned.problems)
    std::cout << "    · " << describe(problem, app.lang) << "\n";
}

void print_planned_json(const PlannedComponent& planned) {
  std::cout << "{\"dossier\":" << quoted(planned.declaration.dossier)
            << ",\"component\":" << quoted(planned.declaration.component)
            << ",\"files\":" << planned.files.size() << ",\"problems\":[";
  for (std::size_t i = 0; i < planned.problems.size(); ++i) {
    std::cout << (i > 0 ? "," : "") << error_json(planned.problems[i]);
  }
  std::cout << "]}\n";
}

Result<int> check(const AppContext& app, const BatchCheckCommand& command) {
  WorkerConfig light = worker_config(app);
  light.warm_ocr = false;
  Supervisor cage = TRY(Supervisor::start(light));
  std::vector<PlannedComponent> planned;
  {
    ProgressView view(app);
    planned = TRY(check_batch(command.batch, cage, app.limits, view.sink()));
  }
  for (const PlannedComponent& component : planned) {
    if (app.json)
      print_planned_json(component);
    else
      print_planned(app, component);
  }
  const bool is_clean =
      std::all_of(planned.begin(), planned.end(), [](const PlannedComponent& component) {
        return component.problems.empty();
      });
  return is_clean ? kExitDone : kExitRefusals;
}

Result<std::vector<CoverRequest>> cover_requests(const AppContext& app,
                                                 const BatchCoverCommand& command) {
  std::vector<CoverRequest> requests;
  if (command.batch_json.empty()) {
    for (const std::string& component : command.components)
      requests.push_back({command.dossier, component, ""});
    return requests;
  }
  const Bytes json = TRY(read_file(command.batch_json, app.limits.manifest_bytes));
  auto submission = parse_batch_json(as_text(json), app.limits);
  if (!submission) return std::move(submission).error().in(command.batch_json);
  for (const ComponentDeclaration& component : submission->components) {
    requests.push_back({component.dossier, component.component, component.title});
  }
  return requests;
}

Result<int> cover(const AppContext& app, const BatchCoverCommand& command) {
  const auto requests = TRY(cover_requests(app, command));
  if (requests.empty()) return Error{Fault::Usage, "batch.json, or --dossier and --component", {}};
  CoverTask task;
  task.sheets = TRY(make_covers(requests));
  WorkerConfig light = worker_config(app);
  light.warm_ocr = false;
  Supervisor cage = TRY(Supervisor::start(light));
  OutputFile out = TRY(OutputFile::create(command.output));
  TRY(cage.draw_covers(task, out.fd()));
  TRY(out.commit());
  return kExitDone;
}

int finish(const AppContext& app, Result<int> outcome, const std::string& document) {
  return outcome ? *outcome : report(app, std::move(outcome).error().in(document));
}

}  // namespace

int run_batch_pack(const AppContext& app, const BatchPackCommand& command) {
  return finish(app, pack(app, command), command.folder);
}

int run_batch_check(const AppContext& app, const BatchCheckCommand& command) {
  return finish(app, check(app, command), command.batch);
}

int run_batch_cover(const AppContext& app, const BatchCoverCommand& command) {
  return finish(app, cover(app, command), command.output);
}

}  // namespace sohoa
