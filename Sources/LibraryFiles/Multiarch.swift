// SPDX-License-Identifier: Apache-2.0

/// Debian's names for folders of one architecture: https://wiki.debian.org/Multiarch/Tuples
package enum Multiarch {
    #if arch(arm64)
        package static let triple = "aarch64-linux-gnu"
    #else
        package static let triple = "x86_64-linux-gnu"
    #endif
}
