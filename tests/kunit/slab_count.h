/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * How often the running thread asked the slab for memory, whoever asked on its
 * behalf: what the engine's own allocator cannot tell.
 */
#ifndef SSP_TESTS_SLAB_COUNT_H
#define SSP_TESTS_SLAB_COUNT_H

#include <kunit/test.h>

/**
 * ssp_slab_count() - allocations so far; counting starts with the first call
 * @test: the running case, with which it ends
 */
u32 ssp_slab_count(struct kunit *test);

#endif /* SSP_TESTS_SLAB_COUNT_H */
