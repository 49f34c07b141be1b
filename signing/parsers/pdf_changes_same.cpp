#include "signing/parsers/pdf_changes_same.h"

#include <algorithm>

#include "signing/parsers/pdf_changes_roles.h"

namespace sohoa::pdf_changes {
namespace {

constexpr std::int32_t kMaxDepth = 200;  // of values in values, all references followed

const cos::Object& null_object() {
  static const cos::Object kNull;
  return kNull;
}

/// How a stream is packed says nothing of its content. In any other dictionary these may be names
/// of fonts or forms.
bool is_packing(std::string_view key) {
  return key == "Length" || key == "DL" || key == "Filter" || key == "DecodeParms";
}

/// XMP is judged by its own role.
bool is_metadata(const cos::Object& before, const cos::Object& after) {
  return (before.is_null() || is_xmp(before)) && (after.is_null() || is_xmp(after));
}

}  // namespace

Owned resolve(const cos::View& view, const cos::Object& value, cos::Ref owner) {
  Owned result{value, owner};
  for (std::int32_t hop = 0; result.object.ref() != nullptr; ++hop) {
    if (hop == 32) return {};
    result.owner = *result.object.ref();
    result.object = view.get(result.owner);
  }
  return result;
}

SortedEntries sorted(const cos::Dict& dict) {
  SortedEntries entries;
  entries.reserve(dict.entries.size());
  for (const auto& [key, value] : dict.entries) entries.emplace_back(key, &value);
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    return a.first < b.first;
  });
  // Keep the last of equal keys.
  auto kept = entries.begin();
  for (auto it = entries.begin(); it != entries.end(); ++it) {
    if (kept != entries.begin() && std::prev(kept)->first == it->first) --kept;
    *kept++ = *it;
  }
  entries.erase(kept, entries.end());
  return entries;
}

void for_each_pair(
    const cos::Dict& before,
    const cos::Dict& after,
    const std::function<void(std::string_view, const cos::Object&, const cos::Object&)>& each) {
  const SortedEntries old_entries = sorted(before);
  const SortedEntries new_entries = sorted(after);
  auto a = old_entries.begin();
  auto b = new_entries.begin();
  while (a != old_entries.end() || b != new_entries.end()) {
    if (b == new_entries.end() || (a != old_entries.end() && a->first < b->first)) {
      each(a->first, *a->second, null_object());
      ++a;
    } else if (a == old_entries.end() || b->first < a->first) {
      each(b->first, null_object(), *b->second);
      ++b;
    } else {
      each(a->first, *a->second, *b->second);
      ++a;
      ++b;
    }
  }
}

bool Sameness::operator()(const cos::Object& before,
                          cos::Ref before_owner,
                          const cos::Object& after,
                          cos::Ref after_owner) {
  const cos::Ref* from = before.ref();
  const cos::Ref* to = after.ref();
  if (from != nullptr && to != nullptr) {
    if (*from == *to) return true;
    if (!assumed_.emplace(*from, *to).second) return true;
  }
  if (--budget_ < 0 || depth_ >= kMaxDepth) return false;
  ++depth_;
  const bool result =
      same_values(resolve(before_, before, before_owner), resolve(after_, after, after_owner));
  --depth_;
  // What was found the same on the way may have rested on an assumption that fell.
  if (!result && depth_ == 0) assumed_.clear();
  return result;
}

bool Sameness::same_values(const Owned& before, const Owned& after) {
  double x = 0;
  double y = 0;
  if (before.object.number(x) && after.object.number(y)) return x == y;
  if (before.object.value().index() != after.object.value().index()) return false;
  if (before.object.array() != nullptr) return same_arrays(before, after);
  if (before.object.stream() != nullptr) return same_streams(before, after);
  if (before.object.dict() != nullptr) return same_dicts(before, after);
  return before.object.value() == after.object.value();
}

bool Sameness::same_arrays(const Owned& before, const Owned& after) {
  const cos::Array& a = *before.object.array();
  const cos::Array& b = *after.object.array();
  if (&a == &b) return true;
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!(*this)(a[i], before.owner, b[i], after.owner)) return false;
  }
  return true;
}

bool Sameness::same_dicts(const Owned& before, const Owned& after) {
  const cos::Dict& a = *before.object.dict();
  const cos::Dict& b = *after.object.dict();
  if (&a == &b) return true;
  if (a.has_duplicate_key != b.has_duplicate_key) return false;
  const bool is_stream = before.object.stream() != nullptr;
  bool is_same = true;
  for_each_pair(a, b, [&](std::string_view key, const cos::Object& x, const cos::Object& y) {
    if (!is_same || (is_stream && is_packing(key))) return;
    is_same = (*this)(x, before.owner, y, after.owner) ||
              (key == "Metadata" && is_metadata(before_.resolve(x), after_.resolve(y)));
  });
  return is_same;
}

bool Sameness::same_filters(const Owned& before, const Owned& after) {
  const auto same_entry = [&](std::string_view key) {
    const cos::Object* a = before.object.dict()->get(key);
    const cos::Object* b = after.object.dict()->get(key);
    return (*this)(a != nullptr ? *a : null_object(),
                   before.owner,
                   b != nullptr ? *b : null_object(),
                   after.owner);
  };
  return same_entry("Filter") && same_entry("DecodeParms");
}

bool Sameness::same_streams(const Owned& before, const Owned& after) {
  const cos::Stream& a = *before.object.stream();
  const cos::Stream& b = *after.object.stream();
  if (!same_dicts(before, after)) return false;
  if (a.offset == b.offset && a.length == b.length && before.owner == after.owner) return true;
  if (same_filters(before, after)) {
    const auto x = before_.raw(a, before.owner);
    const auto y = after_.raw(b, after.owner);
    if (x && y && *x == *y) return true;
  }
  if (!before_.decodes_wholly(a) || !after_.decodes_wholly(b)) return false;
  const auto x = before_.decode(a);
  const auto y = after_.decode(b);
  return x && y && *x == *y;
}

}  // namespace sohoa::pdf_changes
