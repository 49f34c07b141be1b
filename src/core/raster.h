// A decoded page image: 8-bit grey or 24-bit RGB, rows without padding, top-left origin.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace sohoa {

/// Move-only because a page is 4–26 MB and a copy is nearly always a mistake; clone() says it
/// aloud.
class Raster {
 public:
  Raster() = default;
  /// Zeroed pixels. `channels` is 1 (grey, 0 = black) or 3 (R, G, B). Sizes are checked against
  /// Limits by the reader that allocates, before it allocates.
  Raster(std::int32_t width_px, std::int32_t height_px, int channels, double dpi)
      : width_px_(width_px),
        height_px_(height_px),
        channels_(channels),
        dpi_(dpi),
        pixels_(static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px) *
                static_cast<std::size_t>(channels)) {}
  Raster(Raster&&) noexcept = default;
  Raster& operator=(Raster&&) noexcept = default;
  Raster& operator=(const Raster&) = delete;
  ~Raster() = default;

  Raster clone() const { return Raster(*this); }

  std::int32_t width_px() const { return width_px_; }
  std::int32_t height_px() const { return height_px_; }
  int channels() const { return channels_; }
  /// Dots per inch of the scan; 0 when the file does not say or says nonsense.
  double dpi() const { return dpi_; }
  void set_dpi(double dpi) { dpi_ = dpi; }
  bool is_empty() const { return pixels_.empty(); }

  std::size_t stride() const {
    return static_cast<std::size_t>(width_px_) * static_cast<std::size_t>(channels_);
  }
  std::uint8_t* row(std::int32_t y) {
    return pixels_.data() + static_cast<std::size_t>(y) * stride();
  }
  const std::uint8_t* row(std::int32_t y) const {
    return pixels_.data() + static_cast<std::size_t>(y) * stride();
  }
  const std::vector<std::uint8_t>& pixels() const { return pixels_; }

 private:
  Raster(const Raster&) = default;

  std::int32_t width_px_ = 0;
  std::int32_t height_px_ = 0;
  int channels_ = 1;
  double dpi_ = 0;
  std::vector<std::uint8_t> pixels_;
};

}  // namespace sohoa
