#include "ocr/engine/deflate.h"

#include <array>
#include <cstdlib>
#include <new>

#include <zlib.h>

namespace sohoa::pdf {
namespace {

void run(z_stream& stream, Bytes& out, int flush) {
  std::array<std::uint8_t, 32 * 1024> buffer{};
  do {
    stream.next_out = buffer.data();
    stream.avail_out = static_cast<uInt>(buffer.size());
    ::deflate(&stream, flush);
    out.insert(
        out.end(), buffer.begin(), buffer.end() - static_cast<std::ptrdiff_t>(stream.avail_out));
  } while (stream.avail_out == 0);
}

/// Paeth predictor, RFC 2083 section 6.6.
int paeth(int left, int up, int corner) {
  const int p = left + up - corner;
  const int a = std::abs(p - left);
  const int b = std::abs(p - up);
  const int c = std::abs(p - corner);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

}  // namespace

Bytes deflate(ByteView bytes) {
  z_stream stream{};
  if (deflateInit(&stream, Z_BEST_COMPRESSION) != Z_OK) throw std::bad_alloc();
  Bytes out;
  stream.next_in = const_cast<Bytef*>(bytes.data());  // NOLINT: zlib's own interface
  stream.avail_in = static_cast<uInt>(bytes.size());
  run(stream, out, Z_FINISH);
  deflateEnd(&stream);
  return out;
}

Bytes deflate(std::string_view text) {
  return deflate(as_bytes(text));
}

struct RowDeflater::State {
  std::size_t pixel = 1;
  Bytes above;
  Bytes best;
  Bytes candidate;
  z_stream stream{};
  Bytes out;
};

RowDeflater::RowDeflater(std::size_t row_bytes, std::size_t pixel_bytes)
    : state_(std::make_unique<State>()) {
  state_->pixel = pixel_bytes;
  state_->above.resize(row_bytes);
  state_->best.resize(row_bytes + 1);
  state_->candidate.resize(row_bytes + 1);
  if (deflateInit(&state_->stream, 6) != Z_OK) throw std::bad_alloc();
}

RowDeflater::~RowDeflater() {
  deflateEnd(&state_->stream);
}

void RowDeflater::add(const std::uint8_t* row) {
  State& s = *state_;
  long least = -1;
  for (int filter = 0; filter <= 4; ++filter) {
    s.candidate[0] = static_cast<std::uint8_t>(filter);
    long sum = 0;
    for (std::size_t i = 0; i < s.above.size(); ++i) {
      const int left = i >= s.pixel ? row[i - s.pixel] : 0;
      const int up = s.above[i];
      const int corner = i >= s.pixel ? s.above[i - s.pixel] : 0;
      const std::array<int, 5> guess = {
          0, left, up, (left + up) / 2, filter == 4 ? paeth(left, up, corner) : 0};
      const auto rest = static_cast<std::uint8_t>(row[i] - guess[static_cast<std::size_t>(filter)]);
      s.candidate[i + 1] = rest;
      sum += rest < 128 ? rest : 256 - rest;
    }
    if (least < 0 || sum < least) {
      least = sum;
      s.best.swap(s.candidate);
    }
  }
  std::copy(row, row + s.above.size(), s.above.begin());
  s.stream.next_in = s.best.data();
  s.stream.avail_in = static_cast<uInt>(s.best.size());
  run(s.stream, s.out, Z_NO_FLUSH);
}

Bytes RowDeflater::finish() {
  run(state_->stream, state_->out, Z_FINISH);
  return std::move(state_->out);
}

}  // namespace sohoa::pdf
