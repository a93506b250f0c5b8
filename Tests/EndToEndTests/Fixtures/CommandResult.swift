// SPDX-License-Identifier: Apache-2.0
import Processes

/// A command that has ended.
struct CommandResult {
    /// Nil when it could not be ended.
    var status: ExitStatus?
    var output: String
    var errorOutput: String
}
