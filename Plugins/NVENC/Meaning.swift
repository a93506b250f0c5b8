// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// What the things seen mean for users: values in, records out; touches nothing.
enum Meaning {
    /// Why it is of no use to go on to NVIDIA's libraries; nil when it is.
    static func ofInventory(_ inventory: NVIDIAInventory) -> Note? {
        if inventory.moduleVersion == nil, inventory.deviceFiles.isEmpty {
            guard let gpu = inventory.gpus.first else {
                return note(
                    "no-nvidia-gpu", "No NVIDIA GPU: none is on the PCI bus, and there is no /dev/nvidia*",
                    "NVENC needs an NVIDIA GPU with NVIDIA's own driver; other encoders do not"
                )
            }
            let driver =
                gpu.kernelDriver.isEmpty ? "no kernel driver" : "the kernel driver \(gpu.kernelDriver)"
            return note(
                "no-nvidia-driver",
                "The NVIDIA GPU \(gpu.address) has \(driver), and NVIDIA's own is not loaded",
                "Install NVIDIA's driver (Debian: nvidia-driver), and load it (modprobe nvidia)")
        }
        if !inventory.deviceFiles.contains("nvidiactl") {
            let version = inventory.moduleVersion ?? "of unknown version"
            return note(
                "no-nvidia-nodes",
                "NVIDIA's driver \(version) is loaded, but /dev/nvidiactl does not exist",
                "In a container, pass the GPU (--gpus all); elsewhere, run nvidia-modprobe"
            )
        }
        return nil
    }

    /// CUDA's driver library is missing.
    static func ofMissingCUDA(_ failure: SharedLibrary.Failure) -> Note {
        note(
            "no-libcuda", "CUDA's driver library cannot be loaded: \(failure.text)",
            "Install libcuda1 of the driver's version; a container needs NVIDIA's toolkit (--gpus all)"
        )
    }

    /// The encoder library is missing, though CUDA's is there.
    static func ofMissingEncoder(_ failure: SharedLibrary.Failure, _ inventory: NVIDIAInventory) -> Note {
        let hint =
            if let capabilities = inventory.containerCapabilities {
                "NVIDIA_DRIVER_CAPABILITIES is \(capabilities): add video to it"
            } else {
                "Install libnvidia-encode1; a container needs NVIDIA_DRIVER_CAPABILITIES with video in it"
            }
        return note("no-libnvidia-encode", "NVIDIA's encoder library cannot be loaded: \(failure.text)", hint)
    }

    /// CUDA starts, and finds nothing.
    static let ofNoDevice = note(
        "cuda-no-device", "CUDA finds no GPU in this process",
        "Unset CUDA_VISIBLE_DEVICES; in a container, look at NVIDIA_VISIBLE_DEVICES")

    /// None of the devices that the host asks about is here.
    static let ofNoWantedDevice = note(
        "no-device", "The GPU that was asked for is not among those that CUDA finds",
        "Look at the devices that Serval lists now: hardware may have moved to another slot")

    /// A GPU as found on the bus, before its driver is asked.
    static func device(of gpu: NVIDIAInventory.GPU, _ inventory: NVIDIAInventory) -> Device {
        Device(
            id: "pci:\(gpu.address)", name: "NVIDIA GPU", driver: driver(inventory), node: gpu.renderNode)
    }

    /// What a GPU's answer makes of each encoder. `isFirst`: no GPU before this one encodes.
    static func ofSurvey(_ gpu: GPUSurvey, _ inventory: NVIDIAInventory, isFirst: Bool) -> [ProbeReport
        .Record]
    {
        let device = device(of: gpu, inventory)
        switch gpu.encoding {
        case .failure(let failure):
            return [.device(device), .note(ofFailure(failure, device: device.id))]
        case .success(let survey):
            let records = EncoderModel.all.map { model in
                of(model, survey, gpu, device: device.id, isFirst: isFirst)
            }
            return [.device(device)] + records
        }
    }

    private static func device(of gpu: GPUSurvey, _ inventory: NVIDIAInventory) -> Device {
        let node = inventory.gpus.first { $0.address == gpu.address }?.renderNode ?? ""
        return Device(
            id: gpu.address.isEmpty ? "cuda:\(gpu.index)" : "pci:\(gpu.address)",
            name: gpu.name.isEmpty ? "NVIDIA GPU" : gpu.name, driver: driver(inventory), node: node)
    }

    private static func driver(_ inventory: NVIDIAInventory) -> String {
        inventory.moduleVersion.map { "NVIDIA \($0)" } ?? "NVIDIA"
    }

    private static func of(
        _ model: EncoderModel, _ survey: EncodingSurvey, _ gpu: GPUSurvey, device: String, isFirst: Bool
    ) -> ProbeReport.Record {
        guard let codec = survey.codecs.first(where: { $0.codec == model.codec }) else {
            return .note(
                note(
                    "not-supported",
                    "\(gpu.name) encodes no \(model.codecName) (NVENC \(survey.api))",
                    model.codec == "av1" ? "AV1 needs a GPU of the Ada generation or newer" : nil,
                    encoder: model.id, device: device))
        }
        let factory = model.factory(on: gpu, isFirst: isFirst)
        return .offer(
            Offer(
                encoder: model.id, deviceID: device, limits: limits(codec),
                recipe: .nvenc(model, factory: factory, codec)))
    }

    private static func limits(_ codec: CodecSurvey) -> Limits {
        let profiles = codec.codec == "h264" ? ["constrained-baseline"] : ["main"]
        let bounded = [(Int32(1), "vbr"), (2, "cbr")].filter { codec.rateControls & $0.0 != 0 }.map(\.1)
        return Limits(
            minimumWidth: Int(codec.minimumWidth), minimumHeight: Int(codec.minimumHeight),
            maximumWidth: Int(codec.maximumWidth), maximumHeight: Int(codec.maximumHeight),
            rateControls: bounded.reversed() + ["cq"], profiles: profiles)
    }

    static func note(
        _ code: String, _ text: String, _ hint: String?, encoder: String? = nil, device: String? = nil
    ) -> Note {
        Note(severity: .error, code: code, text: text, hint: hint, encoder: encoder, device: device)
    }
}
