// All candidate chains of a certificate, from itself to an anchor (RFC 4158).
//
// Private to the parser half of signing. Cross certificates, re-keyed authorities and loops give
// many ways up; a validator that stops at the first refuses what another way would prove.
#pragma once

#include <vector>

#include "core/limits.h"
#include "signing/evidence.h"
#include "signing/parsers/chain_links.h"

namespace sohoa {

struct ChainSearch {
  std::vector<std::vector<CertIndex>> whole;  ///< each ends at an anchor
  std::vector<CertIndex> longest;             ///< of those that reached none; for want of better
  bool is_cut = false;                        ///< some way up was longer than limits.chain_length
};

/// `is_anchor[i]` says whether certificate i is one. Bounded by limits.chains and chain_length.
ChainSearch find_chains(CertIndex target,
                        const std::vector<bool>& is_anchor,
                        ChainLinks& links,
                        const Limits& limits);

}  // namespace sohoa
