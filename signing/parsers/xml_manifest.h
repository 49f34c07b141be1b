// ASiCManifest files (EN 319 162-1, A.4). Private to the parser half.
#pragma once

#include "signing/parsers/xml_document.h"
#include "signing/requests.h"

namespace sohoa::xml {

/// Fills manifest_signature and manifest when `root` is an asic:ASiCManifest; anything else (the
/// OpenDocument META-INF/manifest.xml among it) leaves them empty. At most
/// limits.archive_entries references; more is a note and none are told.
void read_manifest(XmlReading& reading, const xmlNode* root, const Limits& limits);

}  // namespace sohoa::xml
