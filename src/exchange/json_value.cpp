#include "exchange/json_value.h"

#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace sohoa {
namespace {

using Json = nlohmann::json;

// Builds the tree from the parser's events, so that depth and doubled members are seen as they
// come and nothing is ever freed deeper than it was allowed to be built.
class TreeBuilder final : public nlohmann::json_sax<Json> {
 public:
  TreeBuilder(std::string_view document, std::int32_t depth_max)
      : document_(document), depth_max_(depth_max) {}

  JsonValue take_root() { return std::move(root_); }
  const Error& error() const { return error_; }

  bool null() override { return put({}); }
  bool boolean(bool value) override {
    return put({.kind = JsonValue::Kind::Boolean, .boolean = value});
  }
  bool number_integer(number_integer_t value) override {
    return put({.kind = JsonValue::Kind::Integer, .integer = value});
  }
  bool number_unsigned(number_unsigned_t value) override {
    constexpr auto kMost = static_cast<number_unsigned_t>(INT64_MAX);
    if (value > kMost) return fail({}, "a number is too large");
    return put({.kind = JsonValue::Kind::Integer, .integer = static_cast<std::int64_t>(value)});
  }
  bool number_float(number_float_t, const string_t&) override {
    return put({.kind = JsonValue::Kind::Real});
  }
  bool string(string_t& value) override {
    return put({.kind = JsonValue::Kind::Text, .text = std::move(value)});
  }
  bool binary(binary_t&) override { return fail({}, "not JSON"); }
  bool start_object(std::size_t) override { return open(JsonValue::Kind::Object); }
  bool start_array(std::size_t) override { return open(JsonValue::Kind::Array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    if (!names_.back().insert(name).second) return fail(name, "the member is given twice");
    open_.back()->members.push_back({std::move(name), {}});
    return true;
  }
  bool parse_error(std::size_t byte, const std::string&, const Json::exception&) override {
    fail({}, "not JSON, or not UTF-8");
    error_.where.byte_offset = static_cast<std::int64_t>(byte);
    return false;
  }

 private:
  bool fail(std::string member, std::string detail) {
    error_ = {Fault::BadCatalogue,
              std::move(detail),
              {.document = document_, .field = std::move(member)}};
    return false;
  }

  JsonValue& slot() {
    if (open_.empty()) return root_;
    JsonValue& parent = *open_.back();
    if (parent.kind == JsonValue::Kind::Object) return parent.members.back().value;
    return parent.elements.emplace_back();
  }
  bool put(JsonValue value) {
    slot() = std::move(value);
    return true;
  }
  bool open(JsonValue::Kind kind) {
    if (static_cast<std::int32_t>(open_.size()) >= depth_max_) return fail({}, "nested too deeply");
    JsonValue& place = slot();
    place.kind = kind;
    open_.push_back(&place);  // stays in place: siblings come only after it is closed
    names_.emplace_back();
    return true;
  }
  bool close() {
    open_.pop_back();
    names_.pop_back();
    return true;
  }

  std::string document_;
  std::int32_t depth_max_;
  JsonValue root_;
  std::vector<JsonValue*> open_;
  std::vector<std::set<std::string, std::less<>>> names_;
  Error error_{Fault::BadCatalogue, "not JSON", {}};
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view member) const {
  for (const auto& candidate : members) {
    if (candidate.name == member) return &candidate.value;
  }
  return nullptr;
}

Result<JsonValue> read_json_value(std::string_view document,
                                  std::string_view json,
                                  const Limits& limits) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  if (json.size() > limits.catalogue_bytes) {
    return Error{
        Fault::BadCatalogue,
        std::to_string(json.size()) + " bytes, at most " + std::to_string(limits.catalogue_bytes),
        {.document = std::string(document), .field = {}}};
  }
  if (json.starts_with(kMark)) json.remove_prefix(kMark.size());
  TreeBuilder builder(document, limits.nesting);
  if (!Json::sax_parse(json, &builder)) return Error(builder.error()).in(document);
  return builder.take_root();
}

}  // namespace sohoa
