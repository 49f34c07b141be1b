#include "ocr/template_file.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/text.h"
#include "ocr/field_rules.h"
#include "ocr/template_draft.h"

namespace sohoa {
namespace {

bool is_base(std::string_view id) {
  return id.starts_with('_');
}

using Drafts = std::map<std::string, TemplateDraft>;

void inherit_text(std::string& child, const std::string& base) {
  if (child.empty()) child = base;
}

// The child's piece stands in place of the base's that `is_same`; what is new goes to the end.
template <class Row, class Same>
std::vector<Row> overlaid(std::vector<Row> base, const std::vector<Row>& child, Same is_same) {
  for (const Row& row : child) {
    const auto old =
        std::find_if(base.begin(), base.end(), [&](const Row& one) { return is_same(one, row); });
    if (old == base.end()) {
      base.push_back(row);
    } else {
      *old = row;
    }
  }
  return base;
}

bool is_same_field(const FieldTemplate& a, const FieldTemplate& b) {
  return a.id == b.id;
}

bool is_same_evidence(const EvidenceRule& a, const EvidenceRule& b) {
  return a.where == b.where && fold(a.text) == fold(b.text);
}

void inherit(TemplateDraft& child, const TemplateDraft& base) {
  DocumentTemplate& form = child.form;
  inherit_text(form.group, base.form.group);
  inherit_text(form.source, base.form.source);
  inherit_text(form.certainty, base.form.certainty);
  inherit_text(form.valid_from, base.form.valid_from);
  inherit_text(form.valid_to, base.form.valid_to);
  if (!child.has_accept_from) form.accept_from = base.form.accept_from;
  form.evidence = overlaid(base.form.evidence, form.evidence, is_same_evidence);
  form.fields = overlaid(base.form.fields, form.fields, is_same_field);
  child.rule_spots.insert(base.rule_spots.begin(), base.rule_spots.end());
}

// A chain of bases longer than all there are goes in a circle.
Result<TemplateDraft> resolved(const Drafts& drafts, TemplateDraft draft) {
  std::string next = draft.extends;
  for (std::size_t steps = 0; !next.empty(); ++steps) {
    const auto base = drafts.find(next);
    if (base == drafts.end() || !is_base(next)) {
      return fault_at(draft.extends_spot, "there is no base '" + next + "'");
    }
    if (steps > drafts.size()) return fault_at(draft.extends_spot, "bases go in a circle");
    inherit(draft, base->second);
    next = base->second.extends;
  }
  return draft;
}

// "@co_quan" stands for the value of that field.
Result<void> check_anchors(const TemplateDraft& draft, const FieldTemplate& field) {
  for (const std::string& anchor : field.anchors) {
    if (!anchor.starts_with('@')) continue;
    const FieldTemplate* other = draft.form.field(std::string_view(anchor).substr(1));
    if (other != nullptr && other->id != field.id) continue;
    return fault_at(draft.rule_spots.at(field.id),
                    "anchor '" + anchor + "' names a field " + draft.form.id + " does not have");
  }
  return {};
}

Result<void> check_cross_references(const TemplateDraft& draft) {
  for (const FieldTemplate& field : draft.form.fields) {
    TRY(check_anchors(draft, field));
    for (const std::string& rule : field.rules) {
      const std::string other(rule_argument(rule));
      if (other.empty() || draft.form.field(other) != nullptr) continue;
      return fault_at(draft.rule_spots.at(field.id),
                      "rule '" + rule + "' names a field " + draft.form.id + " does not have");
    }
  }
  return {};
}

Result<void> check_whole(const TemplateDraft& draft, const Limits& limits) {
  const DocumentTemplate& form = draft.form;
  if (std::cmp_greater(form.fields.size(), limits.fields_per_paper)) {
    return fault_at(draft.spot, "more fields than " + std::to_string(limits.fields_per_paper));
  }
  const auto speaks_for = [](const EvidenceRule& rule) { return rule.weight > 0; };
  if (std::none_of(form.evidence.begin(), form.evidence.end(), speaks_for)) {
    return fault_at(draft.spot, "no [[evidence]] speaks for '" + form.id + "'");
  }
  return check_cross_references(draft);
}

Result<Drafts> read_drafts(const std::vector<TemplateText>& files, const Limits& limits) {
  Drafts drafts;
  for (const TemplateText& file : files) {
    TemplateDraft draft = TRY(read_draft(file, limits));
    const auto [old, is_new] = drafts.try_emplace(draft.form.id, draft);
    if (is_new) continue;
    return fault_at(draft.spot,
                    "id '" + draft.form.id + "' is that of " + old->second.spot.file + ", too");
  }
  return drafts;
}

}  // namespace

Error fault_at(const TemplateSpot& spot, const std::string& what) {
  const std::string where =
      "line " + std::to_string(spot.line) + ", column " + std::to_string(spot.column);
  return Error{Fault::BadTemplate, where + ": " + what, {spot.file, 0, -1, {}}};
}

Result<TemplateSet> read_templates(const std::vector<TemplateText>& files, const Limits& limits) {
  if (std::cmp_greater(files.size(), limits.templates)) {
    return Error{Fault::BadTemplate, "more files than " + std::to_string(limits.templates), {}};
  }
  const Drafts drafts = TRY(read_drafts(files, limits));
  TemplateSet templates;
  for (const auto& [id, draft] : drafts) {
    TemplateDraft whole = TRY(resolved(drafts, draft));
    if (is_base(id)) continue;
    TRY(check_whole(whole, limits));
    templates.push_back(std::move(whole.form));
  }
  return templates;
}

}  // namespace sohoa
