#include "pipeline/item_view.h"

#include <gtest/gtest.h>

#include "pipeline/catalogues.h"
#include "pipeline/life_words.h"
#include "unit/pipeline/made_papers.h"

namespace sohoa {
namespace {

using made::Desk;
using made::doubtful;
using made::page_of;
using made::sure;

TEST(ItemView, ShowsOpenAndClosedReviewsAliasesAndEventsInOrder) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  const std::string code =
      desk.filed(paper, "T.QD", {doubtful("so", "1Z"), doubtful("ngay", "2025-01-02")}).item;
  desk.clock.set("2026-11-23T03:00:00Z");
  ASSERT_TRUE(desk.decide(paper.id, "field:so", ReviewAct::Accept));
  desk.write([&](Transaction& tx) { EXPECT_TRUE(tx.add_alias("MA-CU-1", code)); });
  const auto view = view_item(desk.catalog(), "ma-cu-1");
  ASSERT_TRUE(view) << "found by its alias, whatever the case";
  EXPECT_EQ(view->item.code, code);
  EXPECT_EQ(view->aliases, std::vector<std::string>{"MA-CU-1"});
  EXPECT_EQ(view->reviews.size(), 2U);
  EXPECT_EQ(view->fields.size(), 2U);
  EXPECT_EQ(view->files.size(), 1U);
  EXPECT_EQ(view->events.back().kind, "review.accepted");
  EXPECT_EQ(view_item(desk.catalog(), "không có").error().what, Fault::NoSuchItem);
}

TEST(ItemView, AHighlightIsWhereTheWordsStandAndNothingForMetadata) {
  Desk desk;
  const auto paper = desk.paper(desk.batch('a'), 1);
  desk.put(paper, {page_of({"Giấy", "phép"})});
  ItemHit hit;
  hit.item.component = paper.id;
  hit.page = 1;
  hit.words = {"phep"};
  const auto marks = highlight(desk.store(), hit, desk.limits);
  ASSERT_TRUE(marks);
  ASSERT_EQ(marks->boxes.size(), 1U);
  EXPECT_EQ(marks->boxes[0].y, 120);
  EXPECT_EQ(marks->width_px, 1000);
  hit.page = 0;
  EXPECT_TRUE(highlight(desk.store(), hit, desk.limits)->boxes.empty());
}

TEST(Catalogues, ANewFileComesIntoForceOnceAndABadOneLeavesTheOld) {
  Desk desk;
  EXPECT_TRUE(load_units(desk.store(), desk.limits)->units().empty());
  const std::string units =
      R"({"format":"sohoa.units/1","units":[{"code":"H19","name":"UBND tỉnh Đồng Nai",)"
      R"("level":"tinh","valid_from":"2020-01-01"}]})";
  const auto take = [&](const std::string& name, const std::string& json) {
    return import_catalogue(desk.store(), name, as_bytes(json), "units.json", desk.clock);
  };
  const auto first = take("units", units);
  ASSERT_TRUE(first) << describe(first.error(), Lang::En);
  EXPECT_TRUE(first->is_new);
  EXPECT_EQ(first->read, 1U);
  EXPECT_FALSE(take("units", units)->is_new);
  EXPECT_FALSE(take("units", "[{"));
  EXPECT_EQ(take("people", units).error().what, Fault::Usage);
  EXPECT_EQ(load_units(desk.store(), desk.limits)->units().size(), 1U);
  EXPECT_EQ(desk.events("units"), std::vector<std::string>{"catalogue.imported"});
}

TEST(LifeWords, EveryActHasItsEventAndOnlyWhatTakesAwayAsksToLookAgain) {
  EXPECT_EQ(life_event(LifeAct::Extend), "item.extended");
  EXPECT_EQ(life_event(LifeAct::Suspend), "item.suspended");
  EXPECT_EQ(life_event(LifeAct::Resume), "item.resumed");
  EXPECT_EQ(life_event(LifeAct::Revoke), "item.revoked");
  EXPECT_EQ(life_event(LifeAct::Supersede), "item.superseded");
  EXPECT_EQ(life_event(LifeAct::Expire), "item.expired");
  EXPECT_EQ(life_event(LifeAct::Archive), "item.archived");
  ItemRecord item;
  item.code = "H19-KQ1";
  LifeRecord step;
  step.effective_on = "2026-11-22";
  step.other = "H19-KQ2";
  const std::string taken = notice_text(item, step, {}, LifeAct::Supersede, "TP2");
  EXPECT_NE(taken.find("H19-KQ1 đã dùng lại cho thành phần TP2 được thay thế từ ngày 22/11/2026"),
            std::string::npos);
  EXPECT_NE(taken.find("Giấy tờ thay thế: H19-KQ2."), std::string::npos);
  EXPECT_NE(taken.find("Đề nghị đơn vị xem lại hồ sơ."), std::string::npos);
  const std::string given = notice_text(item, step, {}, LifeAct::Extend, "TP2");
  EXPECT_EQ(given.find("Đề nghị"), std::string::npos);
}

}  // namespace
}  // namespace sohoa
