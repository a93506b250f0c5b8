# SPDX-License-Identifier: Apache-2.0
# make: builds build/template-name.so, the whole of the provider. Needs rustc 1.63 or later, and no crate.
RUSTC ?= rustc
RUSTFLAGS ?= -O -g

build/template-name.so: $(wildcard src/*.rs) Makefile
	mkdir -p build
	$(RUSTC) --edition 2021 --crate-type cdylib --crate-name provider $(RUSTFLAGS) -o $@.new src/lib.rs
	mv $@.new $@

.PHONY: clean
clean:
	rm -rf build
