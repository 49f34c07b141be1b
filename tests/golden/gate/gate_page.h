// A page as the gate sees it, without recognising it: measures from the engine, facts from the
// file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "intake/admission.h"
#include "pipeline/page_review.h"

namespace sohoa::testing {

/// Every page of a file, read as the worker reads a page whose text is kept.
std::vector<StoredPage> measured_pages(const std::filesystem::path& file);
/// The same page with other pixels.
StoredPage with_pixels(const StoredPage& page, const Raster& pixels);

/// What a default profile finds on this page alone: "dpi-low not-colour".
std::string page_findings(const StoredPage& page);

}  // namespace sohoa::testing
