#include "worker/wire_parts.h"

#include <limits>

#include "core/text.h"

namespace sohoa::wire {
namespace {

constexpr std::int32_t kAnyInt = std::numeric_limits<std::int32_t>::max();
constexpr double kAnyNumber = std::numeric_limits<double>::max();

std::string_view cut(std::string_view text, std::int32_t max_bytes) {
  return text.substr(0, static_cast<std::size_t>(max_bytes));
}

}  // namespace

double get_number(WireReader& in, double low, double high) {
  const double value = in.f64();
  if (value < low || value > high) in.fail();
  return in.ok() ? value : low;
}

std::int32_t get_int(WireReader& in, std::int32_t low, std::int32_t high) {
  const std::int32_t value = in.i32();
  if (value < low || value > high) in.fail();
  return in.ok() ? value : low;
}

std::string get_text(WireReader& in, std::int32_t max_bytes) {
  const std::string text = in.text();
  if (text.size() > static_cast<std::size_t>(max_bytes)) in.fail();
  return in.ok() ? to_nfc(text) : std::string();
}

std::int32_t get_quarter_turn(WireReader& in) {
  const std::int32_t degrees = get_int(in, 0, 270);
  if (degrees % 90 != 0) in.fail();
  return in.ok() ? degrees : 0;
}

void put(WireWriter& out, const Box& box) {
  out.i32(box.x);
  out.i32(box.y);
  out.i32(box.w);
  out.i32(box.h);
}

Box get_box(WireReader& in, std::int32_t width_px, std::int32_t height_px) {
  const Box box{in.i32(), in.i32(), in.i32(), in.i32()};
  const bool fits_x = box.x >= 0 && box.x < width_px && box.w > 0 && box.w <= width_px - box.x;
  const bool fits_y = box.y >= 0 && box.y < height_px && box.h > 0 && box.h <= height_px - box.y;
  if (!fits_x || !fits_y) in.fail();
  return in.ok() ? box : Box{};
}

void put(WireWriter& out, const std::vector<std::string>& notes) {
  out.u32(static_cast<std::uint32_t>(notes.size()));
  for (const std::string& note : notes) out.text(note);
}

std::vector<std::string> get_notes(WireReader& in, const Limits& limits) {
  std::vector<std::string> notes(in.count(static_cast<std::uint32_t>(limits.notes_per_page), 4));
  for (std::string& note : notes) note = get_text(in, limits.word_bytes);
  return notes;
}

void put(WireWriter& out, const PageInfo& info) {
  out.f64(info.width_pt);
  out.f64(info.height_pt);
  out.i32(info.rotate_deg);
  out.u8(static_cast<std::uint8_t>(info.kind));
  out.i32(info.image_width_px);
  out.i32(info.image_height_px);
  out.f64(info.image_dpi);
  out.f64(info.image_dpi_y);
  out.f64(info.image_share);
  out.boolean(info.has_text);
}

// Sizes are only facts about the file: a page of a million points may be *reported* (and is refused
// when it is rendered), so they are held to be numbers, not to be small.
PageInfo get_page_info(WireReader& in) {
  PageInfo info;
  info.width_pt = get_number(in, 0, kAnyNumber);
  info.height_pt = get_number(in, 0, kAnyNumber);
  info.rotate_deg = get_quarter_turn(in);
  info.kind = in.enumerator(PageKind::Empty);
  info.image_width_px = get_int(in, 0, kAnyInt);
  info.image_height_px = get_int(in, 0, kAnyInt);
  info.image_dpi = get_number(in, 0, kAnyNumber);
  info.image_dpi_y = get_number(in, 0, kAnyNumber);
  info.image_share = get_number(in, 0, 1);
  info.has_text = in.boolean();
  return info;
}

void put(WireWriter& out, const Error& error) {
  const Limits limits;
  out.u8(static_cast<std::uint8_t>(error.what));
  out.text(cut(error.detail, limits.word_bytes));
  out.text(cut(error.where.document, limits.name_bytes));
  out.i32(error.where.page);
  out.i64(error.where.byte_offset);
  out.text(cut(error.where.field, limits.name_bytes));
}

Error get_error(WireReader& in) {
  const Limits limits;
  Error error;
  error.what = in.enumerator(Fault::Internal);
  error.detail = get_text(in, limits.word_bytes);
  error.where.document = get_text(in, limits.name_bytes);
  error.where.page = get_int(in, 0, kAnyInt);
  error.where.byte_offset = in.i64();
  if (error.where.byte_offset < -1) in.fail();
  error.where.field = get_text(in, limits.name_bytes);
  return error;
}

bool is_white_space(char32_t c) {
  if (c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0) return true;
  if (c >= 0x2000 && c <= 0x200A) return true;
  return c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

}  // namespace sohoa::wire
