# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2034
# What the commands of this folder share. Sourced, never run.

# Where SwiftPM looks first: our copy of gmodule-no-export-2.0.pc lacks a flag that SwiftPM warns about.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export PKG_CONFIG_PATH="$root/pc${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"

# What an installed toolchain needs from Debian to compile and link, and to fetch the dependencies.
toolchain_packages=(
    binutils ca-certificates libcurl4 libncurses6 libsqlite3-0 libstdc++-12-dev libxml2 pkg-config
)
# Headers; the libraries themselves come with them.
header_packages=(
    libgstreamer1.0-dev libgstreamer-plugins-base1.0-dev libgstreamer-plugins-bad1.0-dev libva-dev libyaml-dev
    libffmpeg-nvenc-dev
)
gstreamer_packages=(
    gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-ugly gstreamer1.0-plugins-bad
    gstreamer1.0-libav gstreamer1.0-nice gstreamer1.0-x gstreamer1.0-pulseaudio
)
build_packages=("${toolchain_packages[@]}" "${header_packages[@]}")
run_packages=("${build_packages[@]}" "${gstreamer_packages[@]}")
# What the examples for vendors are built with.
example_packages=(gcc libc6-dev make libopenh264-dev libsvtav1enc-dev rustc)
test_packages=(
    "${run_packages[@]}" "${example_packages[@]}" gstreamer1.0-tools xvfb x11-xserver-utils chromium curl ffmpeg
)

# One set of flags for every debug build, so that checks and tests share what they built.
swift_flags=(--explicit-target-dependency-import-check error)

# say TEXT: a line for people.
say() { printf '%s\n' "$*" >&2; }

# install_missing PACKAGE…: lists and installs what is not there; silent when nothing is missing.
install_missing() {
    local name status missing=() sudo=()
    for name; do
        status=$(dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null) || status=
        [[ $status == installed* ]] || missing+=("$name")
    done
    ((${#missing[@]} > 0)) || return 0
    say "Installing ${#missing[@]} Debian packages:" && printf '  %s\n' "${missing[@]}" >&2
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            say "This needs root, and there is no sudo. As root, run: apt-get install ${missing[*]}"
            return 1
        fi
        sudo=(sudo)
    fi
    "${sudo[@]}" apt-get update --quiet >&2
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --quiet --yes --no-install-recommends "${missing[@]}" >&2
}

# require_swift: says where to get a toolchain when there is none.
require_swift() {
    command -v swift >/dev/null && return 0
    say "There is no swift in PATH. Serval needs Swift 6.3 or later: https://www.swift.org/install/linux/"
    return 1
}
