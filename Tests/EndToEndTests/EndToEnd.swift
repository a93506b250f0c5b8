// SPDX-License-Identifier: Apache-2.0
import Testing

/// The built programs, from outside. One test at a time: they share two cores with a browser.
@Suite(.serialized) enum EndToEnd {}
