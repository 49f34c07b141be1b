// compose_searchable_pdf over any source: what it writes, open_pdf opens again.
#include <cstdlib>

#include <unistd.h>

#include "core/file.h"
#include "intake/readers/page_source.h"
#include "ocr/engine/searchable_pdf.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sohoa::Limits limits;
  limits.page_pixels = 1'000'000;
  limits.inflate_bytes = 4 * sohoa::kMiB;
  sohoa::ComposePage page;
  page.add_text = true;
  page.text.width_px = 100;
  page.text.height_px = 100;
  page.text.lines = {{{{"chữ", {10, 10, 30, 12}, 1}}, {10, 10, 30, 12}, 0, 0}};
  const auto file = sohoa::memory_file({});
  if (!file) return 0;
  const auto report =
      sohoa::compose_searchable_pdf({sohoa::ByteView(data, size)}, {page}, {}, limits, file->get());
  if (!report) return 0;
  lseek(file->get(), 0, SEEK_SET);
  const auto bytes = sohoa::read_all(file->get(), 1 * sohoa::kGiB);
  if (!bytes || bytes->size() != report->bytes) std::abort();
  if (!sohoa::open_pdf(*bytes, "", limits)) std::abort();
  return 0;
}
