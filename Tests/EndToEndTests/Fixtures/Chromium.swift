// SPDX-License-Identifier: Apache-2.0
import Glibc

/// A headless browser, driven over a pipe.
final class Chromium {
    let program: Program
    private let pipe: DevToolsPipe

    private static let options = [
        "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run", "--disable-extensions", "--disable-background-networking", "--mute-audio",
        "--window-size=640,480", "--autoplay-policy=no-user-gesture-required",
        // The only network there may be is loopback, and a test has no use for hidden addresses.
        "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns",
        // A window behind another one plays on at full speed.
        "--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows",
        "--disable-renderer-backgrounding",
    ]

    init(folder: TemporaryFolder) throws {
        let toBrowser = try Pipe()
        let fromBrowser = try Pipe()
        defer {
            close(toBrowser.readEnd)
            close(fromBrowser.writeEnd)
        }
        pipe = DevToolsPipe(commands: toBrowser.writeEnd, answers: fromBrowser.readEnd)
        program = try Program(
            "chromium", Self.options + ["--user-data-dir=" + folder.file("chromium"), "about:blank"],
            descriptors: [.init(toBrowser.readEnd, as: 3), .init(fromBrowser.writeEnd, as: 4)], folder: folder
        )
        // The first answer tells that it is up.
        _ = try pipe.call("Browser.getVersion", seconds: 60)
    }

    /// Opens an address in a window of its own.
    func open(_ address: String) throws -> Tab {
        let created = try pipe.call("Target.createTarget", ["url": "about:blank", "newWindow": true])
        let target = try text(created, "targetId")
        let attached = try pipe.call("Target.attachToTarget", ["targetId": .string(target), "flatten": true])
        let tab = Tab(pipe: pipe, session: try text(attached, "sessionId"))
        try tab.navigate(to: address)
        return tab
    }

    private func text(_ object: JSONValue, _ key: String) throws -> String {
        guard let text = object[key].string else { throw FixtureError("the browser gave no \(key)") }
        return text
    }
}

/// One page of the browser.
struct Tab {
    let pipe: DevToolsPipe
    let session: String

    /// Goes to an address and waits until the document is complete.
    func navigate(to address: String) throws {
        let result = try pipe.call("Page.navigate", ["url": .string(address)], session: session)
        if let error = result["errorText"].string, !error.isEmpty {
            throw FixtureError("\(address): \(error)")
        }
        try wait(until: "\(address) to load") {
            try evaluate("document.readyState === 'complete' && location.href !== 'about:blank'") == true
        }
    }

    /// The value of a JavaScript expression; a promise is awaited.
    @discardableResult
    func evaluate(_ script: String) throws -> JSONValue {
        let result = try pipe.call(
            "Runtime.evaluate",
            [
                "expression": .string(script), "awaitPromise": true, "returnByValue": true,
                "userGesture": true,
            ], session: session)
        guard result["exceptionDetails"] == .null else {
            let details = result["exceptionDetails"]
            throw FixtureError(
                "in the page: \(details["exception"]["description"].string ?? details["text"].string ?? "?")")
        }
        return result["result"]["value"]
    }
}
