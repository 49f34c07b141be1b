// A one-page PDF opened by Poppler, silently. Private to the PDF reader: shows Poppler.
#pragma once

#include <memory>
#include <string>

#include <poppler/cpp/poppler-document.h>
#include <poppler/cpp/poppler-page.h>

#include "core/result.h"

namespace sohoa::pdf {

/// The page refers to the document, so they live and die together, page first.
struct OpenedPage {
  std::unique_ptr<poppler::document> document;
  std::unique_ptr<poppler::page> page;
};

/// `bytes` must outlive the result.
Result<OpenedPage> open_with_poppler(const std::string& bytes);

}  // namespace sohoa::pdf
