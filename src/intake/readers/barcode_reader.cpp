#include "intake/readers/barcode_reader.h"

#include <algorithm>
#include <exception>
#include <utility>

#define ZX_USE_UTF8 1  // text() as UTF-8; the library asks for it until its next release
#include <ZXing/ReadBarcode.h>

#include "core/text.h"

namespace sohoa {
namespace {

constexpr std::size_t kTextBytesMax = 4096;  // the largest QR holds 2,953 bytes

// Grey pixels and how many page pixels one of them spans.
struct GreyView {
  const std::uint8_t* pixels;
  std::int32_t width;
  std::int32_t height;
  std::int32_t scale;
};

std::uint8_t grey_of(const std::uint8_t* rgb) {
  // ITU-R BT.601 in eighths: enough for black on white.
  return static_cast<std::uint8_t>((rgb[0] * 2 + rgb[1] * 5 + rgb[2]) / 8);
}

std::vector<std::uint8_t> grey_pixels(const Raster& page) {
  std::vector<std::uint8_t> grey(page.pixels().size() / 3);
  const std::uint8_t* rgb = page.pixels().data();
  for (auto& pixel : grey) {
    pixel = grey_of(rgb);
    rgb += 3;
  }
  return grey;
}

std::vector<std::uint8_t> half(const GreyView& full) {
  const std::int32_t width = full.width / 2;
  const std::int32_t height = full.height / 2;
  std::vector<std::uint8_t> pixels(static_cast<std::size_t>(width) *
                                   static_cast<std::size_t>(height));
  auto to = pixels.begin();
  for (std::int32_t y = 0; y < height; ++y) {
    const std::uint8_t* upper = full.pixels + static_cast<std::ptrdiff_t>(2 * y) * full.width;
    const std::uint8_t* lower = upper + full.width;
    for (std::int32_t x = 0; x < width; ++x, upper += 2, lower += 2) {
      *to++ = static_cast<std::uint8_t>((upper[0] + upper[1] + lower[0] + lower[1] + 2) / 4);
    }
  }
  return pixels;
}

Box box_of(const ZXing::Position& position, std::int32_t scale) {
  const auto [x0, x1] = std::minmax({position[0].x, position[1].x, position[2].x, position[3].x});
  const auto [y0, y1] = std::minmax({position[0].y, position[1].y, position[2].y, position[3].y});
  return {x0 * scale, y0 * scale, (x1 - x0 + 1) * scale, (y1 - y0 + 1) * scale};
}

ZXing::DecodeHints hints_for(const BarcodeOptions& options, const Limits& limits) {
  ZXing::DecodeHints hints;
  hints.setFormats(options.all_formats ? ZXing::BarcodeFormats(ZXing::BarcodeFormat::Any)
                                       : ZXing::BarcodeFormats(ZXing::BarcodeFormat::QRCode));
  hints.setTryHarder(true);
  hints.setTryRotate(options.all_formats);  // QR is found at any angle anyhow
  hints.setTryDownscale(false);             // done here, with averaging
  hints.setMaxNumberOfSymbols(
      static_cast<std::uint8_t>(std::clamp(limits.barcodes_per_page, 1, 255)));
  return hints;
}

std::vector<Barcode> search(const GreyView& view, const ZXing::DecodeHints& hints) {
  std::vector<Barcode> found;
  const ZXing::ImageView image(view.pixels, view.width, view.height, ZXing::ImageFormat::Lum);
  for (const auto& result : ZXing::ReadBarcodes(image, hints)) {
    if (!result.isValid()) continue;
    std::string text = to_nfc(result.text());
    if (text.size() > kTextBytesMax) continue;
    found.push_back(
        {ZXing::ToString(result.format()), std::move(text), box_of(result.position(), view.scale)});
  }
  return found;
}

// An identity card's code has modules of 0.44 mm and needs about 2.5 pixels of them: half of 250
// dpi is enough. Photos that do not state a resolution are taken to show an A4 page.
bool is_half_enough(const Raster& page) {
  constexpr double kA4Height_in = 11.69;
  constexpr double kEnough_dpi = 250;
  const double dpi =
      page.dpi() > 0 ? page.dpi() : std::max(page.width_px(), page.height_px()) / kA4Height_in;
  return dpi >= kEnough_dpi;
}

std::vector<Barcode> search_scales(const GreyView& full,
                                   bool half_is_enough,
                                   const ZXing::DecodeHints& hints) {
  const bool is_worth_halving = std::min(full.width, full.height) >= 600;
  if (is_worth_halving) {
    const auto pixels = half(full);
    auto found = search({pixels.data(), full.width / 2, full.height / 2, 2}, hints);
    if (half_is_enough || !found.empty()) return found;
  }
  return search(full, hints);
}

void order_for_reading(std::vector<Barcode>& codes) {
  std::ranges::sort(codes, [](const Barcode& a, const Barcode& b) {
    return std::pair(a.box.y, a.box.x) < std::pair(b.box.y, b.box.x);
  });
}

}  // namespace

std::vector<Barcode> read_barcodes(const Raster& page,
                                   const BarcodeOptions& options,
                                   const Limits& limits) {
  if (page.is_empty()) return {};
  const auto grey = page.channels() == 3 ? grey_pixels(page) : std::vector<std::uint8_t>();
  const auto* pixels = page.channels() == 3 ? grey.data() : page.row(0);
  const GreyView full{pixels, page.width_px(), page.height_px(), 1};
  try {
    auto codes = search_scales(full, is_half_enough(page), hints_for(options, limits));
    const auto most = static_cast<std::size_t>(std::max(limits.barcodes_per_page, 0));
    if (codes.size() > most) codes.resize(most);
    order_for_reading(codes);
    return codes;
  } catch (const std::exception&) {
    return {};  // the library gave up on this image: it has no codes we can read
  }
}

}  // namespace sohoa
