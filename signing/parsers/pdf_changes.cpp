#include "signing/parsers/pdf_changes.h"
