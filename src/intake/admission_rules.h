// The gate's findings as a table: id, severity unless a profile says otherwise, clause, sentences.
//
// Private to intake. In a sentence {m} stands for the measure, {l} for the limit, {x} for what else
// the finding names (a page, a file).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "intake/admission.h"

namespace sohoa::admission {

/// Which clause of the profile a finding rests on.
enum class Ground : std::uint8_t {
  Own,           ///< a measure of ours: no clause
  Completeness,  ///< ScanProfile::completeness_clause
  Format,        ///< ScanProfile::format_clause
};

struct Rule {
  std::string_view id;
  Severity severity = Severity::Note;
  Ground ground = Ground::Own;
  std::string_view text_vi;
  std::string_view text_en;
  std::string_view advice_vi;  ///< what an officer does about it; empty: nothing
};

/// All of them, in the order of the gate's documentation.
std::span<const Rule> rules();

/// The rule called `id`, which must exist.
const Rule& rule(std::string_view id);

/// `text` with its places filled.
std::string filled(std::string_view text,
                   std::string_view measure,
                   std::string_view limit,
                   std::string_view extra);

}  // namespace sohoa::admission
