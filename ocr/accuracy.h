// How well templates do on papers whose truth is known: what `sohoa template test` prints.
//
// Pure. What counts is what is filed without review: a wrong value an officer is shown is work, a
// wrong value nobody looks at is a wrong item.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ocr/fields.h"

namespace sohoa {

/// What really stands on a paper.
struct PaperTruth {
  std::string type;                           ///< empty: of no type we know
  std::map<std::string, std::string> fields;  ///< field id → value in normal form
  std::vector<std::string> blank;             ///< fields (partly) left open on paper
};

/// One paper with what was read from it.
struct TestedPaper {
  std::string name;
  PaperTruth truth;
  std::string type;  ///< best guess; empty: none
  double type_confidence = 0;
  bool is_type_sure = false;  ///< at or above the template's accept_from
  std::vector<Field> fields;  ///< by the template of `type`; empty when none
};

/// Counts of one field of one type over all papers.
struct FieldAccuracy {
  std::string type;
  std::string field;
  std::int32_t samples = 0;  ///< papers whose truth speaks of it
  std::int32_t right = 0;    ///< read right, filed or not
  std::int32_t filed = 0;    ///< without review
  std::int32_t filed_right = 0;

  double precision() const;     ///< of what is filed; 1 where nothing is
  double recall() const;        ///< right of samples
  double review_share() const;  ///< not filed, of samples
};

/// Counts of one type.
struct TypeAccuracy {
  std::string type;
  std::int32_t samples = 0;
  std::int32_t right = 0;   ///< sure and right
  std::int32_t unsure = 0;  ///< left to an officer
  std::int32_t wrong = 0;   ///< sure and wrong
};

/// A field or type that was not read as it is.
struct WorstCase {
  std::string paper;
  std::string type;
  std::string field;  ///< empty: the type itself
  std::string expected;
  std::string value;
  double confidence = 0;
  bool is_filed = false;
};

struct AccuracyTable {
  std::vector<TypeAccuracy> types;    ///< by type
  std::vector<FieldAccuracy> fields;  ///< by type, then field
  std::vector<WorstCase> worst;       ///< filed ones first, the surest first

  FieldAccuracy total() const;
  bool has_wrong_filed() const;
};

AccuracyTable measure_accuracy(const std::vector<TestedPaper>& papers);

/// Equal but for spaces, dashes and quotes of other shapes, an end mark, and the place of tone
/// marks ("Hoà", "Hòa").
bool is_same_value(std::string_view a, std::string_view b);

}  // namespace sohoa
