// SPDX-License-Identifier: Apache-2.0

/// Debian's names for folders of one architecture: https://wiki.debian.org/Multiarch/Tuples
enum Multiarch {
    #if arch(arm64)
        static let triple = "aarch64-linux-gnu"
    #else
        static let triple = "x86_64-linux-gnu"
    #endif
}
