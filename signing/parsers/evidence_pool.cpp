#include "signing/parsers/evidence_pool.h"
