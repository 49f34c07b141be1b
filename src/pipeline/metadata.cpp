#include "pipeline/metadata.h"

#include <algorithm>

#include "core/text.h"
#include "core/vietnam_time.h"

namespace sohoa {
namespace {

bool is_same_id(std::string_view a, std::string_view b) {
  const auto letters = [](std::string_view text) {
    std::string kept;
    for (const char c : text) {
      if (c != ' ' && c != '.' && c != '-') kept.push_back(c);
    }
    return to_lower(kept);
  };
  return letters(a) == letters(b);
}

bool is_same_name(std::string_view a, std::string_view b) {
  return fold(squeeze(a)) == fold(squeeze(b));
}

class Merge {
 public:
  Merge(const ComponentRecord& declared, const Extraction& seen, const Site& site)
      : declared_(declared), seen_(seen), site_(site) {}

  Metadata run() {
    take_fields();
    decide_type();
    decide_title();
    decide_owner();
    check_dossier();
    return std::move(made_);
  }

 private:
  void take_fields() {
    if (seen_.form == nullptr) return;
    for (const Field& field : seen_.fields) {
      const FieldTemplate* form = seen_.form->field(field.id);
      if (form == nullptr || form->metadata.empty() || field.page == 0) continue;
      take(form->metadata, field);
    }
  }

  // The first sure field of a datum counts.
  void take(const std::string& datum, const Field& field) {
    if (field.needs_review) {
      made_.doubtful.emplace(datum, field.value);
    } else if (!field.value.empty()) {
      made_.values.emplace(datum, field.value);
    }
  }

  std::string declared_type() const {
    const Procedure* procedure = site_.procedures.find(declared_.procedure);
    if (procedure == nullptr) return {};
    const ProcedureComponent* component = procedure->component(declared_.component);
    return component == nullptr ? std::string() : component->doc_type;
  }

  // A catalogue may use type codes of its own that no template knows: those are never contradicted.
  void decide_type() {
    const std::string wanted = declared_type();
    const std::string found = seen_.form == nullptr ? std::string() : seen_.form->id;
    made_.type = wanted.empty() ? found : wanted;
    const bool is_known = find_template(site_.templates, wanted) != nullptr;
    if (found.empty() || found == wanted || !is_known) return;
    made_.type = found;
    contradict("type",
               wanted,
               found,
               "Thủ tục đòi loại giấy tờ " + wanted + " nhưng giấy tờ này là " + seen_.form->name);
  }

  void decide_title() {
    const bool is_declared = !declared_.title.empty() && declared_.title != declared_.component;
    if (is_declared) {
      made_.title = declared_.title;
    } else if (seen_.form != nullptr) {
      made_.title = seen_.form->name;
    } else {
      made_.title = declared_.title;
    }
  }

  void decide_owner() {
    made_.owner_type = declared_.owner_type;
    made_.owner_id = declared_.owner_id;
    made_.owner_name = declared_.owner_name;
    const std::string id = made_.value("owner_id");
    if (!id.empty() && !made_.owner_id.empty() && !is_same_id(id, made_.owner_id)) {
      contradict("owner",
                 made_.owner_id,
                 id,
                 "Số định danh đã khai (" + made_.owner_id + ") khác số đọc được trên giấy tờ (" +
                     id + ")");
    } else {
      fill_owner(id);
    }
    check_owner_name();
  }

  // The paper is about the declared owner, or nobody was declared.
  void fill_owner(const std::string& id) {
    if (made_.owner_id.empty()) made_.owner_id = id;
    if (made_.owner_name.empty()) made_.owner_name = made_.value("owner_name");
    if (made_.owner_type.empty()) made_.owner_type = owner_type_of(made_.owner_id);
  }

  void check_owner_name() {
    const std::string name = made_.value("owner_name");
    if (name.empty() || declared_.owner_name.empty() || is_same_name(name, declared_.owner_name))
      return;
    contradict("owner",
               declared_.owner_name,
               name,
               "Tên chủ sở hữu đã khai (" + declared_.owner_name +
                   ") khác tên đọc được trên giấy tờ (" + name + ")");
  }

  void check_dossier() {
    const std::string seen = made_.value("dossier");
    if (seen.empty() || declared_.dossier.empty() || is_same_id(seen, declared_.dossier)) return;
    // A paper of another dossier is what reuse is made of; only a form of this one must agree.
    if (seen_.form == nullptr || seen_.form->group != "one-stop-form") return;
    contradict(
        "dossier",
        declared_.dossier,
        seen,
        "Mã hồ sơ trên giấy tờ (" + seen + ") khác mã hồ sơ đã khai (" + declared_.dossier + ")");
  }

  void contradict(std::string subject, std::string declared, std::string seen, std::string why) {
    made_.contradictions.push_back(
        {std::move(subject), std::move(declared), std::move(seen), std::move(why) + "."});
  }

  const ComponentRecord& declared_;
  const Extraction& seen_;
  const Site& site_;
  Metadata made_;
};

std::string real_day(const Metadata& metadata, const std::string& name) {
  const std::string value = metadata.value(name);
  return start_of_day(value) ? value : std::string();
}

std::string value_of(const Metadata& metadata, std::string_view id) {
  if (id == "type") return metadata.type;
  if (id == "owner_id") return metadata.owner_id;
  if (id == "title") return metadata.title;
  return metadata.value(std::string(id));
}

bool is_contradicted(const Metadata& metadata, std::string_view id) {
  const std::string_view subject = id == "owner_id" ? "owner" : id;
  return std::ranges::any_of(metadata.contradictions,
                             [&](const Contradiction& one) { return one.subject == subject; });
}

}  // namespace

std::string Metadata::value(const std::string& name) const {
  const auto found = values.find(name);
  return found == values.end() ? std::string() : found->second;
}

std::vector<MetadataValue> metadata_values(const Metadata& metadata) {
  std::vector<MetadataValue> values;
  for (const MetadataField& field : metadata_fields()) {
    MetadataValue one{std::string(field.id), value_of(metadata, field.id), false};
    const auto unsure = metadata.doubtful.find(one.id);
    if (one.value.empty() && unsure != metadata.doubtful.end()) {
      one.value = unsure->second;
      one.in_doubt = true;
    }
    one.in_doubt = one.in_doubt || is_contradicted(metadata, one.id);
    values.push_back(std::move(one));
  }
  return values;
}

Result<std::vector<MetadataGap>> gaps_of(Catalog& catalog,
                                         const ComponentRecord& component,
                                         const Site& site) {
  const auto fields = TRY(catalog.fields(component.id));
  const Extraction seen = stored_extraction(component, fields, site);
  return metadata_gaps(metadata_values(merge_metadata(component, seen, site)), site.profile.review);
}

// A CCCD number has 12 digits, an old CMND 9; a tax code 10, or 10-3 of a branch.
std::string owner_type_of(std::string_view id) {
  std::size_t digits = 0;
  for (const char c : id) {
    const bool is_digit = c >= '0' && c <= '9';
    if (!is_digit && c != ' ' && c != '.' && c != '-') return {};
    digits += is_digit ? 1 : 0;
  }
  if (digits == 12 || digits == 9) return "person";
  return digits == 10 || digits == 13 ? "organisation" : "";
}

Metadata merge_metadata(const ComponentRecord& declared, const Extraction& seen, const Site& site) {
  return Merge(declared, seen, site).run();
}

bool is_complete(const Metadata& metadata) {
  const bool has_owner = !metadata.owner_id.empty() || !metadata.owner_name.empty();
  return !metadata.type.empty() && !metadata.title.empty() && has_owner;
}

void describe_item(const Metadata& metadata, ItemRecord& item) {
  item.type = metadata.type;
  item.title = metadata.title;
  item.summary = metadata.value("summary");
  item.owner_type = metadata.owner_type;
  item.owner_id = metadata.owner_id;
  item.owner_name = metadata.owner_name;
  item.number = metadata.value("number");
  item.issuer = metadata.value("issuer");
  item.signer = metadata.value("signer");
  item.scope = metadata.value("scope");
  item.issued_on = real_day(metadata, "issued_on");
  item.valid_from = real_day(metadata, "valid_from");
  if (item.valid_from.empty()) item.valid_from = item.issued_on;
  item.valid_to = real_day(metadata, "valid_to");
}

}  // namespace sohoa
