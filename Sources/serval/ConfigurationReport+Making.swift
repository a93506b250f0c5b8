// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import HostConfig
import Reports

extension ConfigurationReport {
    /// - Parameter display: what the environment has in `DISPLAY`, the last resort for what to capture.
    init(_ loaded: LoadedConfiguration, display: String? = nil) {
        let values = ConfigurationKey.all.map { key in
            Entry(key: key.path, value: Value(key.value(in: loaded)), origin: Origin(of: loaded.origin(of: key)))
        }
        let pipelines = loaded.pipelineValues.map {
            Entry(key: $0.key, value: Value($0.value), origin: Origin(of: $0.origin))
        }
        self.init(file: loaded.file, values: values + pipelines)
        guard let display, !display.isEmpty, loaded.configuration.video.display == nil else { return }
        for index in self.values.indices where self.values[index].key == "capture.video.display" {
            self.values[index] = Entry(
                key: self.values[index].key, value: .text(display), origin: Origin(.environment, name: "DISPLAY"))
        }
    }
}

extension ConfigurationReport.Value {
    fileprivate init(_ value: ShownValue) {
        self =
            switch value {
            case .null: .null
            case .bool(let bool): .bool(bool)
            case .integer(let integer): .integer(integer)
            case .text(let text): .text(text)
            case .list(let list): .list(list)
            }
    }

    /// For people, on one line.
    var line: String {
        switch self {
        case .null: return "-"
        case .bool(let bool): return "\(bool)"
        case .integer(let integer): return "\(integer)"
        case .list(let list):
            // No more of them can fit.
            return Self.cut("[" + list.prefix(40).joined(separator: ", ") + (list.count > 40 ? ", …]" : "]"))
        case .text(let text): return Self.cut(text)
        }
    }

    /// What fits into a cell.
    private static func cut(_ text: String) -> String {
        let first = text.prefix(72)
        return VisibleText.line(String(first)) + (first.endIndex < text.endIndex ? "…" : "")
    }
}

extension ConfigurationReport.Origin {
    fileprivate init(of origin: HostConfig.Origin) {
        switch origin {
        case .builtIn: self.init(.builtIn)
        case .file(let location):
            self.init(.file, name: location.source.name, line: location.line, column: location.column)
        case .environment(let name): self.init(.environment, name: name)
        case .flag(let name): self.init(.flag, name: name)
        }
    }

    /// For people.
    var place: String {
        guard let name else { return "default" }
        guard let line, let column else { return name }
        return "\(name):\(line):\(column)"
    }
}
