#include "intake/batch_json.h"

#include <array>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/clock.h"
#include "core/text.h"
#include "intake/entry_name.h"

namespace sohoa {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 3> kKindNames = {"component", "result", "appraisal"};

Error bad(std::string field, std::string detail) {
  return Error{Fault::BadBatchJson,
               std::move(detail),
               {.document = std::string(kBatchJsonName), .field = std::move(field)}};
}

// Notices members given twice: two readers would disagree on which one counts (RFC 8259 section 4).
class DuplicateMembers {
 public:
  void see(Json::parse_event_t event, const Json& parsed) {
    using Event = Json::parse_event_t;
    if (event == Event::object_start) members_.emplace_back();
    if (event == Event::object_end) members_.pop_back();
    if (event == Event::key) note(parsed.get_ref<const std::string&>());
  }
  /// The first one; empty when there is none.
  const std::string& first() const { return first_; }

 private:
  void note(const std::string& member) {
    if (!members_.back().insert(member).second && first_.empty()) first_ = member;
  }

  std::vector<std::set<std::string>> members_;
  std::string first_;
};

// The library's parser keeps its own stack, but what it builds is freed recursively: the depth is
// counted before it sees the text.
bool is_too_deep(std::string_view json, std::int32_t depth_max) {
  std::int32_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string && c == '\\') ++i;
    if (c == '"') in_string = !in_string;
    if (in_string) continue;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (depth > depth_max) return true;
  }
  return false;
}

Result<Json> parse_shape(std::string_view text, const Limits& limits) {
  if (text.size() > limits.manifest_bytes) {
    return bad(
        {},
        std::to_string(text.size()) + " bytes, at most " + std::to_string(limits.manifest_bytes));
  }
  if (is_too_deep(text, limits.nesting)) return bad({}, "nested too deeply");
  DuplicateMembers duplicates;
  const auto see = [&](int, Json::parse_event_t event, Json& parsed) {
    duplicates.see(event, parsed);
    return true;
  };
  try {
    Json json = Json::parse(text, see);
    if (!duplicates.first().empty()) return bad(duplicates.first(), "the member is given twice");
    return json;
  } catch (const Json::parse_error& error) {
    Error failure = bad({}, "not JSON");
    failure.where.byte_offset = static_cast<std::int64_t>(error.byte);
    return failure;
  } catch (const Json::out_of_range&) {
    // 1e999 is JSON, but the library has no number for it.
    return bad({}, "a number is too large");
  }
}

// One object being read: where it stands, and the rules its members share.
struct Object {
  const Json& json;
  std::string path;
  const Limits& limits;

  std::string path_of(std::string_view member) const {
    return path.empty() ? std::string(member) : path + "." + std::string(member);
  }
  /// Null and absent are the same: not said.
  const Json* find(std::string_view member) const {
    const auto it = json.find(member);
    return it == json.end() || it->is_null() ? nullptr : &*it;
  }
};

Result<std::string> text_of(const Json& value, const std::string& path, const Limits& limits) {
  if (!value.is_string()) return bad(path, "must be a string");
  const auto& text = value.get_ref<const std::string&>();
  if (text.size() > static_cast<std::size_t>(limits.name_bytes)) {
    return bad(path, "longer than " + std::to_string(limits.name_bytes) + " bytes");
  }
  return squeeze(to_nfc(text));
}

Result<std::string> optional_text(const Object& object, std::string_view member) {
  const Json* value = object.find(member);
  if (value == nullptr) return std::string();
  return text_of(*value, object.path_of(member), object.limits);
}

Result<std::string> required_text(const Object& object, std::string_view member) {
  std::string text = TRY(optional_text(object, member));
  if (text.empty()) return bad(object.path_of(member), "is missing or empty");
  return text;
}

Result<ComponentKind> read_kind(const Object& object) {
  const std::string kind = TRY(optional_text(object, "kind"));
  if (kind.empty()) return ComponentKind::Component;
  for (std::size_t i = 0; i < kKindNames.size(); ++i) {
    if (kind == kKindNames[i]) return static_cast<ComponentKind>(i);
  }
  return bad(object.path_of("kind"), "must be component, result or appraisal");
}

Result<std::optional<std::int32_t>> read_pages(const Object& object) {
  const Json* value = object.find("pages_declared");
  if (value == nullptr) return std::optional<std::int32_t>();
  const bool fits = value->is_number_unsigned() && value->get<std::uint64_t>() >= 1 &&
                    value->get<std::uint64_t>() <= static_cast<std::uint64_t>(object.limits.pages);
  if (fits) return std::optional(value->get<std::int32_t>());
  return bad(object.path_of("pages_declared"),
             "must be a whole number from 1 to " + std::to_string(object.limits.pages));
}

Result<bool> read_flag(const Object& object, std::string_view member) {
  const Json* value = object.find(member);
  if (value == nullptr) return false;
  if (!value->is_boolean()) return bad(object.path_of(member), "must be true or false");
  return value->get<bool>();
}

Result<Owner> read_owner(const Object& component) {
  const Json* value = component.find("owner");
  if (value == nullptr) return Owner{};
  if (!value->is_object()) return bad(component.path_of("owner"), "must be an object");
  const Object object{*value, component.path_of("owner"), component.limits};
  Owner owner;
  owner.type = TRY(required_text(object, "type"));
  owner.id = TRY(optional_text(object, "id"));
  owner.name = TRY(optional_text(object, "name"));
  return owner;
}

using ClaimedNames = std::set<std::string>;

Result<std::string> read_file_name(const Json& value,
                                   const std::string& path,
                                   const Limits& limits,
                                   ClaimedNames& claimed) {
  if (!value.is_string()) return bad(path, "must be a string");
  auto name = safe_entry_name(value.get_ref<const std::string&>(), limits);
  if (!name) return bad(path, "unsafe name: " + name.error().detail);
  if (!name->starts_with("data/")) return bad(path, "must start with data/");
  if (!claimed.insert(entry_name_key(*name)).second) return bad(path, "claimed twice");
  return std::move(*name);
}

Result<std::vector<std::string>> read_files(const Object& object, ClaimedNames& claimed) {
  const std::string path = object.path_of("files");
  const Json* value = object.find("files");
  if (value == nullptr || !value->is_array() || value->empty()) {
    return bad(path, "must be a list of at least one file");
  }
  std::vector<std::string> files;
  for (const Json& file : *value) {
    const std::string place = path + "[" + std::to_string(files.size()) + "]";
    files.push_back(TRY(read_file_name(file, place, object.limits, claimed)));
  }
  return files;
}

Result<ComponentDeclaration> read_component(const Object& object, ClaimedNames& claimed) {
  if (!object.json.is_object()) return bad(object.path, "must be an object");
  ComponentDeclaration component;
  component.dossier = TRY(required_text(object, "dossier"));
  component.procedure = TRY(optional_text(object, "procedure"));
  component.component = TRY(required_text(object, "component"));
  component.title = TRY(optional_text(object, "title"));
  component.owner = TRY(read_owner(object));
  component.kind = TRY(read_kind(object));
  component.files = TRY(read_files(object, claimed));
  component.pages_declared = TRY(read_pages(object));
  component.digitize_class = TRY(optional_text(object, "digitize_class"));
  component.signed_by_officer = TRY(read_flag(object, "signed_by_officer"));
  return component;
}

Result<std::vector<ComponentDeclaration>> read_components(const Object& root) {
  const Json* list = root.find("components");
  if (list == nullptr || !list->is_array()) return bad("components", "must be a list");
  if (list->size() > static_cast<std::size_t>(root.limits.archive_entries)) {
    return bad("components", "more than " + std::to_string(root.limits.archive_entries));
  }
  ClaimedNames claimed;
  std::vector<ComponentDeclaration> components;
  for (const Json& entry : *list) {
    const std::string path = "components[" + std::to_string(components.size()) + "]";
    components.push_back(TRY(read_component({entry, path, root.limits}, claimed)));
  }
  return components;
}

Result<std::string> read_scanned_at(const Object& root) {
  std::string time = TRY(optional_text(root, "scanned_at"));
  if (!time.empty() && !parse_rfc3339(time)) return bad("scanned_at", "must be an RFC 3339 time");
  return time;
}

void set_text(Json& json, const char* member, const std::string& text) {
  if (!text.empty()) json[member] = text;
}

Json owner_json(const Owner& owner) {
  Json json = {{"type", owner.type}, {"id", owner.id}};
  set_text(json, "name", owner.name);
  return json;
}

Json component_json(const ComponentDeclaration& component) {
  Json json = {{"dossier", component.dossier}};
  set_text(json, "procedure", component.procedure);
  json["component"] = component.component;
  set_text(json, "title", component.title);
  if (!component.owner.type.empty()) json["owner"] = owner_json(component.owner);
  json["kind"] = name(component.kind);
  json["files"] = component.files;
  if (component.pages_declared) json["pages_declared"] = *component.pages_declared;
  set_text(json, "digitize_class", component.digitize_class);
  if (component.signed_by_officer) json["signed_by_officer"] = true;
  return json;
}

}  // namespace

Result<Submission> parse_batch_json(std::string_view json, const Limits& limits) {
  const Json parsed = TRY(parse_shape(json, limits));
  if (!parsed.is_object()) return bad({}, "must be an object");
  const Object root{parsed, {}, limits};
  Submission submission;
  submission.station = TRY(optional_text(root, "station"));
  submission.operator_name = TRY(optional_text(root, "operator"));
  submission.scanned_at = TRY(read_scanned_at(root));
  submission.components = TRY(read_components(root));
  return submission;
}

std::string write_batch_json(const Submission& submission) {
  Json json = Json::object();
  set_text(json, "station", submission.station);
  set_text(json, "operator", submission.operator_name);
  set_text(json, "scanned_at", submission.scanned_at);
  json["components"] = Json::array();
  for (const auto& component : submission.components) {
    json["components"].push_back(component_json(component));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string_view name(ComponentKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

}  // namespace sohoa
