#include "signing/parsers/xml_signatures.h"
