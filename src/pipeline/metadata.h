// The descriptive data of a paper (TT 01/2023 art. 9), from what the station declared and what the
// paper says. Pure.
//
// The station's word stands unless the paper contradicts it; what it left out is filled from fields
// that need no review. Nothing is invented: what nobody said stays empty.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/extraction.h"
#include "policy/review.h"
#include "storage/catalog.h"
#include "storage/item_records.h"
#include "storage/records.h"

namespace sohoa {

/// Where declaration and paper say different things.
struct Contradiction {
  std::string subject;  ///< "owner", "type", "dossier"
  std::string declared;
  std::string seen;
  std::string why_vi;
};

struct Metadata {
  std::string type;  ///< document type code; empty: nobody knows
  std::string title;
  std::string owner_type;
  std::string owner_id;
  std::string owner_name;
  std::map<std::string, std::string> values;    ///< by name of FieldTemplate::metadata
  std::map<std::string, std::string> doubtful;  ///< found on the paper, and not sure
  std::vector<Contradiction> contradictions;

  std::string value(const std::string& name) const;
};

/// "person" for a personal id (12 digits) or an old CMND (9), "organisation" for a tax code (10
/// digits, or 10-3); empty for anything else, a passport for one: nobody can say.
std::string owner_type_of(std::string_view id);

/// `seen` without a form says nothing.
Metadata merge_metadata(const ComponentRecord& declared, const Extraction& seen, const Site& site);

/// Whether all that art. 9 asks of a paper is there: type, title, and an owner's id or name.
bool is_complete(const Metadata& metadata);

/// The same data as policy/review.h asks for them. In doubt is what only an unsure reading says,
/// and what declaration and paper tell differently.
std::vector<MetadataValue> metadata_values(const Metadata& metadata);

/// What of art. 9 a stored paper lacks, after officers looked at it.
Result<std::vector<MetadataGap>> gaps_of(Catalog& catalog,
                                         const ComponentRecord& component,
                                         const Site& site);

/// Puts the data into the item's columns. Dates with blanks and the like stay out.
void describe_item(const Metadata& metadata, ItemRecord& item);

}  // namespace sohoa
