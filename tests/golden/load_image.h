// Image files for tests and tuning, through Leptonica: not our reader, so it can be its witness.
#pragma once

#include <filesystem>

#include "core/raster.h"

namespace sohoa::testing {

/// Grey or RGB, with the file's resolution; an empty raster when the file cannot be read.
Raster load_image(const std::filesystem::path& file);

}  // namespace sohoa::testing
