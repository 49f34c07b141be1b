#include "intake/readers/pdf_poppler.h"

#include <limits>

#include <poppler/cpp/poppler-global.h>

namespace sohoa::pdf {
namespace {

// Poppler would print page contents to stderr, which is nobody's log.
void keep_silent(const std::string& /*message*/, void* /*closure*/) {}

}  // namespace

Result<OpenedPage> open_with_poppler(const std::string& bytes) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    return Error{Fault::FileTooLarge, "one page of over 2 GiB", {}};
  }
  poppler::set_debug_error_function(keep_silent, nullptr);
  OpenedPage opened;
  opened.document.reset(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  if (opened.document) opened.page.reset(opened.document->create_page(0));
  if (!opened.page) return Error{Fault::CorruptFile, "Poppler cannot open the page", {}};
  return opened;
}

}  // namespace sohoa::pdf
