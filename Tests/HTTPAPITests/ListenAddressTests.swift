// SPDX-License-Identifier: Apache-2.0
import HTTPAPI
import Testing

struct ListenAddressTests {
    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1", 8080), ("localhost:0", "localhost", 0), ("[::1]:443", "::1", 443),
        ("desk.example:65535", "desk.example", 65535),
    ])
    func `HOST:PORT is read and written back`(text: String, host: String, port: Int) {
        let address = ListenAddress(text)
        #expect(address == ListenAddress(host: host, port: port))
        #expect(address?.description == text)
    }

    @Test(arguments: [
        "", "8080", ":8080", "host", "host:", "host:65536", "host:-1", "::1:8080", "[]:1", "h:8o",
    ])
    func `anything else is not an address`(text: String) {
        #expect(ListenAddress(text) == nil)
    }

    @Test(arguments: [
        ("127.0.0.1:80", true), ("localhost:80", true), ("[::1]:80", true), ("0.0.0.0:80", false),
        ("[::]:80", false), ("192.168.0.1:80", false), ("desk.example:80", false),
    ])
    func `loopback is told from addresses that others can reach`(text: String, loopback: Bool) {
        #expect(ListenAddress(text)?.isLoopback == loopback)
    }

    @Test func `the URL of a wildcard address is one that a browser here can open`() {
        #expect(ListenAddress("0.0.0.0:81")?.url == "http://127.0.0.1:81/")
        #expect(ListenAddress("[::]:81")?.url == "http://[::1]:81/")
        #expect(ListenAddress("[::1]:81")?.url == "http://[::1]:81/")
    }
}
