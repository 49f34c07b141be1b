#include "intake/format.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace sohoa {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view bytes;
  Format format;
};

// Signatures at byte 0. TIFF 6.0 section 2 and BigTIFF; ISO/IEC 10918-1 B.1.1; PNG 5.2; APPNOTE
// 4.3.6.
constexpr std::array kSignatures = {
    Signature{"II*\0"sv, Format::Tiff},
    Signature{"MM\0*"sv, Format::Tiff},
    Signature{"II+\0"sv, Format::Tiff},
    Signature{"MM\0+"sv, Format::Tiff},
    Signature{"\xFF\xD8\xFF"sv, Format::Jpeg},
    Signature{"\x89PNG\r\n\x1A\n"sv, Format::Png},
    Signature{"PK\3\4"sv, Format::Zip},
    Signature{"PK\5\6"sv, Format::Zip},
    Signature{"-----BEGIN PKCS7-----"sv, Format::Cms},
    Signature{"-----BEGIN CMS-----"sv, Format::Cms},
};

// How HTML begins in practice (WHATWG MIME sniffing 7.1, shortened).
constexpr std::array kHtmlStarts = {"<!doctype html"sv,
                                    "<html"sv,
                                    "<head"sv,
                                    "<body"sv,
                                    "<script"sv,
                                    "<title"sv,
                                    "<h1"sv,
                                    "<table"sv,
                                    "<div"sv,
                                    "<p>"sv,
                                    "<br"sv};

// RFC 5652 section 5.1: ContentInfo is a SEQUENCE that starts with the OID id-signedData.
constexpr std::string_view kSignedDataOid = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"sv;

bool is_cms(std::string_view head) {
  return head.starts_with('\x30') && head.substr(0, 32).find(kSignedDataOid) != head.npos;
}

// Byte order mark and white space before the first tag say nothing.
std::string_view skip_blank(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const auto start = text.find_first_not_of(" \t\r\n");
  return start == text.npos ? std::string_view{} : text.substr(start);
}

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(
      lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

// The declaration may be left out (XML 1.0, 2.8), so any first tag or comment will do.
bool is_xml_start(std::string_view text) {
  if (text.starts_with("<?xml") || text.starts_with("<!")) return true;
  return text.size() > 1 && text[0] == '<' &&
         (std::isalpha(static_cast<unsigned char>(text[1])) != 0 || text[1] == '_');
}

Format sniff_markup(std::string_view head) {
  const std::string lower = ascii_lower(skip_blank(head).substr(0, 1024));
  for (const auto start : kHtmlStarts) {
    if (lower.starts_with(start)) return Format::Html;
  }
  if (lower.starts_with("<!--") && lower.find("<html") != lower.npos) return Format::Html;
  if (!is_xml_start(lower)) return Format::Unknown;
  return lower.find("<html") == lower.npos ? Format::Xml : Format::Html;
}

struct FormatNames {
  std::string_view name;
  std::string_view mime_type;
};

constexpr std::array<FormatNames, 10> kNames = {{
    {"unknown", "application/octet-stream"},
    {"empty", "application/x-empty"},
    {"pdf", "application/pdf"},
    {"tiff", "image/tiff"},
    {"jpeg", "image/jpeg"},
    {"png", "image/png"},
    {"zip", "application/zip"},
    {"html", "text/html"},
    {"cms", "application/pkcs7-mime"},
    {"xml", "application/xml"},
}};

}  // namespace

Format sniff(ByteView head) {
  if (head.empty()) return Format::Empty;
  const std::string_view text = as_text(head);
  for (const auto& signature : kSignatures) {
    if (text.starts_with(signature.bytes)) return signature.format;
  }
  if (is_cms(text)) return Format::Cms;
  const Format markup = sniff_markup(text);
  if (markup != Format::Unknown) return markup;
  const bool is_pdf = text.substr(0, 1024).find("%PDF-") != text.npos;
  return is_pdf ? Format::Pdf : Format::Unknown;
}

std::string_view name(Format format) {
  return kNames[static_cast<std::size_t>(format)].name;
}

std::string_view mime_type(Format format) {
  return kNames[static_cast<std::size_t>(format)].mime_type;
}

bool is_page_source(Format format) {
  using enum Format;
  return format == Pdf || format == Tiff || format == Jpeg || format == Png;
}

}  // namespace sohoa
