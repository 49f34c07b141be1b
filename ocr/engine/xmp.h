// Document metadata in its two forms that must say the same: XMP packet and Info dictionary.
#pragma once

#include <cstdint>
#include <string>

namespace sohoa::pdf {

/// Values in UTF-8; empty means absent. Dates are RFC 3339.
struct Metadata {
  std::string title;
  std::string author;
  std::string subject;
  std::string keywords;
  std::string creator;
  std::string producer;
  std::string created_at;
  std::string modified_at;
};

enum class PdfaClaim : std::uint8_t { None, Level2B };

/// An XMP packet (ISO 16684-1) with pdfaid when claimed (ISO 19005-2, 6.6.4).
std::string xmp_packet(const Metadata& metadata, PdfaClaim claim);

/// "2026-11-21T08:15:00+07:00" → "D:20261121081500+07'00'"; empty when it is no RFC 3339 date.
std::string pdf_date(const std::string& rfc3339);
/// The way back, for a source's own Info; empty when it is no PDF date.
std::string rfc3339_date(const std::string& pdf_date);

}  // namespace sohoa::pdf
