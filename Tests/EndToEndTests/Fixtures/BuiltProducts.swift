// SPDX-License-Identifier: Apache-2.0
import Processes

/// What the build put beside the test bundle.
enum BuiltProducts {
    static func path(of name: String) -> String { WorkerExecutable.ownFolder() + "/" + name }
}
