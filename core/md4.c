// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * MD4, RFC 1320.
 */
#include "core/md4.h"

#include "core/wr.h"

#define BLOCK 64

static u32 rotate(u32 x, u32 by)
{
	return x << by | x >> (32 - by);
}

/* RFC 1320 3.4: F chooses, G is the majority, H the parity. */
static u32 mix(u32 round, u32 x, u32 y, u32 z)
{
	switch (round) {
	case 0:
		return (x & y) | (~x & z);
	case 1:
		return ((x & y) | (x & z) | (y & z)) + 0x5a827999;
	default:
		return (x ^ y ^ z) + 0x6ed9eba1;
	}
}

/* In which order each round takes the words, and how far it turns. */
static const u8 orders[3][16] = {
	{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 },
	{ 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15 },
	{ 0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15 },
};

static const u8 turns[3][4] = {
	{ 3, 7, 11, 19 },
	{ 3, 5, 9, 13 },
	{ 3, 9, 11, 15 },
};

static void take_block(u32 *state, const u8 *p)
{
	u32 a = state[0], b = state[1], c = state[2], d = state[3];
	u32 word[16];
	u32 i;

	for (i = 0; i < 16; i++)
		word[i] = p[4 * i] | p[4 * i + 1] << 8 | p[4 * i + 2] << 16 |
			  (u32)p[4 * i + 3] << 24;
	for (i = 0; i < 48; i++) {
		u32 round = i / 16;
		u32 sum = a + mix(round, b, c, d) + word[orders[round][i % 16]];

		a = d;
		d = c;
		c = b;
		b = rotate(sum, turns[round][i % 4]);
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	ssp_wipe(word, sizeof(word));
}

void ssp_md4(struct ssp_span s, u8 *out)
{
	u32 state[4] = { 0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476 };
	u8 tail[2 * BLOCK] = { 0 };
	size_t whole = s.n - s.n % BLOCK;
	size_t rest = s.n - whole;
	/* One bit, zeroes, and the length in bits (RFC 1320 3.1, 3.2). */
	size_t ntail = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;
	u64 bits = (u64)s.n * 8;
	size_t i;

	for (i = 0; i < whole; i += BLOCK)
		take_block(state, s.p + i);
	if (rest)
		memcpy(tail, s.p + whole, rest);
	tail[rest] = 0x80;
	ssp_put_le32(tail + ntail - 8, (u32)bits);
	ssp_put_le32(tail + ntail - 4, (u32)(bits >> 32));
	for (i = 0; i < ntail; i += BLOCK)
		take_block(state, tail + i);
	for (i = 0; i < 4; i++)
		ssp_put_le32(out + 4 * i, state[i]);
	ssp_wipe(tail, sizeof(tail));
	ssp_wipe(state, sizeof(state));
}
