// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Glibc
import HostConfig
import Testing

struct ConfigurationLoaderTests {
    private func failure(_ path: String) -> String {
        do {
            _ = try ConfigurationLoader.load(path: path)
            return "no failure"
        } catch {
            return error.description
        }
    }

    @Test func `a named file that is missing is an error with a remedy`() {
        #expect(
            failure("/nonexistent/serval.yaml") == """
                error: cannot read the configuration /nonexistent/serval.yaml: No such file or directory
                      = give --config the path of a file that exists, or leave it out for the defaults
                """)
    }

    @Test func `a folder is no configuration`() {
        #expect(
            failure("/tmp") == """
                error: cannot read the configuration /tmp: Is a directory
                      = name a file in that folder
                """)
    }

    @Test func `a file without end is given up at the limit`() {
        #expect(failure("/dev/zero") == "error: /dev/zero is larger than 10 MB")
    }

    @Test func `with no file anywhere there are the defaults`() throws {
        let searchPath = ["/nonexistent/serval.yaml", "/dev/null/serval.yaml"]
        let loaded = try ConfigurationLoader.load(path: nil, searchPath: searchPath)
        #expect(loaded.configuration == Configuration())
        #expect(loaded.diagnostics.isEmpty)
    }

    @Test func `the first file that exists is taken, and faults carry its name`() throws {
        let good = Fixture.good + "/neko-h264.yaml"
        let searchPath = ["/nonexistent/serval.yaml", good, Fixture.bad + "/ids.yaml"]
        let loaded = try ConfigurationLoader.load(path: nil, searchPath: searchPath)
        #expect(loaded.configuration.video.ids == ["main"])
        #expect(failure(Fixture.bad + "/ids.yaml").hasPrefix(Fixture.bad + "/ids.yaml:3:15: error: "))
    }
}
