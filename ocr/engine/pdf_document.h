// A PDF opened with suspicion: its pages found without trusting /Count, its boxes made sane.
//
// Shared by the reader (src/intake/readers/pdf_*) and the writer (searchable_pdf), so that both
// count the same pages in the same broken file. Private to the parser halves: shows qpdf.
#pragma once

#include <cstdint>
#include <memory>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"

namespace sohoa::pdf {

/// Rectangle in default user space; left < right, bottom < top.
struct Rect {
  double left = 0;
  double bottom = 0;
  double right = 0;
  double top = 0;

  double width() const { return right - left; }
  double height() const { return top - bottom; }
};

/// One leaf of the page tree with what it inherits (ISO 32000-1, 7.7.3.4).
struct Page {
  QPDFObjectHandle object;
  QPDFObjectHandle resources;  ///< a dictionary, perhaps empty
  Rect media;
  Rect crop;                    ///< CropBox cut to the MediaBox
  std::int32_t rotate_deg = 0;  ///< 0, 90, 180 or 270, clockwise
  double user_unit = 1;         ///< points per unit of user space
  bool has_sane_boxes = true;   ///< false: no usable MediaBox, A4 is assumed
};

struct Document {
  Bytes patched;  ///< the bytes with a new tail, when the file was salvaged; qpdf views them
  std::shared_ptr<QPDF> qpdf;
  std::vector<Page> pages;
  bool is_damaged = false;  ///< opened only after repair
  std::vector<std::string> notes;
};

/// Opens `bytes`, which must outlive the document. Damage is repaired as far as possible: a lost
/// xref is rebuilt, a lost page tree is replaced by the page objects found, and where those are
/// lost too, each whole image becomes a page. Errors: EmptyFile, NotADocument, TruncatedFile,
/// CorruptFile, NeedsPassword, TooManyPages, UnsupportedFeature.
Result<Document> open_document(ByteView bytes, const std::string& password, const Limits& limits);

/// Whether a signature field has a value, or a live object carries /ByteRange. Such a file is
/// never rewritten: errors are on the side of "signed".
bool is_signed(Document& document, ByteView bytes);

/// [left bottom right top], four decimals.
QPDFObjectHandle box_array(const Rect& rect);

/// The error a qpdf (or standard) exception in flight stands for. Call inside a catch block.
Error current_error();

/// Runs `work`, turning what it throws into an Error.
template <class Work>
auto guarded(Work&& work) -> decltype(work()) {
  try {
    return work();
  } catch (...) {
    return current_error();
  }
}

}  // namespace sohoa::pdf
