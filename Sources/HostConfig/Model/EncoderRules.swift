// SPDX-License-Identifier: Apache-2.0
import Diagnostics
import Media

/// Which encoders may be used, and which come first: of all pipelines, or of one.
public struct EncoderRules: Sendable, Hashable {
    /// One item of a list: what it names, and where it is written.
    public struct Name: Sendable, Hashable {
        /// The id of an encoder or provider, an element, or a pattern of such names.
        public var pattern: EncoderPattern
        public var location: TextLocation?

        public init(_ pattern: EncoderPattern, location: TextLocation? = nil) {
            self.pattern = pattern
            self.location = location
        }
    }

    /// Those that come before all others, the first of the list first; nil where nothing is said.
    public var prefer: [Name]?
    /// The only ones that will do; an empty list takes back what holds for all pipelines, nil says nothing.
    public var require: [Name]?
    /// Those that are never used.
    public var forbid: [Name]
    /// The only device that will do; nil where nothing is said.
    public var device: DeviceName?
    /// Where `device` is written; nil when it is not.
    public var deviceLocation: TextLocation?

    public init(
        prefer: [Name]? = nil, require: [Name]? = nil, forbid: [Name] = [], device: DeviceName? = nil,
        deviceLocation: TextLocation? = nil
    ) {
        self.prefer = prefer
        self.require = require
        self.forbid = forbid
        self.device = device
        self.deviceLocation = deviceLocation
    }

    /// These rules of one pipeline together with those of all: what is forbidden adds up, and each of the others counts
    /// for the pipeline where it says it itself.
    public func within(_ general: EncoderRules) -> EncoderRules {
        EncoderRules(
            prefer: prefer ?? general.prefer, require: require ?? general.require, forbid: forbid + general.forbid,
            device: device ?? general.device, deviceLocation: deviceLocation ?? general.deviceLocation)
    }
}
