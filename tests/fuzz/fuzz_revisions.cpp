// cos::File and read_pdf_signatures: every revision opened, every object read, every signature
// looked for, within the bounds.
#include <cstdlib>

#include "signing/parsers/cos_file.h"
#include "signing/parsers/pdf_signatures.h"

namespace {

void walk(const sohoa::cos::File& file) {
  for (std::int32_t revision = 0; revision < file.revision_count(); ++revision) {
    const auto view = file.view(revision);
    for (const auto& entry : file.written_by(revision)) {
      const sohoa::cos::Ref ref{entry.number, entry.location.generation};
      const auto object = view.get(ref);
      if (!object.is_null() && view.is_damaged(ref) && !file.is_exhausted()) std::abort();
      if (object.stream() == nullptr) continue;
      const auto* stream = object.stream();
      const auto size = static_cast<std::int64_t>(file.bytes().size());
      if (stream->offset < 0 || stream->length < 0 || stream->offset + stream->length > size)
        std::abort();
      static_cast<void>(view.decode(*stream));
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sohoa::Limits limits;
  limits.inflate_bytes = sohoa::kMiB;
  limits.pdf_objects = 20'000;
  limits.form_fields = 500;
  const sohoa::ByteView bytes(data, size);
  if (const auto file = sohoa::cos::File::open(bytes, "", limits)) walk(*file);
  const auto reading = sohoa::read_pdf_signatures(bytes, "", limits);
  if (!reading) return 0;
  if (reading->revisions.empty()) std::abort();
  for (std::size_t i = 1; i < reading->revisions.size(); ++i)
    if (reading->revisions[i].end < reading->revisions[i - 1].end) std::abort();
  return 0;
}
