// SPDX-License-Identifier: Apache-2.0

/// What a test needed from the outside did not come.
struct FixtureError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
