// sohoa export: what other systems take from here (formats/exchange.md).
#pragma once

#include <string>

#include "app/context.h"

namespace sohoa {

struct ExportEvidenceCommand {
  std::string output;
  std::string dossier;
  std::string officer;
  std::string purpose;
  bool force = false;
};
int run_export_evidence(const AppContext& app, const ExportEvidenceCommand& command);

}  // namespace sohoa
