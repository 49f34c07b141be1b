#include "ocr/engine/xmp.h"

#include <cctype>
#include <string_view>

#include "core/clock.h"

namespace sohoa::pdf {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string simple(std::string_view name, const std::string& value) {
  if (value.empty()) return {};
  const std::string n(name);
  return "<" + n + ">" + escaped(value) + "</" + n + ">\n";
}

std::string listed(std::string_view name,
                   std::string_view list,
                   std::string_view attribute,
                   const std::string& value) {
  if (value.empty()) return {};
  const std::string n(name);
  const std::string l(list);
  return "<" + n + "><rdf:" + l + "><rdf:li" + std::string(attribute) + ">" + escaped(value) +
         "</rdf:li></rdf:" + l + "></" + n + ">\n";
}

bool all_digits(std::string_view text) {
  for (const char c : text) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) return false;
  }
  return !text.empty();
}

}  // namespace

std::string xmp_packet(const Metadata& m, PdfaClaim claim) {
  const bool has_dc = !m.title.empty() || !m.author.empty() || !m.subject.empty();
  const bool has_pdf = !m.producer.empty() || !m.keywords.empty();
  const bool has_xmp = !m.creator.empty() || !m.created_at.empty() || !m.modified_at.empty();
  std::string xmp =
      "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
      "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
      "<rdf:Description rdf:about=\"\"";
  if (has_dc) xmp += " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"";
  if (has_pdf) xmp += " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"";
  if (has_xmp) xmp += " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"";
  if (claim == PdfaClaim::Level2B) {
    xmp +=
        " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n"
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>\n";
  } else {
    xmp += ">\n";
  }
  constexpr std::string_view kDefault = " xml:lang=\"x-default\"";
  xmp += listed("dc:title", "Alt", kDefault, m.title);
  xmp += listed("dc:creator", "Seq", "", m.author);
  xmp += listed("dc:description", "Alt", kDefault, m.subject);
  xmp += simple("pdf:Keywords", m.keywords);
  xmp += simple("pdf:Producer", m.producer);
  xmp += simple("xmp:CreatorTool", m.creator);
  xmp += simple("xmp:CreateDate", m.created_at);
  xmp += simple("xmp:ModifyDate", m.modified_at);
  return xmp + "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>";
}

std::string pdf_date(const std::string& rfc3339) {
  if (!parse_rfc3339(rfc3339) || rfc3339.size() < 20) return {};
  std::string date = "D:";
  for (const char c : rfc3339.substr(0, 19)) {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) date += c;
  }
  const char last = rfc3339.back();
  if (last == 'Z' || last == 'z') return date + "Z";
  const std::string offset = rfc3339.substr(rfc3339.size() - 6);
  return date + offset.substr(0, 3) + "'" + offset.substr(4, 2) + "'";
}

std::string rfc3339_date(const std::string& date) {
  std::string_view d = date;
  if (d.substr(0, 2) == "D:") d.remove_prefix(2);
  if (d.size() < 14 || !all_digits(d.substr(0, 14))) return {};
  const auto part = [d](std::size_t at, std::size_t n) { return std::string(d.substr(at, n)); };
  std::string text = part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "T" + part(8, 2) + ":" +
                     part(10, 2) + ":" + part(12, 2);
  const std::string_view zone = d.substr(14);
  const bool has_offset = zone.size() >= 6 && (zone[0] == '+' || zone[0] == '-') &&
                          all_digits(zone.substr(1, 2)) && all_digits(zone.substr(4, 2));
  text += has_offset ? std::string(zone.substr(0, 3)) + ":" + std::string(zone.substr(4, 2)) : "Z";
  return parse_rfc3339(text) ? text : std::string();
}

}  // namespace sohoa::pdf
