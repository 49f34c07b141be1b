#include "support/pdf_samples.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <qpdf/Buffer.hh>
#include <qpdf/Pl_Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>
#include <stdexcept>

#include <cairo-pdf.h>
#include <jpeglib.h>
#include <pango/pangocairo.h>
#include <png.h>
#include <sys/wait.h>
#include <tiffio.h>
#include <unistd.h>

namespace sohoa::samples {
namespace {

/// The test's own folder, gone when the program ends.
class Folder {
 public:
  Folder()
      : path_(std::filesystem::temp_directory_path() / ("sohoa-pdf-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

const std::filesystem::path& folder() {
  static const Folder kFolder;
  return kFolder.path();
}

Bytes slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

Bytes written(QPDF& pdf, const std::function<void(QPDFWriter&)>& set = {}) {
  Pl_Buffer buffer("out");
  QPDFWriter writer(pdf);
  writer.setOutputPipeline(&buffer);
  writer.setStaticID(true);
  if (set) set(writer);
  writer.write();
  const auto data = buffer.getBufferSharedPointer();
  return Bytes(data->getBuffer(), data->getBuffer() + data->getSize());
}

cairo_status_t append(void* closure, const unsigned char* data, unsigned int size) {
  auto& out = *static_cast<Bytes*>(closure);
  out.insert(out.end(), data, data + size);
  return CAIRO_STATUS_SUCCESS;
}

void append_png(png_structp png, png_bytep data, png_size_t size) {
  auto& out = *static_cast<Bytes*>(png_get_io_ptr(png));
  out.insert(out.end(), data, data + size);
}

/// A row of samples in PNG's colour type, from grey or RGB.
Bytes png_row(const Picture& p, std::int32_t y, int colour, int depth) {
  Bytes row;
  unsigned bits = 0;
  int filled = 0;
  for (std::int32_t x = 0; x < p.width; ++x) {
    const auto at = (static_cast<std::size_t>(y) * static_cast<std::size_t>(p.width) +
                     static_cast<std::size_t>(x)) *
                    static_cast<std::size_t>(p.channels);
    const auto put = [&](std::uint8_t v) {
      row.push_back(v);
      if (depth == 16) row.push_back(static_cast<std::uint8_t>(x));
    };
    if (depth < 8) {
      bits = bits << depth | (p.pixels[at] >> (8 - depth));
      filled += depth;
      if (filled == 8 || x + 1 == p.width) {
        row.push_back(static_cast<std::uint8_t>(bits << (8 - filled)));
        bits = 0;
        filled = 0;
      }
      continue;
    }
    const int colours = colour == 2 || colour == 6 ? 3 : 1;
    for (int c = 0; c < colours; ++c)
      put(p.pixels[at + static_cast<std::size_t>(p.channels == 3 ? c : 0)]);
    if (colour >= 4) put(static_cast<std::uint8_t>(x % 256));
  }
  return row;
}

constexpr std::array<const char*, 12> kWords = {
    "Cộng", "hoà", "xã", "hội", "chủ", "nghĩa", "Việt", "Nam", "(khoản", "2)", "QĐ-UBND", "mg\\kg"};

}  // namespace

Picture scan(std::int32_t width, std::int32_t height, int channels) {
  Picture p{width, height, channels, {}};
  p.pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                  static_cast<std::size_t>(channels));
  std::size_t at = 0;
  for (std::int32_t y = 0; y < height; ++y) {
    for (std::int32_t x = 0; x < width; ++x) {
      const bool ink =
          y % 40 > 24 && x % 60 < 48 && x > width / 10 && x < width * 9 / 10 && y < height / 2;
      for (int c = 0; c < channels; ++c) {
        const int paper = 250 - (x * 7 + y * 3) % 9 - 3 * c;
        p.pixels[at++] = static_cast<std::uint8_t>(ink ? 30 + 20 * c : paper);
      }
    }
  }
  return p;
}

Bytes jpeg(const Picture& p, int dpi, bool as_cmyk) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* data = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &data, &size);
  info.image_width = static_cast<JDIMENSION>(p.width);
  info.image_height = static_cast<JDIMENSION>(p.height);
  info.input_components = as_cmyk ? 4 : p.channels;
  info.in_color_space = as_cmyk ? JCS_CMYK : p.channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults(&info);
  info.density_unit = 1;
  info.X_density = info.Y_density = static_cast<UINT16>(dpi);
  jpeg_start_compress(&info, TRUE);
  Bytes row(static_cast<std::size_t>(p.width) * static_cast<std::size_t>(info.input_components),
            200);
  while (info.next_scanline < info.image_height) {
    if (!as_cmyk)
      std::memcpy(row.data(), p.pixels.data() + info.next_scanline * row.size(), row.size());
    JSAMPROW rows[1] = {row.data()};
    jpeg_write_scanlines(&info, rows, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  Bytes out(data, data + size);
  std::free(data);  // NOLINT: libjpeg allocated it
  return out;
}

Bytes png(const Picture& p, int colour, int depth, bool interlaced, int dpi) {
  Bytes out;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  if (setjmp(png_jmpbuf(png)) != 0) throw std::runtime_error("libpng");
  png_set_write_fn(png, &out, append_png, nullptr);
  png_set_IHDR(png,
               info,
               static_cast<png_uint_32>(p.width),
               static_cast<png_uint_32>(p.height),
               depth,
               colour,
               interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  const auto per_metre = static_cast<png_uint_32>(std::lround(dpi / 0.0254));
  png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
  std::array<png_color, 256> palette{};
  for (std::size_t i = 0; i < palette.size(); ++i) {
    palette[i] = {
        static_cast<png_byte>(i), static_cast<png_byte>(i / 2), static_cast<png_byte>(255 - i)};
  }
  if (colour == 3) png_set_PLTE(png, info, palette.data(), 1 << depth);
  png_write_info(png, info);
  std::vector<Bytes> rows;
  std::vector<png_bytep> pointers;
  for (std::int32_t y = 0; y < p.height; ++y) rows.push_back(png_row(p, y, colour, depth));
  for (Bytes& row : rows) pointers.push_back(row.data());
  png_write_image(png, pointers.data());
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
  return out;
}

Bytes tiff(
    const Picture& p, int compression, int rows_per_strip, int pages, int dpi, bool bilevel) {
  const std::string path = (folder() / "made.tif").string();
  TIFF* t = TIFFOpen(path.c_str(), "w");
  for (int page = 0; page < pages; ++page) {
    TIFFSetField(t, TIFFTAG_IMAGEWIDTH, p.width);
    TIFFSetField(t, TIFFTAG_IMAGELENGTH, p.height);
    TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, bilevel ? 1 : 8);
    TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, bilevel ? 1 : p.channels);
    TIFFSetField(t, TIFFTAG_COMPRESSION, compression);
    TIFFSetField(t, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    const bool is_jpeg_colour = compression == COMPRESSION_JPEG && p.channels == 3;
    TIFFSetField(t,
                 TIFFTAG_PHOTOMETRIC,
                 bilevel           ? PHOTOMETRIC_MINISWHITE
                 : is_jpeg_colour  ? PHOTOMETRIC_YCBCR
                 : p.channels == 3 ? PHOTOMETRIC_RGB
                                   : PHOTOMETRIC_MINISBLACK);
    if (is_jpeg_colour) TIFFSetField(t, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, rows_per_strip);
    TIFFSetField(t, TIFFTAG_XRESOLUTION, static_cast<double>(dpi));
    TIFFSetField(t, TIFFTAG_YRESOLUTION, static_cast<double>(dpi));
    for (std::int32_t y = 0; y < p.height; ++y) {
      Bytes row(p.pixels.begin() + static_cast<std::ptrdiff_t>(y) * p.width * p.channels,
                p.pixels.begin() + static_cast<std::ptrdiff_t>(y + 1) * p.width * p.channels);
      if (bilevel) {
        Bytes packed((static_cast<std::size_t>(p.width) + 7) / 8);
        for (std::size_t x = 0; x < static_cast<std::size_t>(p.width); ++x) {
          if (row[x * static_cast<std::size_t>(p.channels)] < 128)
            packed[x / 8] = static_cast<std::uint8_t>(packed[x / 8] | 0x80 >> (x % 8));
        }
        row = packed;
      }
      TIFFWriteScanline(t, row.data(), static_cast<std::uint32_t>(y), 0);
    }
    TIFFWriteDirectory(t);
  }
  TIFFClose(t);
  return slurp(path);
}

Bytes digital_pdf(const std::vector<std::string>& lines) {
  Bytes out;
  cairo_surface_t* surface = cairo_pdf_surface_create_for_stream(append, &out, 595, 842);
  cairo_t* cr = cairo_create(surface);
  PangoLayout* layout = pango_cairo_create_layout(cr);
  PangoFontDescription* font = pango_font_description_from_string("DejaVu Sans 12");
  pango_layout_set_font_description(layout, font);
  double y = 60;
  for (const std::string& line : lines) {
    cairo_move_to(cr, 60, y);
    pango_layout_set_text(layout, line.c_str(), -1);
    pango_cairo_show_layout(cr, layout);
    y += 22;
  }
  pango_font_description_free(font);
  g_object_unref(layout);
  cairo_destroy(cr);
  cairo_surface_destroy(surface);
  return out;
}

Bytes image_pdf(const std::vector<Bytes>& jpegs, int rotate, bool crop) {
  auto pdf = QPDF::create();
  pdf->emptyPDF();
  for (const Bytes& bytes : jpegs) {
    // Height and width stand in the first SOF0 segment.
    std::size_t at = 2;
    while (bytes[at + 1] != 0xc0)
      at += 2 + static_cast<std::size_t>(bytes[at + 2] << 8 | bytes[at + 3]);
    const int h = bytes[at + 5] << 8 | bytes[at + 6];
    const int w = bytes[at + 7] << 8 | bytes[at + 8];
    auto image = pdf->newStream();
    image.replaceDict(QPDFObjectHandle::parse(
        "<< /Type /XObject /Subtype /Image /BitsPerComponent 8 /Width " + std::to_string(w) +
        " /Height " + std::to_string(h) +
        (bytes[at + 9] == 3 ? " /ColorSpace /DeviceRGB >>" : " /ColorSpace /DeviceGray >>")));
    image.replaceStreamData(std::string(bytes.begin(), bytes.end()),
                            QPDFObjectHandle::newName("/DCTDecode"),
                            QPDFObjectHandle::newNull());
    const std::string pw = std::to_string(w * 0.36);
    const std::string ph = std::to_string(h * 0.36);
    std::string dict = "<< /Type /Page /MediaBox [0 0 " + pw + " " + ph +
                       "] /Resources << /XObject << >> >> /Rotate " + std::to_string(rotate);
    if (crop) {
      dict += " /CropBox [" + std::to_string(w * 0.036) + " " + std::to_string(h * 0.036) + " " +
              std::to_string(w * 0.324) + " " + std::to_string(h * 0.324) + "]";
    }
    auto page = QPDFObjectHandle::parse(dict + " >>");
    page.getKey("/Resources").getKey("/XObject").replaceKey("/Im0", image);
    page.replaceKey("/Contents", pdf->newStream("q " + pw + " 0 0 " + ph + " 0 0 cm /Im0 Do Q"));
    pdf->addPage(pdf->makeIndirectObject(page), false);
  }
  return written(*pdf);
}

Bytes encrypted(const Bytes& bytes, const std::string& user, const std::string& owner) {
  QPDF pdf;
  pdf.processMemoryFile("plain", reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return written(pdf, [&](QPDFWriter& writer) {
    writer.setStaticID(false);
    writer.setR6EncryptionParameters(
        user.c_str(), owner.c_str(), true, true, false, false, false, false, qpdf_r3p_none, true);
  });
}

Bytes raw_pdf(const std::string& objects) {
  const std::string text = "%PDF-1.5\n%\xe2\xe3\xcf\xd3\n" + objects +
                           "\ntrailer << /Root 1 0 R /Size 100 >>\nstartxref\n0\n%%EOF\n";
  return Bytes(text.begin(), text.end());
}

PageText page_of_words(std::int32_t width, std::int32_t height, double slope_deg) {
  PageText page;
  page.width_px = width;
  page.height_px = height;
  page.dpi = 200;
  page.source = TextSource::Ocr;
  std::size_t next = 0;
  const double slope = slope_deg * M_PI / 180;
  for (std::int32_t y = height / 8; y < height * 7 / 8; y += height / 12) {
    Line line;
    line.slope_deg = slope_deg;
    std::int32_t x = width / 10;
    while (x < width * 7 / 10) {
      Word word;
      word.text = kWords[next++ % kWords.size()];
      word.confidence = 0.9;
      const auto length = static_cast<std::int32_t>(word.text.size()) * 11 + 9;
      const auto drop = static_cast<std::int32_t>(std::lround((x - width / 10) * std::tan(slope)));
      const auto rise = static_cast<std::int32_t>(std::lround(length * std::abs(std::tan(slope))));
      word.box = {x, y + drop + (slope < 0 ? -rise : 0), length, 30 + rise};
      x += length + 13;
      line.box = unite(line.box, word.box);
      line.words.push_back(word);
    }
    line.block = y / (height / 3);
    page.lines.push_back(line);
  }
  return page;
}

std::string file_of(const Bytes& bytes, const std::string& name) {
  const std::string path = (folder() / name).string();
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  return path;
}

std::string run(const std::string& command, int* status) {
  std::string out;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    out.append(buffer.data(), n);
  const int code = pclose(pipe);
  if (status != nullptr) *status = WIFEXITED(code) ? WEXITSTATUS(code) : -1;
  return out;
}

}  // namespace sohoa::samples
