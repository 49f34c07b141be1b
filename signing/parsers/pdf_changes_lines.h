// The changes of one revision while they are being found: one line for each object, kind and field.
//
// Private to the change reader. Knows where in the document the comparison stands, so that rules
// only say what they found.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "signing/parsers/pdf_changes_census.h"

namespace sohoa::pdf_changes {

/// What a rule found. `introduced` is the value that appeared, so that objects below it can be
/// called the same.
struct Finding {
  ChangeKind kind = ChangeKind::Undefined;
  std::string field;
  std::int32_t pending_field = kNone;  ///< the kind is settled when the whole field was seen
  const cos::Object* introduced = nullptr;
  bool covers_content = false;
};

class Lines {
 public:
  /// At most `limit` lines (limits.changes); of more, harmless ones are dropped, others counted as
  /// one Undefined.
  Lines(const Census& census, cos::View before, cos::View after, std::int32_t limit);

  /// From here on findings are about this state's object.
  void stand_at(std::int32_t state);
  std::int32_t standing_at() const { return state_; }
  /// About an object nothing leads to.
  void stand_at_loose(std::int32_t number);
  void enter(std::string_view key) { trail_ += key; }
  std::size_t trail_length() const { return trail_.size(); }
  void leave(std::size_t length) { trail_.resize(length); }

  void add(const Finding& finding);
  bool is_named(std::int32_t number) const { return named_.contains(number); }
  /// The kind an object that appeared was introduced under; none when no finding speaks of it.
  const ChangeKind* introduced_as(std::int32_t number) const;
  /// Gives the pending lines of each field their kind.
  void settle(const std::map<std::int32_t, ChangeKind>& kinds);
  /// With paths.
  std::vector<Change> take(std::int32_t revision);

 private:
  struct Line {
    Change change;
    std::int32_t state = kNone;
    std::int32_t pending_field = kNone;
    std::string trail;
  };
  using LineKey = std::tuple<std::int32_t, ChangeKind, std::string, std::int32_t, bool>;

  void note_introduced(const cos::Object& value, std::size_t line);
  const std::string& step_to(std::int32_t state);
  std::string path_of(std::int32_t state);

  const Census& census_;
  cos::View before_;
  cos::View after_;
  std::int32_t state_ = kNone;
  std::int32_t loose_number_ = 0;
  std::string trail_;
  std::vector<Line> lines_;
  std::map<LineKey, std::size_t> index_;
  std::unordered_set<std::int32_t> named_;
  std::unordered_map<std::int32_t, std::size_t> introduced_;  ///< number to line
  std::unordered_map<std::int32_t, std::string> steps_;       ///< from a state's parent to it
  std::int32_t room_;
  std::int32_t harmless_room_;
  bool has_lost_ = false;
};

}  // namespace sohoa::pdf_changes
