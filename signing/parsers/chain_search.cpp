#include "signing/parsers/chain_search.h"

#include <algorithm>
#include <utility>

namespace sohoa {
namespace {

class Search {
 public:
  Search(const std::vector<bool>& is_anchor, ChainLinks& links, const Limits& limits)
      : is_anchor_(is_anchor),
        links_(links),
        limits_(limits),
        // Enough for every way through any real PKI; a hostile web of cross certificates has
        // exponentially many.
        steps_left_(std::int64_t{limits.chains} * limits.chain_length * 4) {}

  ChainSearch run(CertIndex target) {
    found_.longest = {target};
    visit(target);
    return std::move(found_);
  }

 private:
  bool is_spent() const {
    return steps_left_ <= 0 || std::cmp_greater_equal(found_.whole.size(), limits_.chains);
  }

  bool is_on_path(CertIndex index) const {
    return std::any_of(path_.begin(), path_.end(), [&](CertIndex seen) {
      return links_.is_same_authority(seen, index);
    });
  }

  // Depth is at most limits.chain_length.
  void visit(CertIndex index) {
    if (is_spent()) return;
    --steps_left_;
    path_.push_back(index);
    if (is_anchor_[static_cast<std::size_t>(index)]) found_.whole.push_back(path_);
    climb(index);
    path_.pop_back();
  }

  void climb(CertIndex index) {
    bool is_end = true;
    const bool is_full = std::cmp_greater_equal(path_.size(), limits_.chain_length);
    for (const CertIndex issuer : links_.issuers(index)) {
      if (is_on_path(issuer)) continue;
      found_.is_cut = found_.is_cut || is_full;
      if (is_full) break;
      is_end = false;
      visit(issuer);
    }
    if (is_end && path_.size() > found_.longest.size()) found_.longest = path_;
  }

  const std::vector<bool>& is_anchor_;
  ChainLinks& links_;
  const Limits& limits_;
  std::int64_t steps_left_;
  std::vector<CertIndex> path_;
  ChainSearch found_;
};

}  // namespace

ChainSearch find_chains(CertIndex target,
                        const std::vector<bool>& is_anchor,
                        ChainLinks& links,
                        const Limits& limits) {
  return Search(is_anchor, links, limits).run(target);
}

}  // namespace sohoa
