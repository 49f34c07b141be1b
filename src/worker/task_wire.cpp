// Wire form of requests. They come from the service, so decoding guards against our own slips only.
#include "worker/task.h"
#include "worker/wire_parts.h"

namespace sohoa {
namespace {

using namespace wire;

enum class TaskKind : std::uint8_t {
  Inspect,
  ReadPage,
  Compose,
  Unpack,
  Cover,
  CollectPdf,
  CollectXml,
  Evidence,
  Sheet,
};

constexpr std::size_t kMinSheetBytes = 4 * 4 + 2 * 4;
constexpr std::int32_t kMaxPasswordBytes = 1'024;  // ISO 32000-2 uses at most 127
constexpr std::int32_t kMaxNameBytes = 1'024;

void put_task(WireWriter& out, const InspectTask& task) {
  out.u8(static_cast<std::uint8_t>(TaskKind::Inspect));
  out.text(task.password);
}

void put_task(WireWriter& out, const ReadPageTask& task) {
  out.u8(static_cast<std::uint8_t>(TaskKind::ReadPage));
  out.i32(task.page_index);
  out.text(task.password);
  out.boolean(task.force_ocr);
  out.boolean(task.read_barcodes);
  out.f64(task.ocr.dpi_hint);
  out.boolean(task.ocr.fix_orientation);
  out.text(task.ocr.language);
}

void put_task(WireWriter& out, const ComposeTask& task) {
  out.u8(static_cast<std::uint8_t>(TaskKind::Compose));
  out.text(task.options.password);
  out.text(task.options.title);
  out.text(task.options.created_at);
}

void put_task(WireWriter& out, const UnpackTask& task) {
  out.u8(static_cast<std::uint8_t>(TaskKind::Unpack));
  out.u8(static_cast<std::uint8_t>(task.nested));
}

void put_task(WireWriter& out, const CoverTask& task) {
  out.u8(static_cast<std::uint8_t>(TaskKind::Cover));
  out.u32(static_cast<std::uint32_t>(task.sheets.size()));
  for (const CoverSheet& sheet : task.sheets) {
    out.text(sheet.payload);
    out.text(sheet.dossier);
    out.text(sheet.component);
    out.text(sheet.title);
    out.i32(sheet.number);
    out.i32(sheet.total);
  }
}

void put_task(WireWriter& out, const CollectPdfTask& task) {
  out.u8(static_cast<std::uint8_t>(TaskKind::CollectPdf));
  out.text(task.password);
  out.i64(task.base_bytes);
}

void put_task(WireWriter& out, const CollectXmlTask&) {
  out.u8(static_cast<std::uint8_t>(TaskKind::CollectXml));
}

void put_task(WireWriter& out, const EvidenceTask&) {
  out.u8(static_cast<std::uint8_t>(TaskKind::Evidence));
}

void put_task(WireWriter& out, const SheetTask&) {
  out.u8(static_cast<std::uint8_t>(TaskKind::Sheet));
}

// A password is bytes, not text: it is not normalised.
std::string get_password(WireReader& in) {
  std::string password = in.text();
  if (password.size() > static_cast<std::size_t>(kMaxPasswordBytes)) in.fail();
  return password;
}

// The name of a model becomes part of a file name inside the cage.
std::string get_language(WireReader& in) {
  std::string language = in.text();
  for (const char c : language) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_letter && c != '_') in.fail();
  }
  return language;
}

ReadPageTask get_read_page(WireReader& in) {
  ReadPageTask task;
  task.page_index = get_int(in, 0, Limits{}.pages);
  task.password = get_password(in);
  task.force_ocr = in.boolean();
  task.read_barcodes = in.boolean();
  task.ocr.dpi_hint = in.f64();
  task.ocr.fix_orientation = in.boolean();
  task.ocr.language = get_language(in);
  return task;
}

ComposeTask get_compose(WireReader& in) {
  ComposeTask task;
  task.options.password = get_password(in);
  task.options.title = get_text(in, Limits{}.word_bytes);
  task.options.created_at = get_text(in, kMaxNameBytes);
  return task;
}

CoverSheet get_sheet(WireReader& in) {
  CoverSheet sheet;
  sheet.payload = get_text(in, kMaxNameBytes);
  sheet.dossier = get_text(in, kMaxNameBytes);
  sheet.component = get_text(in, kMaxNameBytes);
  sheet.title = get_text(in, Limits{}.word_bytes);
  sheet.number = in.i32();
  sheet.total = in.i32();
  return sheet;
}

CoverTask get_covers(WireReader& in) {
  CoverTask task;
  const auto most = static_cast<std::uint32_t>(Limits{}.archive_entries);
  task.sheets.resize(in.count(most, kMinSheetBytes));
  for (CoverSheet& sheet : task.sheets) sheet = get_sheet(in);
  return task;
}

CollectPdfTask get_collect_pdf(WireReader& in) {
  CollectPdfTask task;
  task.password = get_password(in);
  task.base_bytes = in.i64();
  if (task.base_bytes < 0) in.fail();
  return task;
}

Task get_task(WireReader& in) {
  switch (in.enumerator(TaskKind::Sheet)) {
    case TaskKind::Inspect:
      return InspectTask{get_password(in)};
    case TaskKind::ReadPage:
      return get_read_page(in);
    case TaskKind::Compose:
      return get_compose(in);
    case TaskKind::Unpack:
      return UnpackTask{in.enumerator(NestedArchives::AsData)};
    case TaskKind::Cover:
      return get_covers(in);
    case TaskKind::CollectPdf:
      return get_collect_pdf(in);
    case TaskKind::CollectXml:
      return CollectXmlTask{};
    case TaskKind::Evidence:
      return EvidenceTask{};
    case TaskKind::Sheet:
      return SheetTask{};
  }
  return UnpackTask{};
}

}  // namespace

Bytes encode(const Task& task) {
  WireWriter out;
  std::visit([&out](const auto& one) { put_task(out, one); }, task);
  return out.take();
}

Result<Task> decode_task(ByteView bytes) {
  WireReader in(bytes);
  Task task = get_task(in);
  return finish(in, std::move(task), "task");
}

}  // namespace sohoa
