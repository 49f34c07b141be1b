#include "signing/parsers/certificate_names.h"

#include <array>
#include <ctime>

#include <openssl/asn1.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include "core/text.h"
#include "signing/parsers/evidence_handles.h"

namespace sohoa {
namespace {

// RFC 4514, 2.4: what would be read as punctuation is escaped.
std::string escaped(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_edge_space = text[i] == ' ' && (i == 0 || i + 1 == text.size());
    const bool is_first_hash = text[i] == '#' && i == 0;
    const bool is_special = std::string_view(",+\"\\<>;=").find(text[i]) != std::string_view::npos;
    if (is_edge_space || is_first_hash || is_special) result += '\\';
    result += text[i];
  }
  return result;
}

std::string label_of(const ASN1_OBJECT* type) {
  const int nid = OBJ_obj2nid(type);
  return nid == NID_undef ? oid_of(type) : OBJ_nid2sn(nid);
}

std::string* member_for(NameFacts& facts, int nid) {
  switch (nid) {
    case NID_commonName:
      return &facts.common_name;
    case NID_organizationName:
      return &facts.organisation;
    case NID_organizationalUnitName:
      return &facts.unit;
    case NID_serialNumber:
      return &facts.serial_number;
    case NID_userId:
      return &facts.user_id;
    case NID_title:
      return &facts.title;
    case NID_countryName:
      return &facts.country;
    default:
      return nullptr;
  }
}

// RFC 4514, 2.1: the last RDN comes first; parts of one RDN are joined by "+".
void prepend(std::string& text, const std::string& part, bool is_same_rdn) {
  if (text.empty()) {
    text = part;
  } else {
    text = part + (is_same_rdn ? "+" : ", ") + text;
  }
}

void add_entry(NameFacts& facts, const X509_NAME_ENTRY* entry, bool is_same_rdn) {
  const ASN1_OBJECT* type = X509_NAME_ENTRY_get_object(entry);
  const std::string value = text_of(X509_NAME_ENTRY_get_data(entry));
  std::string* member = member_for(facts, OBJ_obj2nid(type));
  if (member != nullptr && member->empty()) *member = value;
  prepend(facts.text, label_of(type) + "=" + escaped(value), is_same_rdn);
}

}  // namespace

std::string text_of(const ASN1_STRING* value) {
  unsigned char* utf8 = nullptr;
  const int size = ASN1_STRING_to_UTF8(&utf8, value);
  if (size < 0) return to_nfc(as_text(bytes_of(value)));
  const OpensslMemory<unsigned char> owner(utf8);
  return to_nfc(as_text(ByteView(utf8, static_cast<std::size_t>(size))));
}

NameFacts read_name(const X509_NAME* name) {
  NameFacts facts;
  int last_set = -1;
  for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
    const X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    const int set = X509_NAME_ENTRY_set(entry);
    add_entry(facts, entry, set == last_set);
    last_set = set;
  }
  const unsigned char* der = nullptr;
  std::size_t size = 0;
  if (X509_NAME_get0_der(name, &der, &size) == 1) facts.der_digest = sha256(ByteView(der, size));
  return facts;
}

std::string hexadecimal_of(const ASN1_INTEGER* number) {
  const ByteView bytes = bytes_of(number);
  std::string text;
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (const std::uint8_t byte : bytes) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0x0FU];
  }
  const auto first = text.find_first_not_of('0');
  if (first == std::string::npos) return "0";
  const bool is_negative = ASN1_STRING_type(number) == V_ASN1_NEG_INTEGER;
  return (is_negative ? "-" : "") + text.substr(first);
}

std::string oid_of(const ASN1_OBJECT* object) {
  std::array<char, 128> text{};
  const int size = OBJ_obj2txt(text.data(), static_cast<int>(text.size()), object, 1);
  if (size < 0) return "?";
  return text.data();
}

std::optional<UtcTime> time_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  const auto date = std::chrono::year(parts.tm_year + 1900) / (parts.tm_mon + 1) / parts.tm_mday;
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(parts.tm_hour) +
         std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
}

ByteView bytes_of(const ASN1_STRING* value) {
  if (value == nullptr) return {};
  return {ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value))};
}

}  // namespace sohoa
