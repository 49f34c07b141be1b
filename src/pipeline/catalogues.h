// Units and procedures as the store holds them: the newest file of each that was imported.
#pragma once

#include <string>

#include "core/clock.h"
#include "core/limits.h"
#include "exchange/procedures.h"
#include "exchange/units.h"
#include "pipeline/store.h"

namespace sohoa {

/// Empty catalogues when none was imported. Errors: BlobDamaged, BadCatalogue.
Result<UnitCatalogue> load_units(Store& store, const Limits& limits);
Result<ProcedureCatalogue> load_procedures(Store& store, const Limits& limits);

/// What importing one file came to.
struct ImportedCatalogue {
  std::string name;  ///< "units", "procedures"
  std::size_t read = 0;
  bool is_new = false;  ///< false: the same file is in force already; nothing changed
};

/// Checks the whole file, then keeps it as a blob and puts it in force. `name` is "units" or
/// "procedures" (Usage otherwise). On BadCatalogue the old one stays.
Result<ImportedCatalogue> import_catalogue(Store& store,
                                           const std::string& name,
                                           ByteView json,
                                           const std::string& source,
                                           const Clock& clock);

}  // namespace sohoa
