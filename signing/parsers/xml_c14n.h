// Canonical XML: the octets a part of a document stands for (W3C C14N 1.0, 1.1, exclusive 1.0).
//
// Private to the parser half. libxml2 does the canonicalising; here stands what is canonicalised
// and within which bounds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/bytes.h"
#include "core/result.h"
#include "signing/parsers/xml_document.h"

namespace sohoa::xml {

/// How many octets may still be produced for one document, over all its signatures. Exclusive C14N
/// can repeat one long namespace for each element, so the output is bounded, not the input.
struct OctetBudget {
  std::uint64_t left = 0;
};

/// A canonicalisation method with its parameters.
struct C14nMethod {
  enum class Kind : std::uint8_t { Inclusive10, Inclusive11, Exclusive10 };
  Kind kind = Kind::Inclusive10;
  bool with_comments = false;
  std::vector<std::string> inclusive_prefixes;  ///< InclusiveNamespaces/@PrefixList
};

/// The method that `element`/@Algorithm names (ds:CanonicalizationMethod, ds:Transform); nullopt
/// when that is no canonicalisation.
std::optional<C14nMethod> read_c14n_method(const xmlNode* element);

/// Part of a document: everything below `apex` (null: the whole document), less `without`.
struct Selection {
  xmlDoc* document = nullptr;
  xmlNode* apex = nullptr;
  xmlNode* without = nullptr;  ///< enveloped signature; null: nothing is left out
  bool has_comments = false;   ///< XMLDSig 4.4.3.3: only #xpointer() references keep comments
};

/// EntryTooLarge beyond the budget, CorruptFile where C14N is not defined (relative namespace
/// URIs), MemoryLimit. The tree is as before when it returns.
Result<Bytes> canonicalise(const Selection& selection,
                           const C14nMethod& method,
                           OctetBudget& budget);

}  // namespace sohoa::xml
