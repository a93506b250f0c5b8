// SPDX-License-Identifier: Apache-2.0
import Media

/// One payload type of a media section, from its `a=rtpmap` and `a=fmtp` lines.
public struct PayloadFormat: Sendable, Hashable {
    /// 0…127.
    public var payloadType: Int
    /// As the offer spells it; compare without case. Empty for a payload type that the offer does not
    /// describe.
    public var encodingName: String
    /// In hertz; 0 when not described.
    public var clockRate: Int
    /// The format parameters, keys in lower case.
    public var parameters: [String: String]

    public init(payloadType: Int, encodingName: String, clockRate: Int, parameters: [String: String] = [:]) {
        self.payloadType = payloadType
        self.encodingName = encodingName
        self.clockRate = clockRate
        self.parameters = parameters
    }
}

extension PayloadFormat {
    /// How well a stream of the codec, as Serval encodes it, fits this payload type; lower is better, nil for
    /// never.
    ///
    /// Serval's streams are VP9 and AV1 profile 0, H265 main, and H264 constrained baseline in packetization
    /// mode 1.
    func rank(for codec: Codec) -> Int? {
        guard encodingName.uppercased() == codec.rtpEncodingName, clockRate == 90_000 else { return nil }
        switch codec {
        case .vp8: return 0
        case .vp9: return parameters["profile-id", default: "0"] == "0" ? 0 : nil
        case .av1: return parameters["profile", default: "0"] == "0" ? 0 : nil
        case .h265:
            let isMain = parameters["profile-id", default: "1"] == "1"
            return isMain && parameters["tx-mode", default: "SRST"].uppercased() == "SRST" ? 0 : nil
        case .h264:
            return parameters["packetization-mode"] == "1" ? h264ProfileRank : nil
        }
    }

    /// Constrained baseline as browsers write it, then plain baseline, then what else contains it (RFC 6184,
    /// table 5).
    private var h264ProfileRank: Int? {
        let level = parameters["profile-level-id", default: "420010"].lowercased()
        guard level.utf8.count == 6, let value = Int(level, radix: 16), value >= 0 else { return nil }
        let profile = value >> 16
        let constraints = value >> 8 & 0xFF
        switch (profile, constraints) {
        case (0x42, 0xE0): return 0
        case (0x42, 0x00): return 1
        case (0x42, _): return constraints & 0x40 != 0 ? 2 : 3
        case (0x4D, _): return constraints & 0x80 != 0 ? 2 : nil
        case (0x58, _): return constraints & 0xC0 == 0xC0 ? 2 : nil
        case (0x64, 0x0C): return 4
        default: return nil
        }
    }
}

extension PayloadFormat {
    /// The encoding names of payload types that need no `a=rtpmap` (RFC 3551, those that browsers use).
    static func described(statically payloadType: Int) -> PayloadFormat {
        switch payloadType {
        case 0: PayloadFormat(payloadType: 0, encodingName: "PCMU", clockRate: 8000)
        case 8: PayloadFormat(payloadType: 8, encodingName: "PCMA", clockRate: 8000)
        case 9: PayloadFormat(payloadType: 9, encodingName: "G722", clockRate: 8000)
        default: PayloadFormat(payloadType: payloadType, encodingName: "", clockRate: 0)
        }
    }

    /// Reads `VP8/90000` or `opus/48000/2`.
    mutating func read(encoding: Substring) -> Bool {
        let parts = encoding.split(separator: "/", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), !parts[0].isEmpty, let rate = Int(digits: parts[1]), rate > 0
        else {
            return false
        }
        encodingName = String(parts[0])
        clockRate = rate
        return true
    }

    /// Reads `level-asymmetry-allowed=1;packetization-mode=1`; parts without `=` (as RED's `111/111`) are
    /// left out.
    mutating func read(parameters text: Substring) {
        for part in text.split(separator: ";") {
            let pair = part.split(separator: "=", maxSplits: 1)
            guard pair.count == 2 else { continue }
            parameters[pair[0].trimmingBlanks.lowercased()] = String(pair[1].trimmingBlanks)
        }
    }
}

extension Int {
    /// Digits alone: no sign, no blanks; nil also for what does not fit.
    init?(digits text: some StringProtocol) {
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else {
            return nil
        }
        self.init(text)
    }
}

extension Substring {
    var trimmingBlanks: Substring {
        let head = drop { $0 == " " }
        guard let last = head.lastIndex(where: { $0 != " " }) else { return "" }
        return head[...last]
    }
}
