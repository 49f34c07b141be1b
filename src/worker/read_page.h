// The task that matters most: one page of one file becomes words, barcodes and measures.
#pragma once

#include "intake/readers/page_source.h"
#include "worker/child_tasks.h"

namespace sohoa {

/// Reads page `task.page_index` of `source`.
///
/// A text layer that can be trusted is kept unless the task says force_ocr; any other page is
/// rendered and read by `context.engine`. A page that renders blank although it has text operators
/// is never reported blank: fonts may be missing here (ARCHITECTURE.md section 6). Errors:
/// PageOutOfRange, and those of render and of the engine.
Result<PageResult> read_page(PageSource& source,
                             const ReadPageTask& task,
                             const ChildContext& context);

}  // namespace sohoa
