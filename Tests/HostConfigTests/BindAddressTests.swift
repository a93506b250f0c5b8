// SPDX-License-Identifier: Apache-2.0
import HostConfig
import Media
import Testing

struct BindAddressTests {
    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1", 8080), ("localhost:0", "localhost", 0), ("[::1]:443", "::1", 443),
        (":8080", "0.0.0.0", 8080), ("my-host.example:65535", "my-host.example", 65535),
    ])
    func `an address is a host and a port`(text: String, host: String, port: Int) throws {
        #expect(try BindAddress(text) == BindAddress(host: host, port: port))
    }

    @Test(arguments: [
        "", ":", "8080", "localhost", "localhost:", "localhost:http", "a:-1", "a:+1", "a:65536", "::1:80",
        "[]:80",
        "http://a:80", "a b:80", "a:99999999999999999999999", "[::1]", "[a]:80",
    ])
    func `anything else is refused`(text: String) {
        #expect(throws: Reason.self) { try BindAddress(text) }
    }
}
