#include "intake/readers/tiff_handle.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

namespace sohoa::tiff {
namespace {

struct FreeOptions {
  void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};

Memory& memory_of(thandle_t handle) {
  return *static_cast<Memory*>(handle);
}

tmsize_t on_read(thandle_t handle, void* to, tmsize_t size) {
  Memory& memory = memory_of(handle);
  if (size <= 0 || memory.at >= memory.bytes.size()) return 0;
  const std::uint64_t left = memory.bytes.size() - memory.at;
  const std::uint64_t count = std::min<std::uint64_t>(left, static_cast<std::uint64_t>(size));
  std::memcpy(to, memory.bytes.data() + memory.at, count);
  memory.at += count;
  return static_cast<tmsize_t>(count);
}

tmsize_t on_write(thandle_t /*handle*/, void* /*from*/, tmsize_t /*size*/) {
  return -1;
}

toff_t on_seek(thandle_t handle, toff_t offset, int whence) {
  Memory& memory = memory_of(handle);
  if (whence == SEEK_CUR) offset += memory.at;
  if (whence == SEEK_END) offset += memory.bytes.size();
  memory.at = offset;
  return offset;
}

int on_close(thandle_t /*handle*/) {
  return 0;
}

toff_t on_size(thandle_t handle) {
  return memory_of(handle).bytes.size();
}

// libtiff reads from the bytes themselves; it never writes through a map opened for reading.
int on_map(thandle_t handle, void** base, toff_t* size) {
  const ByteView bytes = memory_of(handle).bytes;
  *base = const_cast<std::uint8_t*>(bytes.data());
  *size = bytes.size();
  return 1;
}

void on_unmap(thandle_t /*handle*/, void* /*base*/, toff_t /*size*/) {}

int on_error(TIFF* /*tiff*/, void* user, const char* /*module*/, const char* format, va_list args) {
  auto* memory = static_cast<Memory*>(user);
  std::array<char, 200> message{};
  std::vsnprintf(message.data(), message.size(), format, args);
  ++memory->errors;
  memory->last_error = message.data();
  return 1;  // handled: nothing is printed
}

int on_warning(TIFF* /*tiff*/, void* /*user*/, const char*, const char*, va_list /*args*/) {
  return 1;
}

double dpi_tag(TIFF* tiff, std::uint32_t tag) {
  float value = 0;
  std::uint16_t unit = RESUNIT_INCH;
  if (TIFFGetField(tiff, tag, &value) == 0) return 0;
  TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  if (unit == RESUNIT_CENTIMETER) return value * 2.54;
  return unit == RESUNIT_INCH ? value : 0;
}

bool is_supported(const Shape& shape) {
  constexpr std::array<std::uint16_t, 5> kBits = {1, 2, 4, 8, 16};
  return std::ranges::find(kBits, shape.bits) != kBits.end() && shape.samples >= 1 &&
         shape.samples <= 5;
}

// Fax machines scan 204 × 98 or 204 × 391 dots per inch (ITU-T T.4); the wider stretch is a lie.
bool is_fax_like(const Shape& shape) {
  if (shape.x_dpi <= 0 || shape.y_dpi <= 0) return false;
  const double ratio = std::max(shape.x_dpi, shape.y_dpi) / std::min(shape.x_dpi, shape.y_dpi);
  return ratio > 1.05 && ratio < 4.1;
}

std::uint64_t stretched(std::uint32_t pixels, double dpi, double dpi_wanted) {
  return static_cast<std::uint64_t>(std::max(1.0, pixels * dpi_wanted / dpi));
}

}  // namespace

void Memory::forget_errors() {
  errors = 0;
  last_error.clear();
}

Handle open_header(Memory& memory, const Limits& limits) {
  const std::unique_ptr<TIFFOpenOptions, FreeOptions> options(TIFFOpenOptionsAlloc());
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), on_error, &memory);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), on_warning, &memory);
  // A page of page_pixels in four bytes each is the largest honest block.
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(),
                                      static_cast<tmsize_t>(limits.page_pixels * 4 + 65'536));
  // "h": do not read the first directory, so that a bad one is an error of its page only.
  return Handle(TIFFClientOpenExt("input",
                                  "rh",
                                  &memory,
                                  on_read,
                                  on_write,
                                  on_seek,
                                  on_close,
                                  on_size,
                                  on_map,
                                  on_unmap,
                                  options.get()));
}

bool Shape::is_grey() const {
  return photometric == PHOTOMETRIC_MINISBLACK || photometric == PHOTOMETRIC_MINISWHITE;
}

Result<Shape> read_shape(TIFF* tiff) {
  Shape shape;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &shape.width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &shape.height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &shape.bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &shape.samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &shape.planar);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &shape.compression);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &shape.orientation);
  // The tag is required, yet some files lack it: fax is MinIsWhite (TIFF 6.0 section 11), and the
  // decoder looks whether the page came out light.
  if (TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &shape.photometric) == 0) {
    shape.photometric = shape.samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISWHITE;
    shape.photometric_is_guess = true;
  }
  shape.is_tiled = TIFFIsTiled(tiff) != 0;
  shape.x_dpi = dpi_tag(tiff, TIFFTAG_XRESOLUTION);
  shape.y_dpi = dpi_tag(tiff, TIFFTAG_YRESOLUTION);
  if (is_supported(shape)) return shape;
  return Error{Fault::UnsupportedFeature,
               "TIFF with " + std::to_string(shape.samples) + " samples of " +
                   std::to_string(shape.bits) + " bits",
               {}};
}

Result<ImageHeader> header_of(const Shape& shape, const Limits& limits) {
  TRY(check_size(shape.width, shape.height, limits));
  ImageHeader header;
  header.width_px = static_cast<std::int32_t>(shape.width);
  header.height_px = static_cast<std::int32_t>(shape.height);
  header.channels = shape.is_grey() ? 1 : 3;
  header.orientation = shape.orientation;
  const double dpi = std::max(shape.x_dpi, shape.y_dpi);
  if (is_fax_like(shape)) {
    const auto width = stretched(shape.width, shape.x_dpi, dpi);
    const auto height = stretched(shape.height, shape.y_dpi, dpi);
    TRY(check_size(width, height, limits));
    header.width_px = static_cast<std::int32_t>(width);
    header.height_px = static_cast<std::int32_t>(height);
  }
  header.dpi = plausible_dpi(dpi, header.width_px, header.height_px);
  if (is_fax_like(shape)) header.coarse_dpi = std::min(shape.x_dpi, shape.y_dpi);
  return header;
}

}  // namespace sohoa::tiff
