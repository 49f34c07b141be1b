// The shapes of CONTRACT.md, held by a foreign parser.
#include "app/json_text.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "app/item_json.h"
#include "unit/app/pages_made.h"

namespace sohoa {
namespace {

using Json = nlohmann::json;

void expect_members(const Json& object, const std::vector<std::string>& names) {
  for (const std::string& name : names) EXPECT_TRUE(object.contains(name)) << name;
}

const std::vector<std::string> kPageMembers = {"index",
                                               "width_px",
                                               "height_px",
                                               "dpi",
                                               "rotation_deg",
                                               "skew_deg",
                                               "blank",
                                               "source",
                                               "confidence",
                                               "text",
                                               "words"};

TEST(OcrJson, HasTheMembersOfTheContract) {
  const Json json = Json::parse(ocr_json("a.pdf", {made::read_page(2, "một")}, 1.5));
  expect_members(json, {"file", "pages", "barcodes", "seconds"});
  const Json page = json["pages"][0];
  expect_members(page, kPageMembers);
  EXPECT_EQ(page["index"], 2);
  EXPECT_EQ(page["source"], "ocr");
  EXPECT_EQ(page["text"], "một hai");
  EXPECT_EQ(page["words"][0]["box"], Json::array({10, 20, 30, 40}));
  EXPECT_DOUBLE_EQ(page["words"][0]["confidence"], 0.9877);
  EXPECT_EQ(json["barcodes"][0]["page"], 3) << "people's numbers, from 1";
}

TEST(OcrJson, AFailedPageHasEveryMemberAndAnError) {
  const Json page = Json::parse(ocr_json("a.pdf", {made::failed_page(1)}, 0))["pages"][0];
  expect_members(page, kPageMembers);
  EXPECT_TRUE(page["source"].is_null());
  EXPECT_EQ(page["error"]["kind"], "worker-crashed");
  EXPECT_EQ(page["error"]["page"], 2);
  expect_members(page["error"], {"message", "message_en"});
}

TEST(OcrJson, IllFormedTextBecomesValidJson) {
  EXPECT_TRUE(Json::accept(ocr_json("\xFF\xFE.pdf", {made::read_page(0, "\xC3")}, 0)));
  EXPECT_EQ(Json::parse(quoted("a\"\\\n\xFF")), "a\"\\\n\uFFFD");
}

Receipt one_line_receipt() {
  Receipt receipt;
  receipt.batch.id = "L-1";
  receipt.lines.emplace_back();
  receipt.lines[0].component.id = "L-1/0001";
  receipt.lines[0].component.state = ComponentState::Waiting;
  receipt.lines[0].component.reasons = {"Chưa rõ mã hồ sơ."};
  receipt.counted_in = receipt.waiting = 1;
  return receipt;
}

TEST(ReceiptJson, HasTheMembersOfTheContract) {
  const Json json = Json::parse(receipt_json(one_line_receipt()));
  expect_members(
      json,
      {"batch", "received_at", "sha256", "components", "counted_in", "done", "failed", "waiting"});
  const Json component = json["components"][0];
  expect_members(component, {"id", "state", "reasons"});
  EXPECT_EQ(component["state"], "waiting");
  EXPECT_TRUE(component["dossier"].is_null()) << "unknown is null, not an empty text";
  EXPECT_TRUE(component["item"].is_null());
}

TEST(HitJson, HasTheMembersOfTheContractAndNullForWhatIsUnknown) {
  ItemHit hit;
  hit.item.code = "H-1-TP1";
  hit.snippet = "«giấy»";
  const Json json = Json::parse(item_hit_json(hit, {}));
  expect_members(json,
                 {"item",
                  "type",
                  "title",
                  "owner",
                  "state",
                  "valid_from",
                  "valid_to",
                  "legal_value",
                  "dossier",
                  "snippet"});
  EXPECT_TRUE(json["owner"].is_null());
  EXPECT_TRUE(json["dossier"].is_null());
  EXPECT_FALSE(json.contains("page"));
}

TEST(HitJson, AnOwnerWithoutAnIdHasANullId) {
  ItemHit hit;
  hit.item.owner_name = "Nguyễn Văn An";
  const Json owner = Json::parse(item_hit_json(hit, {}))["owner"];
  EXPECT_EQ(owner["name"], "Nguyễn Văn An");
  EXPECT_TRUE(owner["id"].is_null());
}

TEST(ItemJson, ListsAreThereEvenWhenEmpty) {
  const Json json = Json::parse(item_view_json({}));
  for (const char* list : {"fields", "verdicts", "reviews", "files", "pages", "events"}) {
    EXPECT_EQ(json[list], Json::array()) << list;
  }
}

}  // namespace
}  // namespace sohoa
