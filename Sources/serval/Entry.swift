// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import Glibc
import HostConfig
import Media

/// The program: parses the command line, runs one command, and turns every error into words and an exit status.
@main
enum Entry {
    static func main() async {
        // A reader that goes away (`serval encoders | head`) is no reason to die loudly.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try Serval.parseAsRoot(ConfigurationFlag.rewriting(Array(CommandLine.arguments.dropFirst())))
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            exit(report(error))
        }
    }

    /// Says what went wrong on standard error.
    /// - Returns: 1 when the thing asked about does not hold, 2 for usage and configuration errors.
    private static func report(_ error: any Error) -> Int32 {
        switch error {
        case let error as ConfigurationError:
            Output.words("\(error)")
            return 2
        case let reason as Reason:
            Output.words("serval: \(reason.text)")
            if let hint = reason.hint { Output.words("  \(hint)") }
            return 1
        case let code as ExitCode: return code.rawValue
        default:
            let message = Serval.fullMessage(for: error)
            switch Serval.exitCode(for: error) {
            case .success:
                // --help, --version
                Output.data(message)
                return 0
            case .validationFailure:
                Output.words(message)
                return 2
            default:
                Output.words("serval: \(error)")
                return 1
            }
        }
    }
}
