#include "worker/child_tasks.h"

#include <utility>

#include "core/file.h"
#include "intake/readers/archive_reader.h"
#include "intake/readers/cover_writer.h"
#include "intake/readers/page_source.h"
#include "ocr/engine/searchable_pdf.h"
#include "signing/parsers/sheet_writer.h"
#include "signing/parsers/xml_signatures.h"
#include "signing/requests_wire.h"
#include "signing/sheet_wire.h"
#include "worker/answer_fit.h"
#include "worker/read_page.h"

namespace sohoa {
namespace {

Result<MappedFile> the_input(const ChildContext& context) {
  if (context.inputs.size() != 1) return Error{Fault::Internal, "one input file is needed", {}};
  return MappedFile::map(context.inputs[0], context.limits.file_bytes);
}

Result<void> carry_out(const InspectTask& task, const ChildContext& context) {
  const MappedFile file = TRY(the_input(context));
  const auto source = TRY(open_page_source(file.bytes(), task.password, context.limits));
  DocumentInfo info = source->info();
  fit(info, context.limits);
  return context.reply(encode(info));
}

Result<void> carry_out(const ReadPageTask& task, const ChildContext& context) {
  const MappedFile file = TRY(the_input(context));
  const auto source = TRY(open_page_source(file.bytes(), task.password, context.limits));
  const PageResult page = TRY(read_page(*source, task, context));
  return context.reply(encode(page));
}

Result<void> carry_out(const ComposeTask& task, const ChildContext& context) {
  std::vector<MappedFile> files;
  for (const int fd : context.inputs) {
    files.push_back(TRY(MappedFile::map(fd, context.limits.file_bytes)));
  }
  std::vector<ByteView> sources;
  for (const MappedFile& file : files) sources.push_back(file.bytes());
  const MappedFile side = TRY(MappedFile::map(context.side, context.limits.file_bytes));
  const auto pages = TRY(decode_pages(side.bytes(), context.limits));
  ComposeReport report =
      TRY(compose_searchable_pdf(sources, pages, task.options, context.limits, context.output));
  fit(report, context.limits);
  return context.reply(encode(report));
}

Result<void> carry_out(const UnpackTask& task, const ChildContext& context) {
  if (context.inputs.size() != 1) return Error{Fault::Internal, "one input file is needed", {}};
  const auto send = [&context](const ArchiveFrame& frame) { return context.reply(encode(frame)); };
  return unpack_zip(context.inputs[0], context.limits, send, task.nested);
}

Result<void> carry_out(const CoverTask& task, const ChildContext& context) {
  return write_cover_pdf(task.sheets, context.output);
}

Result<void> carry_out(const CollectXmlTask&, const ChildContext& context) {
  const MappedFile file = TRY(the_input(context));
  const XmlReading reading = TRY(read_xml_signatures(file.bytes(), context.limits));
  return context.reply(encode(reading));
}

Result<void> carry_out(const SheetTask&, const ChildContext& context) {
  const MappedFile side = TRY(MappedFile::map(context.side, context.limits.file_bytes));
  const ValidationSheet sheet = TRY(decode_sheet(side.bytes()));
  return write_sheet_pdf(sheet, context.output);
}

template <class OtherTask>
Result<void> carry_out(const OtherTask&, const ChildContext&) {
  return Error{Fault::Internal, "a task for sohoa-verifier", {}};
}

}  // namespace

Result<void> run_child_task(const Task& task, const ChildContext& context) {
  return std::visit([&context](const auto& one) { return carry_out(one, context); }, task);
}

}  // namespace sohoa
