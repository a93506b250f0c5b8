// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import Pipelines
import Processes
import WorkerProtocol

/// What the user said about what to capture.
public struct CaptureWish: Sendable, Hashable {
    /// `--demo`.
    public var demo: Bool
    /// `--display`, or the configuration's.
    public var display: String?
    /// `--screen`: plan for a screen that need not exist.
    public var screen: Screen?

    public init(demo: Bool = false, display: String? = nil, screen: Screen? = nil) {
        self.demo = demo
        self.display = display
        self.screen = screen
    }
}

/// What is captured, and how large it is.
public struct CaptureChoice: Sendable, Hashable {
    public var source: CaptureSource
    public var screen: Screen
    /// Why it is the demo picture although nobody asked for it; nil otherwise.
    public var note: String?

    /// The display's name; empty where the demo picture is captured.
    public var displayName: String {
        if case .display(let name) = source { name } else { "" }
    }

    private static let demoScreen = Screen(resolution: Resolution(width: 1280, height: 720), rate: FrameRate(30))
    private static let deadlineMilliseconds = 20_000

    /// Decides by the wish and by what the display answers.
    ///
    /// A display that was named must be there; one that is only in the environment gives way to the demo picture.
    /// - Throws: `Reason` with code `no-display`.
    public static func make(for wish: CaptureWish, worker: WorkerExecutable) async throws(Reason) -> CaptureChoice {
        let environment = getenv("DISPLAY").map { String(cString: $0) } ?? ""
        let name = wish.display ?? (environment.isEmpty ? nil : environment)
        if let screen = wish.screen {
            let source: CaptureSource = wish.demo || name == nil ? .demo(screen.resolution) : .display(name ?? "")
            return CaptureChoice(source: source, screen: screen)
        }
        if wish.demo { return demo(note: nil) }
        guard let name else { return demo(note: "no display is set (DISPLAY, --display)") }
        do {
            return CaptureChoice(source: .display(name), screen: try await screen(of: name, worker))
        } catch {
            if wish.display != nil { throw error }
            return demo(note: "the display \(name) of the environment does not answer")
        }
    }

    private static func demo(note: String?) -> CaptureChoice {
        CaptureChoice(source: .demo(demoScreen.resolution), screen: demoScreen, note: note)
    }

    private static func screen(of display: String, _ worker: WorkerExecutable) async throws(Reason) -> Screen {
        let inquiry: WorkerInquiry
        do {
            inquiry = try await WorkerInquiry.ask(
                worker, role: ["screen", "--display", display], deadlineMilliseconds: deadlineMilliseconds)
        } catch {
            throw Reason("no-display", "the display \(display) cannot be asked: \(error)")
        }
        guard let message = inquiry.messages.last,
            let answer = try? Frame.decode(ScreenAnswer.self, from: message)
        else {
            throw Reason("no-display", "the display \(display) gave no answer", hint: "is its X server alive?")
        }
        switch answer {
        case .screen(let screen): return screen
        case .failed(let reason): throw reason
        }
    }
}
