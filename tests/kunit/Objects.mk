# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# What ksecdd_kunit.ko has on top of the suites: the kernel's side of
# tests/world.h, what starts them, and suites of the kernel's platform.
ssp-test-kernel-y += tests/kunit/faults.o
ssp-test-kernel-y += tests/kunit/kernel_caller.o
ssp-test-kernel-y += tests/kunit/picky_crypto.o
ssp-test-kernel-y += tests/kunit/runner.o
ssp-test-kernel-y += tests/kunit/slab_count.o
ssp-test-kernel-y += tests/kunit/test_kernel_crypto.o
ssp-test-kernel-y += tests/kunit/test_kernel_keys.o
ssp-test-kernel-y += tests/kunit/test_kernel_life.o
ssp-test-kernel-y += tests/kunit/test_kernel_rules.o
ssp-test-kernel-y += tests/kunit/test_kernel_tickets.o
ssp-test-kernel-y += tests/kunit/test_kernel_turns.o
ssp-test-kernel-y += tests/kunit/world.o

# Suites wait until they are asked for, and what KUnit allocates is no matter
# of theirs (runner.c, faults.c).
LDFLAGS_ksecdd_kunit.o := -T $(src)/tests/kunit/suites.lds \
	--wrap=kunit_kmalloc_array --wrap=kunit_do_failed_assertion

# Each suite takes from the vectors what it needs.
ccflags-y += -Wno-unused-const-variable
