// The pages of a TIFF: a chain of directories, each with its own offset and its own faults.
#include <cstring>
#include <utility>

#include "intake/readers/tiff_handle.h"

namespace sohoa {

struct TiffFile::State {
  struct Page {
    std::uint64_t offset = 0;
    tiff::Shape shape;
    Result<ImageHeader> header;
  };

  tiff::Memory memory;
  Limits limits;
  tiff::Handle handle;
  std::vector<Page> pages;
  Notes notes;

  void read_directory();
  void note_bad_directory();
  Result<void> walk();
};

namespace {

// TIFF 6.0 section 8, NewSubfileType: bit 0 a reduced copy of another page, bit 2 a mask.
bool is_side_image(TIFF* handle) {
  std::uint32_t type = 0;
  TIFFGetField(handle, TIFFTAG_SUBFILETYPE, &type);
  return (type & (FILETYPE_REDUCEDIMAGE | FILETYPE_MASK)) != 0;
}

Raster stretch(const Raster& from, const ImageHeader& to) {
  Raster square(to.width_px, to.height_px, from.channels(), to.dpi);
  const auto channels = static_cast<std::size_t>(from.channels());
  for (std::int32_t y = 0; y < to.height_px; ++y) {
    const auto source_y = static_cast<std::int64_t>(y) * from.height_px() / to.height_px;
    const std::uint8_t* row = from.row(static_cast<std::int32_t>(source_y));
    std::uint8_t* out = square.row(y);
    for (std::int64_t x = 0; x < to.width_px; ++x, out += channels) {
      const std::int64_t source_x = x * from.width_px() / to.width_px;
      std::memcpy(out, row + static_cast<std::size_t>(source_x) * channels, channels);
    }
  }
  return square;
}

}  // namespace

void TiffFile::State::read_directory() {
  TIFF* tiff = handle.get();
  if (is_side_image(tiff)) {
    notes.emplace_back("a thumbnail or mask was left out");
    return;
  }
  Page page;
  page.offset = TIFFCurrentDirOffset(tiff);
  auto shape = tiff::read_shape(tiff);
  if (shape) {
    page.shape = *shape;
    page.header = tiff::header_of(*shape, limits);
  } else {
    page.header = shape.error();
  }
  pages.push_back(std::move(page));
}

void TiffFile::State::note_bad_directory() {
  const auto number = static_cast<std::int32_t>(pages.size()) + 1;
  notes.push_back("page " + std::to_string(number) + " cannot be read: " + memory.last_error);
  Page page;
  page.header = Error{Fault::CorruptFile, "TIFF: " + memory.last_error, {}}.at_page(number);
  pages.push_back(std::move(page));
}

Result<void> TiffFile::State::walk() {
  // A bad directory may still name the next; two bad ones in a row have broken the chain.
  int bad_in_row = 0;
  while (bad_in_row < 2) {
    if (pages.size() >= static_cast<std::size_t>(limits.pages)) {
      return Error{Fault::TooManyPages, "more than " + std::to_string(limits.pages), {}};
    }
    memory.forget_errors();
    if (TIFFReadDirectory(handle.get()) == 1) {
      bad_in_row = 0;
      read_directory();
    } else if (memory.errors > 0 && bad_in_row == 0) {
      ++bad_in_row;
      note_bad_directory();
    } else {
      break;
    }
    if (TIFFLastDirectory(handle.get()) != 0) break;
  }
  return {};
}

TiffFile::TiffFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
TiffFile::TiffFile(TiffFile&&) noexcept = default;
TiffFile& TiffFile::operator=(TiffFile&&) noexcept = default;
TiffFile::~TiffFile() = default;

Result<TiffFile> TiffFile::open(ByteView bytes, const Limits& limits) {
  auto state = std::make_unique<State>();
  state->memory.bytes = bytes;
  state->limits = limits;
  state->handle = tiff::open_header(state->memory, limits);
  if (!state->handle) {
    return Error{Fault::CorruptFile, "TIFF: " + state->memory.last_error, {}};
  }
  TRY(state->walk());
  if (state->pages.empty()) return Error{Fault::CorruptFile, "TIFF without pages", {}};
  return TiffFile(std::move(state));
}

std::int32_t TiffFile::page_count() const {
  return static_cast<std::int32_t>(state_->pages.size());
}

const Result<ImageHeader>& TiffFile::header(std::int32_t page) const {
  return state_->pages[static_cast<std::size_t>(page)].header;
}

const Notes& TiffFile::notes() const {
  return state_->notes;
}

Result<Raster> TiffFile::decode(std::int32_t index, Notes& notes) {
  const auto& page = state_->pages[static_cast<std::size_t>(index)];
  const ImageHeader header = TRY(Result<ImageHeader>(page.header));
  TIFF* tiff = state_->handle.get();
  if (TIFFSetSubDirectory(tiff, page.offset) != 1) {
    return Error{Fault::CorruptFile, "TIFF: " + state_->memory.last_error, {}};
  }
  Raster raster = TRY(tiff::decode_page(tiff, state_->memory, page.shape, notes));
  const bool is_square =
      raster.width_px() == header.width_px && raster.height_px() == header.height_px;
  if (!is_square) return stretch(raster, header);
  raster.set_dpi(header.dpi);
  return raster;
}

}  // namespace sohoa
