// The catalogs that must keep the contract: another database joins by a maker of its own.
#pragma once

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "contract/temp_folder.h"
#include "storage/catalog.h"

namespace sohoa {

struct CatalogMaker {
  std::string name;
  Result<std::unique_ptr<Catalog>> (*open)(const std::filesystem::path& folder);
};

inline auto sqlite_only() {
  return testing::Values(CatalogMaker{"sqlite", [](const std::filesystem::path& folder) {
                                        return open_sqlite_catalog(folder / "catalog.sqlite");
                                      }});
}

inline std::string name_of_maker(const testing::TestParamInfo<CatalogMaker>& maker) {
  return maker.param.name;
}

/// A fresh catalog for each test.
class CatalogTest : public testing::TestWithParam<CatalogMaker> {
 protected:
  CatalogTest() { catalog_ = reopen(); }
  std::unique_ptr<Catalog> reopen() { return *GetParam().open(folder_.path()); }
  Catalog& catalog() { return *catalog_; }

  /// Commits what `fill` writes.
  template <class Fill>
  void commit(Fill fill) {
    auto transaction = *catalog_->begin();
    fill(*transaction);
    ASSERT_TRUE(transaction->commit());
  }

 private:
  TempFolder folder_;
  std::unique_ptr<Catalog> catalog_;
};

}  // namespace sohoa
