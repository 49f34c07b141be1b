// Program sohoa-worker: the warm parent around the real tasks.
#include "ocr/engine/tesseract_engine.h"
#include "signing/parsers/xml_signatures.h"
#include "worker/warm_parent.h"

int main(int argc, char** argv) {
  return sohoa::worker_main(
      argc, argv, {sohoa::make_tesseract_engine, sohoa::warm_up_xml, nullptr, true});
}
