// What a change to a PDF is called by people, in both languages.
#pragma once

#include <string_view>

#include "core/error.h"
#include "signing/changes.h"

namespace sohoa {

/// "nội dung trang", "page content": after "đã thay đổi: ", "changed: ".
std::string_view describe(ChangeKind kind, Lang lang);

}  // namespace sohoa
