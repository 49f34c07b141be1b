#include "pipeline/attest_statement.h"

#include <map>
#include <utility>

#include "core/text.h"
#include "intake/bagit.h"

namespace sohoa {
namespace {

constexpr std::string_view kFormat = "sohoa-attestation/1";
constexpr std::string_view kDeclaration =
    "Tôi xác nhận các tệp dưới đây là bản quét đầy đủ, chính xác từ giấy tờ gốc "
    "(TT 01/2023/TT-VPCP, Điều 7).";

std::string line(std::string_view key, std::string_view value) {
  return std::string(key) + " " + encode_manifest_name(to_nfc(value)) + "\n";
}

std::string file_line(const FileRecord& file) {
  return line("file",
              file.digest.hex() + " " + std::to_string(file.bytes) + " " +
                  std::to_string(file.pages) + " " + file.name);
}

std::string component_text(const ScanComponent& component) {
  std::string text = line("component", component.id) + line("dossier", component.dossier) +
                     line("code", component.code) +
                     line("pages", std::to_string(component.pages()));
  for (const FileRecord& file : component.files) text += file_line(file);
  return text;
}

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::string_view key_of(std::string_view line) {
  return line.substr(0, line.find(' '));
}

std::string_view value_of(std::string_view line) {
  const auto space = line.find(' ');
  return space == std::string_view::npos ? std::string_view() : line.substr(space + 1);
}

// Each fact under where it stands: "L-…/0001 file 2" → its line. A fact given twice keeps both, by
// number.
std::map<std::string, std::string_view> facts_of(const Lines& lines) {
  std::map<std::string, std::string_view> facts;
  std::map<std::string, int> counts;
  std::string component;
  for (std::size_t i = 2; i < lines.size(); ++i) {
    if (key_of(lines[i]) == "component") component = value_of(lines[i]);
    const std::string place = component + " " + std::string(key_of(lines[i]));
    facts.emplace(place + " " + std::to_string(++counts[place]), lines[i]);
  }
  return facts;
}

StatementDifference missing(std::string_view ours, std::string_view theirs) {
  if (theirs.empty()) {
    return {"bản đã ký không có dòng “" + std::string(ours) + "”",
            "the signed text lacks the line \"" + std::string(ours) + "\""};
  }
  return {"bản đã ký có thêm dòng “" + std::string(theirs) + "”",
          "the signed text has one line more: \"" + std::string(theirs) + "\""};
}

// The last word of a file's line is its name; a name may hold spaces, the three before it do not.
std::string_view name_in(std::string_view file) {
  for (int skipped = 0; skipped < 4; ++skipped) file = value_of(file);
  return file;
}

StatementDifference differs(std::string_view ours, std::string_view theirs) {
  if (key_of(ours) == "file") {
    const std::string name(name_in(ours));
    const std::string was(value_of(theirs).substr(0, 64));
    const std::string is(value_of(ours).substr(0, 64));
    return {"tệp " + name + ": bản đã ký ghi SHA-256 " + was + ", bản quét trong kho là " + is,
            "file " + name + ": signed as SHA-256 " + was + ", the stored scan is " + is};
  }
  return {"bản đã ký ghi “" + std::string(theirs) + "”, trong kho là “" + std::string(ours) + "”",
          "signed as \"" + std::string(theirs) + "\", stored as \"" + std::string(ours) + "\""};
}

std::vector<StatementDifference> no_statement() {
  return {{"tệp đã ký không phải là bản xác nhận do sohoa attest prepare tạo ra",
           "what was signed is no statement made by sohoa attest prepare"}};
}

std::vector<StatementDifference> compare_facts(
    const std::map<std::string, std::string_view>& ours,
    const std::map<std::string, std::string_view>& theirs) {
  std::vector<StatementDifference> found;
  for (const auto& [place, text] : ours) {
    const auto other = theirs.find(place);
    if (other == theirs.end()) {
      found.push_back(missing(text, {}));
    } else if (other->second != text) {
      found.push_back(differs(text, other->second));
    }
  }
  for (const auto& [place, text] : theirs) {
    if (!ours.contains(place)) found.push_back(missing({}, text));
  }
  return found;
}

}  // namespace

std::int32_t ScanComponent::pages() const {
  std::int32_t sum = 0;
  for (const FileRecord& file : files) sum += file.pages;
  return sum;
}

std::string statement_text(const ScanStatement& statement) {
  std::string text = std::string(kFormat) + "\n" + std::string(kDeclaration) + "\n" +
                     line("batch", statement.batch);
  for (const ScanComponent& component : statement.components) text += component_text(component);
  return text;
}

Digest scan_digest(const std::vector<FileRecord>& files) {
  Sha256 hash;
  for (const FileRecord& file : files) {
    if (!file.digest.is_zero()) hash.update(file.digest.hex() + "\n");
  }
  return hash.finish();
}

std::vector<StatementDifference> compare_statements(std::string_view ours,
                                                    std::string_view theirs) {
  if (ours == theirs) return {};
  const Lines here = lines_of(ours);
  const Lines there = lines_of(theirs);
  if (there.empty() || there.front() != kFormat) return no_statement();
  auto found = compare_facts(facts_of(here), facts_of(there));
  if (found.empty()) {
    found.push_back({"lời xác nhận, thứ tự hoặc cách xuống dòng đã bị sửa",
                     "the declaration, the order or the line ends were edited"});
  }
  return found;
}

std::string scanned_as(const std::string& component) {
  const auto slash = component.find('/');
  if (slash == std::string::npos) return component;
  return component.substr(0, component.find('.', slash));
}

}  // namespace sohoa
