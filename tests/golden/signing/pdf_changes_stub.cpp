// Stands in for the room that names changes while it is being written.
#include "signing/parsers/pdf_changes.h"

namespace sohoa {

Result<std::vector<Change>> name_changes(const cos::File&,
                                         std::int32_t,
                                         const std::vector<PdfSignatureReading>&) {
  return std::vector<Change>{};
}

std::vector<RiskFinding> find_risks(const cos::File&, std::int32_t) { return {}; }

}  // namespace sohoa
