// A PDF as the sequence of its revisions (ISO 32000-1, 7.5.6), each readable on its own.
//
// Parser half. Reads xref tables, xref streams, hybrids, linearised files and object streams,
// decrypts with the standard security handler, and never repairs: what no conforming reader would
// agree on is an Error or a finding. Offsets count from the start of the file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"
#include "signing/facts.h"
#include "signing/parsers/cos_object.h"

namespace sohoa::cos {

/// Where one object lies.
struct Location {
  enum class Kind : std::uint8_t { Free, Offset, InStream };
  Kind kind = Kind::Free;
  std::int64_t offset = 0;  ///< Offset: of "n g obj"
  std::int32_t generation = 0;
  std::int32_t stream = 0;  ///< InStream: number of the object stream
  std::int32_t index = 0;
  bool operator==(const Location&) const = default;
};

/// One entry of a revision's own xref section(s).
struct XrefEntry {
  std::int32_t number = 0;
  Location location;
};

/// The file as it stood after one of its revisions. Cheap to copy; borrows the File.
class File;
class View {
 public:
  View(const File& file, std::int32_t revision) : file_(&file), revision_(revision) {}
  std::int32_t revision() const { return revision_; }
  const Dict& trailer() const;
  /// Null object when free, absent or unreadable (ISO 32000-1, 7.3.10). Cached in the File.
  Object get(Ref ref) const;
  /// Follows references, at most limits.nesting of them.
  Object resolve(const Object& object) const;
  /// dict[key], resolved; Null when absent.
  Object get(const Dict& dict, std::string_view key) const;
  std::optional<Location> locate(std::int32_t number) const;
  /// In use, but no object can be read at its place: equal to nothing, whatever get() says.
  bool is_damaged(Ref ref) const;
  /// Decoded bytes of a stream (Flate, LZW, ASCII filters, predictors; others stay encoded),
  /// decrypted. InflateTooLarge.
  Result<Bytes> decode(const Stream& stream) const;
  /// Whether decode() undoes all filters. Where it stops at an image codec, equal bytes are equal
  /// content only under equal filters.
  bool decodes_wholly(const Stream& stream) const;
  /// Raw bytes, decrypted: for comparing.
  Result<Bytes> raw(const Stream& stream, Ref owner) const;

 private:
  const File* file_;
  std::int32_t revision_;
};

class File {
 public:
  /// `bytes` must outlive the File.
  static Result<File> open(ByteView bytes, const std::string& password, const Limits& limits);
  File(File&&) noexcept;
  File& operator=(File&&) noexcept;
  ~File();

  std::int32_t revision_count() const;
  View view(std::int32_t revision) const;
  View newest() const { return view(revision_count() - 1); }
  const std::vector<RevisionFacts>& revisions() const;
  /// The entries this revision's own section(s) wrote, free ones too; sorted by number. An object
  /// stream written again changes every object that older sections place in it.
  const std::vector<XrefEntry>& written_by(std::int32_t revision) const;
  /// Where this revision's section stands; before the end of the revision before: trap 7.
  std::int64_t section_offset(std::int32_t revision) const;
  /// From where the object's bytes run to where; empty when it is free, absent or in a stream.
  std::optional<std::pair<std::int64_t, std::int64_t>> extent(Ref ref, std::int32_t revision) const;
  /// More was parsed or inflated than any honest file needs; objects have become null since.
  bool is_exhausted() const;
  bool is_encrypted() const;
  bool is_linearised() const;
  ByteView bytes() const;
  const Limits& limits() const;
  const std::vector<std::string>& notes() const;

 private:
  friend class View;
  struct State;
  explicit File(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sohoa::cos
