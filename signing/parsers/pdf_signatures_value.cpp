#include "signing/parsers/pdf_signatures_value.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "signing/parsers/cos_parser.h"
#include "signing/parsers/cos_text.h"

namespace sohoa {
namespace {

using cos::Dict;
using cos::Object;
using cos::View;

constexpr std::size_t kMostRangeNumbers = 64;  // of a ByteRange that should have four

struct HashOid {
  std::string_view der;
  HashAlgorithm hash;
};

// DER of the object identifiers, tag and length included.
constexpr std::array kHashOids = {
    HashOid{"\x06\x08\x2A\x86\x48\x86\xF7\x0D\x02\x05", HashAlgorithm::Md5},
    HashOid{"\x06\x05\x2B\x24\x03\x02\x01", HashAlgorithm::Ripemd160},
    HashOid{"\x06\x05\x2B\x0E\x03\x02\x1A", HashAlgorithm::Sha1},
    HashOid{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x04", HashAlgorithm::Sha224},
    HashOid{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01", HashAlgorithm::Sha256},
    HashOid{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02", HashAlgorithm::Sha384},
    HashOid{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03", HashAlgorithm::Sha512},
    HashOid{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x05", HashAlgorithm::Sha512_224},
    HashOid{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x06", HashAlgorithm::Sha512_256},
    HashOid{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x07", HashAlgorithm::Sha3_224},
    HashOid{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x08", HashAlgorithm::Sha3_256},
    HashOid{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x09", HashAlgorithm::Sha3_384},
    HashOid{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x0A", HashAlgorithm::Sha3_512},
    HashOid{"\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x0C", HashAlgorithm::Shake256},
};

/// Reads one dictionary into one reading.
class ValueReader {
 public:
  ValueReader(const cos::File& file, std::int32_t revision, const FieldValue& value)
      : file_(file), view_(file.view(revision)), value_(value) {
    reading_.facts.revision = revision;
    reading_.facts.object = value.value_ref.number;
    reading_.facts.field = value.field;
  }

  PdfSignatureReading read() {
    const auto* dict = value_.value.dict();
    read_lock(value_.lock);
    if (dict == nullptr || value_.value.stream() != nullptr) {
      fault(FormatFault::Unparseable);
      return std::move(reading_);
    }
    if (dict->has_duplicate_key) fault(FormatFault::DuplicateKey);
    read_sub_filter(*dict);
    read_byte_range(*dict);
    read_contents(*dict);
    check_gap(*dict);
    read_claims(*dict);
    read_certificates(*dict);
    read_references(*dict);
    return std::move(reading_);
  }

 private:
  void fault(FormatFault found) {
    auto& faults = reading_.faults;
    if (std::find(faults.begin(), faults.end(), found) == faults.end()) faults.push_back(found);
  }

  void read_sub_filter(const Dict& dict) {
    static constexpr std::array<std::string_view, 5> kKnown = {"adbe.pkcs7.detached",
                                                               "adbe.pkcs7.sha1",
                                                               "adbe.x509.rsa_sha1",
                                                               "ETSI.CAdES.detached",
                                                               "ETSI.RFC3161"};
    auto& facts = reading_.facts;
    const auto entry = view_.get(dict, "SubFilter");
    if (entry.name() != nullptr) facts.sub_filter = *entry.name();
    if (std::find(kKnown.begin(), kKnown.end(), facts.sub_filter) == kKnown.end())
      fault(FormatFault::UnknownSubFilter);
    facts.is_document_timestamp = facts.sub_filter == "ETSI.RFC3161";
  }

  // Four direct integers; anything else is shown as far as it is numbers (trap 2).
  void read_byte_range(const Dict& dict) {
    const auto* entry = dict.get("ByteRange");
    if (entry == nullptr || view_.resolve(*entry).is_null())
      return fault(FormatFault::ByteRangeMissing);
    const auto list = view_.resolve(*entry);
    if (list.array() == nullptr || entry->ref() != nullptr || list.array()->size() != 4)
      fault(FormatFault::ByteRangeMalformed);
    if (list.array() == nullptr) return;
    for (const auto& element : *list.array()) {
      if (reading_.facts.byte_range.size() >= kMostRangeNumbers) break;
      double number = -1;
      const auto* whole = element.integer();
      if (whole == nullptr || *whole < 0) fault(FormatFault::ByteRangeMalformed);
      if (whole == nullptr && !view_.resolve(element).number(number)) number = -1;
      const bool fits = std::abs(number) < 9e15;
      reading_.facts.byte_range.push_back(whole != nullptr ? *whole
                                          : fits           ? std::llround(number)
                                                           : -1);
    }
  }

  // Trap 4: null, empty, zeros, a literal string.
  void read_contents(const Dict& dict) {
    const auto* entry = dict.get("Contents");
    const auto* string = entry == nullptr ? nullptr : std::get_if<cos::String>(&entry->value());
    const auto is_zero = [](char c) { return c == 0; };
    if (string == nullptr || !string->is_hex ||
        std::all_of(string->bytes.begin(), string->bytes.end(), is_zero))
      fault(FormatFault::ContentsMissing);
    if (string == nullptr) return;
    auto& hints = reading_.facts.hash_hints;
    hints = digest_hints(as_bytes(string->bytes));
    const auto& kind = reading_.facts.sub_filter;
    const bool needs_sha1 = kind == "adbe.pkcs7.sha1" || kind == "adbe.x509.rsa_sha1";
    if (needs_sha1 && std::find(hints.begin(), hints.end(), HashAlgorithm::Sha1) == hints.end())
      hints.push_back(HashAlgorithm::Sha1);
  }

  // Traps 3 and 8: the gap must lie inside this very dictionary and hold its /Contents. Whether it
  // has the form of a hexadecimal string is decided outside the cage, from the stored bytes.
  void check_gap(const Dict& dict) {
    const auto& range = reading_.facts.byte_range;
    const auto size = static_cast<std::int64_t>(file_.bytes().size());
    const auto is_number = [size](std::int64_t n) { return n >= 0 && n <= size; };
    if (range.size() != 4 || !std::all_of(range.begin(), range.end(), is_number)) return;
    const auto holder = value_.value_ref.number != 0 ? value_.value_ref : value_.field_ref;
    const auto extent = file_.extent(holder, view_.revision());
    const auto from = range[0] + range[1];
    if (!extent || from < extent->first || range[2] > extent->second)
      return fault(FormatFault::GapNotContents);
    cos::Parser parser(file_.bytes(), from, file_.limits());
    const auto in_gap = parser.object();
    const auto* contents = dict.get("Contents");
    if (!in_gap || in_gap->string() == nullptr || contents == nullptr ||
        contents->string() == nullptr || *in_gap->string() != *contents->string())
      fault(FormatFault::GapNotContents);
  }

  std::string text(const Dict& dict, std::string_view key) const {
    const auto entry = view_.get(dict, key);
    const auto most = static_cast<std::size_t>(file_.limits().word_bytes);
    return entry.string() == nullptr ? "" : cos::text_string(entry.string()->substr(0, most));
  }

  void read_claims(const Dict& dict) {
    auto& facts = reading_.facts;
    facts.name = text(dict, "Name");
    facts.reason = text(dict, "Reason");
    facts.location = text(dict, "Location");
    const auto at = view_.get(dict, "M");
    if (at.string() != nullptr) facts.claimed_at = cos::date(*at.string());
  }

  void read_certificates(const Dict& dict) {
    const auto entry = view_.get(dict, "Cert");
    const auto add = [&](const Object& object) {
      const auto held = view_.resolve(object);
      if (held.string() != nullptr)
        reading_.facts.certificates.emplace_back(held.string()->begin(), held.string()->end());
    };
    const auto most = static_cast<std::size_t>(file_.limits().chain_length);
    if (entry.string() != nullptr) add(entry);
    for (std::size_t i = 0; entry.array() != nullptr && i < std::min(most, entry.array()->size());
         ++i)
      add((*entry.array())[i]);
  }

  // 12.8.1, table 253. A certification is one only where the catalog names it (12.8.4).
  void read_references(const Dict& dict) {
    const auto list = view_.get(dict, "Reference");
    const auto most = static_cast<std::size_t>(file_.limits().nesting);
    for (std::size_t i = 0; list.array() != nullptr && i < std::min(most, list.array()->size());
         ++i) {
      const auto reference = view_.resolve((*list.array())[i]);
      if (reference.dict() == nullptr) continue;
      const auto method = view_.get(*reference.dict(), "TransformMethod");
      const auto parameters = view_.get(*reference.dict(), "TransformParams");
      if (method.name() == nullptr) continue;
      if (*method.name() == "FieldMDP" && parameters.dict() != nullptr)
        add_lock(*parameters.dict());
      if (*method.name() == "DocMDP" && is_certified()) read_docmdp(parameters);
    }
  }

  bool is_certified() const {
    const auto root = view_.get(view_.trailer(), "Root");
    const auto perms = root.dict() == nullptr ? Object() : view_.get(*root.dict(), "Perms");
    const auto* named = perms.dict() == nullptr ? nullptr : perms.dict()->get("DocMDP");
    if (named == nullptr) return false;
    if (named->ref() != nullptr) return *named->ref() == value_.value_ref;
    return named->dict() != nullptr && value_.value.dict() != nullptr &&
           *named->dict() == *value_.value.dict();
  }

  // Table 254: 2 is the default. A number that means nothing permits nothing.
  void read_docmdp(const Object& parameters) {
    auto& facts = reading_.facts;
    const auto permitted =
        parameters.dict() == nullptr ? Object() : view_.get(*parameters.dict(), "P");
    const bool is_known =
        permitted.integer() && *permitted.integer() >= 1 && *permitted.integer() <= 3;
    const auto number = permitted.is_null() ? 2 : is_known ? *permitted.integer() : 1;
    facts.docmdp = facts.is_certification
                       ? std::min(facts.docmdp, static_cast<std::int32_t>(number))
                       : static_cast<std::int32_t>(number);
    facts.is_certification = true;
  }

  // Table 255. An action nobody knows locks everything.
  void add_lock(const Dict& dict) {
    FieldLock lock;
    const auto action = view_.get(dict, "Action");
    if (action.name() != nullptr && *action.name() == "Include")
      lock.action = FieldLock::Action::Include;
    if (action.name() != nullptr && *action.name() == "Exclude")
      lock.action = FieldLock::Action::Exclude;
    const auto fields = view_.get(dict, "Fields");
    const auto most = static_cast<std::size_t>(file_.limits().form_fields);
    for (std::size_t i = 0; fields.array() != nullptr && i < fields.array()->size(); ++i) {
      const auto name = view_.resolve((*fields.array())[i]);
      if (i >= most || name.string() == nullptr) continue;
      lock.fields.push_back(cos::text_string(*name.string()));
    }
    reading_.facts.locks.push_back(std::move(lock));
  }

  void read_lock(const Object& lock) {
    if (lock.dict() == nullptr) return;
    add_lock(*lock.dict());
    const auto permitted = view_.get(*lock.dict(), "P");
    if (permitted.integer() && *permitted.integer() >= 1 && *permitted.integer() <= 3)
      reading_.facts.lock_docmdp = static_cast<std::int32_t>(*permitted.integer());
  }

  const cos::File& file_;
  View view_;
  const FieldValue& value_;
  PdfSignatureReading reading_;
};

}  // namespace

bool looks_like_signature(const Object& object) {
  const auto* dict = object.dict();
  return dict != nullptr && object.stream() == nullptr && dict->get("ByteRange") != nullptr &&
         dict->get("Contents") != nullptr;
}

PdfSignatureReading read_signature_value(const cos::File& file,
                                         std::int32_t revision,
                                         const FieldValue& value) {
  return ValueReader(file, revision, value).read();
}

std::vector<HashAlgorithm> digest_hints(ByteView contents) {
  // digestAlgorithms stands before the content, a time-stamp's imprint at the content's head.
  constexpr std::size_t kHead = 256;
  const auto head = as_text(contents.subspan(0, std::min(kHead, contents.size())));
  std::vector<HashAlgorithm> hints;
  for (const auto& oid : kHashOids)
    if (head.find(oid.der) != std::string_view::npos) hints.push_back(oid.hash);
  return hints;
}

}  // namespace sohoa
