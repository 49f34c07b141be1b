// An item as a handler reads it on a terminal: what it is, whose, whether it counts and why.
#pragma once

#include <string>

#include "app/context.h"
#include "pipeline/item_view.h"

namespace sohoa {

std::string item_text(const AppContext& app, const ItemView& view);
/// Two lines: code, title, class of legal value; where it was found.
std::string item_hit_text(const AppContext& app, const ItemHit& hit);
/// "Có giá trị pháp lý đầy đủ"; "chưa xét" for an empty class.
std::string legal_text(const AppContext& app, const std::string& legal_class);

/// The same in two or three words, for tables.
std::string legal_word(const AppContext& app, const std::string& legal_class);

}  // namespace sohoa
