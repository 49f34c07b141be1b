// Candidate chains with what no moment could mend: search and rules together.
//
// Private to the parser half of signing.
#pragma once

#include <vector>

#include "core/limits.h"
#include "signing/evidence.h"
#include "signing/parsers/chain_links.h"
#include "signing/parsers/chain_rules.h"

namespace sohoa {

/// All candidate chains of `target`, best first; never empty. Without a way to any anchor: the
/// longest there is, with NoAnchor, BadSignature or TooLong.
std::vector<ChainFacts> read_chains(CertIndex target,
                                    const std::vector<bool>& is_anchor,
                                    ChainLinks& links,
                                    const ChainRules& rules,
                                    const Limits& limits);

}  // namespace sohoa
