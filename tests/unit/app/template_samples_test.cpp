// Samples with their truth, templates of a folder, profile of a site: files that may be wrong.
#include "app/template_samples.h"

#include <fstream>

#include <gtest/gtest.h>

#include "app/site.h"
#include "app/template_folder.h"
#include "contract/temp_folder.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

TEST(TemplateSamples, OfAFolderEveryFileWithATruthCountsInNameOrder) {
  const TempFolder folder;
  for (const char* name : {"b.tif", "a.png", "khong-co-dap-an.tif"})
    write(folder.path() / name, "x");
  write(folder.path() / "b.json", R"({"type":"T.B"})");
  write(folder.path() / "a.json", R"({"type":"T.A","fields":{"so":"12"},"blank":["ngay"]})");
  const auto samples = find_samples({folder.path().string()}, {});
  ASSERT_TRUE(samples);
  ASSERT_EQ(samples->size(), 2U);
  EXPECT_EQ(samples->at(0).truth.type, "T.A");
  EXPECT_EQ(samples->at(0).truth.fields.at("so"), "12");
  EXPECT_EQ(samples->at(0).truth.blank, std::vector<std::string>{"ngay"});
  EXPECT_EQ(samples->at(1).truth.type, "T.B");
}

TEST(TemplateSamples, ANamedFileMustHaveATruthThatIsOne) {
  const TempFolder folder;
  const fs::path file = folder.path() / "a.tif";
  write(file, "x");
  EXPECT_EQ(find_samples({file.string()}, {}).error().what, Fault::FileNotFound);
  for (const char* bad : {"{", "[]", R"({"fields":{}})", R"({"type":7})"}) {
    write(folder.path() / "a.json", bad);
    const auto samples = find_samples({file.string()}, {});
    ASSERT_FALSE(samples) << bad;
    EXPECT_EQ(samples.error().what, Fault::Usage) << bad;
  }
}

TEST(TemplateFolder, ASiteAddsItsOwnInItsStoreAndABrokenOneIsNamed) {
  const TempFolder folder;
  AppContext app;
  app.store = folder.path() / "kho";
  fs::create_directories(app.store);
  EXPECT_EQ(load_templates(app, folder.path() / "none").error().what, Fault::FileNotFound);
  EXPECT_TRUE(load_templates(app, fs::path())->empty());
  write(app.store / "templates/x.toml", "schema = 1\n");
  const auto broken = load_templates(app, fs::path());
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().what, Fault::BadTemplate);
}

TEST(Site, TheProfileIsThatOfTheStoreElseTheBuiltIn) {
  const TempFolder folder;
  AppContext app;
  app.store = folder.path();
  EXPECT_EQ(load_profile(app)->id, default_profile().id);
  write(folder.path() / "profile.toml",
        "format = \"sohoa-profile-1\"\nid = \"cua-minh\"\nversion = \"2026-11-22\"\nsource = \"CV "
        "1\"\n");
  EXPECT_EQ(load_profile(app)->id, "cua-minh");
  app.config = folder.path() / "khac.toml";
  EXPECT_EQ(load_profile(app).error().what, Fault::FileNotFound);
  write(app.config, "format = \"sohoa-profile-1\"\nkhong_co = 1\n");
  EXPECT_EQ(load_profile(app).error().what, Fault::BadProfile);
}

}  // namespace
}  // namespace sohoa
