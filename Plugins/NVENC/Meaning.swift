// SPDX-License-Identifier: Apache-2.0
import ProviderSDK

/// What the things seen mean for users: values in, records out; touches nothing.
enum Meaning {
    /// Why it is of no use to go on to NVIDIA's libraries; nil when it is.
    static func ofInventory(_ inventory: NVIDIAInventory) -> Note? {
        if inventory.moduleVersion == nil, inventory.deviceFiles.isEmpty {
            guard inventory.gpus.isEmpty else { return nil }
            return note(
                "no-nvidia-gpu", "No NVIDIA GPU: none is on the PCI bus, and there is no /dev/nvidia*",
                "NVENC needs an NVIDIA GPU with NVIDIA's own driver; other encoders do not")
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

    /// Why a GPU on the bus is out of NVIDIA's reach; nil when it is not.
    static func ofKernelDriver(of gpu: NVIDIAInventory.GPU, _ inventory: NVIDIAInventory) -> Note? {
        guard inventory.moduleVersion == nil && inventory.deviceFiles.isEmpty || !inventory.drives(gpu) else {
            return nil
        }
        let driver = gpu.kernelDriver.isEmpty ? "no kernel driver" : "the kernel driver \(gpu.kernelDriver)"
        let hint =
            gpu.kernelDriver == "vfio-pci"
            ? "It is reserved for a virtual machine; give it back to NVIDIA's driver to use it here"
            : "Install NVIDIA's driver (Debian: nvidia-driver), and load it (modprobe nvidia)"
        return note(
            "no-nvidia-driver", "The NVIDIA GPU \(gpu.address) has \(driver), not NVIDIA's own", hint,
            device: "pci:\(gpu.address)")
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

    /// Another process asks NVENC and does not come to an end.
    static let ofNoTurn = note(
        "nvenc-probe-busy", "Another process is asking NVENC for its encoders and does not come to an end",
        "fuser /run/lock/serval-nvenc.lock shows it; a driver that hangs needs a reset")

    /// None of the devices that the host asks about is here.
    static let ofNoWantedDevice = note(
        "no-device", "The GPU that was asked for is not on this machine",
        "Look at the devices that Serval lists now: hardware may have moved to another slot")

    /// A device that the host asks about, and CUDA does not find.
    static func ofAbsence(of device: String) -> Note {
        note(
            "no-device", "CUDA does not find this GPU in this process",
            "Look at CUDA_VISIBLE_DEVICES, and at NVIDIA_VISIBLE_DEVICES in a container", device: device)
    }

    /// A GPU as found on the bus, before its driver is asked.
    static func device(of gpu: NVIDIAInventory.GPU, _ inventory: NVIDIAInventory) -> Device {
        Device(
            id: "pci:\(gpu.address)", name: gpu.model.isEmpty ? "NVIDIA GPU" : gpu.model,
            driver: inventory.drives(gpu) ? driver(inventory) : gpu.kernelDriver, node: gpu.renderNode)
    }

    /// What a GPU's answer makes of each encoder.
    static func ofSurvey(_ gpu: GPUSurvey, _ inventory: NVIDIAInventory) -> [ProbeReport.Record] {
        let device = device(of: gpu, inventory)
        switch gpu.encoding {
        case .failure(let failure):
            let note = ofFailure(failure, on: gpu, device: device.id, release: inventory.release)
            return [.device(device), .note(note)]
        case .success(let survey):
            let encoders = EncoderModel.all.map { of($0, survey, gpu, device: device.id) }
            return [.device(device)] + ofPresets(survey, inventory, device: device.id) + encoders
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

    /// Known before any trial: elements that hand the driver presets of the old kind will fail with it.
    private static func ofPresets(
        _ survey: EncodingSurvey, _ inventory: NVIDIAInventory, device: String
    ) -> [ProbeReport.Record] {
        // AV1 never had them.
        guard survey.codecs.contains(where: { $0.codec != "av1" && $0.lacksOldPresets }) else { return [] }
        return [
            .note(
                Note(
                    severity: .info, code: "nvenc-old-presets",
                    text: "\(driver(inventory)) has no presets of the old kind any more",
                    hint: "Elements of GStreamer 1.22 know no others: use GStreamer 1.26 or later",
                    device: device))
        ]
    }

    private static func of(
        _ model: EncoderModel, _ survey: EncodingSurvey, _ gpu: GPUSurvey, device: String
    ) -> ProbeReport.Record {
        guard let codec = survey.codecs.first(where: { $0.codec == model.codec }) else {
            return .note(
                note(
                    "not-supported",
                    "\(gpu.name) encodes no \(model.codecName) (NVENC \(survey.api))",
                    model.codec == "av1" ? "AV1 needs a GPU of the Ada generation or newer" : nil,
                    encoder: model.id, device: device))
        }
        return .offer(
            Offer(
                encoder: model.id, deviceID: device, limits: limits(codec),
                recipe: .nvenc(model, on: gpu, codec)))
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
