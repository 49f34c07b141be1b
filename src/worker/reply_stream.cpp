#include "worker/reply_stream.h"

#include <utility>

#include "core/wire.h"
#include "worker/task.h"

namespace sohoa {
namespace {

constexpr std::size_t kHeaderBytes = 5;

Error bad_reply(std::string_view why) {
  return {Fault::BadReply, std::string(why), {}};
}

// What a child may truthfully say about its own input. Whether the user stopped the work, whether
// the store is busy or a batch exists is not the cage's to tell.
bool is_believable(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::InvalidInput:
    case ErrorKind::LimitExceeded:
    case ErrorKind::Unsupported:
    case ErrorKind::Internal:
      return true;
    default:
      return error.what == Fault::SignedPdf || error.what == Fault::DiskFull ||
             error.what == Fault::IoFailure || error.what == Fault::FileNotFound;
  }
}

}  // namespace

Bytes reply_frame(ReplyKind kind, ByteView payload) {
  WireWriter out;
  out.u32(static_cast<std::uint32_t>(payload.size()));
  out.u8(static_cast<std::uint8_t>(kind));
  Bytes frame = out.take();
  frame.insert(frame.end(), payload.begin(), payload.end());
  return frame;
}

ReplyStream::ReplyStream(const Limits& limits, ReplyTotal total, Sink sink)
    : max_bytes_(limits.reply_bytes),
      is_total_bounded_(total == ReplyTotal::Bounded),
      sink_(std::move(sink)) {}

Result<void> ReplyStream::feed(ByteView bytes) {
  total_ += bytes.size();
  if (is_total_bounded_ && total_ > max_bytes_) {
    return Error{Fault::ReplyTooLarge, "more than " + std::to_string(max_bytes_) + " bytes", {}};
  }
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  ByteView left = pending_;
  while (TRY(take_frame(left))) {
  }
  pending_.erase(pending_.begin(),
                 pending_.begin() + static_cast<std::ptrdiff_t>(pending_.size() - left.size()));
  return {};
}

Result<bool> ReplyStream::take_frame(ByteView& left) {
  if (left.empty()) return false;
  if (is_ended_) return bad_reply("bytes after the last frame");
  if (left.size() < kHeaderBytes) return false;
  WireReader header(left.first(kHeaderBytes));
  const std::uint32_t size = header.u32();
  const auto kind = header.enumerator(ReplyKind::Done);
  if (!header.ok()) return bad_reply("unknown kind of frame");
  if (size > max_bytes_) {
    return Error{Fault::ReplyTooLarge, "a frame of " + std::to_string(size) + " bytes", {}};
  }
  if (left.size() < kHeaderBytes + size) return false;
  const ByteView payload = left.subspan(kHeaderBytes, size);
  left = left.subspan(kHeaderBytes + size);
  TRY(handle(kind, payload));
  return true;
}

Result<void> ReplyStream::handle(ReplyKind kind, ByteView payload) {
  if (kind == ReplyKind::Data) return sink_(payload);
  is_ended_ = true;
  if (kind == ReplyKind::Failed) return handle_failure(payload);
  if (!payload.empty()) return bad_reply("the last frame is not empty");
  return {};
}

Result<void> ReplyStream::handle_failure(ByteView payload) {
  auto error = decode_error(payload);
  if (!error) return std::move(error).error();
  if (!is_believable(*error)) return bad_reply("claims " + std::string(name(error->what)));
  failure_ = *std::move(error);
  return {};
}

Result<void> ReplyStream::outcome() const {
  if (failure_) return *failure_;
  if (!is_ended_) return bad_reply("the reply stops before its end");
  return {};
}

}  // namespace sohoa
