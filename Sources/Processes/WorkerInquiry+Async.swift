// SPDX-License-Identifier: Apache-2.0
import Glibc
import WorkerProtocol

extension WorkerInquiry {
    /// Like `run`, on a thread of its own: the caller only suspends.
    public static func ask(
        _ worker: WorkerExecutable, role: [String], environment: [String]? = nil, question: [Frame] = [],
        deadlineMilliseconds: Int, residentBytes: Int = usualResidentBytes
    ) async throws(SpawnError) -> WorkerInquiry {
        let result = await BlockingThread.run { () -> Result<WorkerInquiry, SpawnError> in
            do throws(SpawnError) {
                return .success(
                    try run(
                        worker, role: role, environment: environment, question: question,
                        deadlineMilliseconds: deadlineMilliseconds, residentBytes: residentBytes))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
