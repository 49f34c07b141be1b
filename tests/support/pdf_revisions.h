// Builds PDFs revision by revision, byte for byte as told: what a signer, an honest editor or an
// attacker would append. No PDF library is involved, so nothing is repaired or refused.
//
//   PdfRevisions pdf;
//   pdf.object(1, "<< /Type /Catalog /Pages 2 0 R >>").object(2, "…").end();
//   pdf.object(2, "<< … >>").end({.flavour = XrefFlavour::Stream});
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"

namespace sohoa::testing {

enum class XrefFlavour : std::uint8_t { Table, Stream };

/// How one revision ends.
struct RevisionEnd {
  XrefFlavour flavour = XrefFlavour::Table;
  std::string trailer = {};      ///< more entries: "/Info 9 0 R"; /Root, /Size, /Prev are made
  std::int32_t root = 1;         ///< number of the catalogue
  std::string after_eof = "\n";  ///< behind %%EOF
};

/// Where a signature's /Contents string lies, angle brackets included.
struct SignatureGap {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

class PdfRevisions {
 public:
  PdfRevisions();
  /// Appends to a finished file, whose last xref section starts at `last_xref`.
  PdfRevisions(std::string file, std::int64_t last_xref, std::int32_t size);

  PdfRevisions& object(std::int32_t number, std::string_view body, std::int32_t generation = 0);
  /// `entries` of the dictionary without brackets; /Length is added.
  PdfRevisions& stream(std::int32_t number, std::string_view entries, std::string_view data);
  /// Goes into an object stream with all others packed in this revision; end() needs
  /// XrefFlavour::Stream.
  PdfRevisions& packed(std::int32_t number, std::string_view body);
  PdfRevisions& free(std::int32_t number, std::int32_t next_generation = 1);
  /// An xref entry without an object: points `number` at bytes anywhere in the file (trap 7).
  PdfRevisions& repoint(std::int32_t number, std::int64_t offset);
  /// A signature dictionary whose /ByteRange covers all of this revision but its own /Contents of
  /// `contents_bytes` zero bytes; end() fills in the numbers. `entries` without brackets.
  PdfRevisions& signature(std::int32_t number,
                          std::string_view entries,
                          std::size_t contents_bytes = 16);
  /// Bytes as they are, between objects.
  PdfRevisions& raw(std::string_view text);
  void end(const RevisionEnd& how = {});

  const std::string& text() const { return file_; }
  Bytes bytes() const { return Bytes(file_.begin(), file_.end()); }
  /// Offset of "n g obj" as last written; 0 when never.
  std::int64_t offset_of(std::int32_t number) const;
  /// Of the last signature() with that number.
  SignatureGap gap_of(std::int32_t number) const { return gaps_.at(number); }
  /// One past %%EOF and what follows it, for each revision.
  const std::vector<std::int64_t>& ends() const { return ends_; }
  std::int32_t next_number() const { return size_; }

 private:
  struct Entry {
    int type = 1;  ///< 0 free, 1 offset, 2 in an object stream
    std::int64_t first = 0;
    std::int32_t second = 0;
  };
  struct OpenRange {
    std::int32_t number;
    std::size_t numbers_at;
  };
  void note(std::int32_t number, Entry entry);
  void write_pack();
  void write_table(const RevisionEnd& how);
  void write_stream(const RevisionEnd& how);
  void close_ranges();

  std::string file_;
  std::int64_t prev_ = -1;
  std::int32_t size_ = 1;
  std::map<std::int32_t, Entry> entries_;  ///< of the open revision
  std::map<std::int32_t, std::int64_t> offsets_;
  std::vector<std::pair<std::int32_t, std::string>> pack_;
  std::vector<OpenRange> open_ranges_;
  std::map<std::int32_t, SignatureGap> gaps_;
  std::vector<std::int64_t> ends_;
};

}  // namespace sohoa::testing
