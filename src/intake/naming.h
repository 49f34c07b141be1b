// Components from file names, when a batch says nothing else about itself.
//
// `<mã hồ sơ>/<mã thành phần>[-n].<ext>`: the folder is the dossier, the name is the component, n
// orders its files. What does not fit waits for an officer; nothing is guessed.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "intake/submission.h"

namespace sohoa {

/// What one name says.
struct NamedFile {
  std::string dossier;
  std::string component;
  std::int32_t number = 0;  ///< n; 0 when the name has none
};

/// Sorts safe entry names (NFC, see entry_name.h) into components. Only the last folder counts, so
/// a bag's data/ or a common top folder changes nothing. Components come in order of dossier, then
/// code; files in natural order (2 before 10, no number first). All other names are `unassigned`.
Submission components_from_names(std::span<const std::string> names);

/// Reads one name; false when it does not fit the pattern.
bool parse_named_file(std::string_view name, NamedFile& file);

/// What a paper nobody declared is, by the habit of the offices: "KQ01" is a result of the dossier,
/// every other code a component. A batch.json says so itself.
ComponentKind kind_of_code(std::string_view component);

/// A code as systems issue them: ASCII letters, digits, '.', '-', '_'; begins and ends with a
/// letter or digit and holds a digit; 2 to 64 characters. "000.00.15.H19-240615-0001" is one,
/// "Hồ sơ Nguyễn Văn A" is not. Wide on purpose: codes of ministry portals deviate from TT 18/2019.
bool is_code(std::string_view text);

/// Natural order: runs of digits compare as numbers.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace sohoa
