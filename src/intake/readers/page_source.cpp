#include "intake/readers/page_source.h"

#include <algorithm>

#include "intake/format.h"

namespace sohoa {

Result<std::unique_ptr<PageSource>> open_page_source(ByteView bytes,
                                                     const std::string& password,
                                                     const Limits& limits) {
  if (bytes.size() > limits.file_bytes) {
    return Error{Fault::FileTooLarge, std::to_string(bytes.size()) + " bytes", {}};
  }
  const Format format = sniff(bytes.first(std::min<std::size_t>(bytes.size(), 64 * kKiB)));
  switch (format) {
    case Format::Empty:
      return Error{Fault::EmptyFile, {}, {}};
    case Format::Pdf:
      return open_pdf(bytes, password, limits);
    case Format::Tiff:
    case Format::Jpeg:
    case Format::Png:
      return open_image(bytes, limits);
    case Format::Html:
    case Format::Xml:
    case Format::Zip:
    case Format::Cms:
      return Error{Fault::NotADocument, "the content is " + std::string(name(format)), {}};
    case Format::Unknown:
      break;
  }
  return Error{Fault::UnknownFormat, {}, {}};
}

}  // namespace sohoa
