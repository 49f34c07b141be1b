// Recognition by Tesseract's public API, with our own preparation, line order and boxes.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "ocr/engine.h"

namespace sohoa {

/// Loads the model once (about 65–100 ms); reading a page then costs 0.5–1 CPU second.
/// Forking after construction is safe and shares the model copy-on-write; Tesseract is kept to one
/// thread (OMP_THREAD_LIMIT=1 must be in the environment before the process starts).
Result<std::unique_ptr<OcrEngine>> make_tesseract_engine(const std::filesystem::path& tessdata,
                                                         const std::string& language);

}  // namespace sohoa
