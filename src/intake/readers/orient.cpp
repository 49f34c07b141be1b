#include "intake/readers/orient.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace sohoa {
namespace {

// Every orientation is a transposition or none, then a flip of columns, rows or both.
struct Turn {
  bool transpose;
  bool flip_x;
  bool flip_y;
  int rotation_deg;
};

constexpr std::array<Turn, 9> kTurns = {{{false, false, false, 0},
                                         {false, false, false, 0},
                                         {false, true, false, 0},
                                         {false, true, true, 180},
                                         {false, false, true, 180},
                                         {true, false, false, 90},
                                         {true, true, false, 90},
                                         {true, true, true, 270},
                                         {true, false, true, 270}}};

const Turn& turn_of(int orientation) {
  const bool is_known = orientation >= 1 && orientation <= 8;
  return kTurns[is_known ? static_cast<std::size_t>(orientation) : 0];
}

template <std::size_t kChannels>
void copy_row(const Raster& from, const Turn& turn, std::int32_t y, std::uint8_t* to) {
  const std::int32_t width = turn.transpose ? from.height_px() : from.width_px();
  const std::int32_t height = turn.transpose ? from.width_px() : from.height_px();
  const std::int32_t v = turn.flip_y ? height - 1 - y : y;
  for (std::int32_t x = 0; x < width; ++x, to += kChannels) {
    const std::int32_t u = turn.flip_x ? width - 1 - x : x;
    const std::int32_t source_row = turn.transpose ? u : v;
    const std::int32_t source_column = turn.transpose ? v : u;
    std::memcpy(
        to, from.row(source_row) + static_cast<std::size_t>(source_column) * kChannels, kChannels);
  }
}

}  // namespace

Raster oriented(Raster raster, int orientation) {
  const Turn& turn = turn_of(orientation);
  if (!turn.transpose && !turn.flip_x && !turn.flip_y) return raster;
  const std::int32_t width = turn.transpose ? raster.height_px() : raster.width_px();
  const std::int32_t height = turn.transpose ? raster.width_px() : raster.height_px();
  Raster upright(width, height, raster.channels(), raster.dpi());
  for (std::int32_t y = 0; y < height; ++y) {
    if (raster.channels() == 1) {
      copy_row<1>(raster, turn, y, upright.row(y));
    } else {
      copy_row<3>(raster, turn, y, upright.row(y));
    }
  }
  return upright;
}

int rotation_deg_of(int orientation) {
  return turn_of(orientation).rotation_deg;
}

}  // namespace sohoa
