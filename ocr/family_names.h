// Family names borne in Việt Nam, to notice a name that recognition has spoilt. Pure.
#pragma once

#include <string_view>

namespace sohoa::ocr {

/// Whether the first word of `name` is a family name we know, case and old or new tone placement
/// aside, diacritics not: "Đỉnh" is none. A name that is not here may still be right: a
/// foreigner's, a rare one. It is a reason to look, never to change or refuse anything.
bool has_known_family_name(std::string_view name);

}  // namespace sohoa::ocr
