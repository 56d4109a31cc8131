// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * KRB5CCNAME of another process, as its program was started, and whether that
 * program would heed it: libkrb5 asks secure_getenv(3).
 *
 * Both come from that process's memory, which may say anything.
 */
#include "tools/ksecdd-upcall/helper.h"

#include <elf.h>

static const char wanted[] = "KRB5CCNAME=";
#define WANTED (sizeof(wanted) - 1)

/* getenv(3) takes the first; without its NUL a value is not all there. */
static struct ssp_span find(const char *p, size_t n)
{
	while (n) {
		const char *end = memchr(p, 0, n);
		size_t entry;

		if (!end)
			break;
		entry = (size_t)(end - p);
		if (entry >= WANTED && memcmp(p, wanted, WANTED) == 0)
			return (struct ssp_span){ (const u8 *)p + WANTED,
						  entry - WANTED };
		p += entry + 1;
		n -= entry + 1;
	}
	return (struct ssp_span){ NULL, 0 };
}

void ssp_upcall_environ_ccache(const char *env, size_t n, char *ccache,
			       size_t room)
{
	struct ssp_span value = find(env, n);

	if (value.n >= room)
		value.n = 0;
	if (value.n)
		memcpy(ccache, value.p, value.n);
	ccache[value.n] = '\0';
}

/*
 * Pairs of words, of our size: a program of another does not show us one, and
 * what we do not see we do not rely on.
 */
bool ssp_upcall_auxv_is_secure(const void *auxv, size_t n)
{
	unsigned long pair[2];
	const u8 *p = auxv;

	for (; n >= sizeof(pair); p += sizeof(pair), n -= sizeof(pair)) {
		memcpy(pair, p, sizeof(pair));
		if (pair[0] == AT_SECURE)
			return pair[1] != 0;
	}
	return true;
}
