# SPDX-License-Identifier: Apache-2.0
# make: builds build/template-name.so, the whole of the provider.
CFLAGS ?= -O2 -g -Wall -Wextra

build/template-name.so: provider.c session.c session.h encoder.c encoder.h Makefile
	mkdir -p build
	$(CC) -std=c11 -fPIC -shared -fvisibility=hidden $(CFLAGS) -Iinclude -o $@.new provider.c session.c encoder.c \
	    -Wl,--no-undefined $(LDFLAGS)
	mv $@.new $@

.PHONY: clean
clean:
	rm -rf build
