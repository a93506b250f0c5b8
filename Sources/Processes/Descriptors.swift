// SPDX-License-Identifier: Apache-2.0
import Glibc

/// Closes a descriptor of this process.
public func closeDescriptor(_ descriptor: Int32) { close(descriptor) }
