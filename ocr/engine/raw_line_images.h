// Keeps libtesseract from compressing every line image to PNG only to unpack it again.
#pragma once

namespace sohoa::ocr {

/// While one lives, Leptonica's in-memory writer, as called in this program, answers a wish for PNG
/// with its own raw format, which its readers know as well. One thread.
class RawLineImages {
 public:
  RawLineImages();
  ~RawLineImages();
  RawLineImages(const RawLineImages&) = delete;
  RawLineImages& operator=(const RawLineImages&) = delete;
};

}  // namespace sohoa::ocr
