// The catalogue of administrative procedures, TTHC (formats: procedures.json).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "core/result.h"

namespace sohoa {

/// Whether and why a component is digitised (TT 01/2023 art. 4).
enum class DigitizeClass : std::uint8_t {
  PriorResult,     ///< A: result of an earlier TTHC
  SpecialisedLaw,  ///< B
  List,            ///< C: on the minister's or province's list
  OnDemand,        ///< D: the applicant asks for it
  NoneSharedData,  ///< already shared as legally valid data
  NoneCopy,        ///< photocopy or paper certified copy
  NoneShowOnly,
  NoneSecret,  ///< state secret: never kept
};

struct ProcedureComponent {
  std::string code;
  std::string name;
  std::string doc_type;
  DigitizeClass digitize = DigitizeClass::OnDemand;
  std::string replaceable = "none";  ///< "none", "partial", "full"
  bool is_required = true;
  std::string source_db;
};

struct ProcedureUnit {
  std::string unit;
  std::string from;
  std::string to;
};

struct Procedure {
  std::string code;  ///< short form, d.dddddd
  std::string name;
  std::string field_code;
  std::string valid_from;
  std::string valid_to;
  bool requires_document_result = false;
  std::vector<std::string> levels;        ///< competent: every unit of these levels
  std::vector<ProcedureUnit> applies_to;  ///< and these
  std::vector<ProcedureComponent> components;

  const ProcedureComponent* component(std::string_view code) const;
};

class ProcedureCatalogue {
 public:
  ProcedureCatalogue() = default;
  explicit ProcedureCatalogue(std::vector<Procedure> procedures);
  /// By short or long code.
  const Procedure* find(std::string_view code) const;
  const std::vector<Procedure>& procedures() const { return procedures_; }

 private:
  std::vector<Procedure> procedures_;  ///< by code
};

/// "1.004873.000.00.00.H19" is "1.004873".
std::string_view short_procedure_code(std::string_view code);

/// procedures.json (formats/exchange.md, 4). BadCatalogue with the place of the first defect: a
/// member of the wrong form, also one we do not keep, or a code that stands there twice.
Result<ProcedureCatalogue> read_procedures(std::string_view json, const Limits& limits = {});

}  // namespace sohoa
