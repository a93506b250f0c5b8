// SPDX-License-Identifier: Apache-2.0

/// A machine of somebody else's, as one text file of `Machines/` describes it: its devices, what its drivers say,
/// and what Serval makes of it.
///
/// The first line is the title; lines with `#` say where the facts are from. Then, in any order:
///
///     gpu NODE ADDRESS VENDOR:DEVICE DRIVER   a GPU on the PCI bus; `-` for no render node or no kernel driver
///     absent NODE                             the kernel has this node, /dev/dri lacks it
///     refuse NODE ERRNO GID                   opening it fails; -1 for a plain file in its place
///     nvidia-module VERSION                   NVIDIA's kernel module is loaded
///     file PATH TEXT                          a file of the machine
///     env NAME=VALUE                          what the probe child sees of the environment
///     hide LIBRARY                            it is not installed
///     real LIBRARY                            it is this system's own
///     rename LIBRARY FUNCTION                 it lacks the function
///     gstreamer VERSION                       whose elements are there: 1.22, 1.24 or 1.26 (the default)
///     vaapi                                   gstreamer-vaapi is installed as well
///     without ELEMENT                         GStreamer does not have it all the same
///     never-ready ELEMENT                     it refuses READY
///     depth DEPTH                             of the second question; `enumerate` by default
///     deadline MILLISECONDS DEVICE            of the child that is asked about a device that hangs
///     show ENCODER                            its verified properties are part of what is expected
///
/// and three kinds of blocks, whose lines are indented:
///
///     va NODE [DRIVER]     what its VA driver says, by default or when this driver is named:
///         vendor TEXT · info TEXT · error TEXT
///         profile NAME ENTRYPOINT …
///         attribute [PROFILE/]ENTRYPOINT NAME=VALUE|… …
///         refuse FUNCTION STATUS [PROFILE] · crash FUNCTION · hang FUNCTION · slow FUNCTION MILLISECONDS
///     nvidia               what CUDA and the encoder library say:
///         driver MAJOR.MINOR · speaks MAJOR.MINOR   the newest version, and the newest that opens sessions
///         gpu ADDRESS NAME                          and of that GPU:
///         context CODE · open STATUS [WORDS] · codec NAME KEY=VALUE … [old] [new]
///         session MILLISECONDS                      the system has one session, and opening it takes this long
///         refuse FUNCTION CODE                      -1: the function is missing; crash, hang, slow as above
///     expect               the table of `ProbeTable`
public struct Machine: Sendable, CustomStringConvertible {
    /// A GPU on the bus.
    public struct GPU: Sendable {
        public var node: String
        public var address: String
        public var vendor: String
        public var device: String
        public var driver: String
    }

    /// Lines below a heading.
    public struct Block: Sendable {
        /// The words behind the heading's first.
        public var subject: [String]
        public var lines: [String]
    }

    /// The file's name without its ending.
    public var name: String
    public var title: String
    public var gpus: [GPU] = []
    public var va: [Block] = []
    public var nvidia: [String]?
    public var expectation: [String] = []
    /// Every other line, by its first word.
    public var facts: [(word: String, rest: String)] = []

    public var description: String { title }

    /// The rests of all lines that begin with the word.
    public func all(_ word: String) -> [String] { facts.filter { $0.word == word }.map(\.rest) }

    /// The rest of the last line that begins with the word.
    public func last(_ word: String) -> String? { all(word).last }
}

extension Machine {
    /// Reads a machine's file.
    init(name: String, text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
        self.name = name
        title = lines.isEmpty ? "" : lines.removeFirst()
        var heading: (word: String, block: Block)?
        for line in lines where !line.hasPrefix("#") {
            if line.hasPrefix("  ") {
                heading?.block.lines.append(String(line.dropFirst(2)))
                continue
            }
            close(&heading)
            let words = line.split(separator: " ").map(String.init)
            let rest = line.dropFirst(words[0].count + 1)
            switch words[0] {
            case "va", "nvidia", "expect":
                heading = (words[0], Block(subject: Array(words.dropFirst()), lines: []))
            case "gpu":
                let ids = words[3].split(separator: ":").map(String.init)
                gpus.append(
                    GPU(node: words[1], address: words[2], vendor: ids[0], device: ids[1], driver: words[4]))
            default: facts.append((words[0], String(rest)))
            }
        }
        close(&heading)
    }

    private mutating func close(_ heading: inout (word: String, block: Block)?) {
        switch heading?.word {
        case "va": va += heading.map { [$0.block] } ?? []
        case "nvidia": nvidia = heading?.block.lines
        case "expect": expectation = heading?.block.lines ?? []
        default: break
        }
        heading = nil
    }
}
