// SPDX-License-Identifier: Apache-2.0

/// A native encoder at work: frames in, packets out. `serval/session.h` has the full contract.
///
/// Made by `Provider.makeSession`, in a worker process that lives for one stream. Calls of one session do not overlap,
/// but may come on different threads; those of different sessions may overlap.
public protocol EncoderSession: AnyObject {
    /// Takes the device, and makes ready for frames of this kind. The first packet after it is a keyframe.
    ///
    /// - Returns: how many frames may be held back before the first one's packet; no more than the offer told.
    func open(_ configuration: SessionConfiguration) throws(SessionFailure) -> Int

    /// Encodes a frame, and hands over the packets that are finished.
    ///
    /// The frame is lent for this call. It is a keyframe where `frame.mustBeKeyframe` says so.
    func encode(_ frame: borrowing Frame, into packets: borrowing PacketSink) throws(SessionFailure)

    /// Changes parameters between two frames: only those that are described as live. All is as before after a failure.
    ///
    /// - Throws: `.restart` when it needs a session that is opened again.
    func reconfigure(_ values: ParameterValues) throws(SessionFailure)

    /// Hands over the packets of all frames that are held back; the next packet after that is a keyframe.
    func drain(into packets: borrowing PacketSink) throws(SessionFailure)

    /// Throws away what is held back; the next packet is a keyframe.
    func reset() throws(SessionFailure)

    /// Releases what `open` and later calls took; the session may be opened again.
    func close()
}

extension EncoderSession {
    /// Nothing changes while the session is open.
    public func reconfigure(_ values: ParameterValues) throws(SessionFailure) { throw .restart }
}

/// What a session is opened for.
public struct SessionConfiguration: Sendable, Hashable {
    /// One of the offer's formats.
    public var format: Format
    /// In pixels; may be odd.
    public var width: Int
    /// In pixels; may be odd.
    public var height: Int
    /// Frames in `rateDenominator` seconds.
    public var rateNumerator: Int
    /// Seconds for `rateNumerator` frames.
    public var rateDenominator: Int
    /// What the samples mean.
    public var colours: Colours
    /// A value for each parameter that the encoder's description lists.
    public var values: ParameterValues

    /// The code points of ITU-T H.273.
    public struct Colours: Sendable, Hashable {
        /// ColourPrimaries.
        public var primaries: UInt8
        /// TransferCharacteristics.
        public var transfer: UInt8
        /// MatrixCoefficients.
        public var matrix: UInt8
        /// Samples use all of 0 … 255.
        public var isFullRange: Bool

        /// Creates code points; 2 stands for unspecified.
        public init(primaries: UInt8 = 2, transfer: UInt8 = 2, matrix: UInt8 = 2, isFullRange: Bool = false) {
            self.primaries = primaries
            self.transfer = transfer
            self.matrix = matrix
            self.isFullRange = isFullRange
        }
    }

    /// Creates a configuration; a provider needs this only in its own tests.
    public init(
        format: Format, width: Int, height: Int, rateNumerator: Int, rateDenominator: Int = 1,
        colours: Colours = Colours(), values: ParameterValues = ParameterValues()
    ) {
        self.format = format
        self.width = width
        self.height = height
        self.rateNumerator = rateNumerator
        self.rateDenominator = rateDenominator
        self.colours = colours
        self.values = values
    }
}

/// Values of parameters, as their descriptions type them.
public struct ParameterValues: Sendable, Hashable {
    private var integers: [Parameter: Int64]
    private var texts: [Parameter: String]

    /// Creates values.
    public init(integers: [Parameter: Int64] = [:], texts: [Parameter: String] = [:]) {
        self.integers = integers
        self.texts = texts
    }

    /// The number of a parameter that is a number; nil when it is not among these values.
    public func integer(_ parameter: Parameter) -> Int64? { integers[parameter] }

    /// The state of a parameter that is on or off; nil when it is not among these values.
    public func toggle(_ parameter: Parameter) -> Bool? { integers[parameter].map { $0 != 0 } }

    /// The text of a parameter that is one; nil when it is not among these values.
    public func text(_ parameter: Parameter) -> String? { texts[parameter] }
}
