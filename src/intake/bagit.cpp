#include "intake/bagit.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "core/text.h"
#include "intake/entry_name.h"

namespace sohoa {
namespace {

constexpr std::string_view kPayloadFolder = "data/";
constexpr std::string_view kBagitTxt = "bagit.txt";
constexpr std::string_view kBagInfo = "bag-info.txt";
constexpr std::string_view kManifest = "manifest-sha256.txt";
constexpr std::string_view kTagManifest = "tagmanifest-sha256.txt";

Error bad(std::string_view file, std::size_t line, std::string detail) {
  Error error{Fault::BadManifest, std::move(detail), {}};
  error.where.document = file;
  if (line > 0) error.where.field = "line " + std::to_string(line);
  return error;
}

// Takes the first line off `text`. RFC 8493 2.1: lines end in LF, CR or CRLF.
std::string_view take_line(std::string_view& text) {
  const auto end = text.find_first_of("\r\n");
  const auto line = text.substr(0, end);
  if (end == text.npos) {
    text = {};
    return line;
  }
  const bool is_crlf = text.substr(end, 2) == "\r\n";
  text.remove_prefix(end + (is_crlf ? 2 : 1));
  return line;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view without_bom(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

// "Label: value" lines; a line that starts with white space continues the one before (2.2.2).
std::vector<std::pair<std::string, std::string>> read_labels(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> labels;
  text = without_bom(text);
  while (!text.empty()) {
    const auto line = take_line(text);
    if (trim(line).empty()) continue;
    const bool is_continued = line.front() == ' ' || line.front() == '\t';
    if (is_continued && !labels.empty()) {
      labels.back().second += " " + std::string(trim(line));
      continue;
    }
    const auto colon = std::min(line.find(':'), line.size());
    const auto value = colon == line.size() ? std::string_view{} : line.substr(colon + 1);
    labels.emplace_back(to_lower(trim(line.substr(0, colon))), trim(value));
  }
  return labels;
}

std::string label(std::string_view text, std::string_view wanted) {
  for (const auto& [key, value] : read_labels(text)) {
    if (key == wanted) return value;
  }
  return {};
}

Result<std::string> parse_version(std::string_view bagit_txt) {
  if (bagit_txt.empty()) return bad(kBagitTxt, 0, "is missing");
  const std::string version = label(bagit_txt, "bagit-version");
  if (version != "1.0" && version != "0.97") {
    return bad(kBagitTxt, 0, "BagIt-Version is '" + version + "', we read 1.0 and 0.97");
  }
  const std::string encoding = to_lower(label(bagit_txt, "tag-file-character-encoding"));
  if (encoding == "utf-8" || encoding == "utf8") return version;
  return bad(kBagitTxt, 0, "Tag-File-Character-Encoding must be UTF-8");
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

Result<std::optional<PayloadOxum>> parse_oxum(std::string_view bag_info) {
  const std::string text = label(bag_info, "payload-oxum");
  if (text.empty()) return std::optional<PayloadOxum>();
  const auto dot = std::min(text.find('.'), text.size());
  PayloadOxum oxum;
  const bool is_good = dot < text.size() &&
                       read_number(std::string_view(text).substr(0, dot), oxum.bytes) &&
                       read_number(std::string_view(text).substr(dot + 1), oxum.files);
  if (!is_good) return bad(kBagInfo, 0, "Payload-Oxum is not bytes.files");
  return std::optional(oxum);
}

// NFC, for comparing only. Normalising drops control characters: a name that has some is left as it
// is, and no file we unpack will match it.
std::string comparable(std::string name) {
  const bool has_control =
      std::ranges::any_of(name, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  return has_control ? name : to_nfc(name);
}

// One manifest being read.
class ManifestReader {
 public:
  ManifestReader(std::string_view file, bool is_payload, const Limits& limits)
      : file_(file), is_payload_(is_payload), limits_(limits) {}

  Result<std::vector<ManifestLine>> read(std::string_view text);

 private:
  Result<ManifestLine> read_line(std::string_view line) const;
  Result<std::string> read_name(std::string_view raw) const;
  Error bad_line(std::string detail) const { return bad(file_, line_number_, std::move(detail)); }

  std::string_view file_;
  bool is_payload_;
  const Limits& limits_;
  std::size_t line_number_ = 0;
};

Result<std::string> ManifestReader::read_name(std::string_view raw) const {
  if (raw.starts_with('*')) raw.remove_prefix(1);
  if (raw.starts_with("./")) raw.remove_prefix(2);
  if (raw.size() > static_cast<std::size_t>(limits_.name_bytes)) return bad_line("name too long");
  std::string name = comparable(decode_manifest_name(raw));
  if (is_payload_ == name.starts_with(kPayloadFolder)) return name;
  return bad_line(is_payload_ ? "a payload name must start with data/"
                              : "a tag file may not stand under data/");
}

Result<ManifestLine> ManifestReader::read_line(std::string_view line) const {
  const auto digits = std::min(line.find_first_of(" \t"), line.size());
  const auto digest = Digest::parse(line.substr(0, digits));
  if (!digest) return bad_line("no SHA-256 of 64 hexadecimal digits");
  const auto start = line.find_first_not_of(" \t", digits);
  if (start == line.npos) return bad_line("no file name");
  return ManifestLine{*digest, TRY(read_name(line.substr(start)))};
}

Result<std::vector<ManifestLine>> ManifestReader::read(std::string_view text) {
  if (text.size() > limits_.manifest_bytes) return bad_line("too large");
  std::map<std::string, Digest> seen;
  std::vector<ManifestLine> lines;
  text = without_bom(text);
  while (!text.empty()) {
    ++line_number_;
    const auto line = take_line(text);
    if (trim(line).empty()) continue;
    ManifestLine entry = TRY(read_line(line));
    const auto [known, is_new] = seen.emplace(entry.name, entry.digest);
    if (!is_new && known->second != entry.digest) return bad_line("named twice, two digests");
    if (is_new) lines.push_back(std::move(entry));
  }
  return lines;
}

// Files are matched in NFC: macOS hands out NFD, Windows NFC, and both mean one file.
std::map<std::string, const BagFile*> by_name(std::span<const BagFile> files) {
  std::map<std::string, const BagFile*> index;
  for (const auto& file : files) index.emplace(comparable(file.name), &file);
  return index;
}

using FileIndex = std::map<std::string, const BagFile*>;

void check_lines(const std::vector<ManifestLine>& lines,
                 const FileIndex& received,
                 std::vector<BagFinding>& findings) {
  for (const auto& line : lines) {
    const auto file = received.find(line.name);
    if (file == received.end()) {
      findings.push_back({Fault::MissingFile, line.name, {}});
    } else if (file->second->digest != line.digest) {
      findings.push_back({Fault::DigestMismatch,
                          line.name,
                          "declared " + line.digest.hex() + ", is " + file->second->digest.hex()});
    }
  }
}

void check_undeclared(const Bag& bag,
                      const FileIndex& received,
                      std::vector<BagFinding>& findings) {
  std::set<std::string_view> declared;
  for (const auto& line : bag.manifest) declared.insert(line.name);
  for (const auto& [name, file] : received) {
    if (!name.starts_with(kPayloadFolder) || declared.contains(name)) continue;
    findings.push_back({Fault::BadManifest, name, "the manifest does not name this file"});
  }
}

PayloadOxum oxum_of(std::span<const BagFile> files) {
  PayloadOxum oxum;
  for (const auto& file : files) {
    if (!file.name.starts_with(kPayloadFolder)) continue;
    oxum.bytes += file.bytes;
    ++oxum.files;
  }
  return oxum;
}

std::string text_of(const PayloadOxum& oxum) {
  return std::to_string(oxum.bytes) + "." + std::to_string(oxum.files);
}

void check_oxum(const Bag& bag,
                std::span<const BagFile> received,
                std::vector<BagFinding>& findings) {
  const PayloadOxum found = oxum_of(received);
  if (!bag.oxum || *bag.oxum == found) return;
  findings.push_back({Fault::BadManifest,
                      std::string(kBagInfo),
                      "Payload-Oxum is " + text_of(*bag.oxum) + ", received " + text_of(found)});
}

std::string manifest_text(std::span<const BagFile> files) {
  std::vector<std::string> lines;
  for (const auto& file : files) {
    lines.push_back(file.digest.hex() + "  " + encode_manifest_name(file.name) + "\n");
  }
  std::ranges::sort(lines, {}, [](const std::string& line) { return line.substr(66); });
  std::string text;
  for (const auto& line : lines) text += line;
  return text;
}

std::string info_text(const BagInfo& info, const PayloadOxum& oxum) {
  std::string text;
  if (!info.source_organization.empty()) {
    text += "Source-Organization: " + squeeze(info.source_organization) + "\n";
  }
  text += "Bagging-Date: " + to_rfc3339(info.bagging_date).substr(0, 10) + "\n";
  if (!info.software.empty()) text += "Bag-Software-Agent: " + squeeze(info.software) + "\n";
  return text + "Payload-Oxum: " + text_of(oxum) + "\n";
}

}  // namespace

Result<Bag> parse_bag(const BagTags& tags, const Limits& limits) {
  Bag bag;
  bag.version = TRY(parse_version(tags.bagit_txt));
  if (tags.manifest_sha256.empty()) return bad(kManifest, 0, "is missing");
  bag.manifest = TRY(ManifestReader(kManifest, true, limits).read(tags.manifest_sha256));
  bag.tag_manifest =
      TRY(ManifestReader(kTagManifest, false, limits).read(tags.tag_manifest_sha256));
  bag.oxum = TRY(parse_oxum(tags.bag_info));
  return bag;
}

std::vector<BagFinding> check_bag(const Bag& bag, std::span<const BagFile> received) {
  const FileIndex index = by_name(received);
  std::vector<BagFinding> findings;
  check_lines(bag.manifest, index, findings);
  check_lines(bag.tag_manifest, index, findings);
  check_undeclared(bag, index, findings);
  check_oxum(bag, received, findings);
  std::ranges::stable_sort(findings, {}, &BagFinding::name);
  return findings;
}

std::optional<std::string> bag_root(std::span<const std::string> names) {
  std::optional<std::string> root;
  for (const auto& name : names) {
    if (base_name(name) != kBagitTxt) continue;
    const auto parent = parent_name(name);
    const bool is_deep = parent.find('/') != parent.npos;
    if (is_deep || parent == "data") continue;
    if (root) return std::nullopt;
    root = parent.empty() ? std::string() : std::string(parent) + "/";
  }
  return root;
}

std::vector<TagFile> make_bag_tags(std::span<const BagFile> payload,
                                   std::span<const BagFile> extra_tags,
                                   const BagInfo& info) {
  std::vector<TagFile> tags;
  tags.push_back(
      {std::string(kBagitTxt), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"});
  tags.push_back({std::string(kBagInfo), info_text(info, oxum_of(payload))});
  tags.push_back({std::string(kManifest), manifest_text(payload)});
  std::vector<BagFile> listed(extra_tags.begin(), extra_tags.end());
  for (const auto& tag : tags) listed.push_back({tag.name, sha256(tag.content), 0});
  tags.push_back({std::string(kTagManifest), manifest_text(listed)});
  return tags;
}

std::string encode_manifest_name(std::string_view name) {
  std::string encoded;
  for (const char c : name) {
    if (c == '%') {
      encoded += "%25";
    } else if (c == '\n') {
      encoded += "%0A";
    } else if (c == '\r') {
      encoded += "%0D";
    } else {
      encoded += c;
    }
  }
  return encoded;
}

// Only these three are encoded in a manifest (2.1.3): any other % stands for itself, as older tools
// wrote it.
std::string decode_manifest_name(std::string_view name) {
  std::string decoded;
  while (!name.empty()) {
    const auto three = name.substr(0, 3);
    const bool is_line_feed = three == "%0A" || three == "%0a";
    const bool is_return = three == "%0D" || three == "%0d";
    const bool is_code = is_line_feed || is_return || three == "%25";
    const char percent_or = is_line_feed ? '\n' : is_return ? '\r' : '%';
    decoded += is_code ? percent_or : name.front();
    name.remove_prefix(is_code ? 3 : 1);
  }
  return decoded;
}

}  // namespace sohoa
