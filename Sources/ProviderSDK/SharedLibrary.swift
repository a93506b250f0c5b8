// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A library found at run time, so that a provider itself depends on no driver.
///
/// It stays loaded for the life of the process: drivers leave threads and hooks behind that must not lose
/// their code. For probe children only, as all of a driver's code.
public struct SharedLibrary {
    /// What the dynamic linker said.
    public struct Failure: Error, Hashable {
        /// In its own words, with the library's name.
        public var text: String

        /// Creates a failure.
        public init(text: String) { self.text = text }
    }

    private let handle: UnsafeMutableRawPointer

    /// Loads the library by file name, as the linker searches, or by path.
    ///
    /// - Throws: when it is not there, or another library that it needs is not.
    public init(_ path: String) throws(Failure) {
        guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else { throw Self.failure(path) }
        self.handle = handle
    }

    /// The function called `name`; the result's type must be its C function type, from the library's own
    /// header.
    ///
    /// - Throws: when the library does not have it.
    public func function<Function>(_ name: String) throws(Failure) -> Function {
        guard let symbol = dlsym(handle, name) else { throw Self.failure(name) }
        return unsafeBitCast(symbol, to: Function.self)
    }

    private static func failure(_ subject: String) -> Failure {
        Failure(
            text: dlerror().map { String(cString: $0) } ?? "\(subject): the dynamic linker gave no reason")
    }
}
