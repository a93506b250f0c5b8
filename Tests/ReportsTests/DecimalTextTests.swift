// SPDX-License-Identifier: Apache-2.0
import Reports
import Testing

@Suite struct DecimalTextTests {
    @Test(arguments: [
        (0.834, 2, "0.83"), (0.835, 2, "0.84"), (0.05, 2, "0.05"), (-0.001, 2, "0.00"), (-3.14159, 1, "-3.1"),
        (12.0, 0, "12"), (-0.5, 0, "-1"), (1e300, 1, "–"), (.nan, 0, "–"), (.infinity, 2, "–"), (999.999, 2, "1000.00"),
    ])
    func `a fixed number of decimals`(value: Double, decimals: Int, text: String) {
        #expect(DecimalText.fixed(value, decimals: decimals) == text)
    }

    @Test(arguments: [
        (312.4, "312"), (24.0, "24"), (4.12, "4.1"), (3.0, "3"), (9.94, "9.9"), (9.96, "10"), (0.04, "0"),
        (-2.5, "-2.5"),
        (29.97, "30"),
    ])
    func `as many figures as matter`(value: Double, text: String) {
        #expect(DecimalText.short(value) == text)
    }
}
