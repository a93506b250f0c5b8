// SPDX-License-Identifier: Apache-2.0
import GStreamer
import Testing

@testable import Roles

@Suite struct SquaredErrorsTests {
    @Test func `the same picture has no error, its negative the greatest`() throws {
        try Runtime.initialise()
        let pipeline = try Pipeline(
            parsing: "videotestsrc num-buffers=1 pattern=black ! video/x-raw,format=I420,width=34,height=18,"
                + "colorimetry=1:3:5:1 ! appsink name=appsink sync=false")
        let sink = try #require(pipeline.element(named: "appsink").flatMap(AppSink.init))
        let found = Monitor<(width: Int, height: Int, same: SquaredErrors, far: SquaredErrors)?>(nil)
        sink.onSample { sample in
            let errors = sample.withLuma { luma in
                let packed = luma.packed()
                return (
                    luma.width, luma.height, SquaredErrors(of: luma, from: packed),
                    SquaredErrors(of: luma, from: packed.map { $0 ^ 0xff })
                )
            }
            found.update { $0 = errors }
        }
        try pipeline.setState(.playing)
        let errors = try #require(found.wait(atMost: .seconds(30)) { $0 })
        #expect(errors.width == 34 && errors.height == 18)
        #expect(errors.same.pixels == 34 * 18 && errors.same.psnrDecibels == 99)
        #expect(errors.far.psnrDecibels < 3)
    }

    @Test func `nothing compared is no error`() {
        #expect(SquaredErrors().psnrDecibels == 99)
    }
}
