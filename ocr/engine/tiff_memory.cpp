#include "ocr/engine/tiff_memory.h"

#include <algorithm>
#include <cstdarg>
#include <cstring>

namespace sohoa::pdf {
namespace {

/// What libtiff reads from, or writes to.
struct MemoryFile {
  ByteView reading;
  Bytes written;
  std::uint64_t at = 0;
  bool is_writing = false;

  std::uint64_t size() const { return is_writing ? written.size() : reading.size(); }
  const std::uint8_t* data() const { return is_writing ? written.data() : reading.data(); }
};

MemoryFile& file_of(thandle_t handle) {
  return *static_cast<MemoryFile*>(handle);
}

tmsize_t read_some(thandle_t handle, void* to, tmsize_t size) {
  MemoryFile& file = file_of(handle);
  if (file.at >= file.size()) return 0;
  const auto n = std::min<std::uint64_t>(static_cast<std::uint64_t>(size), file.size() - file.at);
  std::memcpy(to, file.data() + file.at, n);
  file.at += n;
  return static_cast<tmsize_t>(n);
}

tmsize_t write_some(thandle_t handle, void* from, tmsize_t size) {
  MemoryFile& file = file_of(handle);
  if (!file.is_writing) return 0;
  const auto n = static_cast<std::uint64_t>(size);
  if (file.written.size() < file.at + n) file.written.resize(file.at + n);
  std::memcpy(file.written.data() + file.at, from, n);
  file.at += n;
  return size;
}

toff_t seek(thandle_t handle, toff_t offset, int whence) {
  MemoryFile& file = file_of(handle);
  file.at = whence == SEEK_SET   ? offset
            : whence == SEEK_CUR ? file.at + offset
                                 : file.size() + offset;
  return file.at;
}

int close_file(thandle_t /*handle*/) {
  return 0;
}
toff_t size_of(thandle_t handle) {
  return file_of(handle).size();
}
int no_map(thandle_t /*handle*/, void** /*base*/, toff_t* /*size*/) {
  return 0;
}
void no_unmap(thandle_t /*handle*/, void* /*base*/, toff_t /*size*/) {}

void keep_silent() {
  TIFFSetErrorHandler(nullptr);
  TIFFSetWarningHandler(nullptr);
}

struct FreeOptions {
  void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};

/// `alloc_max` 0 is without bound, as libtiff has it.
TIFF* open_on(MemoryFile& file, const char* mode, std::int64_t alloc_max) {
  keep_silent();
  const std::unique_ptr<TIFFOpenOptions, FreeOptions> options(TIFFOpenOptionsAlloc());
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), static_cast<tmsize_t>(alloc_max));
  return TIFFClientOpenExt("memory",
                           mode,
                           &file,
                           read_some,
                           write_some,
                           seek,
                           close_file,
                           size_of,
                           no_map,
                           no_unmap,
                           options.get());
}

void describe_g4(TIFF* out, std::uint32_t width, std::uint32_t height) {
  TIFFSetField(out, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField(out, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField(out, TIFFTAG_BITSPERSAMPLE, 1);
  TIFFSetField(out, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(out, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4);
  TIFFSetField(out, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  TIFFSetField(out, TIFFTAG_FILLORDER, FILLORDER_MSB2LSB);
  TIFFSetField(out, TIFFTAG_ROWSPERSTRIP, height);
}

/// Rows cross unchanged: the samples keep their meaning, whichever of 0 and 1 is white.
bool copy_rows(TIFF* from, TIFF* to, std::uint32_t height) {
  Bytes row(static_cast<std::size_t>(TIFFScanlineSize64(from)));
  for (std::uint32_t y = 0; y < height; ++y) {
    if (TIFFReadScanline(from, row.data(), y, 0) < 0) return false;
    if (TIFFWriteScanline(to, row.data(), y, 0) < 0) return false;
  }
  return TIFFFlushData(to) != 0;
}

}  // namespace

void TiffCloser::operator()(TIFF* tiff) const {
  std::unique_ptr<MemoryFile> file(static_cast<MemoryFile*>(TIFFClientdata(tiff)));
  TIFFClose(tiff);
}

TiffPtr open_tiff(ByteView bytes, const Limits& limits) {
  auto file = std::make_unique<MemoryFile>();
  file->reading = bytes;
  // Four bytes a pixel, and what a codec needs beside them.
  TiffPtr tiff(open_on(*file, "rm", limits.page_pixels * 4 + 65'536));
  if (tiff) static_cast<void>(file.release());  // the closer deletes it
  return tiff;
}

std::optional<Bytes> encode_g4(TIFF* source, std::uint32_t width, std::uint32_t height) {
  MemoryFile file;
  file.is_writing = true;
  TIFF* out = open_on(file, "wm", 0);
  if (out == nullptr) return std::nullopt;
  describe_g4(out, width, height);
  const bool copied = copy_rows(source, out, height);
  // The strip is the first thing after the 8-byte header; its length is known before closing.
  std::uint64_t size = 0;
  std::uint64_t offset = 0;
  if (copied) {
    size = TIFFRawStripSize64(out, 0);
    const std::uint64_t* offsets = nullptr;
    if (TIFFGetField(out, TIFFTAG_STRIPOFFSETS, &offsets) != 0 && offsets != nullptr)
      offset = offsets[0];
  }
  TIFFClose(out);
  if (!copied || offset == 0 || offset + size > file.written.size()) return std::nullopt;
  const auto begin = file.written.begin() + static_cast<std::ptrdiff_t>(offset);
  return Bytes(begin, begin + static_cast<std::ptrdiff_t>(size));
}

}  // namespace sohoa::pdf
