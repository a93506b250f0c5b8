// SPDX-License-Identifier: Apache-2.0
import Diagnostics

/// One step through a YAML document, as libyaml reports it.
struct YAMLEvent {
    enum Kind {
        case streamStart, streamEnd, documentStart, documentEnd
        case alias(String)
        case scalar(Scalar)
        case sequenceStart, sequenceEnd
        /// The tag of a sequence or mapping is ignored: only scalars have kinds to choose from.
        case mappingStart, mappingEnd
    }

    var kind: Kind
    /// The name to which an alias can refer later.
    var anchor: String?
    var location: TextLocation
}
