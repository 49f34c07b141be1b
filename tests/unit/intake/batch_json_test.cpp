#include "intake/batch_json.h"

#include <gtest/gtest.h>

namespace sohoa {
namespace {

constexpr std::string_view kFull = R"({
  "station": "Quầy 3", "operator": "cb01", "scanned_at": "2026-11-20T08:15:00+07:00",
  "x-station-version": {"a": [1, 2]},
  "components": [
    {"dossier": "H99.15-260803-0001", "procedure": "1.000001", "component": "TP1",
     "title": "Đơn đề nghị", "owner": {"type": "person", "id": "001099000001", "name": "An"},
     "kind": "component", "files": ["data/H99/TP1-1.jpg", "data/H99/TP1-2.jpg"],
     "pages_declared": 2, "digitize_class": "1", "signed_by_officer": true},
    {"dossier": "H99.15-260803-0001", "component": "KQ1", "kind": "result",
     "files": ["data/H99/KQ1.pdf"], "pages_declared": null}
  ]})";

TEST(ParseBatchJson, ReadsEveryMember) {
  const auto batch = parse_batch_json(kFull, {});
  ASSERT_TRUE(batch) << describe(batch.error(), Lang::En);
  EXPECT_EQ(batch->station, "Quầy 3");
  EXPECT_EQ(batch->operator_name, "cb01");
  EXPECT_EQ(batch->scanned_at, "2026-11-20T08:15:00+07:00");
  ASSERT_EQ(batch->components.size(), 2U);
  const auto& first = batch->components[0];
  EXPECT_EQ(first.dossier, "H99.15-260803-0001");
  EXPECT_EQ(first.procedure, "1.000001");
  EXPECT_EQ(first.owner.id, "001099000001");
  EXPECT_EQ(first.files, (std::vector<std::string>{"data/H99/TP1-1.jpg", "data/H99/TP1-2.jpg"}));
  EXPECT_EQ(first.pages_declared, 2);
  EXPECT_TRUE(first.signed_by_officer);
  EXPECT_EQ(batch->components[1].kind, ComponentKind::Result);
  EXPECT_FALSE(batch->components[1].pages_declared);
}

TEST(WriteBatchJson, IsReadBackTheSame) {
  const auto batch = parse_batch_json(kFull, {});
  ASSERT_TRUE(batch);
  const std::string text = write_batch_json(*batch);
  const auto again = parse_batch_json(text, {});
  ASSERT_TRUE(again);
  EXPECT_EQ(write_batch_json(*again), text);
  EXPECT_EQ(again->components[0].title, "Đơn đề nghị");
  EXPECT_TRUE(text.find("null") == std::string::npos);
}

std::string with_component(std::string_view members) {
  return R"({"components":[{"dossier":"D1","component":"C1","files":["data/a.jpg"]},{)" +
         std::string(members) + "}]}";
}

TEST(ParseBatchJson, NamesTheMemberThatIsWrong) {
  struct Case {
    std::string json;
    std::string field;
  };
  const std::string good = R"("dossier":"D1","component":"C2",)";
  const Case cases[] = {
      {"[]", ""},
      {"{}", "components"},
      {R"({"components":{}})", "components"},
      {R"({"components":[7]})", "components[0]"},
      {R"({"station":1,"components":[]})", "station"},
      {R"({"scanned_at":"hôm qua","components":[]})", "scanned_at"},
      {with_component(R"("component":"C2","files":["data/b.jpg"])"), "components[1].dossier"},
      {with_component(R"("dossier":" ","component":"C2","files":["data/b.jpg"])"),
       "components[1].dossier"},
      {with_component(good + R"("files":[])"), "components[1].files"},
      {with_component(good + R"("files":["data/b.jpg","b.jpg"])"), "components[1].files[1]"},
      {with_component(good + R"("files":["data/../b.jpg"])"), "components[1].files[0]"},
      {with_component(good + R"("files":["data/A.jpg"])"), "components[1].files[0]"},
      {with_component(good + R"("files":["data/b.jpg"],"pages_declared":0)"),
       "components[1].pages_declared"},
      {with_component(good + R"("files":["data/b.jpg"],"pages_declared":2.5)"),
       "components[1].pages_declared"},
      {with_component(good + R"("files":["data/b.jpg"],"pages_declared":18446744073709551615)"),
       "components[1].pages_declared"},
      {with_component(good + R"("files":["data/b.jpg"],"kind":"other")"), "components[1].kind"},
      {with_component(good + R"("files":["data/b.jpg"],"owner":"An")"), "components[1].owner"},
      {with_component(good + R"("files":["data/b.jpg"],"owner":{"id":"1"})"),
       "components[1].owner.type"},
      {with_component(good + R"("files":["data/b.jpg"],"signed_by_officer":"yes")"),
       "components[1].signed_by_officer"},
      {with_component(good + R"("files":["data/b.jpg"],"dossier":"D2")"), "dossier"},
  };
  for (const auto& c : cases) {
    const auto batch = parse_batch_json(c.json, {});
    ASSERT_FALSE(batch) << c.json;
    EXPECT_EQ(batch.error().what, Fault::BadBatchJson) << c.json;
    EXPECT_EQ(batch.error().where.field, c.field) << c.json;
    EXPECT_EQ(batch.error().where.document, "batch.json");
  }
}

TEST(ParseBatchJson, SaysWhereTheSyntaxBreaks) {
  const auto batch = parse_batch_json(R"({"components":[})", {});
  ASSERT_FALSE(batch);
  EXPECT_EQ(batch.error().where.byte_offset, 16);
}

TEST(ParseBatchJson, RefusesANumberTooLargeForAnyMachine) {
  for (const char* json : {"1e999", R"({"components":[],"x":-1e400})"}) {
    const auto batch = parse_batch_json(json, {});
    ASSERT_FALSE(batch) << json;
    EXPECT_EQ(batch.error().what, Fault::BadBatchJson);
    EXPECT_EQ(batch.error().detail, "a number is too large");
  }
}

TEST(ParseBatchJson, IsBoundedInDepthAndSize) {
  const std::string deep = R"({"x":)" + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  EXPECT_EQ(parse_batch_json(deep, {}).error().detail, "nested too deeply");
  const std::string open = std::string(100'000, '[');
  EXPECT_FALSE(parse_batch_json(open, {}));
  Limits limits;
  limits.manifest_bytes = 100;
  EXPECT_FALSE(parse_batch_json(kFull, limits));
  limits = {};
  limits.archive_entries = 1;
  EXPECT_EQ(parse_batch_json(kFull, limits).error().where.field, "components");
}

TEST(ParseBatchJson, BracketsInsideTextAreNoDepth) {
  const std::string title = std::string(500, '[') + R"(\"{)";
  const auto batch = parse_batch_json(
      R"({"components":[{"dossier":"D","component":"C","files":["data/a"],"title":")" + title +
          "\"}]}",
      {});
  ASSERT_TRUE(batch) << describe(batch.error(), Lang::En);
  EXPECT_EQ(batch->components[0].title.size(), 502U);
}

}  // namespace
}  // namespace sohoa
