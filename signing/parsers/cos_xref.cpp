#include "signing/parsers/cos_xref.h"

#include <algorithm>
#include <unordered_set>

#include "signing/parsers/cos_parser.h"

namespace sohoa::cos {
namespace {

constexpr std::int64_t kHeaderWithin = 1024;  // ISO 32000-1, annex H.3, note 13

Error corrupt(std::string detail, std::int64_t offset) {
  Error error{Fault::CorruptFile, std::move(detail), {}};
  error.where.byte_offset = offset;
  return error;
}

Result<std::int64_t> header_of(ByteView bytes) {
  if (bytes.empty()) return Error{Fault::EmptyFile, "", {}};
  const auto header = find(bytes, "%PDF-", 0, kHeaderWithin);
  if (header < 0) return Error{Fault::NotADocument, "no %PDF- header", {}};
  return header;
}

/// Number after the last "startxref".
Result<std::int64_t> last_startxref(const SectionContext& context) {
  const auto size = static_cast<std::int64_t>(context.bytes.size());
  const auto at = find_last(context.bytes, "startxref", size);
  if (at < 0) return Error{Fault::TruncatedFile, "no startxref", {}};
  Parser parser(context.bytes, at + 9, context.limits);
  const auto number = parser.integer();
  if (!number && parser.at() >= size - 1) return Error{Fault::TruncatedFile, "startxref", {}};
  if (!number || *number < 0) return corrupt("startxref", at);
  return *number;
}

// Trap 14: with bytes before the header, offsets count from the header for some readers and from
// the first byte for others. Where both find a section they would show different documents.
Result<void> decide_base(SectionContext& context, std::int64_t header, std::int64_t declared) {
  if (header == 0) return {};
  const bool from_start = has_section(context, declared);
  const bool from_header = has_section(context, declared + header);
  if (from_start && from_header)
    return corrupt("offsets can be counted in two ways: bytes stand before the header", 0);
  context.base = from_header ? header : 0;
  context.note(std::to_string(header) + " bytes before the header; offsets count from the " +
               (from_header ? "header" : "first byte"));
  return {};
}

/// All sections, newest first.
Result<std::vector<Section>> follow_chain(SectionContext& context, std::int64_t declared) {
  std::vector<Section> sections;
  std::unordered_set<std::int64_t> seen;
  while (declared >= 0) {
    if (sections.size() > static_cast<std::size_t>(context.limits.revisions))
      return Error{Fault::TooManyEntries, "revisions of the PDF", {}};
    if (!seen.insert(declared).second)
      return corrupt("the chain of xref sections runs in a loop", declared + context.base);
    auto section = TRY(read_section(context, declared));
    declared = section.prev;
    sections.push_back(std::move(section));
  }
  return sections;
}

bool begins_linearised(const SectionContext& context) {
  Parser parser(context.bytes, context.base, context.limits);
  parser.skip_space();
  const auto first = parse_indirect(context.bytes, parser.at(), context.limits, nullptr);
  return first && first->value.dict() != nullptr && first->value.dict()->get("Linearized");
}

// Trap 15, annex F: the first page's section stands at the head of the file and its /Prev points
// forward to the rest. Together they are one revision, which ends after the second.
bool join_linearised(std::vector<Section>& oldest_first, const SectionContext& context) {
  if (oldest_first.size() < 2) return false;
  auto& rest = oldest_first[0];
  auto& first_page = oldest_first[1];
  if (first_page.offset >= rest.offset || !begins_linearised(context)) return false;
  first_page.entries = joined(std::move(first_page.entries), std::move(rest.entries));
  first_page.end = rest.end;
  first_page.is_hybrid = first_page.is_hybrid || rest.is_hybrid;
  oldest_first.erase(oldest_first.begin());
  return true;
}

/// One past "%%EOF" that follows a startxref; -1 when it does not.
std::int64_t eof_after(ByteView bytes, std::int64_t at) {
  constexpr std::int64_t kNear = 64;
  const auto eof = find(bytes, "%%EOF", at, at + kNear);
  return eof < 0 ? -1 : eof + 5;
}

/// One past the %%EOF whose startxref names this section; -1 when there is none before `bound`.
std::int64_t own_eof(const Section& section, const SectionContext& context, std::int64_t bound) {
  for (auto at = find(context.bytes, "startxref", section.end, bound); at >= 0;
       at = find(context.bytes, "startxref", at + 9, bound)) {
    Parser parser(context.bytes, at + 9, context.limits);
    if (parser.integer() == section.declared) {
      const auto eof = eof_after(context.bytes, parser.at());
      return eof < 0 ? parser.at() : eof;
    }
  }
  return -1;
}

std::int64_t after_line_end(ByteView bytes, std::int64_t at) {
  const auto rest = as_text(bytes.subspan(static_cast<std::size_t>(at)));
  if (rest.starts_with("\r\n")) return at + 2;
  return rest.starts_with("\n") || rest.starts_with("\r") ? at + 1 : at;
}

RevisionFacts frame(const Section& section, SectionContext& context, std::int64_t bound) {
  RevisionFacts facts;
  facts.has_hybrid_xref = section.is_hybrid;
  facts.eof_end = own_eof(section, context, bound);
  if (facts.eof_end < 0) {
    context.note("xref section without a startxref of its own");
    const auto eof = find(context.bytes, "%%EOF", section.end, bound);
    facts.eof_end = eof < 0 ? section.end : eof + 5;
  }
  facts.end = after_line_end(context.bytes, facts.eof_end);
  return facts;
}

// A section that stands before the end of an older revision is no update that was appended: its
// revision ends where the older one does, and a note says so (trap 7).
std::vector<RevisionFacts> frames(const std::vector<Section>& sections, SectionContext& context) {
  const auto size = static_cast<std::int64_t>(context.bytes.size());
  std::vector<RevisionFacts> facts;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const bool is_last = i + 1 == sections.size();
    const auto next = is_last ? size : sections[i + 1].offset;
    auto own = frame(sections[i], context, next > sections[i].end ? next : size);
    if (!facts.empty() && sections[i].offset < facts.back().end)
      context.note("xref section at " + std::to_string(sections[i].offset) +
                   " stands inside an older revision");
    if (!facts.empty() && own.end < facts.back().end) {
      own.end = facts.back().end;
      own.eof_end = facts.back().eof_end;
    }
    facts.push_back(own);
  }
  return facts;
}

}  // namespace

Result<XrefChain> read_xref_chain(ByteView bytes, const Limits& limits) {
  SectionContext context{bytes, limits, 0, limits.pdf_objects, {}};
  const auto header = TRY(header_of(bytes));
  const auto declared = TRY(last_startxref(context));
  TRY(decide_base(context, header, declared));
  XrefChain chain;
  chain.sections = TRY(follow_chain(context, declared));
  std::reverse(chain.sections.begin(), chain.sections.end());
  chain.is_linearised = join_linearised(chain.sections, context);
  chain.facts = frames(chain.sections, context);
  const auto end = chain.facts.back().end;
  const auto size = static_cast<std::int64_t>(bytes.size());
  if (end < size) context.note(std::to_string(size - end) + " bytes after the last revision");
  chain.notes = std::move(context.notes);
  return chain;
}

}  // namespace sohoa::cos
