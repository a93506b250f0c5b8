// SPDX-License-Identifier: Apache-2.0
#include "orphans.h"

#include <sys/prctl.h>

void orphans_adopt(void) { (void)prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); }
