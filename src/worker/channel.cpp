#include "worker/channel.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <sys/socket.h>

#include "core/wire.h"

namespace sohoa {
namespace {

constexpr std::size_t kHeaderBytes = 6;  // u32 length, u8 kind, u8 descriptors
constexpr std::uint32_t kMaxBodyBytes = 64 * kMiB;

struct ControlBuffer {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(kMaxMessageFds * sizeof(int))> bytes{};
};

Error lost(std::string_view doing) {
  return {
      Fault::WorkerLost, std::string(doing) + ": " + std::generic_category().message(errno), {}};
}

Bytes header_of(MessageKind kind, ByteView body, std::size_t fds) {
  WireWriter out;
  out.u32(static_cast<std::uint32_t>(body.size()));
  out.u8(static_cast<std::uint8_t>(kind));
  out.u8(static_cast<std::uint8_t>(fds));
  return out.take();
}

void attach(msghdr& message, ControlBuffer& control, std::span<const int> fds) {
  if (fds.empty()) return;
  message.msg_control = control.bytes.data();
  message.msg_controllen = CMSG_SPACE(fds.size_bytes());
  cmsghdr* head = CMSG_FIRSTHDR(&message);
  head->cmsg_level = SOL_SOCKET;
  head->cmsg_type = SCM_RIGHTS;
  head->cmsg_len = CMSG_LEN(fds.size_bytes());
  std::memcpy(CMSG_DATA(head), fds.data(), fds.size_bytes());
}

Result<void> send_bytes(int socket, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return lost("send");
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return {};
}

// Descriptors ride on the first byte of the header, so that one is sent with them and alone.
Result<void> send_first(int socket, const std::uint8_t* byte, std::span<const int> fds) {
  iovec piece{const_cast<std::uint8_t*>(byte), 1};
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  ControlBuffer control;
  attach(message, control, fds);
  while (::sendmsg(socket, &message, MSG_NOSIGNAL) < 0) {
    if (errno != EINTR) return lost("sendmsg");
  }
  return {};
}

void collect(msghdr& message, std::vector<UniqueFd>& fds) {
  for (cmsghdr* head = CMSG_FIRSTHDR(&message); head != nullptr;
       head = CMSG_NXTHDR(&message, head)) {
    if (head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(head) + i * sizeof(int), sizeof(int));
      fds.emplace_back(fd);
    }
  }
}

/// One byte and the descriptors on it; false at the end of the stream.
Result<bool> receive_first(int socket, std::uint8_t* byte, std::vector<UniqueFd>& fds) {
  iovec piece{byte, 1};
  ControlBuffer control;
  msghdr message{};
  message.msg_iov = &piece;
  message.msg_iovlen = 1;
  message.msg_control = control.bytes.data();
  message.msg_controllen = control.bytes.size();
  ssize_t got = -1;
  while ((got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC)) < 0) {
    if (errno == ECONNRESET) return false;
    if (errno != EINTR) return lost("recvmsg");
  }
  collect(message, fds);
  return got == 1;
}

Result<void> receive_rest(int socket, std::uint8_t* bytes, std::size_t size) {
  const auto got = read_some(socket, bytes, size);
  if (!got || *got < size) return Error{Fault::WorkerLost, "message cut short", {}};
  return {};
}

// Every bound of Limits in one order, for writing and for reading.
template <class AnyLimits, class Visit>
void each_limit(AnyLimits& l, Visit visit) {
  static_assert(sizeof(Limits) == 304, "a new bound must travel too");
  visit(l.file_bytes), visit(l.pages), visit(l.page_pixels), visit(l.page_side_px);
  visit(l.page_side_pt), visit(l.render_dpi_max), visit(l.inflate_bytes), visit(l.pdf_objects);
  visit(l.nesting), visit(l.archive_entries), visit(l.entry_bytes), visit(l.archive_bytes);
  visit(l.archive_ratio), visit(l.manifest_bytes), visit(l.name_bytes);
  visit(l.task_memory_bytes), visit(l.task_file_bytes), visit(l.task_cpu_s);
  visit(l.task_deadline_s), visit(l.task_open_files), visit(l.reply_bytes);
  visit(l.page_extra_ms), visit(l.entry_extra_ms), visit(l.inflate_mib_per_s);
  visit(l.task_attempts), visit(l.words_per_page), visit(l.word_bytes);
  visit(l.barcodes_per_page), visit(l.notes_per_page), visit(l.query_words);
  visit(l.ranked_pages), visit(l.store_busy_ms);
  visit(l.templates), visit(l.template_bytes), visit(l.catalogue_bytes);
  visit(l.fields_per_paper);
  visit(l.signatures), visit(l.revisions), visit(l.form_fields), visit(l.changes);
  visit(l.signature_bytes), visit(l.evidence_bytes), visit(l.certificates);
  visit(l.revocation_items), visit(l.chains), visit(l.chain_length), visit(l.xml_references);
  visit(l.xml_depth);
  visit(l.xml_bytes), visit(l.verify_deadline_s), visit(l.verify_memory_bytes);
}

struct PutLimit {
  WireWriter& out;
  void operator()(std::uint64_t value) const { out.u64(value); }
  void operator()(std::int64_t value) const { out.i64(value); }
  void operator()(std::int32_t value) const { out.i32(value); }
  void operator()(double value) const { out.f64(value); }
};

struct GetLimit {
  WireReader& in;
  void operator()(std::uint64_t& value) const { value = in.u64(); }
  void operator()(std::int64_t& value) const { value = in.i64(); }
  void operator()(std::int32_t& value) const { value = in.i32(); }
  void operator()(double& value) const { value = in.f64(); }
};

}  // namespace

Result<void> send_message(int socket, MessageKind kind, ByteView body, std::span<const int> fds) {
  if (fds.size() > kMaxMessageFds || body.size() > kMaxBodyBytes) {
    return Error{Fault::TooManyEntries, "a task takes at most 250 input files", {}};
  }
  const Bytes header = header_of(kind, body, fds.size());
  TRY(send_first(socket, header.data(), fds));
  TRY(send_bytes(socket, ByteView(header).subspan(1)));
  return send_bytes(socket, body);
}

Result<std::optional<Message>> receive_message(int socket) {
  std::array<std::uint8_t, kHeaderBytes> header{};
  Message message;
  if (!TRY(receive_first(socket, header.data(), message.fds))) return std::optional<Message>();
  TRY(receive_rest(socket, header.data() + 1, header.size() - 1));
  WireReader in(header);
  const std::uint32_t size = in.u32();
  message.kind = in.enumerator(MessageKind::Status);
  if (in.u8() != message.fds.size() || !in.ok() || size > kMaxBodyBytes) {
    return Error{Fault::WorkerLost, "message is not well formed", {}};
  }
  message.body.resize(size);
  TRY(receive_rest(socket, message.body.data(), size));
  return std::optional<Message>(std::move(message));
}

Bytes encode(const RunRequest& request) {
  WireWriter out;
  each_limit(request.limits, PutLimit{out});
  out.u8(request.inputs);
  out.boolean(request.has_side);
  out.boolean(request.has_output);
  out.boolean(request.may_thread);
  out.blob(request.task);
  return out.take();
}

Result<RunRequest> decode_run_request(ByteView bytes) {
  WireReader in(bytes);
  RunRequest request;
  each_limit(request.limits, GetLimit{in});
  request.inputs = in.u8();
  request.has_side = in.boolean();
  request.has_output = in.boolean();
  request.may_thread = in.boolean();
  request.task = in.blob();
  if (!in.is_finished()) return Error{Fault::Internal, "run request is not well formed", {}};
  return request;
}

}  // namespace sohoa
