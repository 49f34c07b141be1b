#include "signing/parsers/xml_timestamps.h"

#include <algorithm>
#include <optional>
#include <string_view>

namespace sohoa::xml {
namespace {

constexpr std::string_view kXades141 = "http://uri.etsi.org/01903/v1.4.1#";

using MaybeOctets = std::optional<Bytes>;  // none: cannot be known here

class Stamps {
 public:
  Stamps(XmlSignatureReading& reading, const Surroundings& around)
      : reading_(reading), around_(around) {}

  Result<void> read_unsigned(const xmlNode* properties);
  Result<void> read_signed(const xmlNode* properties);

 private:
  Result<MaybeOctets> over_signature_value(const C14nMethod& method);
  Result<MaybeOctets> over_all_data();
  Result<MaybeOctets> over_archive(const xmlNode* stamp, const C14nMethod& method);
  Result<bool> append(Bytes& octets, xmlNode* part, const C14nMethod& method);
  Result<bool> append_references(Bytes& octets, bool with_signed_properties);
  void add(const xmlNode* stamp, TimestampKind kind, MaybeOctets octets);

  XmlSignatureReading& reading_;
  const Surroundings& around_;
};

// EN 319 132-1, 4.5: without a method canonical XML 1.0 is meant.
std::optional<C14nMethod> method_of(const xmlNode* stamp) {
  const auto* element = dsig_child(stamp, "CanonicalizationMethod");
  return element == nullptr ? C14nMethod{} : read_c14n_method(element);
}

void Stamps::add(const xmlNode* stamp, TimestampKind kind, MaybeOctets octets) {
  for (const auto* encapsulated : any_children(stamp, "EncapsulatedTimeStamp")) {
    auto token = base64_text(encapsulated);
    if (!token) reading_.oddities.emplace_back("a time-stamp that is no base64");
    reading_.timestamps.push_back(
        {kind, std::move(token).value_or(Bytes{}), octets.value_or(Bytes{})});
  }
}

// False: it has no canonical form, which is a finding.
Result<bool> Stamps::append(Bytes& octets, xmlNode* part, const C14nMethod& method) {
  auto made = canonicalise({around_.document.get(), part, nullptr, true}, method, around_.budget);
  if (!made && !is_finding(made.error())) return std::move(made).error();
  if (!made) return false;
  octets.insert(octets.end(), made->begin(), made->end());
  return true;
}

// EN 319 132-1, 5.3: the ds:SignatureValue element.
Result<MaybeOctets> Stamps::over_signature_value(const C14nMethod& method) {
  Bytes octets;
  auto* value = dsig_child(around_.signature, "SignatureValue");
  if (value == nullptr || !TRY(append(octets, value, method))) return MaybeOctets{};
  return MaybeOctets{std::move(octets)};
}

// Those of SignedInfo; what a ds:Manifest refers to stands after them and is left out.
Result<bool> Stamps::append_references(Bytes& octets, bool with_signed_properties) {
  const auto count = dsig_children(dsig_child(around_.signature, "SignedInfo"), "Reference").size();
  for (std::size_t i = 0; i < std::min(count, reading_.references.size()); ++i) {
    const auto& reference = reading_.references[i];
    if (reference.is_signed_properties && !with_signed_properties) continue;
    if (!reference.octets) return false;
    if (reference.octets->size() > around_.budget.left) {
      return Error{Fault::EntryTooLarge, "octets of a time-stamp beyond their bound", {}};
    }
    around_.budget.left -= reference.octets->size();
    octets.insert(octets.end(), reference.octets->begin(), reference.octets->end());
  }
  return true;
}

// EN 319 132-1, 5.2.8.1: every reference but the one to SignedProperties, as it was processed.
Result<MaybeOctets> Stamps::over_all_data() {
  Bytes octets;
  if (!TRY(append_references(octets, false))) return MaybeOctets{};
  return MaybeOctets{std::move(octets)};
}

// EN 319 132-1, 5.5.2.2: the references, then SignedInfo, SignatureValue and KeyInfo, then the
// unsigned properties before this one, then every ds:Object but the one that holds it.
Result<MaybeOctets> Stamps::over_archive(const xmlNode* stamp, const C14nMethod& method) {
  Bytes octets;
  if (!TRY(append_references(octets, true))) return MaybeOctets{};
  for (const auto* name : {"SignedInfo", "SignatureValue", "KeyInfo"}) {
    auto* part = dsig_child(around_.signature, name);
    if (part != nullptr && !TRY(append(octets, part, method))) return MaybeOctets{};
  }
  for (auto* property : elements(stamp->parent)) {
    if (property == stamp) break;
    if (!TRY(append(octets, property, method))) return MaybeOctets{};
  }
  for (auto* object : dsig_children(around_.signature, "Object")) {
    if (is_inside(stamp, object)) continue;
    if (!TRY(append(octets, object, method))) return MaybeOctets{};
  }
  return MaybeOctets{std::move(octets)};
}

Result<void> Stamps::read_unsigned(const xmlNode* properties) {
  for (const auto* stamp : elements(properties)) {
    const auto name = local_name(stamp);
    const auto method = method_of(stamp);
    if (name == "SignatureTimeStamp") {
      auto octets = method ? TRY(over_signature_value(*method)) : MaybeOctets{};
      add(stamp, TimestampKind::Signature, std::move(octets));
    } else if (name == "ArchiveTimeStamp") {
      // The rule before 1.4.1 listed properties by name; its octets are left unknown.
      const bool is_known = method && namespace_of(stamp) == kXades141;
      auto octets = is_known ? TRY(over_archive(stamp, *method)) : MaybeOctets{};
      add(stamp, TimestampKind::Archive, std::move(octets));
    }
  }
  return {};
}

Result<void> Stamps::read_signed(const xmlNode* properties) {
  for (const auto* stamp : elements(properties)) {
    const auto name = local_name(stamp);
    if (name == "AllDataObjectsTimeStamp") {
      add(stamp, TimestampKind::Content, TRY(over_all_data()));
    } else if (name == "IndividualDataObjectsTimeStamp") {
      add(stamp, TimestampKind::Content, MaybeOctets{});
    }
  }
  return {};
}

}  // namespace

Result<void> read_timestamps(XmlSignatureReading& reading,
                             const xmlNode* qualifying,
                             const Surroundings& around) {
  Stamps stamps(reading, around);
  const auto* signed_properties = any_child(qualifying, "SignedProperties");
  if (reading.is_xades) {
    TRY(stamps.read_signed(any_child(signed_properties, "SignedDataObjectProperties")));
  }
  const auto* properties = any_child(qualifying, "UnsignedProperties");
  return stamps.read_unsigned(any_child(properties, "UnsignedSignatureProperties"));
}

}  // namespace sohoa::xml
