// libtesseract 5.3 hands each line to its network inside a training-data record that stores the
// image as PNG (ImageData::SetPix calls pixWriteMem, GetPix calls pixReadMem): a fifth of
// recognition, spent on zlib. A function defined in the program comes before the same function of a
// shared library, so libtesseract's call ends here. The pixels are the same, hence the text is the
// same.
//
// Price: the program must link this object (RawLineImages is referenced by tesseract_lines.cpp). If
// another libtesseract stops calling pixWriteMem, nothing happens and nothing breaks.
#include "ocr/engine/raw_line_images.h"

#include <dlfcn.h>
#include <leptonica/allheaders.h>

namespace {

bool answers_raw = false;

using WriteMem = l_ok (*)(l_uint8**, size_t*, PIX*, l_int32);

/// Leptonica's own function, the next one in the order of libraries.
WriteMem leptonica_write_mem() {
  static const auto next = reinterpret_cast<WriteMem>(dlsym(RTLD_NEXT, "pixWriteMem"));
  return next;
}

}  // namespace

extern "C" l_ok pixWriteMem(l_uint8** data, size_t* size, PIX* pix, l_int32 format) {
  if (answers_raw && format == IFF_PNG) return pixWriteMemSpix(data, size, pix);
  const WriteMem next = leptonica_write_mem();
  return next != nullptr ? next(data, size, pix, format) : 1;
}

namespace sohoa::ocr {

RawLineImages::RawLineImages() {
  answers_raw = true;
}
RawLineImages::~RawLineImages() {
  answers_raw = false;
}

}  // namespace sohoa::ocr
