// SPDX-License-Identifier: Apache-2.0
import Glibc
import Media
import PluginABI

/// A frame as a session is given it, in memory that tells what the session does with it.
final class FrameMemory {
    /// How the planes lie in memory.
    struct Layout {
        var format = RawFormat.i420
        /// Bytes between the end of a row and the next one.
        var gap = 0
        /// Bytes by which the first row is off any alignment.
        var offset = 0
        var fence = Fence.none
        /// Writing to a plane ends the process.
        var isReadOnly = false
        /// Bytes by which each struct is longer than this version knows it.
        var extra = 0

        /// Where touching memory that is not the plane's ends the process.
        enum Fence { case none, before, beyond }
    }

    /// The frame; valid until this is released.
    let frame: UnsafeMutablePointer<serval_frame>
    private let planes: UnsafeMutableRawPointer
    private var mappings: [(start: UnsafeMutableRawPointer, size: Int)] = []
    private let structs: (start: UnsafeMutableRawPointer, size: Int)

    private static let page = Int(sysconf(Int32(_SC_PAGESIZE)))

    init(_ picture: RawPicture, _ layout: Layout = Layout(), id: UInt64, flags: UInt32 = 0, pts: Int64, duration: Int64)
        throws(Unmet)
    {
        structs = try FrameMemory.map(FrameMemory.page)
        frame = structs.start.bindMemory(to: serval_frame.self, capacity: 1)
        planes = structs.start + 1024
        memset(structs.start, 0xa5, FrameMemory.page)
        let length = MemoryLayout<serval_plane>.size + layout.extra
        let content = FrameMemory.rows(of: picture, layout.format)
        for (index, plane) in content.enumerated() {
            (planes + index * length).initializeMemory(as: serval_plane.self, to: try place(plane, layout))
        }
        frame.initialize(
            to: serval_frame(
                struct_size: UInt32(MemoryLayout<serval_frame>.size + layout.extra), flags: flags, id: id, pts_ns: pts,
                duration_ns: duration, planes: UnsafePointer(planes.assumingMemoryBound(to: serval_plane.self)),
                plane_count: UInt32(content.count), padding: 0,
                impl: nil))
    }

    deinit {
        for mapping in mappings { munmap(mapping.start, mapping.size) }
        munmap(structs.start, structs.size)
    }

    /// From now on touching the frame, or any of its planes, ends the process.
    func vanish() {
        for mapping in mappings { mprotect(mapping.start, mapping.size, PROT_NONE) }
        mprotect(structs.start, structs.size, PROT_NONE)
    }

    /// One plane's bytes, with the length of a row.
    private typealias Rows = (bytes: [UInt8], length: Int)

    private static func rows(of picture: RawPicture, _ format: RawFormat) -> [Rows] {
        let luma = (picture.planes[0], picture.width)
        switch format {
        case .i420: return [luma, (picture.planes[1], picture.chromaWidth), (picture.planes[2], picture.chromaWidth)]
        case .nv12:
            let pairs = zip(picture.planes[1], picture.planes[2]).flatMap { [$0, $1] }
            return [luma, (pairs, picture.chromaWidth * 2)]
        }
    }

    private func place(_ rows: Rows, _ layout: Layout) throws(Unmet) -> serval_plane {
        let count = rows.bytes.count / max(1, rows.length)
        let stride = rows.length + layout.gap
        let size = stride * (count - 1) + rows.length
        let page = FrameMemory.page
        // The plane's pages, with one at either end that belongs to nobody, or is there for those who read too far.
        let inner = (size + layout.offset + 64 + page - 1) / page * page
        let mapping = try FrameMemory.map(inner + 2 * page)
        mappings.append(mapping)
        let start: UnsafeMutableRawPointer =
            switch layout.fence {
            case .none: mapping.start + page + layout.offset
            case .before: mapping.start + page
            case .beyond: mapping.start + page + inner - size
            }
        rows.bytes.withUnsafeBytes { bytes in
            guard let from = bytes.baseAddress else { return }
            for row in 0..<count { memcpy(start + row * stride, from + row * rows.length, rows.length) }
        }
        if layout.fence != .none {
            mprotect(mapping.start, page, PROT_NONE)
            mprotect(mapping.start + page + inner, page, PROT_NONE)
        }
        if layout.isReadOnly { mprotect(mapping.start + page, inner, PROT_READ) }
        return serval_plane(
            struct_size: UInt32(MemoryLayout<serval_plane>.size + layout.extra), stride: UInt32(stride),
            data: UnsafePointer(start.assumingMemoryBound(to: UInt8.self)), size: UInt64(size))
    }

    private static func map(_ size: Int) throws(Unmet) -> (start: UnsafeMutableRawPointer, size: Int) {
        let start = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
        guard let start, start != MAP_FAILED else { throw .notApplicable("no memory for a frame") }
        return (start, size)
    }
}
