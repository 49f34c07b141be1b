// The socket between a supervisor and its warm parent: small messages, some with descriptors.
//
// Both ends are our own code and neither has looked into a document, so these messages are trusted;
// what a child says about a document goes through a pipe of its own (reply_stream.h).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/bytes.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/result.h"

namespace sohoa {

enum class MessageKind : std::uint8_t {
  Ready,   ///< parent: the model is loaded, tasks may come
  Failed,  ///< parent: it cannot start; body is an Error
  Run,     ///< service: a RunRequest with its descriptors
  Cancel,  ///< service: end the running child; ignored when there is none
  Status,  ///< parent: how the child ended; body is a TaskEnd
};

struct Message {
  MessageKind kind = MessageKind::Ready;
  Bytes body;
  std::vector<UniqueFd> fds;
};

/// Most descriptors one message may carry: 250 inputs, side, output, reply. The kernel's own bound
/// (SCM_MAX_FD): a paper scanned as one JPEG a page has as many files as pages.
inline constexpr std::size_t kMaxMessageFds = 253;

/// Sends the whole message; never raises SIGPIPE. WorkerLost when the other end is gone.
Result<void> send_message(int socket,
                          MessageKind kind,
                          ByteView body,
                          std::span<const int> fds = {});
/// Waits for the next message; nullopt when the other end has closed. Descriptors are CLOEXEC.
Result<std::optional<Message>> receive_message(int socket);

/// One task as sent. Descriptors travel in this order: reply, inputs, side, output.
struct RunRequest {
  Limits limits;
  std::uint8_t inputs = 0;
  bool has_side = false;
  bool has_output = false;
  bool may_thread = false;  ///< only for tasks that open no document (Threads::Allowed)
  Bytes task;               ///< `encode(Task)`; opened by the child, not by the parent
};

Bytes encode(const RunRequest& request);
Result<RunRequest> decode_run_request(ByteView bytes);

}  // namespace sohoa
