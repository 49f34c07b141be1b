// One revision compared with the one before it: every object it wrote, in every role it plays.
//
// Private to the change reader. A rule sees the object as it was and as it is; what it leads to is
// looked at only where the reference itself changed, since an object that was overwritten is
// compared in its own right.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "signing/parsers/pdf_changes_census.h"
#include "signing/parsers/pdf_changes_lines.h"
#include "signing/parsers/pdf_changes_same.h"

namespace sohoa::pdf_changes {

class Step {
 public:
  /// From `revision` - 1 to `revision`; `census` is of the former and is extended to the latter.
  Step(const cos::File& file, Census& census, std::int32_t revision);

  std::vector<Change> run();

 private:
  /// What happened to the parts of one form field.
  struct Touch {
    bool value = false;
    bool appearance = false;
    bool state = false;  ///< /AS
    ChangeKind signed_as = ChangeKind::Undefined;
    bool is_signed = false;
  };

  // pdf_changes_step.cpp: what was written, and the roles without a file of their own.
  void find_changed();
  void find_moved_with_stream(const std::set<std::int32_t>& streams);
  void note_location(const cos::XrefEntry& entry);
  bool lies_in_signed_bytes(const cos::Location& location) const;
  void compare_state(std::int32_t state);
  void compare_trailer();
  void compare(const cos::Object& before,
               cos::Ref before_owner,
               const cos::Object& after,
               cos::Ref after_owner,
               const Place& place);
  void compare_values(const Owned& before, const Owned& after, const Place& place);
  void compare_dicts(const Owned& before, const Owned& after, const Place& place);
  void compare_entries(const Owned& before, const Owned& after, const Place& place);
  void compare_page_kids(const Owned& before, const Owned& after, const Place& place);
  void compare_store(const Owned& before, const Owned& after);
  void compare_opaque(const Owned& before, const Owned& after, ChangeKind kind);
  void compare_harmless(const Owned& before, const Owned& after, ChangeKind kind);
  void compare_permission(const Owned& before, const Owned& after);
  bool is_same(const Owned& before, const Owned& after);
  void describe_new(std::int32_t first_new_state);
  void describe_rest();
  void add(ChangeKind kind, const cos::Object* introduced = nullptr);
  void add_for_field(ChangeKind kind, std::int32_t field, const cos::Object* introduced = nullptr);

  // pdf_changes_form.cpp: fields, widgets, signatures.
  bool compare_field_whole(const Owned& before, const Owned& after, const Place& place);
  void compare_field_array(const Owned& before, const Owned& after, const Place& place);
  void compare_field_value(const Owned& before, const Owned& after, const Place& place);
  void compare_signature_value(const Owned& before, const Owned& after, std::int32_t field);
  void compare_appearance(const Owned& before, const Owned& after, std::int32_t field);
  void compare_flags(const Owned& before, const Owned& after, std::int32_t field);
  void add_field(const cos::Object& element, std::int32_t parent);
  void add_field_below(const cos::Object& element,
                       const std::string& parent_name,
                       const std::string& parent_type,
                       std::int32_t depth);
  ChangeKind kind_of_new_signature(const cos::Dict& field);
  void remember_new(const cos::Object& element,
                    const cos::Dict& field,
                    ChangeKind kind,
                    const std::string& name);
  void remove_field(std::int32_t number);
  void pend(std::int32_t field, const cos::Object* introduced);
  void settle_fields();
  ChangeKind settled_kind(std::int32_t field, const Touch& touch) const;
  bool is_signature_field(std::int32_t field) const;
  std::vector<cos::Object> widgets_of(const cos::Object& field) const;
  bool is_shown(const cos::Object& field) const;
  bool is_push_button(std::int32_t field) const;
  bool has_consistent_buttons(std::int32_t field) const;
  bool shows_nothing(std::int32_t field) const;

  // pdf_changes_annots.cpp: what lies on a page.
  void compare_annots(const Owned& before, const Owned& after, const Place& place);
  bool compare_annot_whole(const Owned& before, const Owned& after, const Place& place);
  void add_annot(const cos::Object& element);
  void remove_annot(const cos::Object& element);
  bool covers_content(const cos::Dict& annot) const;

  const cos::File& file_;
  Census& census_;
  std::int32_t revision_;
  cos::View old_;
  cos::View new_;
  Lines lines_;
  Sameness same_;
  std::set<std::int32_t> changed_;        ///< object numbers
  const cos::Object* written_ = nullptr;  ///< the new value as written, reference and all
  std::int32_t depth_ = 0;
  std::set<std::tuple<cos::Ref, cos::Ref, Role, ChangeKind, std::int32_t>> compared_;
  std::map<std::int32_t, Touch> touches_;                                  ///< by field
  std::map<std::int32_t, std::pair<ChangeKind, std::string>> new_fields_;  ///< by object number
  std::set<std::string> new_names_;
  std::set<std::int32_t> used_values_;  ///< signature values given to fields in this step
};

/// Whether a widget shows: a rectangle with an area, an appearance, and no flag that hides it
/// (ISO 32000-1, 12.5.3).
bool is_visible(const cos::View& view, const cos::Dict& widget);

}  // namespace sohoa::pdf_changes
