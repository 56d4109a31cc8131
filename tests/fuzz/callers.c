// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * What callers pass: channel bindings, and SEC_WINNT_AUTH_IDENTITY in its
 * forms.
 */
#include "core/bindings.h"
#include "core/identity.h"
#include "tests/fuzz/fuzz.h"

static void bindings(struct kunit *test, struct ssp_span in)
{
	u8 hash[SSP_BINDINGS_SIZE];

	(void)test;
	if (in.n)
		(void)!ssp_bindings_hash(in, hash);
}

union form {
	u32 version;
	SEC_WINNT_AUTH_IDENTITY_W plain;
	SEC_WINNT_AUTH_IDENTITY_EXW ex;
};

/*
 * What the fuzzer calls a pointer is an offset into its own bytes, behind the
 * structure; and what it calls a length is no more than there is, for that
 * much a caller has to keep to.
 */
static void aim(struct ssp_span strings, void *pointer, u32 *n, size_t unit)
{
	const u8 *p = NULL;
	u64 at;

	memcpy(&at, pointer, sizeof(at));
	if (at) {
		at = (at - 1) % (strings.n + 1);
		p = strings.p + at;
		*n = (u32)ssp_min((size_t)*n, (strings.n - at) / unit);
	}
	memcpy(pointer, &p, sizeof(p));
}

static void aim_plain(SEC_WINNT_AUTH_IDENTITY_W *a, struct ssp_span strings)
{
	size_t unit = a->Flags & SEC_WINNT_AUTH_IDENTITY_ANSI ? 1 : 2;

	aim(strings, &a->User, &a->UserLength, unit);
	aim(strings, &a->Domain, &a->DomainLength, unit);
	aim(strings, &a->Password, &a->PasswordLength, unit);
}

static void aim_ex(SEC_WINNT_AUTH_IDENTITY_EXW *a, struct ssp_span strings)
{
	size_t unit = a->Flags & SEC_WINNT_AUTH_IDENTITY_ANSI ? 1 : 2;

	aim(strings, &a->User, &a->UserLength, unit);
	aim(strings, &a->Domain, &a->DomainLength, unit);
	aim(strings, &a->Password, &a->PasswordLength, unit);
	aim(strings, &a->PackageList, &a->PackageListLength, unit);
}

static void identity(struct kunit *test, struct ssp_span in)
{
	union form a = { .version = 0 };
	struct ssp_identity id;
	struct ssp_span head = ssp_fuzz_take(&in, sizeof(a));
	u8 *exact;

	memset(&id, 0, sizeof(id));
	memcpy(&a, head.p, head.n);
	if (a.version == SEC_WINNT_AUTH_IDENTITY_VERSION)
		aim_ex(&a.ex, in);
	else
		aim_plain(&a.plain, in);
	exact = kunit_kmalloc(test, head.n + !head.n, GFP_KERNEL);
	memcpy(exact, &a, head.n);
	(void)!ssp_identity_read(exact, head.n, &id);
	ssp_identity_free(&id);
}

const struct ssp_fuzz_target ssp_fuzz_callers[] = {
	{ "bindings", bindings },
	{ "identity", identity },
	{ NULL, NULL },
};
