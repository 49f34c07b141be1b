#include "signing/parsers/xml_manifest.h"

#include <string_view>

#include "signing/parsers/xml_algorithms.h"
#include "signing/parsers/xml_text.h"

namespace sohoa::xml {
namespace {

constexpr std::string_view kAsic = "http://uri.etsi.org/02918/v1.2.1#";

std::string file_name(const xmlNode* element) {
  return percent_decoded(attribute(element, "URI"));
}

}  // namespace

void read_manifest(XmlReading& reading, const xmlNode* root, const Limits& limits) {
  if (!is_element(root, kAsic, "ASiCManifest")) return;
  for (const auto* entry : elements(root)) {
    if (is_element(entry, kAsic, "SigReference") && reading.manifest_signature.empty()) {
      reading.manifest_signature = file_name(entry);
    }
    if (!is_element(entry, kAsic, "DataObjectReference")) continue;
    auto digest = base64_text(dsig_child(entry, "DigestValue"));
    reading.manifest.push_back({file_name(entry),
                                read_digest_method(dsig_child(entry, "DigestMethod")),
                                std::move(digest).value_or(Bytes{})});
  }
  if (reading.manifest.size() > static_cast<std::size_t>(limits.archive_entries)) {
    reading.manifest.clear();
    reading.notes.emplace_back("a manifest with too many entries");
  }
}

}  // namespace sohoa::xml
