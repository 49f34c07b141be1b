// Which objects a document uses, and for what: every (object, role) the catalogue leads to.
//
// Private to the change reader. Built once for the first signed revision and extended by what each
// later revision writes, so a step costs what it changed. Between two full walks it may only name
// too many roles, never too few: stricter, not laxer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "signing/parsers/cos_file.h"
#include "signing/parsers/pdf_changes_roles.h"

namespace sohoa::pdf_changes {

inline constexpr std::int32_t kNone = -1;

/// How a value is used. `field` is an index of Census::field, where the role belongs to one.
struct Place {
  Role role = Role::Opaque;
  ChangeKind kind = ChangeKind::Undefined;
  std::int32_t field = kNone;
  bool operator==(const Place&) const = default;
};

/// One object in one role. State 0 is the trailer, which has no number.
struct State {
  cos::Ref ref;
  Place place;
  std::int32_t page = 0;        ///< 1-based, of the first page that leads here
  std::int32_t parent = kNone;  ///< state whose object holds the reference
  std::int32_t next = kNone;    ///< next state of the same object number
};

struct FieldInfo {
  std::string name;  ///< fully qualified
  std::string type;  ///< FT, inherited
  cos::Ref ref;
  std::int32_t parent = kNone;  ///< field
};

class Census {
 public:
  explicit Census(const cos::File& file);

  /// Everything the trailer of `view` leads to.
  void walk(const cos::View& view);
  /// What the given states lead to in `view`: what a revision wrote, seen anew.
  void extend(const cos::View& view, std::vector<std::int32_t> states);
  /// An object of a role nobody leads to: dictionaries of signatures that were taken out.
  void add_root(cos::Ref ref, Place place);

  const State& state(std::int32_t index) const { return states_[static_cast<std::size_t>(index)]; }
  std::int32_t size() const { return static_cast<std::int32_t>(states_.size()); }
  /// All states of an object number, newest first.
  std::vector<std::int32_t> states_of(std::int32_t number) const;
  const FieldInfo& field(std::int32_t index) const {
    return fields_[static_cast<std::size_t>(index)];
  }
  std::int32_t field_count() const { return static_cast<std::int32_t>(fields_.size()); }
  /// The field an object is, or is a widget of; kNone.
  std::int32_t field_of(std::int32_t number) const;
  bool has_name(std::string_view name) const;
  /// Some bound of limits.h was reached: not everything is known.
  bool is_incomplete() const { return incomplete_; }
  /// The nearest state above, itself included, with that role; kNone.
  std::int32_t ancestor(std::int32_t index, Role role) const;

 private:
  struct Key {
    cos::Ref ref;
    Place place;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const;
  };

  void reach(const cos::Object& value, const Place& place, std::int32_t from);
  std::int32_t add(cos::Ref ref, const Place& place, std::int32_t from);
  void defer(cos::Ref ref, const Place& place, std::int32_t from);
  void flush_found();
  void drain_structure();
  void drain_rest();
  void expand(std::int32_t state);
  void descend(const cos::Object& value, const Place& place, std::int32_t from);
  void descend_dict(const cos::Dict& dict, const Place& place, std::int32_t from);
  void descend_array(const cos::Array& array, const Place& place, std::int32_t from);
  void descend_opaque(const cos::Object& value, const Place& place, std::int32_t from);
  void reach_annot(const cos::Object& element, std::int32_t from);
  Place place_below(const Place& place, std::string_view key, const cos::Object& value) const;
  Place place_of_kid(const cos::Object& element, const Place& array) const;
  Place place_of_field(const cos::Object& element, const Place& array);
  std::int32_t new_field(cos::Ref ref, const cos::Dict& dict, std::int32_t parent);
  bool leads_back(const cos::Object& value, std::int32_t from) const;
  bool is_mere_link(cos::Ref ref, const Place& place) const;
  bool has_role(std::int32_t number, bool (*wanted)(Role)) const;

  const cos::File& file_;
  cos::View view_;  ///< being walked
  std::vector<State> states_;
  std::unordered_map<Key, std::int32_t, KeyHash> index_;
  std::unordered_map<std::int32_t, std::int32_t> newest_of_;  ///< number to state
  std::unordered_map<std::int32_t, std::int32_t> field_of_;   ///< number to field
  std::unordered_map<std::string, std::int32_t> field_named_;
  std::vector<FieldInfo> fields_;
  /// A reference that is followed once all structure is known.
  struct Deferred {
    cos::Ref ref;
    Place place;
    std::int32_t from = 0;
  };
  std::vector<std::int32_t> found_;      ///< by the object being expanded, in file order
  std::vector<std::int32_t> structure_;  ///< to expand, last first
  std::deque<Deferred> rest_;
  std::int32_t pages_ = 0;
  bool incomplete_ = false;
};

/// Of a field below another (ISO 32000-1, 12.7.3.2).
std::string full_name(const std::string& parent, std::string_view title);

/// "/Contents", "[3]/AP/N": where `container` holds `target`; empty when nowhere directly.
std::string trail_to(const cos::Object& container, cos::Ref target);

}  // namespace sohoa::pdf_changes
