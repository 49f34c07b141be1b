// Inputs for the PDF tests, made by foreign tools: libjpeg, libtiff, libpng, cairo, qpdf.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "ocr/page_text.h"

namespace sohoa::samples {

/// A synthetic scan: grey paper with dark bars where the words of `page_of_words` stand.
struct Picture {
  std::int32_t width = 0;
  std::int32_t height = 0;
  int channels = 1;
  std::vector<std::uint8_t> pixels;
};
Picture scan(std::int32_t width, std::int32_t height, int channels);

Bytes jpeg(const Picture& picture, int dpi, bool as_cmyk = false);
/// `colour` is PNG's colour type 0, 2, 3, 4 or 6.
Bytes png(const Picture& picture, int colour, int depth, bool interlaced, int dpi);
/// `compression` is libtiff's number; several pages of the same picture.
Bytes tiff(
    const Picture& picture, int compression, int rows_per_strip, int pages, int dpi, bool bilevel);

/// A born-digital A4 page by cairo and Pango, fonts embedded.
Bytes digital_pdf(const std::vector<std::string>& lines);
/// One page a JPEG, at 200 dpi, by qpdf. `rotate` is /Rotate; `crop` cuts 10 % off each side.
Bytes image_pdf(const std::vector<Bytes>& jpegs, int rotate = 0, bool crop = false);
/// The same file encrypted with AES-256.
Bytes encrypted(const Bytes& pdf, const std::string& user, const std::string& owner);
/// Objects in PDF syntax ("1 0 obj << … >> endobj …") with header, xref and trailer /Root 1 0 R.
Bytes raw_pdf(const std::string& objects);

/// Words in reading order over a page of that size; texts are Vietnamese.
PageText page_of_words(std::int32_t width, std::int32_t height, double slope_deg = 0);

/// Writes `bytes` to a new file in the test's temporary folder and returns its path.
std::string file_of(const Bytes& bytes, const std::string& name);
/// Runs a command; its stdout. `status` gets the exit code.
std::string run(const std::string& command, int* status = nullptr);

}  // namespace sohoa::samples
