// Wire form of what the cage reports: documents, composed files, archive pieces and errors.
#include "worker/task.h"
#include "worker/wire_parts.h"

namespace sohoa {
namespace {

using namespace wire;

constexpr std::size_t kFrameDataBytes = 256 * kKiB;  // intake/archive_frame.h

void put_refusal(WireWriter& out, const ArchiveFrame& frame) {
  put(out, frame.refusal.value_or(Error{}));
}

Bytes get_frame_data(WireReader& in) {
  Bytes data = in.blob();
  if (data.size() > kFrameDataBytes) in.fail();
  return data;
}

}  // namespace

Bytes encode(const DocumentInfo& info) {
  WireWriter out;
  out.u8(static_cast<std::uint8_t>(info.format));
  out.u32(static_cast<std::uint32_t>(info.pages.size()));
  for (const PageInfo& page : info.pages) put(out, page);
  out.boolean(info.is_encrypted);
  out.boolean(info.is_signed);
  out.boolean(info.is_damaged);
  out.text(info.pdf_version);
  put(out, info.active_content);
  put(out, info.notes);
  return out.take();
}

Result<DocumentInfo> decode_document_info(ByteView bytes, const Limits& limits) {
  WireReader in(bytes);
  DocumentInfo info;
  info.format = in.enumerator(Format::Xml);
  info.pages.resize(in.count(static_cast<std::uint32_t>(limits.pages), kMinPageInfoBytes));
  for (PageInfo& page : info.pages) page = get_page_info(in);
  info.is_encrypted = in.boolean();
  info.is_signed = in.boolean();
  info.is_damaged = in.boolean();
  info.pdf_version = get_text(in, limits.word_bytes);
  info.active_content = get_notes(in, limits);
  info.notes = get_notes(in, limits);
  return finish(in, std::move(info), "document description");
}

Bytes encode(const ComposeReport& report) {
  WireWriter out;
  out.u64(report.bytes);
  out.boolean(report.is_pdfa);
  put(out, report.notes);
  return out.take();
}

Result<ComposeReport> decode_compose_report(ByteView bytes, const Limits& limits) {
  WireReader in(bytes);
  ComposeReport report;
  report.bytes = in.u64();
  report.is_pdfa = in.boolean();
  report.notes = get_notes(in, limits);
  return finish(in, std::move(report), "report on the composed file");
}

Bytes encode(const ArchiveFrame& frame) {
  WireWriter out;
  out.u8(static_cast<std::uint8_t>(frame.kind));
  if (frame.kind == ArchiveFrame::Kind::Begin) out.text(frame.name);
  if (frame.kind == ArchiveFrame::Kind::Data) out.blob(frame.data);
  if (frame.kind == ArchiveFrame::Kind::Refused) put_refusal(out, frame);
  return out.take();
}

Result<ArchiveFrame> decode_archive_frame(ByteView bytes, const Limits& limits) {
  WireReader in(bytes);
  ArchiveFrame frame;
  frame.kind = in.enumerator(ArchiveFrame::Kind::Refused);
  if (frame.kind == ArchiveFrame::Kind::Begin) frame.name = get_text(in, limits.name_bytes);
  if (frame.kind == ArchiveFrame::Kind::Data) frame.data = get_frame_data(in);
  if (frame.kind == ArchiveFrame::Kind::Refused) frame.refusal = get_error(in);
  return finish(in, std::move(frame), "archive frame");
}

Bytes encode(const Error& error) {
  WireWriter out;
  put(out, error);
  return out.take();
}

Result<Error> decode_error(ByteView bytes) {
  WireReader in(bytes);
  Error error = get_error(in);
  // `return error` would be the failure of decoding, not its value.
  if (!in.is_finished()) return Error{Fault::BadReply, "error is not well formed", {}};
  return Result<Error>(tl::in_place, std::move(error));
}

}  // namespace sohoa
