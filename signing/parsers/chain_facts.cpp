#include "signing/parsers/chain_facts.h"

#include <algorithm>
#include <utility>

#include "signing/parsers/chain_search.h"

namespace sohoa {
namespace {

ChainFacts checked(std::vector<CertIndex> path, ChainLinks& links, const ChainRules& rules) {
  std::vector<X509*> chain;
  chain.reserve(path.size());
  for (const CertIndex index : path) {
    links.key(index);  // completes a DSA key, so that at() has it whole
    chain.push_back(links.at(index));
  }
  auto finding = rules.check(chain);
  ChainFacts facts;
  facts.fault = finding.fault;
  facts.at = finding.fault == PathFault::None ? kNoCert : path[finding.at];
  facts.detail = std::move(finding.detail);
  facts.path = std::move(path);
  return facts;
}

// A wrong signature says more than "no anchor": the very issuer it names is at hand and did not
// sign. A name alone says nothing: authorities are re-keyed, and names are free for all.
ChainFacts broken(ChainSearch search, ChainLinks& links) {
  ChainFacts facts;
  facts.path = std::move(search.longest);
  facts.at = facts.path.back();
  facts.fault = PathFault::NoAnchor;
  facts.detail = "no issuer at hand whose key verifies it";
  if (links.is_self_signed(facts.at)) {
    facts.detail = "self-signed and not trusted";
  } else if (links.has_false_issuer(facts.at)) {
    facts.fault = PathFault::BadSignature;
    facts.detail = "the issuer's key does not verify it";
  } else if (search.is_cut) {
    facts.fault = PathFault::TooLong;
    facts.detail = "no anchor within the bound";
  }
  return facts;
}

bool is_better(const ChainFacts& one, const ChainFacts& other) {
  const bool is_whole = one.fault == PathFault::None;
  const bool is_other_whole = other.fault == PathFault::None;
  if (is_whole != is_other_whole) return is_whole;
  return one.path.size() < other.path.size();
}

}  // namespace

std::vector<ChainFacts> read_chains(CertIndex target,
                                    const std::vector<bool>& is_anchor,
                                    ChainLinks& links,
                                    const ChainRules& rules,
                                    const Limits& limits) {
  ChainSearch search = find_chains(target, is_anchor, links, limits);
  std::vector<ChainFacts> chains;
  for (auto& path : search.whole) chains.push_back(checked(std::move(path), links, rules));
  if (chains.empty()) chains.push_back(broken(std::move(search), links));
  std::stable_sort(chains.begin(), chains.end(), is_better);
  return chains;
}

}  // namespace sohoa
