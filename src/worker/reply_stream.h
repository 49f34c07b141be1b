// What a child writes into its reply pipe: frames, then one word of ending. Hostile bytes.
//
// A frame is u32 length, u8 kind, payload. The stream is whole when it ends with Done or Failed and
// nothing follows; a child that dies in between leaves it unfinished.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"

namespace sohoa {

enum class ReplyKind : std::uint8_t {
  Data,    ///< payload goes to the caller
  Failed,  ///< payload is an Error; the last frame
  Done,    ///< empty; the last frame
};

/// One frame as the child writes it.
Bytes reply_frame(ReplyKind kind, ByteView payload);

enum class ReplyTotal : std::uint8_t { Bounded, Streaming };

class ReplyStream {
 public:
  using Sink = std::function<Result<void>(ByteView frame)>;

  /// `Bounded` holds all frames together to limits.reply_bytes, `Streaming` each one alone.
  ReplyStream(const Limits& limits, ReplyTotal total, Sink sink);

  /// Takes the next bytes; whole Data frames go to the sink at once. Errors: ReplyTooLarge,
  /// BadReply, or the sink's own. After an error the stream is spent.
  Result<void> feed(ByteView bytes);

  /// What the child said at its end: success, its own Error, or BadReply when it never came to one.
  Result<void> outcome() const;

 private:
  Result<bool> take_frame(ByteView& left);
  Result<void> handle(ReplyKind kind, ByteView payload);
  Result<void> handle_failure(ByteView payload);

  std::uint64_t max_bytes_;
  bool is_total_bounded_;
  Sink sink_;
  Bytes pending_;
  std::uint64_t total_ = 0;
  bool is_ended_ = false;
  std::optional<Error> failure_;
};

}  // namespace sohoa
