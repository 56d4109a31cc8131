// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Entry points that no package provides: they say so, whatever they are given,
 * and touch nothing.
 */
#include <kunit/test.h>

#include "tests/fake_client.h"

static int unsupported_init(struct kunit *test)
{
	struct ssp_fake_client *c = ssp_fake_client_start(test);

	ssp_fake_client_acquire(c, "Negotiate");
	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	return 0;
}

static void all_others(struct kunit *test)
{
	struct ssp_fake_client *c = test->priv;
	CtxtHandle *handles[] = { &c->ctx, NULL };
	SecBuffer packed = { 0, SECBUFFER_EMPTY, NULL };
	void *token = c;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(handles); i++) {
		CtxtHandle *h = handles[i];

		KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
				CompleteAuthToken(h, &c->out_desc));
		KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
				ApplyControlToken(h, &c->out_desc));
		KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
				ImpersonateSecurityContext(h));
		KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
				RevertSecurityContext(h));
		KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
				QuerySecurityContextToken(h, &token));
		KUNIT_EXPECT_EQ(test, SEC_E_UNSUPPORTED_FUNCTION,
				ExportSecurityContext(h, 0, &packed, &token));
	}
	KUNIT_EXPECT_PTR_EQ(test, (void *)c, token);
	KUNIT_EXPECT_NULL(test, packed.pvBuffer);
	/* The context has not noticed. */
	ssp_fake_client_exchange(c);
}

static struct kunit_case unsupported_cases[] = { KUNIT_CASE(all_others), {} };

static struct kunit_suite unsupported_suite = {
	.name = "unsupported",
	.init = unsupported_init,
	.exit = ssp_fake_client_stop,
	.test_cases = unsupported_cases,
};

kunit_test_suites(&unsupported_suite);
