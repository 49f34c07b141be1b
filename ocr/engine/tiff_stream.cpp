// TIFF 6.0 pages as PDF image streams: CCITT G4 and JPEG keep their coded bytes, LZW and the rest
// (LZW is forbidden by ISO 19005-2, 6.1.7.2) are recoded without loss.
#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>

#include <tiffio.h>

#include "ocr/engine/deflate.h"
#include "ocr/engine/image_streams.h"
#include "ocr/engine/tiff_memory.h"
#include "ocr/engine/tiff_merge.h"

namespace sohoa::pdf {
namespace {

constexpr std::size_t kStackedStripsMax = 6;  // each strip costs about 200 bytes of dictionary

struct TiffPage {
  TIFF* tiff = nullptr;
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::uint32_t rows_per_strip = 0;
  std::uint16_t bits = 1;
  std::uint16_t samples = 1;
  std::uint16_t compression = COMPRESSION_NONE;
  std::uint16_t photometric = PHOTOMETRIC_MINISWHITE;
  std::uint16_t planar = PLANARCONFIG_CONTIG;
  std::uint16_t fill_order = FILLORDER_MSB2LSB;

  bool is_bilevel() const { return bits == 1 && samples == 1; }
  bool is_white_zero() const { return photometric == PHOTOMETRIC_MINISWHITE; }
};

TiffPage read_fields(TIFF* tiff) {
  TiffPage p;
  p.tiff = tiff;
  TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &p.width);
  TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &p.height);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &p.bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &p.samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &p.compression);
  TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &p.photometric);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &p.planar);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_FILLORDER, &p.fill_order);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ROWSPERSTRIP, &p.rows_per_strip);
  p.rows_per_strip = std::min(p.rows_per_strip, p.height);
  return p;
}

void read_resolution(TIFF* tiff, PageImage& image) {
  float x = 0;
  float y = 0;
  std::uint16_t unit = RESUNIT_INCH;
  std::uint16_t orientation = ORIENTATION_TOPLEFT;
  TIFFGetField(tiff, TIFFTAG_XRESOLUTION, &x);
  TIFFGetField(tiff, TIFFTAG_YRESOLUTION, &y);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_RESOLUTIONUNIT, &unit);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
  const double scale = unit == RESUNIT_CENTIMETER ? 2.54 : unit == RESUNIT_INCH ? 1 : 0;
  image.dpi_x = x * scale;
  image.dpi_y = y * scale;
  set_orientation(image, orientation);
}

Result<Bytes> raw_strip(const TiffPage& p, std::uint32_t strip) {
  const std::uint64_t size = TIFFRawStripSize64(p.tiff, strip);
  const std::uint64_t file_bytes = TIFFGetSizeProc(p.tiff)(TIFFClientdata(p.tiff));
  if (size == 0 || size > file_bytes) return Error{Fault::CorruptFile, "TIFF strip size", {}};
  Bytes data(size);
  const tmsize_t got = TIFFReadRawStrip(p.tiff, strip, data.data(), static_cast<tmsize_t>(size));
  if (got <= 0) return Error{Fault::CorruptFile, "TIFF strip", {}};
  data.resize(static_cast<std::size_t>(got));
  return data;
}

/// PDF knows one bit order; TIFF has two.
void reverse_bits(Bytes& data) {
  TIFFReverseBits(data.data(), static_cast<tmsize_t>(data.size()));
}

ImagePart g4_part(std::uint32_t width, std::uint32_t height, bool white_zero, Bytes data) {
  ImagePart part;
  part.width_px = static_cast<std::int32_t>(width);
  part.height_px = static_cast<std::int32_t>(height);
  const std::string w = std::to_string(width);
  const std::string h = std::to_string(height);
  part.dictionary = "/Width " + w + " /Height " + h +
                    " /BitsPerComponent 1 /Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns " +
                    w + " /Rows " + h + (white_zero ? "" : " /BlackIs1 true") + " >>";
  part.colour_space = "/DeviceGray";
  part.pour = [kept = std::make_shared<const Bytes>(std::move(data))](const ByteSink& sink) {
    sink(*kept);
  };
  return part;
}

Result<void> add_g4_strips(const TiffPage& p, PageImage& image) {
  std::uint32_t row = 0;
  for (std::uint32_t strip = 0; strip < TIFFNumberOfStrips(p.tiff); ++strip) {
    Bytes data = TRY(raw_strip(p, strip));
    if (p.fill_order == FILLORDER_LSB2MSB) reverse_bits(data);
    const std::uint32_t rows = std::min(p.rows_per_strip, p.height - row);
    image.parts.push_back(g4_part(p.width, rows, p.is_white_zero(), std::move(data)));
    row += rows;
  }
  if (p.fill_order == FILLORDER_LSB2MSB)
    image.notes.emplace_back("bit order of fax data was reversed");
  return {};
}

/// All rows through libtiff into one G4 strip: for other bilevel codings and for many strips.
Result<void> add_recoded_bilevel(const TiffPage& p, PageImage& image) {
  std::optional<Bytes> data = encode_g4(p.tiff, p.width, p.height);
  if (!data) return Error{Fault::CorruptFile, "TIFF data cannot be decoded", {}};
  image.parts.push_back(g4_part(p.width, p.height, p.is_white_zero(), std::move(*data)));
  image.notes.emplace_back("bilevel TIFF data was recoded to one CCITT G4 strip without loss");
  return {};
}

std::string palette_space(const TiffPage& p) {
  std::uint16_t* red = nullptr;
  std::uint16_t* green = nullptr;
  std::uint16_t* blue = nullptr;
  if (TIFFGetField(p.tiff, TIFFTAG_COLORMAP, &red, &green, &blue) == 0) return "/DeviceGray";
  Bytes table;
  const std::size_t entries = std::size_t{1} << p.bits;
  for (std::size_t i = 0; i < entries; ++i) {
    for (const std::uint16_t* channel : {red, green, blue}) {
      table.push_back(static_cast<std::uint8_t>(channel[i] >> 8));
    }
  }
  return "[/Indexed /DeviceRGB " + std::to_string(entries - 1) + " <" + to_hex(table) + ">]";
}

/// Grey, RGB and palette images that libtiff reads row by row.
bool is_plain_raster(const TiffPage& p) {
  const bool depth = p.bits == 1 || p.bits == 2 || p.bits == 4 || p.bits == 8 || p.bits == 16;
  if (!depth || TIFFIsTiled(p.tiff) != 0 || p.planar != PLANARCONFIG_CONTIG) return false;
  if (p.photometric == PHOTOMETRIC_RGB) return p.samples == 3 && p.bits >= 8;
  if (p.photometric == PHOTOMETRIC_PALETTE) return p.samples == 1 && p.bits <= 8;
  return (p.photometric == PHOTOMETRIC_MINISBLACK || p.is_white_zero()) && p.samples == 1;
}

ImagePart flate_part(const TiffPage& p, int bits, int colors, Bytes data) {
  ImagePart part;
  part.width_px = static_cast<std::int32_t>(p.width);
  part.height_px = static_cast<std::int32_t>(p.height);
  part.dictionary = "/Width " + std::to_string(p.width) + " /Height " + std::to_string(p.height) +
                    " /BitsPerComponent " + std::to_string(bits) +
                    " /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors " +
                    std::to_string(colors) + " /BitsPerComponent " + std::to_string(bits) +
                    " /Columns " + std::to_string(p.width) + " >>";
  part.pour = [kept = std::make_shared<const Bytes>(std::move(data))](const ByteSink& sink) {
    sink(*kept);
  };
  return part;
}

/// 16-bit samples come in the machine's order; PDF wants the high byte first.
void to_big_endian(Bytes& row) {
  for (std::size_t i = 0; i + 1 < row.size(); i += 2) std::swap(row[i], row[i + 1]);
}

Result<void> add_flate(const TiffPage& p, PageImage& image) {
  Bytes row(static_cast<std::size_t>(TIFFScanlineSize64(p.tiff)));
  RowDeflater deflater(row.size(), std::max<std::size_t>(1, std::size_t{p.samples} * p.bits / 8));
  for (std::uint32_t y = 0; y < p.height; ++y) {
    if (TIFFReadScanline(p.tiff, row.data(), y, 0) < 0) {
      return Error{Fault::CorruptFile, "TIFF row " + std::to_string(y), {}};
    }
    if (p.bits == 16) to_big_endian(row);
    deflater.add(row.data());
  }
  ImagePart part = flate_part(p, p.bits, p.samples, deflater.finish());
  part.colour_space = p.photometric == PHOTOMETRIC_PALETTE ? palette_space(p)
                      : p.samples == 3                     ? "/DeviceRGB"
                                                           : "/DeviceGray";
  if (p.is_white_zero()) part.dictionary += " /Decode [1 0]";
  image.parts.push_back(std::move(part));
  image.notes.emplace_back("TIFF data was recoded to Flate without loss");
  return {};
}

/// Whatever else libtiff can show (tiles, planes, YCbCr, CMYK, alpha): its RGB picture.
Result<void> add_rgba(const TiffPage& p, PageImage& image) {
  std::vector<std::uint32_t> pixels(static_cast<std::size_t>(p.width) * p.height);
  if (TIFFReadRGBAImageOriented(p.tiff, p.width, p.height, pixels.data(), ORIENTATION_TOPLEFT, 0) ==
      0) {
    return Error{Fault::UnsupportedFeature, "TIFF coding", {}};
  }
  Bytes row(3UL * p.width);
  RowDeflater deflater(row.size(), 3);
  for (std::uint32_t y = 0; y < p.height; ++y) {
    for (std::uint32_t x = 0; x < p.width; ++x) {
      const std::uint32_t v = pixels[static_cast<std::size_t>(y) * p.width + x];
      row[3UL * x] = static_cast<std::uint8_t>(TIFFGetR(v));
      row[3UL * x + 1] = static_cast<std::uint8_t>(TIFFGetG(v));
      row[3UL * x + 2] = static_cast<std::uint8_t>(TIFFGetB(v));
    }
    deflater.add(row.data());
  }
  ImagePart part = flate_part(p, 8, 3, deflater.finish());
  part.colour_space = "/DeviceRGB";
  image.components = 3;
  // The picture came out upright already.
  image.rotate_deg = 0;
  image.mirrored = false;
  image.parts.push_back(std::move(part));
  image.notes.emplace_back("TIFF data was converted to 8-bit RGB");
  return {};
}

std::optional<ImagePart> jpeg_part(const TiffPage& p) {
  if (p.compression != COMPRESSION_JPEG || TIFFIsTiled(p.tiff) != 0 || p.bits != 8 ||
      (p.samples > 1 && p.planar != PLANARCONFIG_CONTIG)) {
    return std::nullopt;
  }
  std::vector<Bytes> strips;
  for (std::uint32_t strip = 0; strip < TIFFNumberOfStrips(p.tiff); ++strip) {
    Result<Bytes> data = raw_strip(p, strip);
    if (!data) return std::nullopt;
    strips.push_back(std::move(*data));
  }
  std::uint32_t size = 0;
  void* tables = nullptr;
  if (TIFFGetField(p.tiff, TIFFTAG_JPEGTABLES, &size, &tables) == 0) size = 0;
  const ByteView shared(static_cast<const std::uint8_t*>(tables), size);
  std::optional<Bytes> merged = merge_jpeg_strips(shared, strips, p.rows_per_strip, p.height);
  if (!merged) return std::nullopt;
  ImagePart part;
  part.width_px = static_cast<std::int32_t>(p.width);
  part.height_px = static_cast<std::int32_t>(p.height);
  part.dictionary = "/Width " + std::to_string(p.width) + " /Height " + std::to_string(p.height) +
                    " /BitsPerComponent 8 /Filter /DCTDecode";
  if (p.photometric == PHOTOMETRIC_RGB) part.dictionary += " /DecodeParms << /ColorTransform 0 >>";
  part.colour_space = p.samples == 1   ? "/DeviceGray"
                      : p.samples == 3 ? "/DeviceRGB"
                                       : "/DeviceCMYK";
  part.pour = [kept = std::make_shared<const Bytes>(std::move(*merged))](const ByteSink& sink) {
    sink(*kept);
  };
  return part;
}

Result<void> add_parts(const TiffPage& p, PageImage& image) {
  if (std::optional<ImagePart> jpeg = jpeg_part(p)) {
    if (p.samples == 4) image.pdfa_obstacles.emplace_back("CMYK JPEG without a colour profile");
    image.parts.push_back(std::move(*jpeg));
    return {};
  }
  if (p.is_bilevel() && TIFFIsTiled(p.tiff) == 0 &&
      (p.is_white_zero() || p.photometric == PHOTOMETRIC_MINISBLACK)) {
    const bool few = TIFFNumberOfStrips(p.tiff) <= kStackedStripsMax;
    if (p.compression == COMPRESSION_CCITTFAX4 && few) return add_g4_strips(p, image);
    return add_recoded_bilevel(p, image);
  }
  if (is_plain_raster(p) && p.compression != COMPRESSION_JPEG) return add_flate(p, image);
  return add_rgba(p, image);
}

// TIFF 6.0 section 8, NewSubfileType: bit 0 a reduced copy of another page, bit 2 a mask.
bool is_side_image(TIFF* tiff) {
  std::uint32_t type = 0;
  TIFFGetField(tiff, TIFFTAG_SUBFILETYPE, &type);
  return (type & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) != 0;
}

}  // namespace

std::vector<std::uint64_t> tiff_pages(ByteView bytes, const Limits& limits) {
  std::vector<std::uint64_t> offsets;
  const TiffPtr tiff = open_tiff(bytes, limits);
  if (!tiff) return offsets;
  bool is_sound = true;  // opening has read the first directory
  while (offsets.size() < static_cast<std::size_t>(limits.pages)) {
    if (!is_sound) {
      offsets.push_back(0);
    } else if (!is_side_image(tiff.get())) {
      offsets.push_back(TIFFCurrentDirOffset(tiff.get()));
    }
    if (TIFFLastDirectory(tiff.get()) != 0) break;
    const bool was_sound = is_sound;
    is_sound = TIFFReadDirectory(tiff.get()) == 1;
    if (!is_sound && !was_sound) break;
  }
  return offsets;
}

Result<PageImage> tiff_page(ByteView bytes, std::uint64_t offset, const Limits& limits) {
  const TiffPtr tiff = open_tiff(bytes, limits);
  if (!tiff || offset == 0 || TIFFSetSubDirectory(tiff.get(), offset) == 0) {
    return Error{Fault::CorruptFile, "TIFF directory", {}};
  }
  const TiffPage page = read_fields(tiff.get());
  const auto pixels = static_cast<std::uint64_t>(page.width) * page.height;
  if (pixels == 0 || page.rows_per_strip == 0)
    return Error{Fault::CorruptFile, "empty TIFF page", {}};
  if (pixels > static_cast<std::uint64_t>(limits.page_pixels)) {
    return Error{Fault::TooManyPixels, std::to_string(pixels), {}};
  }
  PageImage image;
  image.width_px = static_cast<std::int32_t>(page.width);
  image.height_px = static_cast<std::int32_t>(page.height);
  image.components = page.samples == 4 ? 4 : page.samples == 3 ? 3 : 1;
  read_resolution(tiff.get(), image);
  TRY(add_parts(page, image));
  return image;
}

}  // namespace sohoa::pdf
