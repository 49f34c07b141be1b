// The digest half of ranges.h: one pass over the file, reading ahead of the hashing.
#include <algorithm>
#include <array>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

#include <openssl/evp.h>

#include "core/limits.h"
#include "signing/ranges.h"

namespace sohoa {
namespace {

constexpr std::size_t kPieceBytes = kMiB;
// Below this a second thread costs more than it brings.
constexpr std::int64_t kReadAheadFrom = 8 * static_cast<std::int64_t>(kMiB);
// RFC 8702 section 2 and RFC 8419 section 2.2: SHAKE256 in signatures yields 512 bits.
constexpr std::size_t kShake256Bytes = 64;

struct Piece {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
struct FreeDigest {
  void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
};

/// One running digest. Of an unknown algorithm it stays empty.
class Hasher {
 public:
  explicit Hasher(HashAlgorithm hash) : hash_(hash), context_(EVP_MD_CTX_new()) {
    const char* known_as = openssl_name(hash);
    const std::unique_ptr<EVP_MD, FreeDigest> digest(
        known_as == nullptr ? nullptr : EVP_MD_fetch(nullptr, known_as, nullptr));
    ok_ = digest && context_ && EVP_DigestInit_ex(context_.get(), digest.get(), nullptr) == 1;
  }

  void update(ByteView bytes) {
    if (ok_) ok_ = EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1;
  }

  NamedDigest finish() {
    Bytes value(EVP_MAX_MD_SIZE);
    if (!ok_) return {hash_, {}};
    value.resize(finish_into(value));
    return {hash_, std::move(value)};
  }

 private:
  std::size_t finish_into(Bytes& value) {
    if (hash_ == HashAlgorithm::Shake256)
      return EVP_DigestFinalXOF(context_.get(), value.data(), kShake256Bytes) == 1 ? kShake256Bytes
                                                                                   : 0;
    unsigned size = 0;
    return EVP_DigestFinal_ex(context_.get(), value.data(), &size) == 1 ? size : 0;
  }

  HashAlgorithm hash_;
  std::unique_ptr<EVP_MD_CTX, FreeContext> context_;
  bool ok_ = false;
};

/// Cuts ranges of a file into pieces for one reader after another.
class PieceReader {
 public:
  PieceReader(const FileBytes& file, std::vector<Piece> ranges)
      : file_(file), ranges_(std::move(ranges)) {}

  /// The next bytes, in `buffer`; empty at the end.
  Result<ByteView> next(Bytes& buffer) {
    while (at_ < ranges_.size() && ranges_[at_].begin == ranges_[at_].end) ++at_;
    if (at_ == ranges_.size()) return ByteView{};
    Piece& range = ranges_[at_];
    const auto size =
        static_cast<std::size_t>(std::min<std::int64_t>(range.end - range.begin, kPieceBytes));
    if (buffer.size() < size) buffer.resize(size);
    const auto piece = std::span(buffer).first(size);
    TRY(file_.get().read(range.begin, piece));
    range.begin += static_cast<std::int64_t>(size);
    return ByteView(piece);
  }

 private:
  std::reference_wrapper<const FileBytes> file_;
  std::vector<Piece> ranges_;
  std::size_t at_ = 0;
};

/// The same pieces, read by a second thread while the first works on the one before.
class ReadAhead {
 public:
  explicit ReadAhead(PieceReader& reader)
      : reader_(reader), thread_([this] { fill_until_end(); }) {}
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  ~ReadAhead() {
    {
      const std::lock_guard lock(mutex_);
      is_abandoned_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  /// Valid until the next call; empty at the end.
  Result<ByteView> next() {
    std::unique_lock lock(mutex_);
    if (taken_ > 0) released_ = taken_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return filled_ > taken_; });
    return slots_[taken_++ % slots_.size()].piece;
  }

 private:
  struct Slot {
    Bytes buffer;
    Result<ByteView> piece = ByteView{};
  };

  void fill_until_end() {
    while (wait_for_free_slot()) {
      Slot& slot = slots_[filled_ % slots_.size()];
      slot.piece = reader_.next(slot.buffer);
      const bool is_last = !slot.piece || slot.piece->empty();
      {
        const std::lock_guard lock(mutex_);
        ++filled_;
      }
      changed_.notify_all();
      if (is_last) return;
    }
  }

  bool wait_for_free_slot() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_abandoned_ || filled_ - released_ < slots_.size(); });
    return !is_abandoned_;
  }

  PieceReader& reader_;
  std::array<Slot, 4> slots_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t filled_ = 0;    ///< pieces read so far
  std::size_t taken_ = 0;     ///< handed out so far
  std::size_t released_ = 0;  ///< of those, no longer looked at
  bool is_abandoned_ = false;
  std::thread thread_;  // last: it uses all the others
};

template <class Next>
Result<void> feed(std::span<Hasher> hashers, Next&& next) {
  for (;;) {
    const ByteView piece = TRY(next());
    if (piece.empty()) return {};
    for (Hasher& hasher : hashers) hasher.update(piece);
  }
}

/// Each algorithm on its own thread, each with its own reading: the page cache feeds them all.
Result<void> feed_side_by_side(std::vector<Hasher>& hashers, const PieceReader& reader) {
  std::vector<Result<void>> outcomes(hashers.size());
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < hashers.size(); ++i) {
    threads.emplace_back([&outcomes, &hashers, i, own = reader]() mutable {
      Bytes buffer;
      outcomes[i] = feed(std::span(hashers).subspan(i, 1), [&] { return own.next(buffer); });
    });
  }
  threads.clear();
  for (Result<void>& outcome : outcomes) TRY(std::move(outcome));
  return {};
}

Result<void> feed_all(std::vector<Hasher>& hashers, PieceReader reader, std::int64_t total) {
  Bytes buffer;
  if (total < kReadAheadFrom) return feed(hashers, [&] { return reader.next(buffer); });
  if (hashers.size() > 1) return feed_side_by_side(hashers, reader);
  ReadAhead ahead(reader);
  return feed(hashers, [&] { return ahead.next(); });
}

Result<std::vector<NamedDigest>> digest_pieces(const FileBytes& file,
                                               const std::vector<Piece>& pieces,
                                               std::span<const HashAlgorithm> hashes) {
  std::int64_t total = 0;
  for (const Piece& piece : pieces) total += piece.end - piece.begin;
  std::vector<Hasher> hashers(hashes.begin(), hashes.end());
  TRY(feed_all(hashers, PieceReader(file, pieces), total));
  std::vector<NamedDigest> digests;
  for (Hasher& hasher : hashers) digests.push_back(hasher.finish());
  return digests;
}

bool are_inside(std::span<const std::int64_t> numbers, std::int64_t size) {
  if (numbers.size() != 4) return false;
  const auto is_inside = [size](std::int64_t offset, std::int64_t length) {
    return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
  };
  return is_inside(numbers[0], numbers[1]) && is_inside(numbers[2], numbers[3]);
}

}  // namespace

Result<std::vector<NamedDigest>> digest_ranges(const FileBytes& file,
                                               std::span<const std::int64_t> byte_range,
                                               std::span<const HashAlgorithm> hashes) {
  if (!are_inside(byte_range, file.size())) return Error{Fault::CorruptFile, "byte range", {}};
  const auto end_of = [&](std::size_t i) { return byte_range[i] + byte_range[i + 1]; };
  return digest_pieces(file, {{byte_range[0], end_of(0)}, {byte_range[2], end_of(2)}}, hashes);
}

Result<std::vector<NamedDigest>> digest_file(const FileBytes& file,
                                             std::span<const HashAlgorithm> hashes) {
  return digest_pieces(file, {{0, file.size()}}, hashes);
}

Bytes digest_of(ByteView bytes, HashAlgorithm hash) {
  Hasher hasher(hash);
  hasher.update(bytes);
  return hasher.finish().value;
}

}  // namespace sohoa
