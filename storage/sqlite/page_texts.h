// The searchable text of pages: stored once, its words indexed twice (exact and folded), its folded
// neighbours once.
#pragma once

#include <string>

#include "storage/sqlite/page_id.h"
#include "storage/sqlite/statement.h"

namespace sohoa::sqlite {

/// NoSuchComponent when there is none of this id.
Result<std::int64_t> seq_of(Connection& connection, const std::string& component);

/// The largest component number; 0 in an empty store.
Result<std::int64_t> newest_component(Connection& connection);

/// Stores and indexes `text` (made NFC) in place of what was there; nothing is written when it is
/// the same.
Result<void> replace_text(Connection& connection, const PageKey& page, const std::string& text);

/// Page 0 of the component: what its item says of itself, or, before it is one, what was declared.
/// So a paper is found by title, number or owner even when the scan reads badly.
Result<void> describe_on_page_0(Connection& connection, std::int64_t component_seq);

/// Fills the index of neighbours from the stored texts, for stores older than it. 60 us a page.
Result<void> index_all_pairs(Connection& connection);

}  // namespace sohoa::sqlite
