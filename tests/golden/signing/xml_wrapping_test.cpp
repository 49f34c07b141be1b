#include "golden/signing/xml_samples.h"
