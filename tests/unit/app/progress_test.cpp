#include "app/progress.h"

#include <map>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace sohoa {
namespace {

using Json = nlohmann::json;

TEST(ProgressJson, RatesCountThisRunsWorkOnly) {
  const Json json = Json::parse(progress_json({Stage::Read, 110, 200, 100}, 60));
  EXPECT_DOUBLE_EQ(json["per_minute"], 10.0);
  EXPECT_DOUBLE_EQ(json["left_s"], 540.0);
  EXPECT_EQ(json["carried_over"], 100);
}

TEST(ProgressJson, NothingIsDividedByZero) {
  const Json json = Json::parse(progress_json({Stage::Read, 0, 200, 0}, 0));
  EXPECT_DOUBLE_EQ(json["per_minute"], 0.0);
  EXPECT_TRUE(json["left_s"].is_null());
}

TEST(ProgressJson, AnUnknownTotalIsNull) {
  const Json json = Json::parse(progress_json({Stage::Unpack, 7, 0, 0}, 1));
  EXPECT_TRUE(json["total"].is_null());
  EXPECT_TRUE(json["left_s"].is_null());
}

TEST(ProgressJson, WhatIsDoneHasNothingLeftEvenWhenAllWasCarriedOver) {
  const Json json = Json::parse(progress_json({Stage::Read, 5, 5, 5}, 0.1));
  EXPECT_DOUBLE_EQ(json["left_s"], 0.0);
}

TEST(BarLine, SpeaksBothLanguages) {
  const ProgressEvent event{Stage::Read, 12, 40, 0};
  EXPECT_EQ(bar_line(event, 12, Lang::Vi, 10),
            "Đọc trang  12/40  [###.......]  60 trang/phút  còn 0:28");
  EXPECT_EQ(bar_line(event, 12, Lang::En, 10),
            "Reading  12/40  [###.......]  60 pages/min  left 0:28");
}

TEST(BarLine, EveryStageHasItsOwnWords) {
  const std::map<Stage, std::string> first_words = {{Stage::Pack, "Đóng gói"},
                                                    {Stage::Receive, "Nhận tệp"},
                                                    {Stage::Unpack, "Mở lô"},
                                                    {Stage::Inspect, "Xem tệp"},
                                                    {Stage::Read, "Đọc trang"},
                                                    {Stage::Compose, "Lập PDF"},
                                                    {Stage::Verify, "Kiểm tra chữ ký"}};
  for (const auto& [stage, words] : first_words) {
    EXPECT_TRUE(bar_line({stage, 1, 2, 0}, 1, Lang::Vi, 10).starts_with(words)) << words;
  }
}

TEST(BarLine, MoreThanTheTotalDoesNotOverflowTheBar) {
  EXPECT_NE(bar_line({Stage::Read, 50, 40, 0}, 1, Lang::En, 10).find("[##########]"),
            std::string::npos);
}

}  // namespace
}  // namespace sohoa
