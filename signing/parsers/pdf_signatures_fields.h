// The signature fields of one revision that hold a value (ISO 32000-1, 12.7.2 to 12.7.4.5).
//
// Private to the reader of signatures.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "signing/parsers/cos_file.h"

namespace sohoa {

/// A signature field with a value.
struct FieldValue {
  std::string field;    ///< fully qualified
  cos::Ref field_ref;   ///< 0: direct
  cos::Ref value_ref;   ///< 0: the value stands in the field itself
  cos::Object value;    ///< resolved; a dictionary, or null when damaged, or what is there
  cos::Object lock;     ///< resolved /Lock
  cos::Ref widget_ref;  ///< of the annotation that shows it; 0: direct
  cos::Object widget;   ///< null: none
};

/// Nodes that may still be visited; shared by all walks over one file.
struct VisitBudget {
  std::int64_t left = 0;
};

struct FieldWalk {
  std::vector<FieldValue> values;
  bool is_whole = true;  ///< false: an object on the way could not be read, or lies too deep
  /// Numbers of the objects the walk depends on, sorted: while none is written, it stays true.
  std::vector<std::int32_t> touched;
};

/// Loops and depth end quietly. TooManyEntries when the budget is used up.
Result<FieldWalk> walk_fields(const cos::View& view, const Limits& limits, VisitBudget& budget);

/// Completes a value that the form does not hold from the widget on a page that shows it, if any.
void find_on_pages(const cos::View& view,
                   const Limits& limits,
                   VisitBudget& budget,
                   FieldValue& value);

/// 1-based page of a widget; 0: invisible, on no page, or the page tree does not say.
std::int32_t page_of(const cos::View& view,
                     const FieldValue& value,
                     const Limits& limits,
                     VisitBudget& budget);

}  // namespace sohoa
