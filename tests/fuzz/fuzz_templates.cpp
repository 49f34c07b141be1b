// Any bytes as a template, alone and as the base of another.
//
// What is read keeps its promises: every type has evidence that speaks for it, every field can be
// found, zones lie on the page, and reading the same text again gives the same set. A page is then
// read by it, which must end.
#include <cstdlib>
#include <string>

#include "ocr/field_rules.h"
#include "ocr/fields.h"
#include "ocr/template_file.h"

namespace {

using namespace sohoa;  // NOLINT: one short file

void expect(bool holds) {
  if (!holds) std::abort();
}

void check(const FieldTemplate& field) {
  expect(!field.id.empty() && !field.name.empty());
  expect(field.take == Take::Zone ? field.zone.has_value() : !field.anchors.empty());
  if (field.zone) {
    expect(field.zone->x0 >= 0 && field.zone->x0 < field.zone->x1 && field.zone->x1 <= 1);
    expect(field.zone->y0 >= 0 && field.zone->y0 < field.zone->y1 && field.zone->y1 <= 1);
  }
  for (const std::string& rule : field.rules) expect(is_rule(rule));
}

PageText some_page() {
  PageText page;
  page.width_px = 1000;
  page.height_px = 1400;
  int y = 100;
  for (const char* text : {"GIẤY", "Số:", "15/QĐ-UBND", "ngày", "Họ"}) {
    const Word word{text, {100, y, 200, 30}, 0.9};
    page.lines.push_back({{word}, word.box, 0, 0});
    y += 40;
  }
  return page;
}

void check(const TemplateSet& templates) {
  const PageText page = some_page();
  for (const DocumentTemplate& form : templates) {
    expect(!form.id.empty() && !form.evidence.empty());
    for (const FieldTemplate& field : form.fields) check(field);
    const auto fields = extract_fields({{&page, {}, {}}}, form, {});
    expect(fields.size() == form.fields.size());
  }
  classify({{&page, {}, {}}}, templates);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string child =
      "schema = \"sohoa.document-template/1\"\nid = \"child\"\nname = \"x\"\nextends = \"_nd30\"\n"
      "[[evidence]]\ntext = \"x\"\n";
  for (const auto& files : {std::vector<TemplateText>{{"a", text}},
                            std::vector<TemplateText>{{"a", text}, {"b", child}}}) {
    const auto read = read_templates(files);
    if (!read) continue;
    check(*read);
    expect(read_templates(files)->size() == read->size());
  }
  return 0;
}
