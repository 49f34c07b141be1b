// Everything the service decodes that a taken-over worker may have written.
//
// The first byte chooses the decoder. What is accepted must be a value: written and read again it
// stays the same.
#include <cstdlib>

#include "signing/requests_wire.h"
#include "worker/reply_stream.h"
#include "worker/task.h"

namespace {

using namespace sohoa;  // NOLINT: one short file

template <class T>
void expect_stable(const Result<T>& first, Result<T> (*decode)(ByteView, const Limits&)) {
  if (!first) return;
  const Bytes once = encode(*first);
  const auto second = decode(once, Limits{});
  if (!second || encode(*second) != once) std::abort();
}

void try_stream(ByteView bytes) {
  ReplyStream stream({}, ReplyTotal::Bounded, [](ByteView) { return Result<void>(); });
  const auto half = bytes.size() / 2;
  if (stream.feed(bytes.first(half))) (void)stream.feed(bytes.subspan(half));
  (void)stream.outcome();
}

void try_decoder(std::uint8_t choice, ByteView bytes) {
  switch (choice % 9) {
    case 0:
      return expect_stable(decode_page_result(bytes, {}), decode_page_result);
    case 1:
      return expect_stable(decode_document_info(bytes, {}), decode_document_info);
    case 2:
      return expect_stable(decode_compose_report(bytes, {}), decode_compose_report);
    case 3:
      return expect_stable(decode_archive_frame(bytes, {}), decode_archive_frame);
    case 4:
      return static_cast<void>(decode_error(bytes));
    case 5:
      return expect_stable(decode_pdf_reading(bytes, {}), decode_pdf_reading);
    case 6:
      return expect_stable(decode_xml_reading(bytes, {}), decode_xml_reading);
    case 7:
      return static_cast<void>(decode_evidence_answer(bytes, {}, {}));
    default:
      return try_stream(bytes);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 0) try_decoder(data[0], ByteView(data + 1, size - 1));
  return 0;
}
