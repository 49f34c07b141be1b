// Whether two values of two revisions say the same, however they are written.
//
// Private to the change reader. Objects may have been renumbered, moved into object streams or
// compressed anew; keys may be in another order. A reference to the same object is the same: what
// became of that object is judged where it was written.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "signing/parsers/cos_file.h"

namespace sohoa::pdf_changes {

/// An object with the reference it was reached by: streams are decrypted by their owner.
struct Owned {
  cos::Object object;
  cos::Ref owner;
};
/// Follows references, at most limits.nesting of them.
Owned resolve(const cos::View& view, const cos::Object& value, cos::Ref owner);

/// The entries of a dictionary by key; of a key that stands twice, the last.
using SortedEntries = std::vector<std::pair<std::string_view, const cos::Object*>>;
SortedEntries sorted(const cos::Dict& dict);

/// Calls `each` for every key of either dictionary, in order; an absent value is Null.
void for_each_pair(
    const cos::Dict& before,
    const cos::Dict& after,
    const std::function<void(std::string_view, const cos::Object&, const cos::Object&)>& each);

class Sameness {
 public:
  Sameness(cos::View before, cos::View after, std::int64_t budget)
      : before_(before), after_(after), budget_(budget) {}

  bool operator()(const cos::Object& before,
                  cos::Ref before_owner,
                  const cos::Object& after,
                  cos::Ref after_owner);
  /// The budget is used up: from now on only what is the same object is the same.
  bool is_exhausted() const { return budget_ <= 0; }

 private:
  bool same_values(const Owned& before, const Owned& after);
  bool same_arrays(const Owned& before, const Owned& after);
  bool same_dicts(const Owned& before, const Owned& after);
  bool same_streams(const Owned& before, const Owned& after);
  bool same_filters(const Owned& before, const Owned& after);

  cos::View before_;
  cos::View after_;
  std::int64_t budget_;  ///< values still to be compared; then nothing is the same
  std::int32_t depth_ = 0;
  std::set<std::pair<cos::Ref, cos::Ref>> assumed_;  ///< being compared, or found the same
};

}  // namespace sohoa::pdf_changes
