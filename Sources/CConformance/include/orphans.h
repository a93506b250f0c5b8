// SPDX-License-Identifier: Apache-2.0

/// orphans.h: processes whose parent ends do not get out of sight.

#ifndef CONFORMANCE_ORPHANS_H
#define CONFORMANCE_ORPHANS_H

/// From now on a process becomes a child of this one when its parent, a descendant of this one, ends.
void orphans_adopt(void);

#endif
