// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Media
import Testing

struct ConfigurationTests {
    @Test(arguments: [
        "", "\n# nothing\n", "---\n", "~", "{}", "capture:\n", "capture: {video: {pipelines: {}, ids: []}}",
    ])
    func `a text that says nothing gives the defaults`(text: String) throws {
        #expect(try Configuration.make(text) == Configuration())
    }

    @Test func `the defaults offer H264, VP8 and VP9 in this order on the loopback address`() {
        let configuration = Configuration()
        #expect(configuration.server.bind.description == "127.0.0.1:8080")
        #expect(configuration.video.ids == ["main", "vp8", "vp9"])
        let offered = configuration.video.offeredPipelines
        #expect(offered.map(\.codec) == [.h264, .vp8, .vp9])
        #expect(offered.allSatisfy { $0.encoder == .auto && $0.width == nil && $0.fps?.text == "30" })
    }

    @Test func `neko's other sections are named once, and what comes later gets a warning each`() {
        let source = SourceText(
            name: "neko.yaml",
            text: """
                desktop: {screen: 1280x720@30}
                capture:
                  video: {codec: h264}
                  audio: {codec: opus}
                  screencast: {enabled: true}
                server: {metrics: true}
                webrtc: {icelite: true}
                session: {merciful_reconnect: true}
                """)
        #expect(
            Fixture.diagnostics(source) == """
                neko.yaml:1:1: note: Serval does not serve these sections of neko, and leaves them alone: \
                desktop, session
                    1 | desktop: {screen: 1280x720@30}
                      | ^~~~~~~
                neko.yaml:4:3: warning: capture.audio is not served yet
                    4 |   audio: {codec: opus}
                      |   ^~~~~
                neko.yaml:5:3: warning: capture.screencast is not served yet
                    5 |   screencast: {enabled: true}
                      |   ^~~~~~~~~~
                neko.yaml:6:10: warning: server.metrics is not served yet
                    6 | server: {metrics: true}
                      |          ^~~~~~~
                neko.yaml:7:1: warning: webrtc is not served yet
                    7 | webrtc: {icelite: true}
                      | ^~~~~~
                """)
    }

    @Test func `folders of providers count from the file's own`() throws {
        let text = "providers: {paths: [vendor, /opt/serval]}"
        let parsed = try Configuration.parse(SourceText(name: "/etc/serval/serval.yaml", text: text))
        #expect(parsed.configuration.providers.paths == ["/etc/serval/vendor", "/opt/serval"])
        #expect(try Configuration.make("providers: {paths: my vendor}").providers.paths == ["my vendor"])
    }

    @Test func `Windows line ends and a byte order mark do no harm`() throws {
        let text = "\u{FEFF}server:\r\n  bind: localhost:0\r\n"
        #expect(try Configuration.make(text).server.bind == BindAddress(host: "localhost", port: 0))
    }

    @Test(arguments: Fixture.names(in: Fixture.examples))
    func `an example loads without a word`(name: String) throws {
        let path = "\(Fixture.examples)/\(name).yaml"
        #expect(Fixture.diagnostics(SourceText(name: path, bytes: try Fixture.bytes(path))) == "")
    }

    @Test func `the examples are found`() {
        #expect(Fixture.names(in: Fixture.examples).count >= 5)
    }
}
