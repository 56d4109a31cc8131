// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Capitals as Windows makes them (MS-UCODEREF 3.1.5.3), from a table that both
 * modes share: neither a locale nor a library has a say.
 */
#include "core/upcase.h"

/* Every @step-th unit from @first to @last has its capital @add units on. */
struct run {
	u16 first;
	u16 last;
	u16 step;
	u16 add;
};

#include "core/upcase_table.h"

u16 ssp_upcase(u16 c)
{
	size_t low = 0;
	size_t high = ARRAY_SIZE(runs);

	/* Runs are sorted and apart: the first that ends at @c or after it. */
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (runs[mid].last < c)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == ARRAY_SIZE(runs) || c < runs[low].first ||
	    (c - runs[low].first) % runs[low].step)
		return c;
	return (u16)(c + runs[low].add);
}

bool ssp_upcase_eq(const struct ssp_utf16 *a, const struct ssp_utf16 *b)
{
	size_t i;

	if (a->n != b->n)
		return false;
	for (i = 0; i < a->n; i++) {
		if (ssp_upcase(a->p[i]) != ssp_upcase(b->p[i]))
			return false;
	}
	return true;
}
