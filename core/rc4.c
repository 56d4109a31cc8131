// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * RC4, for the sealing keys of NTLM (MS-NLMP 3.4).
 */
#include "core/rc4.h"

void ssp_rc4_init(struct ssp_rc4 *c, const u8 *key, size_t n)
{
	size_t i;
	u8 j = 0;
	u8 t;

	for (i = 0; i < 256; i++)
		c->s[i] = (u8)i;
	for (i = 0; i < 256; i++) {
		t = c->s[i];
		j = (u8)(j + t + key[i % n]);
		c->s[i] = c->s[j];
		c->s[j] = t;
	}
	c->i = 0;
	c->j = 0;
}

void ssp_rc4(struct ssp_rc4 *c, u8 *p, size_t n)
{
	u8 i = c->i;
	u8 j = c->j;
	u8 a, b;

	while (n--) {
		a = c->s[++i];
		j = (u8)(j + a);
		b = c->s[j];
		c->s[i] = b;
		c->s[j] = a;
		*p++ ^= c->s[(u8)(a + b)];
	}
	c->i = i;
	c->j = j;
}
