// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import Roles

/// Where the host's channel is: file descriptor 3, by agreement with the host.
enum HostDescriptor {
    private static let number: Int32 = 3

    /// Opens the channel, or ends with a word to whoever has started this by hand.
    static func openChannel() throws -> HostChannel {
        var status = stat()
        guard fstat(number, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else {
            let text =
                "serval-worker is started by serval, which talks to it on descriptor \(number): run serval.\n"
            _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
            throw ExitCode(2)
        }
        // What this process starts, if anything, has no business with the host.
        _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        return HostChannel(descriptor: number)
    }
}
