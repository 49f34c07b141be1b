// Program sohoa-worker: the warm parent around the real tasks.
#include "ocr/engine/tesseract_engine.h"
#include "worker/warm_parent.h"

int main(int argc, char** argv) {
  return sohoa::worker_main(argc, argv, {sohoa::make_tesseract_engine, nullptr, true});
}
