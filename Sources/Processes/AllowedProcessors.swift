// SPDX-License-Identifier: Apache-2.0
import CProcess
import Glibc

/// How many processors this process may use.
public enum AllowedProcessors {
    /// The affinity mask, limited by the cgroup's quota (cgroup v2, `cpu.max`); at least 1.
    public static func count() -> Int {
        let count = Int(cprocess_affinity_count())
        return max(1, min(count, cgroupQuota() ?? count))
    }

    /// Threads for a software encoder: one processor is left for the rest, and more than four gain nothing live.
    public static func encoderThreads(of processors: Int) -> Int { min(max(processors - 1, 1), 4) }

    private static func cgroupQuota() -> Int? {
        guard let file = fopen("/sys/fs/cgroup/cpu.max", "re") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let parts = text.split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let quota = Int(parts[0]), let period = Int(parts[1]), period > 0 else { return nil }
        return (quota + period - 1) / period
    }
}
