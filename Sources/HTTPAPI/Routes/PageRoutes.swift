// SPDX-License-Identifier: Apache-2.0
import Hummingbird

/// The page: fixed files inside the binary, so no path of a request ever reaches the file system.
enum PageRoutes {
    static func add(to table: inout RouteTable) {
        let html = "text/html; charset=utf-8"
        let script = "text/javascript; charset=utf-8"
        let files: [(path: String, type: String, bytes: [UInt8])] = [
            ("/", html, PackageResources.index_html),
            ("/player.css", "text/css; charset=utf-8", PackageResources.player_css),
            ("/player.js", script, PackageResources.player_js),
            ("/page.js", script, PackageResources.page_js),
            ("/panels.js", script, PackageResources.panels_js),
            ("/statistics.js", script, PackageResources.statistics_js),
        ]
        for file in files {
            table.on(.get, file.path) { _, _ in .bytes(file.bytes, contentType: file.type) }
        }
    }
}
