// Facts about a PDF and its pages, read with qpdf before anything is rendered.
#pragma once

#include <string>
#include <vector>

#include "core/limits.h"
#include "intake/document_info.h"
#include "ocr/engine/pdf_content.h"
#include "ocr/engine/pdf_document.h"

namespace sohoa::pdf {

/// Size, kind, images and text of one page, from what its content paints.
PageInfo describe_page(const Page& page, const ContentFacts& content);

/// Names of what could act on its own: "JavaScript", "Launch", "EmbeddedFile", "OpenAction",
/// "FileUri", "SubmitForm", "ImportData", "RemoteGoTo", "AdditionalActions", "Media". Sorted.
std::vector<std::string> active_content(QPDF& qpdf, const Limits& limits);

}  // namespace sohoa::pdf
