// Reads image files in this process and writes one text file a page: the tuning tool of ocr_engine.
//
//   ocr_probe OUT_DIR IMAGE...           texts to OUT_DIR/<stem>.txt, CPU seconds a page to stdout
//   ocr_probe --explain OUT_DIR IMAGE... the preparation's decisions too
//
// Then: score.py manifest.tsv OUT_DIR. CPU seconds are user + system, decoding included; the model
// is loaded before the clock starts. It restarts itself with OMP_THREAD_LIMIT=1 when that is not
// set, because OpenMP reads it before main. A test tool: files are opened here, outside any cage.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <leptonica/allheaders.h>
#include <sys/resource.h>
#include <unistd.h>

#include "golden/load_image.h"
#include "ocr/engine/tesseract_engine.h"

namespace {

using namespace sohoa;

double cpu_seconds() {
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(use.ru_utime) + seconds(use.ru_stime);
}

void explain(const PageReading& reading) {
  const PageMeasures& m = reading.measures;
  std::printf(
      "    ink %.4f contrast %.2f paper %.2f edge %.3f mm kind %d cut %d %d %d %d sheet %d colour "
      "%.4f "
      "specks %.2f light %.2f hash %016llx\n",
      m.ink_share,
      m.contrast,
      m.paper_level,
      m.edge_width_mm,
      static_cast<int>(m.pixels),
      m.cut_strokes[0],
      m.cut_strokes[1],
      m.cut_strokes[2],
      m.cut_strokes[3],
      m.sheet_long_px,
      m.colour_share,
      m.speck_per_cm2,
      m.background_range,
      static_cast<unsigned long long>(m.dct_hash));
  for (const PreparationStep& step : reading.steps) {
    std::printf("    %-18s %-3s %9.4f / %-9.4f %-11s %s\n",
                step.step.c_str(),
                step.applied ? "yes" : "no",
                step.measure,
                step.limit,
                step.unit.c_str(),
                step.reason.c_str());
  }
}

/// Words that a review would show first.
void explain_doubts(const PageReading& reading) {
  for (const Line& line : reading.text.lines) {
    for (const Word& word : line.words) {
      if (word.confidence >= 0.7) continue;
      std::printf("    doubt %.2f  %-20s at %d,%d %dx%d\n",
                  word.confidence,
                  word.text.c_str(),
                  word.box.x,
                  word.box.y,
                  word.box.w,
                  word.box.h);
    }
  }
}

struct Run {
  std::filesystem::path out;
  bool explains = false;
};

bool read_one(OcrEngine& engine, const Run& run, const std::filesystem::path& file) {
  const double before = cpu_seconds();
  const Raster page = testing::load_image(file);
  if (page.is_empty()) return false;
  const Result<PageReading> reading = engine.read(page, {});
  if (!reading) {
    std::printf("%s: %s\n", file.c_str(), describe(reading.error(), Lang::En).c_str());
    return false;
  }
  std::printf("%-36s %6.3f s  turn %3d  skew %5.2f  words %4zu  confidence %.3f\n",
              file.stem().c_str(),
              cpu_seconds() - before,
              reading->text.rotation_deg,
              reading->text.skew_deg,
              word_count(reading->text),
              mean_confidence(reading->text));
  if (run.explains) explain(*reading);
  if (run.explains) explain_doubts(*reading);
  std::ofstream(run.out / (file.stem().string() + ".txt")) << plain_text(reading->text) << "\n";
  return true;
}

int run_all(Run run, const std::vector<std::filesystem::path>& files) {
  auto engine = make_tesseract_engine("/usr/share/tesseract-ocr/5/tessdata", "vie");
  if (!engine) return 1;
  std::filesystem::create_directories(run.out);
  const double start = cpu_seconds();
  int bad = 0;
  for (const auto& file : files) bad += read_one(**engine, run, file) ? 0 : 1;
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  std::printf("%.3f CPU s a page, %zu pages, model %.3f s, peak %.0f MiB\n",
              (cpu_seconds() - start) / static_cast<double>(std::max<std::size_t>(1, files.size())),
              files.size(),
              start,
              static_cast<double>(use.ru_maxrss) / 1024);
  return bad == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (std::getenv("OMP_THREAD_LIMIT") == nullptr) {
    setenv("OMP_THREAD_LIMIT", "1", 1);
    execv("/proc/self/exe", argv);
  }
  std::vector<std::filesystem::path> files(argv + 1, argv + argc);
  Run run;
  run.explains = !files.empty() && files.front() == "--explain";
  if (run.explains) files.erase(files.begin());
  if (files.size() < 2) {
    std::fprintf(stderr, "usage: ocr_probe [--explain] OUT_DIR IMAGE...\n");
    return 2;
  }
  run.out = files.front();
  files.erase(files.begin());
  return run_all(std::move(run), files);
}
