// JPEG with libjpeg-turbo. Its errors are longjmps: each function with a setjmp touches only what
// the Decoder below holds, so no destructor is jumped over.
#include <algorithm>
#include <csetjmp>
#include <cstdio>
#include <cstring>

#include <jerror.h>
#include <jpeglib.h>

#include "intake/readers/exif.h"
#include "intake/readers/image_codec.h"
#include "intake/readers/page_source.h"

namespace sohoa {
namespace {

// A progressive JPEG repeats the whole image a scan; ten are usual, thousands are an attack.
constexpr int kScansMax = 200;

// libjpeg keeps pointers to these as its base structs, so each starts with that struct.
struct Source {
  jpeg_source_mgr base;
  bool ended;  // more bytes were asked for than there are
};

struct ErrorManager {
  jpeg_error_mgr base;
  std::jmp_buf jump;
  char message[JMSG_LENGTH_MAX];
  const Source* source;
  bool starved;            // the decoder wanted image data after the end of the file
  JDIMENSION starved_row;  // iMCU row that was being read then
  int starved_scan;
};

[[noreturn]] void on_error(j_common_ptr info) {
  auto* manager = reinterpret_cast<ErrorManager*>(info->err);
  (*info->err->format_message)(info, manager->message);
  std::longjmp(manager->jump, 1);
}

void on_message(j_common_ptr /*info*/) {}

// The end of the file alone proves nothing: many scanners leave out the end-of-image marker. Image
// data is missing when the entropy decoder runs dry.
void on_warning(j_common_ptr info, int level) {
  if (level >= 0) return;
  auto* manager = reinterpret_cast<ErrorManager*>(info->err);
  ++manager->base.num_warnings;
  const bool is_dry = manager->base.msg_code == JWRN_HIT_MARKER && manager->source->ended;
  if (!is_dry || manager->starved) return;
  const auto* decompress = reinterpret_cast<j_decompress_ptr>(info);
  manager->starved = true;
  manager->starved_row = decompress->input_iMCU_row;
  manager->starved_scan = decompress->input_scan_number;
}

// At the end of the data libjpeg is fed end-of-image markers, as its manual advises; what it then
// makes up is overwritten with white by us.
boolean on_end_of_input(j_decompress_ptr info) {
  static constexpr JOCTET kEndOfImage[2] = {0xFF, JPEG_EOI};
  auto* source = reinterpret_cast<Source*>(info->src);
  source->ended = true;
  source->base.next_input_byte = kEndOfImage;
  source->base.bytes_in_buffer = 2;
  return TRUE;
}

void on_skip(j_decompress_ptr info, long count) {
  auto* source = info->src;
  const auto wanted = static_cast<std::size_t>(std::max(count, 0L));
  if (wanted > source->bytes_in_buffer) {
    on_end_of_input(info);
    return;
  }
  source->next_input_byte += wanted;
  source->bytes_in_buffer -= wanted;
}

void on_source(j_decompress_ptr /*info*/) {}

void on_progress(j_common_ptr info) {
  const auto* decompress = reinterpret_cast<j_decompress_ptr>(info);
  if (decompress->input_scan_number > kScansMax) ERREXIT1(info, JERR_BAD_PROGRESSION, kScansMax);
}

// Owns the libjpeg object and all that must survive a longjmp.
struct Decoder {
  explicit Decoder(ByteView bytes);
  ~Decoder() { jpeg_destroy_decompress(&info); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  bool read_header();
  bool start();
  bool read_rows(Raster& raster);

  jpeg_decompress_struct info{};
  ErrorManager errors{};
  Source source{};
  jpeg_progress_mgr progress{};
  Bytes cmyk_row;
  std::int32_t rows_done = 0;
};

Decoder::Decoder(ByteView bytes) {
  info.err = jpeg_std_error(&errors.base);
  errors.base.error_exit = on_error;
  errors.base.output_message = on_message;
  errors.base.emit_message = on_warning;
  errors.source = &source;
  if (setjmp(errors.jump) == 0) jpeg_create_decompress(&info);
  source.base.next_input_byte = bytes.data();
  source.base.bytes_in_buffer = bytes.size();
  source.base.init_source = on_source;
  source.base.fill_input_buffer = on_end_of_input;
  source.base.skip_input_data = on_skip;
  source.base.resync_to_restart = jpeg_resync_to_restart;
  source.base.term_source = on_source;
  info.src = &source.base;
  progress.progress_monitor = on_progress;
  info.progress = &progress;
}

bool Decoder::read_header() {
  if (setjmp(errors.jump) != 0) return false;
  jpeg_save_markers(&info, JPEG_APP0 + 1, 0xFFFF);
  return jpeg_read_header(&info, TRUE) == JPEG_HEADER_OK;
}

bool Decoder::start() {
  if (setjmp(errors.jump) != 0) return false;
  return jpeg_start_decompress(&info) != 0;
}

bool is_cmyk(const jpeg_decompress_struct& info) {
  return info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
}

// Adobe writes CMYK inverted (its technical note 5116); others as it is meant.
void cmyk_to_rgb(const std::uint8_t* cmyk, bool is_inverted, std::size_t width, std::uint8_t* rgb) {
  const std::uint8_t flip = is_inverted ? 0x00 : 0xFF;
  for (std::size_t x = 0; x < width; ++x, cmyk += 4, rgb += 3) {
    const unsigned white = cmyk[3] ^ flip;
    for (std::size_t c = 0; c < 3; ++c) {
      const unsigned ink_free = cmyk[c] ^ flip;
      rgb[c] = static_cast<std::uint8_t>((ink_free * white + 127U) / 255U);
    }
  }
}

bool Decoder::read_rows(Raster& raster) {
  if (setjmp(errors.jump) != 0) return false;
  while (info.output_scanline < info.output_height) {
    std::uint8_t* to = raster.row(static_cast<std::int32_t>(info.output_scanline));
    JSAMPROW row = cmyk_row.empty() ? to : cmyk_row.data();
    if (jpeg_read_scanlines(&info, &row, 1) != 1) return false;
    if (!cmyk_row.empty()) {
      cmyk_to_rgb(row, info.saw_Adobe_marker != 0, info.output_width, to);
    }
    rows_done = static_cast<std::int32_t>(info.output_scanline);
  }
  return true;
}

Fault fault_of(const Decoder& decoder) {
  // libjpeg's own bound, 65,500 a side, is beyond ours.
  if (decoder.errors.base.msg_code == JERR_IMAGE_TOO_BIG) return Fault::TooManyPixels;
  return decoder.source.ended ? Fault::TruncatedFile : Fault::CorruptFile;
}

Error jpeg_error(const Decoder& decoder) {
  const char* message = decoder.errors.message;
  return Error{
      fault_of(decoder), std::string("JPEG: ") + (*message == 0 ? "no image data" : message), {}};
}

Exif exif_of(const jpeg_decompress_struct& info) {
  constexpr std::size_t kPrefix = 6;  // "Exif\0\0"
  for (auto* marker = info.marker_list; marker != nullptr; marker = marker->next) {
    const ByteView data(marker->data, marker->data_length);
    if (data.size() > kPrefix && as_text(data).starts_with("Exif")) {
      return read_exif(data.subspan(kPrefix));
    }
  }
  return {};
}

double jfif_dpi(const jpeg_decompress_struct& info) {
  if (info.saw_JFIF_marker == 0) return 0;
  if (info.density_unit == 1) return info.X_density;
  return info.density_unit == 2 ? info.X_density * 2.54 : 0;
}

// An EXIF block is written by the device that took the image, JFIF's density often by habit: 72 or
// 96 in JFIF does not overrule EXIF.
ImageHeader header_of(const jpeg_decompress_struct& info) {
  ImageHeader header;
  header.width_px = static_cast<std::int32_t>(info.image_width);
  header.height_px = static_cast<std::int32_t>(info.image_height);
  header.channels = info.num_components == 1 ? 1 : 3;
  const Exif exif = exif_of(info);
  header.orientation = exif.orientation;
  const double jfif = jfif_dpi(info);
  const bool jfif_is_habit = jfif == 72 || jfif == 96;
  const double stated = jfif > 0 && !(jfif_is_habit && exif.dpi > 0) ? jfif : exif.dpi;
  header.dpi = plausible_dpi(stated, header.width_px, header.height_px);
  return header;
}

Result<ImageHeader> checked_header(Decoder& decoder, const Limits& limits) {
  if (!decoder.read_header()) return jpeg_error(decoder);
  TRY(check_size(decoder.info.image_width, decoder.info.image_height, limits));
  return header_of(decoder.info);
}

// The first row that was made up by libjpeg because the data had ended; all rows when none was.
// A later scan cut short only lowers the quality (progressive).
std::int32_t rows_present(const Decoder& decoder, std::int32_t height) {
  if (!decoder.errors.starved || decoder.errors.starved_scan > 1) return height;
  const auto mcu_rows = static_cast<std::int32_t>(decoder.errors.starved_row);
  const int mcu_height = decoder.info.max_v_samp_factor * DCTSIZE;
  return std::min(height, mcu_rows * mcu_height);
}

void whiten_below(Raster& raster, std::int32_t row) {
  const auto rows = static_cast<std::size_t>(raster.height_px() - row);
  if (rows > 0) std::memset(raster.row(row), 0xFF, rows * raster.stride());
}

void note_damage(const Decoder& decoder, std::int32_t present, std::int32_t height, Notes& notes) {
  const long warnings = decoder.errors.base.num_warnings;
  if (present < height) {
    notes.push_back(missing_rows_note(present, height));
  } else if (decoder.errors.starved) {
    notes.push_back(std::string(kMissingData) + ": fine detail is missing");
  } else if (warnings > 0 && !decoder.source.ended) {
    notes.push_back("JPEG data is damaged in " + std::to_string(warnings) + " places");
  }
}

}  // namespace

Result<ImageHeader> read_jpeg_header(ByteView bytes, const Limits& limits) {
  Decoder decoder(bytes);
  return checked_header(decoder, limits);
}

Result<Raster> decode_jpeg(ByteView bytes, const Limits& limits, Notes& notes) {
  Decoder decoder(bytes);
  const ImageHeader header = TRY(checked_header(decoder, limits));
  decoder.info.out_color_space = header.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  if (is_cmyk(decoder.info)) {
    decoder.info.out_color_space = JCS_CMYK;
    decoder.cmyk_row.resize(static_cast<std::size_t>(header.width_px) * 4);
  }
  if (!decoder.start()) return jpeg_error(decoder);
  Raster raster = white_raster(header);
  const bool is_complete = decoder.read_rows(raster);
  const std::int32_t read = is_complete ? header.height_px : decoder.rows_done;
  const std::int32_t present = std::min(read, rows_present(decoder, header.height_px));
  if (present == 0) return jpeg_error(decoder);
  whiten_below(raster, present);
  note_damage(decoder, present, header.height_px, notes);
  return raster;
}

}  // namespace sohoa
