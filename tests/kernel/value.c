// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * What both ends of a conversation have to understand alike.
 */
#include "tests/kernel/consumer.h"

#include <crypto/hash.h>
#include <linux/time.h>
#include <linux/timekeeping.h>

/* P15: local time, from a FILETIME; the zone is the kernel's. */
s64 con_seconds_left(TimeStamp t)
{
	s64 local = t.QuadPart / 10000000 - 11644473600LL;

	return local + sys_tz.tz_minuteswest * 60LL - ktime_get_real_seconds();
}

int con_sha256(const u8 *p, size_t n, u8 *out)
{
	struct crypto_shash *hash = crypto_alloc_shash("sha256", 0, 0);
	int err = PTR_ERR_OR_ZERO(hash);

	if (!err) {
		err = crypto_shash_tfm_digest(hash, p, (unsigned int)n, out);
		crypto_free_shash(hash);
	}
	return err;
}

const char *con_narrow(const SEC_WCHAR *p, char *buf, size_t size)
{
	size_t i;

	for (i = 0; p[i] && i + 1 < size; i++)
		buf[i] = p[i] < 0x80 ? (char)p[i] : '?';
	buf[i] = '\0';
	return buf;
}
