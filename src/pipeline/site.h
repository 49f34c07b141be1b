// What the site decided and knows: profile, document templates, catalogues, trust.
#pragma once

#include <string>

#include "exchange/procedures.h"
#include "exchange/units.h"
#include "ocr/correction.h"
#include "ocr/template.h"
#include "pipeline/verify_file.h"
#include "policy/profile.h"

namespace sohoa {

/// Loaded once a command, read by every stage. `basis` names all of it by digests: a verdict stored
/// with another basis is judged anew.
struct Site {
  Profile profile;
  TemplateSet templates;
  Lexicon lexicon = Lexicon(std::string_view());  ///< empty: no spelling is offered
  UnitCatalogue units;
  ProcedureCatalogue procedures;
  TrustData trust;
  std::string basis;
};

}  // namespace sohoa
