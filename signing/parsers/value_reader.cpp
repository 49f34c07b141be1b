#include "signing/parsers/value_reader.h"
