// SPDX-License-Identifier: Apache-2.0
import Glibc

/// The right to hold encode sessions for a probe, which one process of the machine has at a time.
///
/// GeForce drivers count the sessions of the whole system: probes of several GPUs at once would take each other's.
/// A container has a turn of its own, since it does not see the others' files. Ends with the process at the latest.
struct ProbeTurn: ~Copyable {
    private let descriptor: Int32

    /// Waits for the turn; nil when another process has not given it back in time.
    ///
    /// Where no lock file can be made, the turn is taken without: better a probe that may disturb than none.
    init?(withinMilliseconds patience: Int) {
        descriptor = Self.lockFile()
        guard descriptor >= 0 else { return }
        var left = patience
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard left > 0 else {
                close(descriptor)
                return nil
            }
            usleep(20_000)
            left -= 20
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Reading is enough to lock. A file that is there is opened without O_CREAT: the kernel refuses that to other
    /// users in a directory that all may write.
    private static func lockFile() -> Int32 {
        for path in ["/run/lock/serval-nvenc.lock", "/tmp/serval-nvenc.lock"] {
            let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW
            let present = open(path, flags)
            if present >= 0 { return present }
            let made = open(path, flags | O_CREAT | O_EXCL, 0o644)
            if made >= 0 { return made }
            // Somebody else has just made it.
            let late = open(path, flags)
            if late >= 0 { return late }
        }
        return -1
    }
}
