// What a component says: its type and its fields, from pages that are read. Pure.
#pragma once

#include <string>
#include <vector>

#include "ocr/fields.h"
#include "pipeline/component_pages.h"
#include "pipeline/site.h"

namespace sohoa {

struct Extraction {
  Classification types;                    ///< best first
  const DocumentTemplate* form = nullptr;  ///< of the best type when it is sure enough
  std::vector<Field> fields;               ///< empty without a form
  std::string text;                        ///< of all pages
};

/// Blank and failed pages, and pages that repeat another, say nothing. Values of QR codes that are
/// known (CCCD, papers issued by a one-stop system) win over what was recognised.
Extraction extract(const ComponentPages& loaded, const Site& site, const std::string& today);
/// The same when an officer has said what kind of paper it is. NoSuchTemplate.
Result<Extraction> extract_as(const ComponentPages& loaded,
                              const Site& site,
                              const std::string& type,
                              const std::string& today);

/// Rows of the catalog.
std::vector<FieldRecord> field_records(const std::string& component,
                                       const std::vector<Field>& fields);

/// What the stored fields say, after officers looked at them; without text.
Extraction stored_extraction(const ComponentRecord& component,
                             const std::vector<FieldRecord>& records,
                             const Site& site);

}  // namespace sohoa
