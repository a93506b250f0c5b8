// SPDX-License-Identifier: Apache-2.0

/// What a skeleton is written in.
public enum Language: String, Sendable, Hashable, CaseIterable {
    case c, rust, swift
}
