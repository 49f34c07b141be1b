#include "pipeline/catalogues.h"

namespace sohoa {
namespace {

std::string_view text_of(ByteView bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Result<Bytes> newest(Store& store, const std::string& name, const Limits& limits) {
  const auto dataset = TRY(store.catalog->dataset(name));
  if (!dataset) return Bytes();
  return get(*store.blobs, dataset->digest, limits.catalogue_bytes);
}

Result<std::size_t> count_rows(const std::string& name, ByteView json) {
  if (name == "units") {
    const UnitCatalogue units = TRY(read_units(text_of(json)));
    return units.units().size();
  }
  if (name != "procedures") return Error{Fault::Usage, name, {}};
  const ProcedureCatalogue procedures = TRY(read_procedures(text_of(json)));
  return procedures.procedures().size();
}

}  // namespace

Result<UnitCatalogue> load_units(Store& store, const Limits& limits) {
  const Bytes json = TRY(newest(store, "units", limits));
  if (json.empty()) return UnitCatalogue();
  return read_units(text_of(json));
}

Result<ProcedureCatalogue> load_procedures(Store& store, const Limits& limits) {
  const Bytes json = TRY(newest(store, "procedures", limits));
  if (json.empty()) return ProcedureCatalogue();
  return read_procedures(text_of(json));
}

Result<ImportedCatalogue> import_catalogue(Store& store,
                                           const std::string& name,
                                           ByteView json,
                                           const std::string& source,
                                           const Clock& clock) {
  ImportedCatalogue imported{name, TRY(count_rows(name, json)), false};
  const auto in_force = TRY(store.catalog->dataset(name));
  if (in_force && in_force->digest == sha256(json)) return imported;
  const BlobRef blob = TRY(put(*store.blobs, json));
  const auto tx = TRY(store.catalog->begin());
  TRY(tx->append(DatasetRecord{name, blob.digest, clock.now(), source}));
  TRY(tx->append({clock.now(), "catalogue.imported", name, blob.digest.hex()}));
  TRY(tx->commit());
  imported.is_new = true;
  return imported;
}

}  // namespace sohoa
