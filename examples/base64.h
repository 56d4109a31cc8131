/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Tokens in HTTP's headers: base64 (RFC 4648 4).
 */
#ifndef BASE64_H
#define BASE64_H

#include <stdlib.h>
#include <string.h>

static const char base64_digits[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* The result is for free(); NULL when there is no memory. */
static char *base64(const unsigned char *p, size_t n)
{
	char *text = malloc(n / 3 * 4 + 5), *t = text;
	unsigned int v = 0, bits = 0;

	if (!text)
		return NULL;
	while (n--) {
		v = v << 8 | *p++;
		bits += 8;
		while (bits >= 6) {
			bits -= 6;
			*t++ = base64_digits[v >> bits & 63];
		}
	}
	if (bits)
		*t++ = base64_digits[v << (6 - bits) & 63];
	while ((t - text) % 4)
		*t++ = '=';
	*t = '\0';
	return text;
}

/* In place: the result is never longer.  Anything but base64 ends it. */
static size_t unbase64(char *text)
{
	unsigned char *start = (unsigned char *)text, *out = start;
	unsigned int v = 0, bits = 0;
	const char *d;

	for (; *text && (d = strchr(base64_digits, *text)); text++) {
		v = v << 6 | (unsigned int)(d - base64_digits);
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			*out++ = (unsigned char)(v >> bits);
		}
	}
	return (size_t)(out - start);
}

#endif
