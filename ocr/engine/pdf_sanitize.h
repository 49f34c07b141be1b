// Takes out what could act on its own or what PDF/A-2b forbids and no reader of the page misses.
#pragma once

#include <qpdf/QPDF.hh>
#include <string>
#include <vector>

namespace sohoa::pdf {

/// Removes scripts, launching and other forbidden actions, embedded files, XFA and the like;
/// mends /Interpolate and the flags of links. Says in English what was done, each thing once.
std::vector<std::string> sanitize(QPDF& out);

/// Whether an action of that type (/S) may stay (ISO 19005-2, 6.5.1).
bool is_allowed_action(QPDFObjectHandle action);

}  // namespace sohoa::pdf
