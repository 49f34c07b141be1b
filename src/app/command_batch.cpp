// sohoa batch submit and status: a batch into the store, and its receipt.
#include <algorithm>
#include <cstdio>
#include <iostream>

#include "app/commands.h"
#include "app/item_text.h"
#include "app/json_text.h"
#include "app/progress.h"
#include "app/site.h"
#include "app/verify_json.h"
#include "pipeline/submit.h"

namespace sohoa {
namespace {

std::string_view state_text(const AppContext& app, ComponentState state) {
  switch (state) {
    case ComponentState::Done:
      return pick(app, "xong", "done");
    case ComponentState::Failed:
      return pick(app, "hỏng", "failed");
    case ComponentState::Waiting:
      return pick(app, "chờ cán bộ", "waiting");
    case ComponentState::Working:
      return pick(app, "đang làm", "working");
    case ComponentState::Split:
      return pick(app, "đã tách", "split");
  }
  return "";
}

std::string_view source_text(const AppContext& app, const std::string& source) {
  if (source == "ocr") return pick(app, "ảnh quét", "scan");
  if (source == "text-layer") return pick(app, "bản số", "digital");
  if (source == "mixed") return pick(app, "quét + số", "mixed");
  return "–";
}

// Columns are padded by code points: Vietnamese letters take several bytes each.
std::string padded(std::string_view text, std::size_t columns) {
  const auto width = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
  return std::string(text) + std::string(width < columns ? columns - width : 1, ' ');
}

std::string percent(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f%%", share * 100);
  return text;
}

void print_heading(const AppContext& app) {
  std::cout << padded(pick(app, "Hồ sơ", "Dossier"), 24) << padded(pick(app, "TP", "Comp."), 7)
            << padded(pick(app, "Trang", "Pages"), 7) << padded(pick(app, "Nguồn", "Source"), 11)
            << padded(pick(app, "Tin cậy", "Conf."), 9) << padded(pick(app, "Từ", "Words"), 7)
            << padded(pick(app, "Trạng thái", "State"), 12)
            << padded(pick(app, "Giá trị pháp lý", "Legal value"), 17)
            << pick(app, "Mã giấy tờ", "Item") << "\n";
}

void print_line(const AppContext& app, const ReceiptLine& line) {
  const ComponentRecord& component = line.component;
  std::cout << padded(component.dossier.empty() ? "–" : component.dossier, 24)
            << padded(component.component.empty() ? "–" : component.component, 7)
            << padded(std::to_string(line.pages_done) + "/" + std::to_string(line.pages), 7)
            << padded(source_text(app, line.source), 11)
            << padded(line.words > 0 ? percent(line.confidence) : "–", 9)
            << padded(std::to_string(line.words), 7) << padded(state_text(app, component.state), 12)
            << padded(legal_word(app, line.legal_value), 17) << component.item << "\n";
  for (const std::string& reason : component.reasons) std::cout << "    · " << reason << "\n";
  if (line.open_reviews == 0) return;
  std::cout << "    · " << line.open_reviews
            << pick(app,
                    " việc chờ cán bộ xem (sohoa review list --component ",
                    " to be reviewed (sohoa review list --component ")
            << component.id << ")\n";
}

void print_receipt(const AppContext& app, const Receipt& receipt) {
  if (app.json) {
    std::cout << receipt_json(receipt) << "\n";
    return;
  }
  print_heading(app);
  for (const ReceiptLine& line : receipt.lines) print_line(app, line);
  std::cout << pick(app, "Biên nhận ", "Receipt ") << receipt.batch.id << "  "
            << to_rfc3339(receipt.batch.received_at) << "  sha256 " << receipt.batch.digest.hex()
            << "\n"
            << pick(app, "Nhận ", "In ") << receipt.counted_in << pick(app, " = xong ", " = done ")
            << receipt.done << pick(app, " + hỏng ", " + failed ") << receipt.failed
            << pick(app, " + chờ ", " + waiting ") << receipt.waiting << "\n";
}

int exit_for(const Receipt& receipt) {
  return receipt.failed + receipt.waiting > 0 ? kExitRefusals : kExitDone;
}

Result<Receipt> submit(const AppContext& app, const BatchSubmitCommand& command) {
  Store store = TRY(open_store(app.store));
  const Site site = TRY(load_site(app, store));
  ProgressView view(app);
  SubmitOptions options;
  options.worker = worker_config(app);
  options.workers = worker_count(app);
  options.password = command.password;
  options.progress = view.sink();
  options.verdict_text = [](std::string_view name, const VerifiedFile& verified) {
    return verify_json(name, verified, FactsDetail::Hidden);
  };
  return submit_batch(store, site, command.source, options, SystemClock(), stop_flag());
}

Result<Receipt> status(const AppContext& app, const std::string& batch) {
  Store store = TRY(open_store(app.store));
  return make_receipt(*store.catalog, batch);
}

}  // namespace

int run_batch_submit(const AppContext& app, const BatchSubmitCommand& command) {
  auto receipt = submit(app, command);
  if (!receipt) return report(app, std::move(receipt).error().in(command.source));
  print_receipt(app, *receipt);
  return exit_for(*receipt);
}

int run_batch_status(const AppContext& app, const BatchStatusCommand& command) {
  const auto receipt = status(app, command.batch);
  if (!receipt) return report(app, receipt.error());
  print_receipt(app, *receipt);
  return exit_for(*receipt);
}

}  // namespace sohoa
