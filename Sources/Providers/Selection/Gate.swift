// SPDX-License-Identifier: Apache-2.0
import Media

/// The hard gates: what rules an encoder out for a requirement, whatever its merits.
enum Gate {
    static func rejection(of entry: Catalog.Entry, for requirement: EncodeRequirement) -> Reason? {
        guard entry.state == .ok, let offer = entry.offer else {
            return entry.reason ?? Reason("unavailable", "it is not usable on this machine")
        }
        if let element = requirement.element {
            // A name in the configuration is an order: only what cannot work at all is refused.
            if element != entry.encoder.element {
                return Reason("not-pinned", "the configuration names \(element)")
            }
            return sizeRejection(offer.limits, requirement.resolution)
        }
        return sizeRejection(offer.limits, requirement.resolution) ?? lackRejection(offer.lacks, entry.encoder.id)
    }

    private static func sizeRejection(_ limits: EncoderLimits, _ size: Resolution) -> Reason? {
        let tooSmall = size.width < limits.minimumWidth || size.height < limits.minimumHeight
        let tooLarge =
            (limits.maximumWidth > 0 && size.width > limits.maximumWidth)
            || (limits.maximumHeight > 0 && size.height > limits.maximumHeight)
        guard tooSmall || tooLarge else { return nil }
        let limit =
            tooSmall
            ? "at least \(limits.minimumWidth)x\(limits.minimumHeight)"
            : "at most \(limits.maximumWidth)x\(limits.maximumHeight)"
        return Reason(
            "size-limit", "it encodes \(limit), the pipeline asks for \(size)",
            hint: "set width and height of the pipeline within the limit")
    }

    private static func lackRejection(_ lacks: [EncoderOffer.Lack], _ encoder: String) -> Reason? {
        if lacks.contains(.keyframeOnRequest) {
            return Reason(
                "no-keyframe-request",
                "it gives no keyframe on request here: a viewer who joins would see nothing until the next interval",
                hint: "name it with gst_encoder to use it all the same")
        }
        if lacks.contains(.realTime) {
            return Reason(
                "not-real-time", "it does not keep up with a live desktop",
                hint: "name it with gst_encoder to use it all the same")
        }
        return nil
    }
}
