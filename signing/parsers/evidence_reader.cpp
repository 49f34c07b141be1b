#include "signing/parsers/evidence_reader.h"
