#include "intake/readers/image_codec.h"

#include <algorithm>
#include <cmath>

#include "intake/readers/page_source.h"

namespace sohoa {

Result<void> check_size(std::uint64_t width_px, std::uint64_t height_px, const Limits& limits) {
  const std::string size = std::to_string(width_px) + " x " + std::to_string(height_px) + " pixels";
  if (width_px == 0 || height_px == 0) return Error{Fault::CorruptFile, size, {}};
  const auto side_max = static_cast<std::uint64_t>(limits.page_side_px);
  if (width_px > side_max || height_px > side_max) {
    return Error{Fault::TooManyPixels, size + ", a side at most " + std::to_string(side_max), {}};
  }
  const auto pixels_max = static_cast<std::uint64_t>(limits.page_pixels);
  if (width_px * height_px > pixels_max) {
    return Error{Fault::TooManyPixels, size + ", at most " + std::to_string(pixels_max), {}};
  }
  return {};
}

double plausible_dpi(double dpi, std::int32_t width_px, std::int32_t height_px) {
  constexpr double kA3LongSide_in = 16.6;
  constexpr double kA0LongSide_in = 46.9;
  if (!std::isfinite(dpi) || dpi < 30 || dpi > 4800) return 0;
  const double long_side_in = std::max(width_px, height_px) / dpi;
  const bool is_paper = long_side_in <= kA3LongSide_in;
  const bool is_plan = dpi >= 150 && long_side_in <= kA0LongSide_in;
  return is_paper || is_plan ? dpi : 0;
}

std::string missing_rows_note(std::int32_t rows_read, std::int32_t rows) {
  const double share = 1.0 - static_cast<double>(rows_read) / rows;
  const auto percent = std::clamp<long>(std::lround(share * 100), 1, 100);
  return std::string(kMissingData) + ": lower " + std::to_string(percent) + " % is missing";
}

Raster white_raster(const ImageHeader& header) {
  Raster raster(header.width_px, header.height_px, header.channels, header.dpi);
  std::fill_n(raster.row(0), raster.stride() * static_cast<std::size_t>(header.height_px), 0xFF);
  return raster;
}

}  // namespace sohoa
