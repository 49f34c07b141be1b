// Small acts on a PDF being made: streams, images, text, output intent, metadata. Shows qpdf.
#pragma once

#include <map>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "ocr/engine/glyphless_font.h"
#include "ocr/engine/image_streams.h"
#include "ocr/engine/pdf_content.h"
#include "ocr/engine/xmp.h"

namespace sohoa::pdf {

class Builder {
 public:
  explicit Builder(QPDF& out) : out_(out) {}

  /// A stream compressed by us; `dictionary` is PDF text between << and >>.
  QPDFObjectHandle add_deflated(const std::string& dictionary, ByteView bytes);

  /// A page for `image` at its own resolution, without content yet. /Rotate is the image's own.
  QPDFObjectHandle make_image_page(const PageImage& image, double dpi_x, double dpi_y);
  /// The operators that show `image` on that page.
  static std::string image_content(const PageImage& image, double dpi_x, double dpi_y);
  /// Gives a page of ours its only content.
  void set_content(QPDFObjectHandle page, const std::string& content);

  /// Makes the font object once all pages are noted.
  void add_font(const GlyphlessFont& font);
  /// Puts `text` over what the page shows; `old` tells how the page leaves its graphics state.
  void lay_text(QPDFObjectHandle page, const std::string& text, const ContentFacts& old);
  /// Makes the font known to the page as /`font_name()`.
  void use_font(QPDFObjectHandle page);

  /// The sRGB output intent, unless a usable RGB one is there. True when one was replaced.
  bool set_output_intent();
  /// XMP and Info say the same afterwards.
  void set_metadata(const Metadata& metadata, PdfaClaim claim);
  /// What the Info dictionary says, dates as RFC 3339.
  Metadata read_metadata();

  /// Resource name of the font.
  static const char* font_name() { return "FSohoa"; }

 private:
  QPDFObjectHandle add_image(const ImagePart& part, const PageImage& image);
  QPDFObjectHandle colour_space(const ImagePart& part, const PageImage& image);
  QPDFObjectHandle opening();

  QPDF& out_;
  QPDFObjectHandle font_;
  QPDFObjectHandle opening_;                          ///< the shared "q" before old content
  std::map<std::string, QPDFObjectHandle> profiles_;  ///< by digest
};

}  // namespace sohoa::pdf
