// The chain of cross-reference sections of a PDF (ISO 32000-1, 7.5.4, 7.5.8).
//
// Private to the reader of revisions. Follows /Prev from the last startxref to the oldest section,
// joins the two halves of a linearised file and the two of a hybrid section. Lenient where real
// signed files need it, with a note; a chain that readers would follow differently is an Error.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/limits.h"
#include "core/result.h"
#include "signing/facts.h"
#include "signing/parsers/cos_file.h"
#include "signing/parsers/cos_object.h"

namespace sohoa::cos {

/// One revision's section(s).
struct Section {
  std::int64_t declared = 0;       ///< what startxref or /Prev says, counted from the header
  std::int64_t offset = 0;         ///< of "xref" or of the stream's "n g obj", from the first byte
  std::int64_t end = 0;            ///< one past the trailer dictionary or the stream's data
  std::int64_t prev = -1;          ///< as declared; -1: none
  std::vector<XrefEntry> entries;  ///< sorted by number, each number once
  std::shared_ptr<const Dict> trailer;
  bool is_hybrid = false;
};

/// What reading a section needs, and what it leaves behind.
struct SectionContext {
  ByteView bytes;
  const Limits& limits;
  std::int64_t base = 0;          ///< where "%PDF-" stands
  std::int64_t entries_left = 0;  ///< of limits.pdf_objects
  std::vector<std::string> notes;

  /// Adds a note once.
  void note(const std::string& text);
};

/// Whether a table or a stream's object begins here, white space aside.
bool has_section(const SectionContext& context, std::int64_t offset);
/// `declared` counts from the header. CorruptFile, TooManyEntries, InflateTooLarge.
Result<Section> read_section(SectionContext& context, std::int64_t declared);
/// `first` where it holds a number, else `second`; both sorted.
std::vector<XrefEntry> joined(std::vector<XrefEntry> first, std::vector<XrefEntry> second);

/// The chain, oldest first, and what frames it.
struct XrefChain {
  std::vector<Section> sections;     ///< one for each revision
  std::vector<RevisionFacts> facts;  ///< same order
  bool is_linearised = false;
  std::vector<std::string> notes;  ///< English
};

/// Errors: EmptyFile, NotADocument, TruncatedFile, CorruptFile (with the offset), TooManyEntries.
Result<XrefChain> read_xref_chain(ByteView bytes, const Limits& limits);

}  // namespace sohoa::cos
