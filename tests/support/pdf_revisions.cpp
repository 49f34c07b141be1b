#include "support/pdf_revisions.h"

#include <algorithm>
#include <cstdio>
#include <utility>

namespace sohoa::testing {
namespace {

constexpr std::string_view kRangePlaceholder = "0000000000 0000000000 0000000000 0000000000";

std::string padded(std::int64_t value, int digits) {
  char text[32];
  std::snprintf(text, sizeof text, "%0*lld", digits, static_cast<long long>(value));
  return text;
}

void put_big_endian(std::string& into, std::int64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    into.push_back(static_cast<char>((value >> shift) & 0xFF));
  }
}

/// "first count" of each run of neighbouring numbers, for xref subsections and /Index.
template <class Map>
std::vector<std::pair<std::int32_t, std::int32_t>> runs_of(const Map& entries) {
  std::vector<std::pair<std::int32_t, std::int32_t>> runs;
  for (const auto& [number, entry] : entries) {
    if (!runs.empty() && runs.back().first + runs.back().second == number) {
      ++runs.back().second;
    } else {
      runs.emplace_back(number, 1);
    }
  }
  return runs;
}

}  // namespace

PdfRevisions::PdfRevisions() : file_("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n") {
  entries_[0] = {0, 0, 65535};
}

PdfRevisions::PdfRevisions(std::string file, std::int64_t last_xref, std::int32_t size)
    : file_(std::move(file)), prev_(last_xref), size_(size) {}

void PdfRevisions::note(std::int32_t number, Entry entry) {
  entries_[number] = entry;
  size_ = std::max(size_, number + 1);
  if (entry.type == 1) offsets_[number] = entry.first;
}

PdfRevisions& PdfRevisions::object(std::int32_t number,
                                   std::string_view body,
                                   std::int32_t generation) {
  note(number, {1, static_cast<std::int64_t>(file_.size()), generation});
  file_ += std::to_string(number) + " " + std::to_string(generation) + " obj\n";
  file_ += body;
  file_ += "\nendobj\n";
  return *this;
}

PdfRevisions& PdfRevisions::stream(std::int32_t number,
                                   std::string_view entries,
                                   std::string_view data) {
  std::string body = "<< ";
  body += entries;
  body += " /Length " + std::to_string(data.size()) + " >>\nstream\n";
  body += data;
  return object(number, body + "\nendstream");
}

PdfRevisions& PdfRevisions::packed(std::int32_t number, std::string_view body) {
  pack_.emplace_back(number, body);
  size_ = std::max(size_, number + 1);
  return *this;
}

PdfRevisions& PdfRevisions::free(std::int32_t number, std::int32_t next_generation) {
  note(number, {0, 0, next_generation});
  return *this;
}

PdfRevisions& PdfRevisions::repoint(std::int32_t number, std::int64_t offset) {
  note(number, {1, offset, 0});
  return *this;
}

PdfRevisions& PdfRevisions::signature(std::int32_t number,
                                      std::string_view entries,
                                      std::size_t contents_bytes) {
  note(number, {1, static_cast<std::int64_t>(file_.size()), 0});
  file_ += std::to_string(number) + " 0 obj\n<< /Type /Sig ";
  file_ += entries;
  file_ += " /ByteRange [";
  open_ranges_.push_back({number, file_.size()});
  file_ += kRangePlaceholder;
  file_ += "] /Contents ";
  const auto begin = static_cast<std::int64_t>(file_.size());
  file_ += "<" + std::string(2 * contents_bytes, '0') + ">";
  gaps_[number] = {begin, static_cast<std::int64_t>(file_.size())};
  file_ += " >>\nendobj\n";
  return *this;
}

PdfRevisions& PdfRevisions::raw(std::string_view text) {
  file_ += text;
  return *this;
}

void PdfRevisions::end(const RevisionEnd& how) {
  if (!pack_.empty()) write_pack();
  if (how.flavour == XrefFlavour::Table) {
    write_table(how);
  } else {
    write_stream(how);
  }
  file_ += "startxref\n" + std::to_string(prev_) + "\n%%EOF" + how.after_eof;
  close_ranges();
  ends_.push_back(static_cast<std::int64_t>(file_.size()));
  entries_.clear();
}

void PdfRevisions::write_pack() {
  std::string head;
  std::string bodies;
  const std::int32_t container = size_;
  for (std::size_t i = 0; i < pack_.size(); ++i) {
    head += std::to_string(pack_[i].first) + " " + std::to_string(bodies.size()) + " ";
    bodies += pack_[i].second + " ";
    note(pack_[i].first, {2, container, static_cast<std::int32_t>(i)});
  }
  stream(
      container,
      "/Type /ObjStm /N " + std::to_string(pack_.size()) + " /First " + std::to_string(head.size()),
      head + bodies);
  pack_.clear();
}

void PdfRevisions::write_table(const RevisionEnd& how) {
  const auto start = static_cast<std::int64_t>(file_.size());
  file_ += "xref\n";
  for (const auto& [first, count] : runs_of(entries_)) {
    file_ += std::to_string(first) + " " + std::to_string(count) + "\n";
    for (std::int32_t number = first; number < first + count; ++number) {
      const Entry& entry = entries_.at(number);
      file_ += padded(entry.first, 10) + " " + padded(entry.second, 5);
      file_ += entry.type == 0 ? " f \n" : " n \n";
    }
  }
  file_ += "trailer\n<< /Size " + std::to_string(size_) + " /Root " + std::to_string(how.root) +
           " 0 R " + how.trailer;
  if (prev_ >= 0) file_ += " /Prev " + std::to_string(prev_);
  file_ += " >>\n";
  prev_ = start;
}

void PdfRevisions::write_stream(const RevisionEnd& how) {
  const auto start = static_cast<std::int64_t>(file_.size());
  const std::int32_t number = size_;
  entries_[number] = {1, start, 0};
  std::string index;
  std::string rows;
  for (const auto& [first, count] : runs_of(entries_)) {
    index += std::to_string(first) + " " + std::to_string(count) + " ";
  }
  for (const auto& [object, entry] : entries_) {
    rows.push_back(static_cast<char>(entry.type));
    put_big_endian(rows, entry.first, 4);
    put_big_endian(rows, entry.second, 2);
  }
  std::string entries = "/Type /XRef /W [1 4 2] /Index [" + index + "] /Size " +
                        std::to_string(number + 1) + " /Root " + std::to_string(how.root) +
                        " 0 R " + how.trailer;
  if (prev_ >= 0) entries += " /Prev " + std::to_string(prev_);
  stream(number, entries, rows);
  prev_ = start;
}

void PdfRevisions::close_ranges() {
  for (const OpenRange& range : open_ranges_) {
    const SignatureGap gap = gaps_.at(range.number);
    const std::string numbers = padded(0, 10) + " " + padded(gap.begin, 10) + " " +
                                padded(gap.end, 10) + " " +
                                padded(static_cast<std::int64_t>(file_.size()) - gap.end, 10);
    file_.replace(range.numbers_at, numbers.size(), numbers);
  }
  open_ranges_.clear();
}

std::int64_t PdfRevisions::offset_of(std::int32_t number) const {
  const auto found = offsets_.find(number);
  return found == offsets_.end() ? 0 : found->second;
}

}  // namespace sohoa::testing
