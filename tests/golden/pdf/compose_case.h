// One call of the writer on sources in memory, its bytes back in memory.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "core/file.h"
#include "ocr/engine/searchable_pdf.h"
#include "support/pdf_samples.h"

namespace sohoa::testing {

struct Composed {
  Bytes bytes;
  ComposeReport report;
};

inline ComposePage page_with_text(std::int32_t page_index, PageText text) {
  ComposePage page;
  page.page_index = page_index;
  page.add_text = true;
  page.text = std::move(text);
  return page;
}

inline Result<Composed> compose(const std::vector<Bytes>& sources,
                                const std::vector<ComposePage>& pages,
                                const ComposeOptions& options = {}) {
  const std::vector<ByteView> views(sources.begin(), sources.end());
  const UniqueFd fd = TRY(memory_file({}));
  ComposeReport report = TRY(compose_searchable_pdf(views, pages, options, Limits{}, fd.get()));
  lseek(fd.get(), 0, SEEK_SET);
  Bytes bytes = TRY(read_all(fd.get(), 1ULL << 30));
  return Composed{std::move(bytes), std::move(report)};
}

/// Composes or fails the test with the error's name.
inline Composed must_compose(const std::vector<Bytes>& sources,
                             const std::vector<ComposePage>& pages,
                             const ComposeOptions& options = {}) {
  Result<Composed> composed = compose(sources, pages, options);
  if (!composed) {
    ADD_FAILURE() << name(composed.error().what) << " " << composed.error().detail;
    return {};
  }
  return std::move(*composed);
}

}  // namespace sohoa::testing
