#include "serval/serval.h"
