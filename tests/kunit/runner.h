/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the runner asks of the other files here.
 */
#ifndef SSP_TESTS_KUNIT_RUNNER_H
#define SSP_TESTS_KUNIT_RUNNER_H

#include <linux/types.h>

/**
 * ssp_runner_faults() - whether failslab may pick this thread (faults.c)
 * @on: from now on
 *
 * Return: whether it might until now.
 */
bool ssp_runner_faults(bool on);

/** ssp_runner_pages_free() - give back what world.c keeps for the next case */
void ssp_runner_pages_free(void);

#endif /* SSP_TESTS_KUNIT_RUNNER_H */
