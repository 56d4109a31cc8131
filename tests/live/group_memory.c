// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The n-th allocation of a conversation fails, for every n, until none does:
 * SEC_E_INSUFFICIENT_MEMORY or success, and nothing in between.
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

/* More than any hand-shake asks for. */
#define ALLOCATIONS_MAX 2000

/* Success in spite of it is right where the memory was only for comfort. */
static void each_allocation(const struct live_ask *ask)
{
	unsigned long n = 0;
	struct live_client c;
	SECURITY_STATUS st;
	bool hit = true;

	while (hit && ++n < ALLOCATIONS_MAX) {
		live_init(&c, ask);
		live_memory_fail(n);
		st = live_handshake(&c);
		hit = live_memory_failed();
		live_memory_fail(0);
		live_want(st == SEC_E_OK ||
				  (hit && st == SEC_E_INSUFFICIENT_MEMORY),
			  "allocation %lu fails: %s", n, live_status_name(st));
		live_close(&c);
	}
	live_want(n > 10, "only %lu allocations were seen", n);
	live_want(!hit, "there is no end of allocations");
	live_checked("out of memory at any allocation of the hand-shake");
}

void live_group_memory(void)
{
	struct live_ask ask = {
		.target = live_enctypes[1].spn,
		.flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY |
			 ISC_REQ_ALLOCATE_MEMORY,
		.port = live_port("LAB_PORT_ANY"),
	};
	size_t p;

	for (p = 0; p < LIVE_PACKAGES; p++) {
		ask.package = live_packages[p];
		live_scene("%s", ask.package);
		each_allocation(&ask);
	}
}
