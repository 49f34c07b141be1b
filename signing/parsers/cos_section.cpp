// One cross-reference section: a table (7.5.4), a stream (7.5.8), or both (hybrid, 7.5.8.4).
#include <algorithm>
#include <array>
#include <limits>

#include "signing/parsers/cos_filters.h"
#include "signing/parsers/cos_parser.h"
#include "signing/parsers/cos_xref.h"

namespace sohoa::cos {
namespace {

constexpr std::int64_t kMaxNumber = std::numeric_limits<std::int32_t>::max();

Error corrupt(std::string detail, std::int64_t offset) {
  Error error{Fault::CorruptFile, std::move(detail), {}};
  error.where.byte_offset = offset;
  return error;
}

/// The three columns of an entry as a table or a stream gives them.
struct RawEntry {
  std::int64_t type = 1;
  std::int64_t second = 0;
  std::int64_t third = 0;
};

Location location_of(const RawEntry& raw, const SectionContext& context) {
  Location location;
  const auto size = static_cast<std::int64_t>(context.bytes.size());
  const bool fits = raw.third >= 0 && raw.third <= kMaxNumber && raw.second >= 0;
  if (raw.type == 1 && fits && raw.second > 0 && raw.second <= size - context.base) {
    location.kind = Location::Kind::Offset;
    location.offset = raw.second + context.base;
    location.generation = static_cast<std::int32_t>(raw.third);
  } else if (raw.type == 2 && fits && raw.second <= kMaxNumber) {
    location.kind = Location::Kind::InStream;
    location.stream = static_cast<std::int32_t>(raw.second);
    location.index = static_cast<std::int32_t>(raw.third);
  }
  return location;
}

void add_entry(Section& section,
               std::int64_t number,
               const RawEntry& raw,
               SectionContext& context) {
  if (number > kMaxNumber) return context.note("xref entries beyond the largest object number");
  if (raw.type == 1 && raw.second == 0) context.note("object in use at offset 0: taken as free");
  section.entries.push_back({static_cast<std::int32_t>(number), location_of(raw, context)});
}

// Readers mostly take the first of two entries for one number. That will do for what an author
// wrote; in an update it would show some of them another object than the rest.
Result<void> put_in_order(Section& section, SectionContext& context) {
  auto& entries = section.entries;
  const auto by_number = [](const XrefEntry& a, const XrefEntry& b) { return a.number < b.number; };
  const auto is_out_of_order = [](const XrefEntry& a, const XrefEntry& b) {
    return a.number >= b.number;
  };
  if (std::adjacent_find(entries.begin(), entries.end(), is_out_of_order) == entries.end())
    return {};
  std::stable_sort(entries.begin(), entries.end(), by_number);
  const auto contradict = [](const XrefEntry& a, const XrefEntry& b) {
    return a.number == b.number && !(a.location == b.location);
  };
  const auto is_update = section.trailer->get("Prev") != nullptr;
  if (is_update && std::adjacent_find(entries.begin(), entries.end(), contradict) != entries.end())
    return corrupt("an xref section gives one object two places", section.offset);
  const auto last = std::unique(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return a.number == b.number;
  });
  if (last != entries.end())
    context.note("an xref section names one object twice: first one taken");
  entries.erase(last, entries.end());
  return {};
}

Result<void> take_prev(Section& section, SectionContext& context) {
  const auto* entry = section.trailer->get("Prev");
  if (entry == nullptr || entry->is_null()) return {};
  if (entry->integer() == nullptr || *entry->integer() < 0)
    return corrupt("/Prev is no offset", section.offset);
  section.prev = *entry->integer();
  if (section.prev > 0) return {};  // at 0 stands the header, so some writers mean "none" by it
  context.note("/Prev 0: taken as none");
  section.prev = -1;
  return {};
}

// ---- Tables ------------------------------------------------------------------------------------

/// "oooooooooo ggggg n", as nearly every writer spells it; 0 when it is spelt otherwise.
std::size_t fixed_entry(std::string_view text, RawEntry& raw) {
  constexpr std::size_t kLength = 18;
  if (text.size() < kLength || text[10] != ' ' || text[16] != ' ') return 0;
  const auto digits = [&](std::size_t from, std::size_t to, std::int64_t& number) {
    number = 0;
    for (; from < to; ++from) {
      if (text[from] < '0' || text[from] > '9') return false;
      number = number * 10 + (text[from] - '0');
    }
    return true;
  };
  if (!digits(0, 10, raw.second) || !digits(11, 16, raw.third)) return 0;
  if (text[17] != 'n' && text[17] != 'f') return 0;
  raw.type = text[17] == 'n' ? 1 : 0;
  return kLength;
}

bool loose_entry(Parser& parser, RawEntry& raw) {
  const auto offset = parser.integer();
  const auto generation = offset ? parser.integer() : std::nullopt;
  if (!generation) return false;
  raw.second = *offset;
  raw.third = *generation;
  raw.type = parser.word("n") ? 1 : 0;
  return raw.type == 1 || parser.word("f");
}

// Once for a large subsection, and still doubling for a million small ones.
void make_room(std::vector<XrefEntry>& entries, std::size_t more) {
  const auto needed = entries.size() + more;
  if (needed > entries.capacity()) entries.reserve(std::max(needed, 2 * entries.capacity()));
}

Result<void> read_subsection(Section& section, Parser& parser, SectionContext& context) {
  auto first = parser.integer();
  const auto count = first ? parser.integer() : std::nullopt;
  if (!count || *first < 0 || *first > kMaxNumber || *count < 0)
    return corrupt("xref subsection", parser.at());
  if ((context.entries_left -= *count) < 0)
    return Error{Fault::TooManyEntries, "objects of the PDF", {}};
  const auto text = as_text(context.bytes);
  const auto left = static_cast<std::int64_t>(text.size()) - parser.at();
  make_room(section.entries, static_cast<std::size_t>(std::min(*count, left / 18)));
  for (std::int64_t i = 0; i < *count; ++i) {
    RawEntry raw;
    parser.skip_space();
    if (const auto length =
            fixed_entry(text.substr(static_cast<std::size_t>(parser.at()), 18), raw)) {
      parser.move_to(parser.at() + static_cast<std::int64_t>(length));
    } else if (!loose_entry(parser, raw)) {
      return corrupt("xref entry", parser.at());
    }
    if (i == 0 && *first == 1 && raw.type == 0 && raw.third == 65535) {
      context.note("xref table begins with 1 instead of 0: counted from 0");
      first = 0;
    }
    add_entry(section, *first + i, raw, context);
  }
  return {};
}

Result<Section> read_stream(SectionContext& context, std::int64_t declared);

// A number the table marks as in use is found there; what it hides or leaves out is looked up in
// the stream before the section before (7.5.8.4).
Result<void> join_hybrid(Section& section, SectionContext& context) {
  const auto* hidden = section.trailer->get("XRefStm");
  if (hidden == nullptr) return {};
  if (hidden->integer() == nullptr) return corrupt("/XRefStm is no offset", section.offset);
  auto stream = TRY(read_stream(context, *hidden->integer()));
  std::vector<XrefEntry> in_use;
  std::vector<XrefEntry> free;
  for (auto& entry : section.entries)
    (entry.location.kind == Location::Kind::Free ? free : in_use).push_back(entry);
  section.entries = joined(joined(std::move(in_use), std::move(stream.entries)), std::move(free));
  section.is_hybrid = true;
  return {};
}

Result<Section> read_table(SectionContext& context, Parser parser, std::int64_t declared) {
  Section section;
  section.declared = declared;
  section.offset = parser.at() - 4;
  while (!parser.word("trailer")) TRY(read_subsection(section, parser, context));
  const auto trailer = parser.object();
  if (!trailer || trailer->dict() == nullptr || trailer->stream() != nullptr)
    return corrupt("trailer", parser.at());
  section.trailer = std::get<std::shared_ptr<const Dict>>(trailer->value());
  section.end = parser.at();
  TRY(put_in_order(section, context));
  TRY(join_hybrid(section, context));
  TRY(take_prev(section, context));
  return section;
}

// ---- Streams -----------------------------------------------------------------------------------

using Widths = std::array<std::size_t, 3>;

Result<Widths> read_widths(const Dict& dict, std::int64_t offset) {
  Widths widths{};
  const auto* list = dict.get("W") == nullptr ? nullptr : dict.get("W")->array();
  if (list == nullptr || list->size() < 3) return corrupt("/W of an xref stream", offset);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const auto* width = (*list)[i].integer();
    if (width == nullptr || *width < 0 || *width > 8)
      return corrupt("/W of an xref stream", offset);
    widths[i] = static_cast<std::size_t>(*width);
  }
  if (widths[0] + widths[1] + widths[2] == 0) return corrupt("/W of an xref stream", offset);
  return widths;
}

/// First number and count of each run; all of /Size without an /Index.
Result<std::vector<std::pair<std::int64_t, std::int64_t>>> read_index(const Dict& dict,
                                                                      std::int64_t offset) {
  std::vector<std::pair<std::int64_t, std::int64_t>> runs;
  const auto* list = dict.get("Index") == nullptr ? nullptr : dict.get("Index")->array();
  const auto* size = dict.get("Size") == nullptr ? nullptr : dict.get("Size")->integer();
  if (list == nullptr && size != nullptr) runs.emplace_back(0, *size);
  for (std::size_t i = 0; list != nullptr && i + 1 < list->size(); i += 2) {
    const auto* first = (*list)[i].integer();
    const auto* count = (*list)[i + 1].integer();
    if (first == nullptr || count == nullptr) return corrupt("/Index of an xref stream", offset);
    runs.emplace_back(*first, *count);
  }
  for (const auto& [first, count] : runs)
    if (first < 0 || first > kMaxNumber || count < 0)
      return corrupt("/Index of an xref stream", offset);
  return runs;
}

std::int64_t big_endian(ByteView bytes, std::size_t at, std::size_t width) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < width; ++i) number = number << 8 | bytes[at + i];
  return static_cast<std::int64_t>(number);
}

Result<Bytes> stream_bytes(const Indirect& object, SectionContext& context, std::int64_t& end) {
  const auto* dict = object.value.dict();
  const auto* claimed = dict->get("Length") == nullptr ? nullptr : dict->get("Length")->integer();
  std::int64_t searched = 0;
  const auto length =
      stream_length(context.bytes, object.data, claimed == nullptr ? -1 : *claimed, searched);
  if (!length) return corrupt("xref stream without end", object.data);
  end = object.data + *length;
  // No honest section has more rows than there may be objects.
  const auto most = static_cast<std::uint64_t>(context.limits.pdf_objects) * 24 + kKiB;
  const auto steps = filter_steps(*dict, [](const Object& direct) { return direct; });
  return undo_filters(context.bytes.subspan(static_cast<std::size_t>(object.data),
                                            static_cast<std::size_t>(*length)),
                      steps,
                      std::min(most, context.limits.inflate_bytes));
}

Result<void> read_rows(Section& section, const Dict& dict, ByteView rows, SectionContext& context) {
  const auto widths = TRY(read_widths(dict, section.offset));
  const auto runs = TRY(read_index(dict, section.offset));
  const auto row_bytes = widths[0] + widths[1] + widths[2];
  std::size_t at = 0;
  for (const auto& [first, count] : runs) {
    for (std::int64_t i = 0; i < count && at + row_bytes <= rows.size(); ++i, at += row_bytes) {
      if (--context.entries_left < 0) return Error{Fault::TooManyEntries, "objects of the PDF", {}};
      RawEntry raw;
      if (widths[0] > 0) raw.type = big_endian(rows, at, widths[0]);
      raw.second = big_endian(rows, at + widths[0], widths[1]);
      raw.third = big_endian(rows, at + widths[0] + widths[1], widths[2]);
      // 7.5.8.3: other types are references to null, which is what a free object is.
      add_entry(section, first + i, raw, context);
    }
  }
  return {};
}

Result<Section> read_stream(SectionContext& context, std::int64_t declared) {
  const auto offset = declared + context.base;
  const auto object = parse_indirect(context.bytes, offset, context.limits, nullptr);
  if (!object || object->data < 0) return corrupt("xref section", offset);
  Section section;
  section.declared = declared;
  section.offset = offset;
  section.trailer = std::get<std::shared_ptr<const Dict>>(object->value.value());
  const auto rows = TRY(stream_bytes(*object, context, section.end));
  TRY(read_rows(section, *section.trailer, rows, context));
  TRY(put_in_order(section, context));
  TRY(take_prev(section, context));
  return section;
}

/// Where "xref" stands near a place that is slightly wrong; -1 when nowhere near.
std::int64_t table_near(const SectionContext& context, std::int64_t offset) {
  constexpr std::int64_t kNear = 64;
  const auto from = std::max<std::int64_t>(0, offset - kNear);
  for (auto at = find(context.bytes, "xref", from, offset + kNear); at >= 0;
       at = find(context.bytes, "xref", at + 1, offset + kNear)) {
    if (at == 0 || context.bytes[static_cast<std::size_t>(at - 1)] != 't') return at;
  }
  return -1;
}

}  // namespace

void SectionContext::note(const std::string& text) {
  if (std::find(notes.begin(), notes.end(), text) == notes.end()) notes.push_back(text);
}

bool has_section(const SectionContext& context, std::int64_t offset) {
  if (offset < 0 || offset >= static_cast<std::int64_t>(context.bytes.size())) return false;
  Parser parser(context.bytes, offset, context.limits);
  if (parser.word("xref")) return true;
  return parser.integer() && parser.integer() && parser.word("obj");
}

Result<Section> read_section(SectionContext& context, std::int64_t declared) {
  const auto size = static_cast<std::int64_t>(context.bytes.size());
  if (declared < 0 || declared > size - context.base)
    return corrupt("xref section beyond the file", -1);
  const auto offset = declared + context.base;
  Parser parser(context.bytes, offset, context.limits);
  if (parser.word("xref")) return read_table(context, parser, declared);
  if (has_section(context, offset)) return read_stream(context, declared);
  const auto near = table_near(context, offset);
  if (near < 0) return corrupt("xref section", offset);
  context.note("xref section stands " + std::to_string(near - offset) + " bytes off");
  parser.move_to(near + 4);
  return read_table(context, parser, declared);
}

std::vector<XrefEntry> joined(std::vector<XrefEntry> first, std::vector<XrefEntry> second) {
  std::vector<XrefEntry> out;
  out.reserve(first.size() + second.size());
  // set_union takes from the first range what both hold.
  std::set_union(first.begin(),
                 first.end(),
                 second.begin(),
                 second.end(),
                 std::back_inserter(out),
                 [](const XrefEntry& a, const XrefEntry& b) { return a.number < b.number; });
  return out;
}

}  // namespace sohoa::cos
