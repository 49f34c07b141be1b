#include "signing/parsers/cos_object.h"
