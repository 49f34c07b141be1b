// Spelling proposals where they help: words that recognition itself doubts, found by another
// spelling and shown beside a field. What was read stays what was read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ocr/correction.h"
#include "ocr/fields.h"
#include "pipeline/component_pages.h"
#include "policy/profile.h"

namespace sohoa {

/// What goes into the index for a page: its text as read, and below it each line that holds a
/// doubtful word once more, with the proposal in its place. So a search finds the word either way,
/// in a phrase too, and what was read is still there. Born-digital pages are not looked at.
std::string index_text_of(const PageText& page, const Lexicon& lexicon, const ReviewProfile& rules);

/// Offers each text field the value it would have with the proposals for its words: a candidate and
/// a note ("spelling"), never the value. Fields of names, numbers and codes are left alone, and so
/// is what the profile's `never_corrected` lists.
void offer_spelling(const ComponentPages& loaded,
                    const DocumentTemplate& form,
                    const Lexicon& lexicon,
                    const ReviewProfile& rules,
                    std::vector<Field>& fields);

}  // namespace sohoa
