// The verdict as a clerk reads it: five lines a signature, the rest only when asked for.
#pragma once

#include <string>
#include <string_view>

#include "core/error.h"
#include "pipeline/verify_file.h"

namespace sohoa {

enum class TextDetail : std::uint8_t { Short, Verbose };

/// "HỢP LỆ", "KHÔNG HỢP LỆ", "CHƯA XÁC ĐỊNH ĐƯỢC"; "VALID", "INVALID", "UNDETERMINED".
std::string_view result_word(Indication indication, Lang lang);

/// Ends with a newline. A file without signatures is one line that says so.
std::string verify_text(std::string_view file,
                        const VerifiedFile& verified,
                        Lang lang,
                        TextDetail detail);

}  // namespace sohoa
