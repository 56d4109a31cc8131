// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * BER, to be written and to be read.
 */
#include "tests/samba/ber.h"

#include <stdlib.h>
#include <string.h>

/* Behind the tag: 0x84 and four octets. */
#define LENGTH 5

static uint8_t *room(struct ber *b, size_t n)
{
	uint8_t *at = b->p + b->n;

	if (n > sizeof(b->p) - b->n)
		abort();
	b->n += n;
	return at;
}

size_t ber_begin(struct ber *b, uint8_t tag)
{
	*room(b, 1) = tag;
	room(b, LENGTH);
	return b->n;
}

void ber_end(struct ber *b, size_t begun)
{
	size_t n = b->n - begun;
	uint8_t *at = b->p + begun - LENGTH;

	at[0] = 0x84;
	at[1] = (uint8_t)(n >> 24);
	at[2] = (uint8_t)(n >> 16);
	at[3] = (uint8_t)(n >> 8);
	at[4] = (uint8_t)n;
}

void ber_put(struct ber *b, uint8_t tag, const void *p, size_t n)
{
	size_t begun = ber_begin(b, tag);

	if (n > 0)
		memcpy(room(b, n), p, n);
	ber_end(b, begun);
}

void ber_put_text(struct ber *b, uint8_t tag, const char *s)
{
	ber_put(b, tag, s, strlen(s));
}

void ber_put_number(struct ber *b, uint8_t tag, uint8_t number)
{
	ber_put(b, tag, &number, 1);
}

static bool take(struct ber_span *from, size_t n, const uint8_t **p)
{
	if (from->n < n)
		return false;
	*p = from->p;
	from->p += n;
	from->n -= n;
	return true;
}

static bool get_length(struct ber_span *from, size_t *n)
{
	const uint8_t *p;
	size_t more;

	if (!take(from, 1, &p))
		return false;
	*n = *p;
	if (*p < 0x80)
		return true;
	more = *p & 0x7f;
	if (more < 1 || more > 4 || !take(from, more, &p))
		return false;
	for (*n = 0; more > 0; more--)
		*n = *n << 8 | *p++;
	return true;
}

bool ber_get(struct ber_span *from, uint8_t *tag, struct ber_span *value)
{
	struct ber_span rest = *from;
	const uint8_t *p;
	size_t n;

	if (!take(&rest, 1, &p))
		return false;
	*tag = *p;
	if (!get_length(&rest, &n) || !take(&rest, n, &value->p))
		return false;
	value->n = n;
	*from = rest;
	return true;
}

bool ber_want(struct ber_span *from, uint8_t tag, struct ber_span *value)
{
	uint8_t got;

	return ber_get(from, &got, value) && got == tag;
}

uint32_t ber_number(struct ber_span value)
{
	uint32_t number = 0;

	if (value.n < 1 || value.n > 4)
		return ~0u;
	while (value.n-- > 0)
		number = number << 8 | *value.p++;
	return number;
}
