// read_xml_signatures: no octets beyond the bound, whatever the document says.
#include <cstdlib>

#include "signing/parsers/xml_signatures.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sohoa::Limits limits;
  limits.xml_bytes = 256 * sohoa::kKiB;
  const auto reading = sohoa::read_xml_signatures({data, size}, limits);
  if (!reading) return 0;
  std::uint64_t octets = 0;
  for (const auto& signature : reading->signatures) {
    octets += signature.signed_info.size();
    for (const auto& reference : signature.references) {
      octets += reference.octets ? reference.octets->size() : 0;
    }
    for (const auto& stamp : signature.timestamps) octets += stamp.octets.size();
  }
  if (octets > 4 * limits.xml_bytes) std::abort();
  return 0;
}
