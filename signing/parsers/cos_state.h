// What a File holds: the xref sections, and the objects read so far.
//
// Private to the reader of revisions. Objects are read when asked for and kept by the place they
// lie at, so that one that no revision changed is parsed once, whatever revision asks.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "signing/parsers/cos_crypt.h"
#include "signing/parsers/cos_file.h"
#include "signing/parsers/cos_filters.h"
#include "signing/parsers/cos_parser.h"
#include "signing/parsers/cos_xref.h"

namespace sohoa::cos {

/// Decoded bytes of an object stream (7.5.7) and where its objects begin in them. /Extends is not
/// followed: an xref entry names the very stream its object is in.
struct ObjectStream {
  Bytes bytes;
  std::vector<std::pair<std::int32_t, std::int64_t>> objects;
};

/// The place one object was read from. A stream whose /Length is a reference depends on the
/// revision that resolves it; for all others `revision` is -1.
struct PlaceKey {
  std::int32_t number = 0;
  std::int32_t revision = -1;
  std::int64_t offset = 0;
  std::int32_t index = -1;
  bool operator==(const PlaceKey&) const = default;
};
struct PlaceHash {
  std::size_t operator()(const PlaceKey& key) const;
};

/// Where each number is written in the revisions after the first.
struct IndexEntry {
  std::int32_t number = 0;
  std::int32_t revision = 0;
  std::uint32_t position = 0;
};

struct File::State {
  State(ByteView file, const Limits& bounds, XrefChain read);

  std::optional<Location> locate(std::int32_t number, std::int32_t revision) const;
  /// Nothing: damaged. Null object: free or absent.
  std::optional<Object> read(Ref ref, std::int32_t revision);
  Result<Bytes> raw(const Stream& stream, const std::vector<FilterStep>& steps);
  Result<Bytes> decode(const Stream& stream, std::int32_t revision);
  std::vector<FilterStep> steps(const Stream& stream, std::int32_t revision);
  Object resolve(const Object& object, std::int32_t revision);
  std::uint64_t most_stream_bytes() const;
  /// Counts work against the budget; false once it is used up.
  bool spend(std::int64_t bytes);
  /// From here on strings and streams are decrypted; what was read before is forgotten.
  void encrypt_with(Decryptor made);

  ByteView bytes;
  Limits limits;
  XrefChain chain;
  std::vector<IndexEntry> index;
  std::optional<Decryptor> decryptor;
  bool is_exhausted = false;

 private:
  struct Kept {
    std::optional<Object> object;
  };
  using StreamPtr = std::shared_ptr<const ObjectStream>;

  std::optional<Object> read_at(Ref ref, std::int64_t offset, std::int32_t revision);
  std::optional<Object> parse_at(Ref ref,
                                 std::int64_t offset,
                                 std::int32_t revision,
                                 PlaceKey& key);
  std::optional<Object> stream_at(const Indirect& found, std::int32_t revision, PlaceKey& key);
  std::optional<Object> read_inside(Ref ref, const Location& location, std::int32_t revision);
  StreamPtr object_stream(std::int32_t number, std::int32_t revision);
  StreamPtr load_object_stream(const Stream& stream, std::int32_t revision);
  void keep(const PlaceKey& key, const std::optional<Object>& object, std::int32_t values);
  void forget();

  std::unordered_map<PlaceKey, Kept, PlaceHash> kept_;
  std::unordered_map<std::int64_t, StreamPtr> streams_;
  std::unordered_map<std::int64_t, Ref> owners_;  ///< of streams, by offset; encrypted files only
  std::int64_t kept_values_ = 0;
  std::int64_t kept_bytes_ = 0;
  std::int64_t work_left_;
  std::int32_t depth_ = 0;
};

}  // namespace sohoa::cos
