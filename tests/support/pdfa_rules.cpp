#include "support/pdfa_rules.h"

#include <algorithm>
#include <array>
#include <map>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <regex>
#include <set>

#include "ocr/engine/xmp.h"

namespace sohoa::testing {
namespace {

using pdf::PdfaFinding;
using Findings = std::vector<PdfaFinding>;

void check_header(std::string_view file, Findings& findings) {
  const std::string_view head = file.substr(0, 64);
  const bool version = head.size() > 15 && head.starts_with("%PDF-1.") && head[7] >= '0' &&
                       head[7] <= '7' && (head[8] == '\n' || head[8] == '\r');
  if (!version) findings.push_back({"6.1.2", "header is not %PDF-1.0 to 1.7 at byte 0"});
  const std::size_t comment = head.find("\n%");
  const std::string_view binary = comment == head.npos ? "" : head.substr(comment + 2, 4);
  const bool high = binary.size() == 4 && std::all_of(binary.begin(), binary.end(), [](char c) {
                      return (c & 0x80) != 0;
                    });
  if (!high) findings.push_back({"6.1.2", "no comment of four bytes above 127"});
}

void check_trailer(std::string_view file, QPDF& qpdf, Findings& findings) {
  const std::size_t end = file.rfind("%%EOF");
  if (end == file.npos || file.size() - end > 7) findings.push_back({"6.1.3", "data after %%EOF"});
  QPDFObjectHandle trailer = qpdf.getTrailer();
  QPDFObjectHandle id = trailer.getKey("/ID");
  const bool pair = id.isArray() && id.getArrayNItems() == 2 && id.getArrayItem(0).isString() &&
                    !id.getArrayItem(0).getStringValue().empty();
  if (!pair) findings.push_back({"6.1.3", "no file ID"});
  if (trailer.hasKey("/Encrypt")) findings.push_back({"6.1.3", "encrypted"});
}

/// 6.1.7.1: an end of line stands before endstream, and the length counts none of it.
void check_stream_ends(std::string_view file, Findings& findings) {
  for (std::size_t at = file.find("endstream"); at != file.npos;
       at = file.find("endstream", at + 9)) {
    if (at == 0 || (file[at - 1] != '\n' && file[at - 1] != '\r')) {
      findings.push_back({"6.1.7.1", "no end of line before endstream"});
      return;
    }
  }
}

/// Elements nest and end; attributes are quoted. Not a full XML parser, but what XMP needs.
bool is_well_formed(const std::string& xml) {
  static const std::regex kTag(R"(<(/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"<]*")*)\s*(/?)>)");
  std::vector<std::string> open;
  std::size_t tags = 0;
  for (std::sregex_iterator it(xml.begin(), xml.end(), kTag), none; it != none; ++it) {
    ++tags;
    if ((*it)[1] == "/") {
      if (open.empty() || open.back() != (*it)[2]) return false;
      open.pop_back();
    } else if ((*it)[4] != "/") {
      open.push_back((*it)[2]);
    }
  }
  const auto starts = static_cast<std::size_t>(std::count(xml.begin(), xml.end(), '<'));
  return open.empty() && tags > 0 && starts == tags + 2;  // and two processing instructions
}

std::string unescaped(std::string text) {
  for (const auto& [from, to] : std::map<std::string, std::string>{{"&lt;", "<"}, {"&gt;", ">"}}) {
    for (std::size_t at = 0; (at = text.find(from, at)) != text.npos; ++at)
      text.replace(at, from.size(), to);
  }
  for (std::size_t at = 0; (at = text.find("&amp;", at)) != text.npos; ++at)
    text.replace(at, 5, "&");
  return text;
}

/// The text of an element, list wrappers taken off.
std::string element(const std::string& xmp, const std::string& name) {
  std::smatch match;
  const std::regex plain("<" + name + R"(>(?:<rdf:\w+><rdf:li[^>]*>)?([^<]*)<)");
  return std::regex_search(xmp, match, plain) ? unescaped(match[1]) : std::string();
}

void check_info(QPDF& qpdf, const std::string& xmp, Findings& findings) {
  QPDFObjectHandle info = qpdf.getTrailer().getKey("/Info");
  if (!info.isDictionary()) return;
  const std::array<std::pair<const char*, const char*>, 8> pairs = {
      {{"/Title", "dc:title"},
       {"/Author", "dc:creator"},
       {"/Subject", "dc:description"},
       {"/Keywords", "pdf:Keywords"},
       {"/Creator", "xmp:CreatorTool"},
       {"/Producer", "pdf:Producer"},
       {"/CreationDate", "xmp:CreateDate"},
       {"/ModDate", "xmp:ModifyDate"}}};
  for (const auto& [key, name] : pairs) {
    if (!info.hasKey(key)) continue;
    std::string wanted = info.getKey(key).getUTF8Value();
    if (std::string_view(key).ends_with("Date")) wanted = pdf::rfc3339_date(wanted);
    if (element(xmp, name) != wanted)
      findings.push_back({"6.6.3", std::string(key) + " differs from XMP"});
  }
}

void check_metadata(QPDF& qpdf, Findings& findings) {
  QPDFObjectHandle stream = qpdf.getRoot().getKey("/Metadata");
  if (!stream.isStream()) {
    findings.push_back({"6.6.2.1", "no XMP metadata"});
    return;
  }
  const auto data = stream.getStreamData();
  const std::string xmp(reinterpret_cast<const char*>(data->getBuffer()), data->getSize());
  if (!is_well_formed(xmp)) findings.push_back({"6.6.2.1", "XMP is not well formed"});
  const std::string head = xmp.substr(0, xmp.find("?>"));
  const bool packet =
      head.starts_with("<?xpacket begin=") && head.find("W5M0MpCehiHzreSzNTczkc9d") != head.npos;
  if (!packet || head.find("bytes=") != head.npos || head.find("encoding=") != head.npos)
    findings.push_back({"6.6.2.1", "XMP packet header"});
  if (element(xmp, "pdfaid:part") != "2" || element(xmp, "pdfaid:conformance") != "B")
    findings.push_back({"6.6.4", "no claim of PDF/A-2b"});
  check_info(qpdf, xmp, findings);
}

void check_profile(QPDF& qpdf, Findings& findings) {
  QPDFObjectHandle intents = qpdf.getRoot().getKey("/OutputIntents");
  if (!intents.isArray() || intents.getArrayNItems() == 0) return;  // found by the object walk
  QPDFObjectHandle profile = intents.getArrayItem(0).getKey("/DestOutputProfile");
  if (!profile.isStream()) return;
  const auto data = profile.getStreamData();
  const unsigned char* b = data->getBuffer();
  const std::size_t size =
      data->getSize() < 128
          ? 0
          : std::size_t{b[0]} << 24 | std::size_t{b[1]} << 16 | std::size_t{b[2]} << 8 | b[3];
  if (size != data->getSize())
    findings.push_back({"6.2.3", "ICC profile has another size than it says"});
  if (!profile.getDict().getKey("/N").isInteger() ||
      profile.getDict().getKey("/N").getIntValue() != 3)
    findings.push_back({"6.2.3", "N of the output profile"});
}

/// Collects the CIDs shown in each composite font of a page.
class ShownCids final : public QPDFObjectHandle::ParserCallbacks {
 public:
  void handleObject(QPDFObjectHandle object, size_t /*offset*/, size_t /*length*/) override {
    if (!object.isOperator()) {
      operands_.push_back(object);
      return;
    }
    const std::string op = object.getOperatorValue();
    if (op == "Tf" && operands_.size() >= 2) font_ = operands_[operands_.size() - 2].getName();
    if (op == "Tj" || op == "TJ") {
      for (QPDFObjectHandle& operand : operands_) collect(operand);
    }
    operands_.clear();
  }
  void handleEOF() override {}
  std::map<std::string, std::set<unsigned>> cids;

 private:
  void collect(QPDFObjectHandle operand) {
    if (operand.isArray()) {
      for (QPDFObjectHandle& item : operand.getArrayAsVector()) collect(item);
    }
    if (!operand.isString()) return;
    const std::string text = operand.getStringValue();
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
      cids[font_].insert(static_cast<unsigned>(static_cast<unsigned char>(text[i]) << 8 |
                                               static_cast<unsigned char>(text[i + 1])));
    }
  }
  std::vector<QPDFObjectHandle> operands_;
  std::string font_;
};

/// CIDs a ToUnicode CMap maps, ranges included.
std::set<unsigned> mapped(const std::string& cmap) {
  std::set<unsigned> cids;
  static const std::regex kRange(R"(<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*(?:\[|<))");
  const std::size_t from = cmap.find("endcodespacerange");
  const std::string body = from == cmap.npos ? std::string() : cmap.substr(from);
  for (std::sregex_iterator it(body.begin(), body.end(), kRange), none; it != none; ++it) {
    const auto first = static_cast<unsigned>(std::stoul((*it)[1], nullptr, 16));
    const auto last = static_cast<unsigned>(std::stoul((*it)[2], nullptr, 16));
    for (unsigned cid = first; cid <= last; ++cid) cids.insert(cid);
  }
  return cids;
}

void check_shown(QPDFObjectHandle font, const std::set<unsigned>& cids, Findings& findings) {
  if (!font.getKey("/Encoding").isNameAndEquals("/Identity-H")) return;
  QPDFObjectHandle to_unicode = font.getKey("/ToUnicode");
  std::set<unsigned> known;
  if (to_unicode.isStream()) {
    const auto data = to_unicode.getStreamData();
    known = mapped(std::string(reinterpret_cast<const char*>(data->getBuffer()), data->getSize()));
  }
  QPDFObjectHandle map = font.getKey("/DescendantFonts").getArrayItem(0).getKey("/CIDToGIDMap");
  const auto glyphs = map.isStream() ? map.getStreamData() : nullptr;
  for (const unsigned cid : cids) {
    if (!known.contains(cid))
      findings.push_back({"6.2.11.7", "a shown character has no Unicode value"});
    const bool outside = glyphs && 2UL * cid + 1 >= glyphs->getSize();
    const bool zero = glyphs && !outside && glyphs->getBuffer()[2UL * cid] == 0 &&
                      glyphs->getBuffer()[2UL * cid + 1] == 0;
    if (cid == 0 || outside || zero)
      findings.push_back({"6.2.11.8", "a shown character is .notdef"});
  }
}

void check_text(QPDF& qpdf, Findings& findings) {
  for (QPDFObjectHandle page : std::vector(qpdf.getAllPages())) {
    ShownCids shown;
    page.parsePageContents(&shown);
    for (const auto& [name, cids] : shown.cids) {
      QPDFObjectHandle font = page.getKey("/Resources").getKey("/Font").getKey(name);
      if (font.isDictionary() && font.getKey("/Subtype").isNameAndEquals("/Type0"))
        check_shown(font, cids, findings);
    }
  }
}

}  // namespace

Findings check_pdfa_2b(const Bytes& file) {
  Findings findings;
  const std::string_view text = as_text(file);
  check_header(text, findings);
  check_stream_ends(text, findings);
  QPDF qpdf;
  qpdf.setSuppressWarnings(true);
  qpdf.setAttemptRecovery(false);
  try {
    qpdf.processMemoryFile("file", text.data(), text.size());
    check_trailer(text, qpdf, findings);
    for (QPDFObjectHandle& object : qpdf.getAllObjects()) {
      if (object.isStream()) static_cast<void>(object.getRawStreamData());
    }
    check_metadata(qpdf, findings);
    check_profile(qpdf, findings);
    const Findings objects = pdf::find_pdfa_obstacles(qpdf);
    findings.insert(findings.end(), objects.begin(), objects.end());
    check_text(qpdf, findings);
  } catch (const std::exception& e) {
    findings.push_back({"6.1.4", std::string("cannot be read without repair: ") + e.what()});
  }
  if (!qpdf.getWarnings().empty()) findings.push_back({"6.1.4", "qpdf warns"});
  return findings;
}

std::string describe(const Findings& findings) {
  std::string text;
  for (const PdfaFinding& finding : findings) text += finding.clause + " " + finding.what + "; ";
  return text;
}

bool names_clause(const Findings& findings, const std::string& clause) {
  return std::any_of(
      findings.begin(), findings.end(), [&](const PdfaFinding& f) { return f.clause == clause; });
}

}  // namespace sohoa::testing
