// open_image: JPEG, PNG and multi-page TIFF as page sources.
#include <utility>

#include "intake/format.h"
#include "intake/readers/image_codec.h"
#include "intake/readers/orient.h"
#include "intake/readers/page_source.h"

namespace sohoa {
namespace {

constexpr double kPointsPerInch = 72;
// Where the file does not say: what the law asks of a scan at least (TT 01/2023, 200 dpi).
constexpr double kAssumedDpi = 200;

PageInfo facts_of(const ImageHeader& header) {
  const double dpi = header.dpi > 0 ? header.dpi : kAssumedDpi;
  PageInfo page;
  page.width_pt = header.width_px / dpi * kPointsPerInch;
  page.height_pt = header.height_px / dpi * kPointsPerInch;
  page.rotate_deg = rotation_deg_of(header.orientation);
  page.kind = PageKind::Image;
  page.image_width_px = header.width_px;
  page.image_height_px = header.height_px;
  page.image_dpi = header.dpi;
  // Which of the two is across matters to nobody: the coarser one is held against the law.
  page.image_dpi_y = header.dpi > 0 && header.coarse_dpi > 0 ? header.coarse_dpi : header.dpi;
  page.image_share = 1;
  return page;
}

Error no_such_page(std::int32_t page_index) {
  return Error{Fault::PageOutOfRange, {}, {}}.at_page(page_index + 1);
}

// JPEG and PNG: one page, decoded from the bytes each time it is asked for.
class SingleImage final : public PageSource {
 public:
  using Decode = Result<Raster> (*)(ByteView, const Limits&, Notes&);

  SingleImage(ByteView bytes, const ImageHeader& header, Decode decode, const Limits& limits)
      : bytes_(bytes), orientation_(header.orientation), decode_(decode), limits_(limits) {
    info_.pages.push_back(facts_of(header));
    if (header.dpi <= 0) info_.notes.emplace_back("resolution not stated: sizes assume 200 dpi");
  }
  void set_format(Format format) { info_.format = format; }

  const DocumentInfo& info() const override { return info_; }
  Result<Raster> render(std::int32_t page_index, Notes& notes) override {
    if (page_index != 0) return no_such_page(page_index);
    return oriented(TRY(decode_(bytes_, limits_, notes)), orientation_);
  }
  Result<std::optional<PageText>> text_layer(std::int32_t page_index) override {
    if (page_index != 0) return no_such_page(page_index);
    return std::optional<PageText>();
  }

 private:
  ByteView bytes_;
  int orientation_;
  Decode decode_;
  Limits limits_;
  DocumentInfo info_;
};

class TiffPages final : public PageSource {
 public:
  explicit TiffPages(TiffFile file) : file_(std::move(file)) {
    info_.format = Format::Tiff;
    info_.notes = file_.notes();
    for (std::int32_t i = 0; i < file_.page_count(); ++i) add_page(file_.header(i));
  }

  const DocumentInfo& info() const override { return info_; }
  Result<Raster> render(std::int32_t page_index, Notes& notes) override {
    if (page_index < 0 || page_index >= file_.page_count()) return no_such_page(page_index);
    auto raster = file_.decode(page_index, notes);
    if (!raster) return std::move(raster).error().at_page(page_index + 1);
    return oriented(std::move(*raster), file_.header(page_index)->orientation);
  }
  Result<std::optional<PageText>> text_layer(std::int32_t page_index) override {
    if (page_index < 0 || page_index >= file_.page_count()) return no_such_page(page_index);
    return std::optional<PageText>();
  }

 private:
  // A page that cannot be read keeps its place, so that page numbers stay those of the paper.
  void add_page(const Result<ImageHeader>& header) {
    info_.is_damaged = info_.is_damaged || !header;
    info_.pages.push_back(header ? facts_of(*header) : PageInfo{});
  }

  TiffFile file_;
  DocumentInfo info_;
};

Result<std::unique_ptr<PageSource>> open_single(ByteView bytes,
                                                Format format,
                                                const Limits& limits) {
  const bool is_jpeg = format == Format::Jpeg;
  const ImageHeader header =
      TRY(is_jpeg ? read_jpeg_header(bytes, limits) : read_png_header(bytes, limits));
  auto source =
      std::make_unique<SingleImage>(bytes, header, is_jpeg ? decode_jpeg : decode_png, limits);
  source->set_format(format);
  return std::unique_ptr<PageSource>(std::move(source));
}

// A file of which no page can be read fails as a whole, with the first page's reason.
Result<std::unique_ptr<PageSource>> open_tiff(ByteView bytes, const Limits& limits) {
  TiffFile file = TRY(TiffFile::open(bytes, limits));
  for (std::int32_t i = 0; i < file.page_count(); ++i) {
    if (file.header(i)) {
      return std::unique_ptr<PageSource>(std::make_unique<TiffPages>(std::move(file)));
    }
  }
  return file.header(0).error();
}

}  // namespace

Result<std::unique_ptr<PageSource>> open_image(ByteView bytes, const Limits& limits) {
  const Format format = sniff(bytes.first(std::min<std::size_t>(bytes.size(), 64 * kKiB)));
  if (format == Format::Empty) return Error{Fault::EmptyFile, {}, {}};
  if (format == Format::Tiff) return open_tiff(bytes, limits);
  if (format == Format::Jpeg || format == Format::Png) return open_single(bytes, format, limits);
  return Error{Fault::UnknownFormat, "not a JPEG, PNG or TIFF", {}};
}

}  // namespace sohoa
