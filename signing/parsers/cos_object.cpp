#include "signing/parsers/cos_object.h"

#include <algorithm>

namespace sohoa::cos {
namespace {

/// Values alike; containers by content, not by address.
bool equal_values(const Object& a, const Object& b);

bool equal_arrays(const Array& a, const Array& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), equal_values);
}

bool equal_values(const Object& a, const Object& b) {
  if (a.value().index() != b.value().index()) return false;
  if (a.stream() != nullptr) {
    return a.stream()->offset == b.stream()->offset && a.stream()->length == b.stream()->length &&
           *a.dict() == *b.dict();
  }
  if (a.dict() != nullptr) return a.dict() == b.dict() || *a.dict() == *b.dict();
  if (a.array() != nullptr) return a.array() == b.array() || equal_arrays(*a.array(), *b.array());
  return a.value() == b.value();
}

}  // namespace

const Object* Dict::get(std::string_view key) const {
  const auto found = std::find_if(
      entries.rbegin(), entries.rend(), [key](const auto& entry) { return entry.first == key; });
  return found == entries.rend() ? nullptr : &found->second;
}

// Sorted copies of pointers: a dictionary of n keys costs n log n, not n². Of a key that stands
// twice every value is compared, in file order.
bool Dict::operator==(const Dict& other) const {
  if (entries.size() != other.entries.size()) return false;
  const auto sorted = [](const Dict& dict) {
    std::vector<const std::pair<std::string, Object>*> pointers;
    pointers.reserve(dict.entries.size());
    for (const auto& entry : dict.entries) pointers.push_back(&entry);
    std::stable_sort(pointers.begin(), pointers.end(), [](const auto* a, const auto* b) {
      return a->first < b->first;
    });
    return pointers;
  };
  const auto mine = sorted(*this);
  const auto others = sorted(other);
  return std::equal(mine.begin(), mine.end(), others.begin(), [](const auto* a, const auto* b) {
    return a->first == b->first && equal_values(a->second, b->second);
  });
}

const Array* Object::array() const {
  const auto* held = std::get_if<std::shared_ptr<const Array>>(&value_);
  return held == nullptr ? nullptr : held->get();
}

const Dict* Object::dict() const {
  if (const auto* held = std::get_if<std::shared_ptr<const Dict>>(&value_)) return held->get();
  const Stream* held = stream();
  return held == nullptr ? nullptr : held->dict.get();
}

const Stream* Object::stream() const {
  const auto* held = std::get_if<std::shared_ptr<const Stream>>(&value_);
  return held == nullptr ? nullptr : held->get();
}

const std::string* Object::name() const {
  const auto* held = std::get_if<Name>(&value_);
  return held == nullptr ? nullptr : &held->text;
}

const std::string* Object::string() const {
  const auto* held = std::get_if<String>(&value_);
  return held == nullptr ? nullptr : &held->bytes;
}

const std::int64_t* Object::integer() const {
  return std::get_if<std::int64_t>(&value_);
}

bool Object::number(double& into) const {
  if (const auto* whole = integer()) {
    into = static_cast<double>(*whole);
    return true;
  }
  const auto* real = std::get_if<double>(&value_);
  if (real != nullptr) into = *real;
  return real != nullptr;
}

}  // namespace sohoa::cos
