// How sure a field is, and why it goes to an officer. Pure; internal to extraction.
#pragma once

#include <string>

#include "ocr/field_values.h"
#include "ocr/labels.h"
#include "ocr/taken_text.h"

namespace sohoa::ocr {

/// 0..1: the doubt of its weakest word, of the place it was found at, and of its shape.
double certainty(const FieldTemplate& wanted,
                 const TakenText& taken,
                 const Cut& cut,
                 const Label* label);

/// Lets the outcomes of its rules count, then decides whether an officer must look, and says why.
void settle(const FieldTemplate& wanted, Field& field);

}  // namespace sohoa::ocr
