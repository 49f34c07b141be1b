#include "intake/readers/exif.h"

#include <algorithm>
#include <string_view>

namespace sohoa {
namespace {

// Reads in the byte order the block declares; nullopt outside the block.
class TiffBlock {
 public:
  explicit TiffBlock(ByteView bytes) : bytes_(bytes) {
    const std::string_view head = as_text(bytes.first(std::min<std::size_t>(bytes.size(), 4)));
    is_little_ = head.starts_with("II");
    is_valid_ = is_little_ || head.starts_with("MM");
  }

  bool is_valid() const { return is_valid_; }
  std::uint32_t u16(std::size_t at) const { return number(at, 2); }
  std::uint32_t u32(std::size_t at) const { return number(at, 4); }

 private:
  std::uint32_t number(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || bytes_.size() - at < size) return 0;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t place = is_little_ ? size - 1 - i : i;
      value = (value << 8) | bytes_[at + place];
    }
    return value;
  }

  ByteView bytes_;
  bool is_little_ = false;
  bool is_valid_ = false;
};

constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kXResolutionTag = 0x011A;
constexpr std::uint32_t kResolutionUnitTag = 0x0128;
constexpr std::uint32_t kCentimetre = 3;

double rational(const TiffBlock& block, std::size_t at) {
  const std::uint32_t denominator = block.u32(at + 4);
  return denominator == 0 ? 0 : static_cast<double>(block.u32(at)) / denominator;
}

}  // namespace

Exif read_exif(ByteView tiff) {
  const TiffBlock block(tiff);
  Exif exif;
  if (!block.is_valid()) return exif;
  const std::size_t ifd = block.u32(4);
  std::uint32_t unit = 2;
  for (std::uint32_t i = 0; i < block.u16(ifd); ++i) {
    const std::size_t entry = ifd + 2 + std::size_t{12} * i;
    if (entry >= tiff.size()) break;
    const std::uint32_t tag = block.u16(entry);
    if (tag == kOrientationTag) exif.orientation = static_cast<int>(block.u16(entry + 8));
    if (tag == kXResolutionTag) exif.dpi = rational(block, block.u32(entry + 8));
    if (tag == kResolutionUnitTag) unit = block.u16(entry + 8);
  }
  if (exif.orientation < 1 || exif.orientation > 8) exif.orientation = 1;
  if (unit == kCentimetre) exif.dpi *= 2.54;
  return exif;
}

}  // namespace sohoa
