#include "pipeline/item_series.h"

namespace sohoa {

Result<std::string> next_item_code(Catalog& catalog, const ComponentRecord& component) {
  if (component.dossier.empty()) return std::string();
  const std::string series = component.dossier + (component.kind == "result" ? "-KQ" : "-TP");
  return series + std::to_string(TRY(catalog.count_items(series)));
}

}  // namespace sohoa
