// A desk with a real store, on which papers are put as the earlier stages leave them.
#pragma once

#include <cstdio>
#include <string>
#include <vector>

#include "core/bytes.h"
#include "core/text.h"
#include "pipeline/file_item.h"
#include "pipeline/review.h"
#include "unit/pipeline/made_items.h"

namespace sohoa::made {

inline FieldTemplate field_form(const char* id, const char* metadata, ValueType type) {
  FieldTemplate form;
  form.id = id;
  form.name = id;
  form.metadata = metadata;
  form.type = type;
  return form;
}

/// "T.QD": a decision; "T.GP": a licence with other fields; "T.HEN": a form of the counter.
inline TemplateSet forms() {
  DocumentTemplate decision;
  decision.id = "T.QD";
  decision.name = "Quyết định";
  decision.group = "administrative";
  decision.fields = {field_form("so", "number", ValueType::DocumentNumber),
                     field_form("ngay", "issued_on", ValueType::Date),
                     field_form("han", "valid_to", ValueType::Date),
                     field_form("co_quan", "issuer", ValueType::Agency),
                     field_form("so_dinh_danh", "owner_id", ValueType::PersonalId),
                     field_form("ho_ten", "owner_name", ValueType::PersonName)};
  DocumentTemplate licence = decision;
  licence.id = "T.GP";
  licence.name = "Giấy phép";
  licence.fields = {field_form("so_gp", "number", ValueType::DocumentNumber)};
  licence.fields[0].anchors = {"Số:"};
  licence.fields[0].required = true;
  DocumentTemplate slip = decision;
  slip.id = "T.HEN";
  slip.name = "Giấy tiếp nhận và hẹn trả";
  slip.group = "one-stop-form";
  slip.fields = {field_form("ma_ho_so", "dossier", ValueType::DossierCode)};
  return {decision, licence, slip};
}

inline Field sure(const char* id, const char* value) {
  Field field;
  field.id = id;
  field.name = id;
  field.value = value;
  field.raw = value;
  field.page = 1;
  field.confidence = 0.97;
  return field;
}

inline Field doubtful(const char* id, const char* value) {
  Field field = sure(id, value);
  field.confidence = 0.41;
  field.needs_review = true;
  return field;
}

inline PageText page_of(const std::vector<std::string>& lines) {
  PageText text;
  text.width_px = 1000;
  text.height_px = 1400;
  text.dpi = 200;
  text.source = TextSource::Ocr;
  std::int32_t y = 60;
  for (const std::string& words : lines) {
    Line line;
    line.box = {100, y, 800, 30};
    for (std::int32_t x = 100; const std::string_view word : split_words(words)) {
      line.words.push_back({std::string(word), {x, y, 80, 30}, 0.95});
      x += 90;
    }
    text.lines.push_back(line);
    y += 60;
  }
  return text;
}

class Desk {
 public:
  Desk() {
    site.profile = default_profile();
    site.templates = forms();
    site.units = UnitCatalogue(
        {unit("H19", "UBND tỉnh Đồng Nai", ""), unit("H19.15", "Sở Y tế tỉnh Đồng Nai", "H19")});
    Procedure licence = procedure();
    licence.components[0].doc_type = "T.QD";
    site.procedures = ProcedureCatalogue({licence});
    site.basis = "test";
  }

  Store& store() { return temp_.store; }
  Catalog& catalog() { return *temp_.store.catalog; }
  FilingContext filing() { return {temp_.store, site, clock, limits}; }

  std::string batch(char digit) {
    BatchRecord made;
    made.id = "L-" + std::string(24, digit);
    made.digest = put_blob("zip " + made.id);
    made.is_split = true;
    write([&](Transaction& tx) { EXPECT_TRUE(tx.put(made)); });
    return made.id;
  }

  Digest put_blob(const std::string& text) { return sohoa::put(blobs(), as_bytes(text))->digest; }
  bool has(const Digest& digest) { return *blobs().has(digest); }
  BlobStore& blobs() { return *temp_.store.blobs; }

  /// As the stages before leave it: read, composed, not yet assessed.
  ComponentRecord paper(const std::string& batch, std::int32_t ordinal) const {
    ComponentRecord made;
    char number[8];
    std::snprintf(number, sizeof number, "/%04d", ordinal);
    made.id = batch + number;
    made.batch = batch;
    made.ordinal = ordinal;
    made.state = ComponentState::Done;
    made.dossier = kDossier;
    made.component = "TP1";
    made.title = "TP1";
    made.kind = "component";
    made.owner_type = "person";
    made.owner_id = kOwner;
    made.owner_name = "Nguyễn Văn An";
    return made;
  }

  /// With one file, and one page a text.
  void put(const ComponentRecord& component,
           const std::vector<PageText>& pages = {page_of({"Số: 12/QĐ-SYT"})},
           const std::string& file = {}) {
    write([&](Transaction& tx) {
      EXPECT_TRUE(tx.put(component));
      FileRecord row;
      row.component = component.id;
      row.batch = component.batch;
      row.ordinal = 1;
      row.name = "giay.tif";
      row.format = "tiff";
      row.digest = put_blob(file.empty() ? "file of " + component.id : file);
      row.pages = static_cast<std::int32_t>(pages.size());
      EXPECT_TRUE(tx.put(row));
      std::int32_t ordinal = 0;
      for (const PageText& text : pages) put_page(tx, component, ++ordinal, text);
      EXPECT_TRUE(tx.append(EventRecord{clock.now(), "component.done", component.id, ""}));
    });
  }

  Assessment assessment(const ComponentRecord& component,
                        const char* form,
                        std::vector<Field> fields = {}) const {
    Assessment made;
    made.seen.form = find_template(site.templates, form);
    if (made.seen.form != nullptr) made.seen.types = {TypeGuess{form, 0.93, {}}};
    made.seen.fields = std::move(fields);
    made.seen.text = "văn bản";
    made.metadata = merge_metadata(component, made.seen, site);
    return made;
  }

  Result<Filed> file(const ComponentRecord& component, const Assessment& assessment) {
    VerdictRecord verdict;
    verdict.component = component.id;
    verdict.at = clock.now();
    verdict.legal_value = "SCAN_OFFICER";
    verdict.reasons = "[]";
    verdict.policy = "test";
    return file_component(filing(), component, assessment, verdict);
  }

  /// Puts the paper down and files it.
  Filed filed(const ComponentRecord& component, const char* form, std::vector<Field> fields = {}) {
    put(component);
    const auto done = file(component, assessment(component, form, std::move(fields)));
    EXPECT_TRUE(done) << (done ? "" : describe(done.error(), Lang::En));
    return done ? *done : Filed{};
  }

  std::vector<ReviewRecord> reviews(const std::string& component, const char* state = "open") {
    ReviewQuery query;
    query.component = component;
    query.state = state;
    return *catalog().reviews(query);
  }

  /// The only open one of that subject.
  ReviewRecord review(const std::string& component, const std::string& subject) {
    ReviewQuery query;
    query.component = component;
    query.subject = subject;
    const auto found = *catalog().reviews(query);
    EXPECT_EQ(found.size(), 1U) << subject;
    return found.empty() ? ReviewRecord() : found.front();
  }

  Result<ReviewOutcome> decide(std::int64_t id, const ReviewDecision& decision) {
    return decide_review(filing(), id, decision);
  }
  Result<ReviewOutcome> decide(const std::string& component,
                               const std::string& subject,
                               ReviewAct act,
                               const std::string& value = {},
                               const std::string& officer = "CB01") {
    ReviewDecision decision;
    decision.act = act;
    decision.value = value;
    decision.officer = officer;
    return decide(review(component, subject).id, decision);
  }

  ComponentRecord component(const std::string& id) { return **catalog().component(id); }
  ItemRecord item(const std::string& code) { return **catalog().find_item(code); }
  FieldRecord field(const std::string& component, const std::string& id) {
    const auto all = *catalog().fields(component);
    for (const FieldRecord& one : all) {
      if (one.id == id) return one;
    }
    ADD_FAILURE() << "no field " << id;
    return {};
  }
  std::vector<std::string> events(const std::string& subject) {
    std::vector<std::string> kinds;
    const auto all = *catalog().events(subject);
    for (const EventRecord& one : all) kinds.push_back(one.kind);
    return kinds;
  }

  template <class Fill>
  void write(Fill fill) {
    auto tx = *catalog().begin();
    fill(*tx);
    ASSERT_TRUE(tx->commit());
  }

  MovedClock clock;
  Site site;
  Limits limits;

 private:
  void put_page(Transaction& tx,
                const ComponentRecord& component,
                std::int32_t ordinal,
                const PageText& text) {
    PageResult read;
    read.reading.text = text;
    read.info.image_dpi = text.dpi;
    PageRecord page;
    page.component = component.id;
    page.ordinal = ordinal;
    page.file_ordinal = 1;
    page.page_index = ordinal - 1;
    page.state = PageState::Done;
    page.source = "ocr";
    page.words = 3;
    page.confidence = 0.9;
    page.reading = sohoa::put(blobs(), encode(read))->digest;
    EXPECT_TRUE(tx.put(page));
    EXPECT_TRUE(tx.index_text(component.id, ordinal, plain_text(text)));
  }

  TempStore temp_;
};

}  // namespace sohoa::made
