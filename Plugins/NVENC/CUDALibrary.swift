// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// The functions of CUDA's driver library that a probe calls, found by name at run time.
///
/// Their types are written out here, since they are seven and never change: a device is a number, a context
/// an opaque pointer. Not verified on hardware.
struct CUDALibrary {
    typealias Code = UInt32
    typealias Context = OpaquePointer
    typealias Text = UnsafeMutablePointer<CChar>

    let initialize: @convention(c) (_ flags: UInt32) -> Code
    let deviceCount: @convention(c) (UnsafeMutablePointer<Int32>) -> Code
    let device: @convention(c) (UnsafeMutablePointer<Int32>, _ ordinal: Int32) -> Code
    let deviceName: @convention(c) (Text, _ capacity: Int32, _ device: Int32) -> Code
    let devicePCIBusID: @convention(c) (Text, _ capacity: Int32, _ device: Int32) -> Code
    let createContext: @convention(c) (UnsafeMutablePointer<Context?>, _ flags: UInt32, _ device: Int32) -> Code
    let destroyContext: @convention(c) (Context) -> Code

    /// Loads the library and looks up every function, so that a missing one is known before the first call.
    init(_ path: String) throws(SharedLibrary.Failure) {
        let library = try SharedLibrary(path)
        initialize = try library.function("cuInit")
        deviceCount = try library.function("cuDeviceGetCount")
        device = try library.function("cuDeviceGet")
        deviceName = try library.function("cuDeviceGetName")
        devicePCIBusID = try library.function("cuDeviceGetPCIBusId")
        createContext = try library.function("cuCtxCreate_v2")
        destroyContext = try library.function("cuCtxDestroy_v2")
    }

    /// How many GPUs there are; starts CUDA in this process, which may load code and open devices.
    func start() throws(SurveyFailure) -> Int {
        try check("cuInit", initialize(0))
        var count: Int32 = 0
        try check("cuDeviceGetCount", deviceCount(&count))
        return Int(max(count, 0))
    }

    /// Surveys the GPU with CUDA's number `index` of `count`, through a context of its own, which is gone
    /// afterwards.
    ///
    /// - Returns: nil for a GPU that is not wanted, and is not touched then.
    func survey(
        _ index: Int, of count: Int, wanted: (_ address: String) -> Bool, with encoder: NVENCLibrary
    ) -> GPUSurvey? {
        var handle: Int32 = 0
        let code = device(&handle, Int32(index))
        guard code == 0 else {
            return GPUSurvey(
                index: index, count: count, name: "", address: "",
                encoding: .failure(.cuda(function: "cuDeviceGet", code: code)))
        }
        let address = text { devicePCIBusID($0, $1, handle) }.lowercased()
        guard wanted(address) else { return nil }
        let name = text { deviceName($0, $1, handle) }
        return GPUSurvey(
            index: index, count: count, name: name, address: address,
            encoding: encoding(on: handle, with: encoder))
    }

    private func encoding(on device: Int32, with encoder: NVENCLibrary) -> Result<
        EncodingSurvey, SurveyFailure
    > {
        var context: Context?
        let code = createContext(&context, 0, device)
        guard code == 0, let context else { return .failure(.cuda(function: "cuCtxCreate", code: code)) }
        defer { _ = destroyContext(context) }
        do throws(SurveyFailure) {
            return .success(try encoder.survey(in: context))
        } catch {
            return .failure(error)
        }
    }

    private func check(_ function: String, _ code: Code) throws(SurveyFailure) {
        guard code == 0 else { throw .cuda(function: function, code: code) }
    }

    private func text(_ fill: (Text, Int32) -> Code) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard fill(&buffer, Int32(buffer.count)) == 0 else { return "" }
        let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
