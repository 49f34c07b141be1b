#include "signing/ranges.h"
