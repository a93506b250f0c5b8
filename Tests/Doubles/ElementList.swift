// SPDX-License-Identifier: Apache-2.0

/// The elements that GStreamer would register on a machine, in the words of `elements.c`.
///
/// Names follow the plugins' own rules: VA's by the order in which drivers start, NVENC's by CUDA's number in the old
/// implementation and by the order of registration in the new one.
struct ElementList {
    private let machine: Machine
    private let generation: String

    init(of machine: Machine) {
        self.machine = machine
        generation = machine.last("gstreamer") ?? "1.26"
    }

    var text: String {
        let without = machine.all("without")
        let neverReady = machine.all("never-ready")
        return (vaElements + nvElements).filter { !without.contains($0.name) }.map { element in
            let lines = ["element \(element.name)"] + element.properties
            return (lines + (neverReady.contains(element.name) ? ["never-ready"] : [])).map { "\($0)\n" }.joined()
        }.joined()
    }

    private struct Element {
        var name: String
        var properties: [String]
    }

    // MARK: VA

    private var vaElements: [Element] {
        // One whose driver does not start takes no place in the order.
        let nodes = drivers.filter { block in
            !block.lines.contains { $0.hasPrefix("refuse vaInitialize") }
        }.sorted { $0.subject[0] < $1.subject[0] }
        let refused = machine.all("refuse").compactMap { $0.split(separator: " ").first.map(String.init) }
        let usable = nodes.filter { !refused.contains($0.subject[0]) }
        var elements: [Element] = []
        for (index, block) in usable.enumerated() {
            elements += vaElements(of: block, prefix: index == 0 ? "va" : "va\(block.subject[0])")
        }
        if let first = usable.first, machine.last("vaapi") != nil { elements += oldElements(of: first) }
        return elements
    }

    /// One driver for each node: the one that the environment names, if there is one of that name.
    private var drivers: [Machine.Block] {
        let prefix = "LIBVA_DRIVER_NAME="
        let named = machine.all("env").first { $0.hasPrefix(prefix) }?.dropFirst(prefix.count)
        return machine.va.filter { $0.subject.count == 1 }.map { block in
            machine.va.first { $0.subject == [block.subject[0], named.map(String.init) ?? ""] } ?? block
        }
    }

    /// Codec, and the profile that stands for it.
    private static let profiles = [
        ("h264", "H264ConstrainedBaseline"), ("h264", "H264Main"), ("h265", "HEVCMain"), ("av1", "AV1Profile0"),
        ("vp8", "VP8Version0_3"), ("vp9", "VP9Profile0"),
    ]

    private func encodes(_ block: Machine.Block) -> [(codec: String, isLowPower: Bool)] {
        var found: [(codec: String, isLowPower: Bool)] = []
        for (codec, profile) in Self.profiles {
            let words = block.lines.map { $0.split(separator: " ").map(String.init) }
            let entrypoints = words.first { $0.starts(with: ["profile", profile]) }?.dropFirst(2) ?? []
            for (word, isLowPower) in [("EncSlice", false), ("EncSliceLP", true)] where entrypoints.contains(word) {
                if !found.contains(where: { $0 == (codec, isLowPower) }) { found.append((codec, isLowPower)) }
            }
        }
        return found
    }

    private func vaElements(of block: Machine.Block, prefix: String) -> [Element] {
        encodes(block).compactMap { codec, isLowPower in
            guard let properties = ElementGenerations.va(codec, of: generation) else { return nil }
            // Before 1.24, the element tells its device only when it has opened it.
            let type = generation == "1.22" ? "late-string" : "string"
            return Element(
                name: "\(prefix)\(codec)\(isLowPower ? "lp" : "")enc",
                properties: ["device device-path \(type) /dev/dri/\(block.subject[0])"] + properties)
        }
    }

    private func oldElements(of block: Machine.Block) -> [Element] {
        var codecs = encodes(block).map(\.codec).filter { $0 != "av1" }
        codecs = codecs.enumerated().filter { codecs.firstIndex(of: $1) == $0 }.map(\.element)
        return codecs.map { Element(name: "vaapi\($0)enc", properties: ElementGenerations.vaapi($0)) }
    }

    // MARK: NVENC

    private struct NVGPU {
        var index: Int
        var codecs: [String]
    }

    private var nvElements: [Element] {
        var gpus: [(open: Bool, codecs: [String])] = []
        for line in machine.nvidia ?? [] {
            let words = line.split(separator: " ").map(String.init)
            if words[0] == "gpu" { gpus.append((true, [])) }
            if words[0] == "open", words[1] != "0" { gpus[gpus.count - 1].open = false }
            if words[0] == "codec" { gpus[gpus.count - 1].codecs.append(words[1]) }
        }
        let encoding = gpus.enumerated().filter(\.element.open).map { NVGPU(index: $0, codecs: $1.codecs) }
        var elements: [Element] = []
        // Each codec's names are counted by themselves.
        var registered: [String: Int] = [:]
        for gpu in encoding {
            for codec in gpu.codecs {
                elements += nvElements(codec, gpu, position: registered[codec, default: 0])
                registered[codec, default: 0] += 1
            }
        }
        return elements
    }

    private func nvElements(_ codec: String, _ gpu: NVGPU, position: Int) -> [Element] {
        let device = ["device cuda-device-id uint \(gpu.index)"]
        return ElementGenerations.nv(codec, of: generation).map { base, properties in
            // The old implementation numbers by CUDA's device, the new one by what it has registered.
            let isOld = base == "nv\(codec)" && generation != "1.26"
            let number = isOld ? gpu.index : position
            return Element(
                name: position == 0 ? "\(base)enc" : "\(base)device\(number)enc", properties: device + properties)
        }
    }
}
