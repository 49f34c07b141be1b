// Is what the signatures cover what a reader of the document sees? (signature wrapping, trap 54)
//
// Private to the parser half. A signature by Id says nothing on where the element stands. An
// attacker leaves the signed element somewhere in the document, valid, and puts his own where the
// reader looks. Which element a reader looks at cannot be known in general, so the rule is:
//
//   Outside of the covered elements and of ds:Signature elements nothing may stand that a reader
//   could take for content: no text, no attribute but Ids and xsi/xml ones, no leaf element; only
//   elements that wrap covered content, and empty places for signatures still to come (empty
//   elements in a branch that holds signatures and no covered content: <Signatures><Buyer/>…).
//   A ds:Object that is not covered is content, its xades:QualifyingProperties excepted.
//
// "Covered" counts over all signatures of the document: each party may sign its own part, and the
// verdict on each part is that party's. A signature that covers the whole document (URI="" or its
// root) needs no such look.
#pragma once

#include <string>
#include <unordered_set>

#include "signing/parsers/xml_document.h"

namespace sohoa::xml {

using NodeSet = std::unordered_set<const xmlNode*>;

/// Where the first content that no signature covers stands ("/Invoice/Total"); empty when there is
/// none.
std::string find_uncovered(xmlNode* root, const NodeSet& covered);

}  // namespace sohoa::xml
