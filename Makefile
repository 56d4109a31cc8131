# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# A thin front of CMake and of the scripts in tests/, examples/ and bench/.
# "make help" lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
KDIR ?= /lib/modules/$(shell uname -r)/build

export BUILD := $(CURDIR)/build

packages := packages/build.txt
# A folder for each kernel.
modules = $(BUILD)/modules/$(shell sed -n 's/.*"\(.*\)"/\1/p' '$(KDIR)/include/generated/utsrelease.h' 2>/dev/null)
lab := tests/lab/packages.txt
guest := packages/modules.txt tests/guest/packages.txt
tests := packages/test.txt $(wildcard tests/*/packages.txt)
formatted := $(wildcard core platform include tools tests examples bench)

.PHONY: all demo test install modules modules_install bench fuzz check format help

all: ## build/libsecur32.so and build/libsecur32.a (the default)
	@scripts/install-packages $(packages)
	@scripts/build

demo: ## Kerberos and NTLM with an acceptor not ours, from a program and a kernel
	@scripts/install-packages $(packages) $(lab) tests/ntlm/packages.txt $(guest)
	@log=$$(mktemp); scripts/build >"$$log" 2>&1 || { cat "$$log"; exit 1; }; rm "$$log"
	@examples/demo.sh
	@examples/kernel_demo.sh

test: ## run all tests; the last line is "N passed, N failed"
	@scripts/install-packages $(packages) $(guest) $(tests)
	@scripts/build
	@tests/run

install: ## install what is built below PREFIX (/usr/local), DESTDIR in front
	@[ -e '$(BUILD)/libsecur32.so' ] || $(MAKE) --no-print-directory all
	@DESTDIR='$(DESTDIR)' scripts/install '$(PREFIX)'

modules: ## ksecdd.ko for the running kernel, or for the one of KDIR
	@scripts/install-packages $(packages) packages/modules.txt
	@scripts/modules '$(KDIR)' '$(modules)'
	@echo 'built $(modules)/ksecdd.ko'

modules_install: ## install what "make modules" built; INSTALL_MOD_PATH in front
	@scripts/modules '$(KDIR)' '$(modules)' modules_install

bench: ## measure, side by side with other implementations
	@scripts/install-packages $(packages) $(lab)
	@scripts/build
	@bench/run

fuzz: ## fuzz everything that strangers send, FUZZ_SECONDS each (60)
	@scripts/install-packages $(packages) tests/fuzz/packages.txt
	@FUZZ_SECONDS="$${FUZZ_SECONDS:-60}" tests/fuzz/run

check: ## structural checks and the format of the sources
	@scripts/install-packages $(packages) packages/test.txt
	@scripts/build
	@tests/check/run

format: ## bring all C sources into the kernel's style
	@scripts/install-packages packages/test.txt
	@find $(formatted) -name '*.[ch]' -exec clang-format -i {} +

help: ## this list
	@sed -n 's/^\([a-z_]*\): ## \(.*\)/\1	\2/p' Makefile | expand -t 18
