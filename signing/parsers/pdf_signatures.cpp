#include "signing/parsers/pdf_signatures.h"
