// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Lines of a user file (accounts.h).
 */
#include "platform/user/accounts.h"

#define HEX_HASH (2 * SSP_NT_HASH_SIZE)

/* Up to the next colon, which goes too; everything when there is none. */
static struct ssp_span cut(struct ssp_span *s)
{
	struct ssp_span head = { s->p, 0 };

	while (head.n < s->n && s->p[head.n] != ':')
		head.n++;
	if (head.n < s->n) {
		s->p += head.n + 1;
		s->n -= head.n + 1;
	} else {
		*s = (struct ssp_span){ NULL, 0 };
	}
	return head;
}

static int digit(u8 c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

static bool is_number(struct ssp_span s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	}
	return s.n > 0;
}

/* Digits of a hash, or the words that stand for none: XXX..., NO PASSWORD. */
static bool is_hash_field(struct ssp_span s)
{
	return s.n == HEX_HASH;
}

static bool read_hash(struct ssp_span s, u8 *hash)
{
	size_t i;

	for (i = 0; i < SSP_NT_HASH_SIZE; i++) {
		int high = digit(s.p[2 * i]);
		int low = digit(s.p[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		hash[i] = (u8)(high << 4 | low);
	}
	return true;
}

/*
 * D: disabled; L: locked out; W, S and I: workstations, servers and domains,
 * which are nobody that logs on.
 */
static bool is_enabled(struct ssp_span flags)
{
	size_t i;

	for (i = 0; i < flags.n; i++) {
		if (memchr("DLWSI", flags.p[i], 5))
			return false;
	}
	return flags.n >= 2 && flags.p[0] == '[' && flags.p[flags.n - 1] == ']';
}

/*
 * A line that looks like one is one: what is damaged behind the hashes must not
 * make another account of it, with another's name and a hash for a password.
 */
static bool read_smbpasswd(struct ssp_span line, struct ssp_account_line *out)
{
	struct ssp_span user = cut(&line);
	struct ssp_span uid = cut(&line);
	struct ssp_span lm = cut(&line);
	struct ssp_span nt = cut(&line);
	struct ssp_span flags = cut(&line);

	if (!is_number(uid) || !is_hash_field(lm) || !is_hash_field(nt))
		return false;
	out->user = user;
	out->enabled = read_hash(nt, out->nt_hash) && is_enabled(flags);
	return true;
}

static bool read_plain(struct ssp_span line, struct ssp_account_line *out)
{
	out->domain = cut(&line);
	out->user = cut(&line);
	out->password = line;
	out->enabled = true;
	return line.p != NULL;
}

bool ssp_account_line_read(struct ssp_span line, struct ssp_account_line *out)
{
	memset(out, 0, sizeof(*out));
	if (line.n && line.p[line.n - 1] == '\r')
		line.n--;
	if (!line.n || line.p[0] == '#')
		return false;
	if (read_smbpasswd(line, out))
		return out->user.n > 0;
	memset(out, 0, sizeof(*out));
	return read_plain(line, out) && out->user.n > 0;
}
