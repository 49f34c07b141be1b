// Items as JSON: the shape of `find` and `show` (CONTRACT.md), for scripts and other systems.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "pipeline/item_view.h"

namespace sohoa {

/// One hit of `find`; `marks` are its highlights.
std::string item_hit_json(const ItemHit& hit, const Highlight& marks);
/// All of `show`.
std::string item_view_json(const ItemView& view);

/// [{"id","name","missing","blocking","clause","why"}]: what the description lacks or is in doubt.
std::string gaps_json(const std::vector<MetadataGap>& gaps);

/// One reason of a stored verdict, for people.
struct ReasonLine {
  std::string outcome;  ///< "passed", "failed", "note", "unknown"
  std::string clause;   ///< citation; empty for our own measures
  std::string message;
};
/// Reasons that say something, in order; what did not apply is left out.
std::vector<ReasonLine> reason_lines(const std::string& reasons_json, Lang lang);

}  // namespace sohoa
