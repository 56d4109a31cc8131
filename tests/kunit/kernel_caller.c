// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A kernel caller in the scripted world.
 */
#include "tests/kunit/kernel_caller.h"

#include <linux/mm.h>
#include <linux/vmalloc.h>

#include "core/krb5/krb5_msg.h"
#include "core/cred.h"
#include "core/ctx.h"

static u16 negotiate[] = { 'N', 'e', 'g', 'o', 't', 'i', 'a', 't', 'e' };
static u16 kerberos[] = { 'K', 'e', 'r', 'b', 'e', 'r', 'o', 's' };

UNICODE_STRING ssp_caller_negotiate = { sizeof(negotiate), sizeof(negotiate),
					negotiate };
UNICODE_STRING ssp_caller_kerberos = { sizeof(kerberos), sizeof(kerberos),
				       kerberos };

/* As far back in its page as it goes: one unit more would fault. */
static void place_spn(struct ssp_caller *c)
{
	const char *spn = SSP_FAKE_SPN;
	size_t n = strlen(spn), i;
	u16 *at = (u16 *)(c->spn_room + PAGE_SIZE) - n;

	for (i = 0; i < n; i++)
		at[i] = (u8)spn[i];
	c->spn = (UNICODE_STRING){ (USHORT)(n * sizeof(u16)),
				   (USHORT)(n * sizeof(u16)), at };
}

struct ssp_caller *ssp_caller_start(struct kunit *test,
				    PSECURITY_STRING package)
{
	struct ssp_caller *c = kunit_kzalloc(test, sizeof(*c), GFP_KERNEL);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, c);
	test->priv = c;
	c->fake = ssp_fake_start(test);
	c->in_room = vmalloc(SSP_CALLER_ROOM);
	c->out_room = vmalloc(SSP_CALLER_ROOM);
	c->spn_room = vmalloc(PAGE_SIZE);
	KUNIT_ASSERT_TRUE(test, c->in_room && c->out_room && c->spn_room);
	place_spn(c);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			AcquireCredentialsHandleW(
				NULL, package, SECPKG_CRED_OUTBOUND, NULL, NULL,
				NULL, NULL, &c->cred, NULL));
	ssp_caller_fresh(c);
	return c;
}

void ssp_caller_stop(struct kunit *test)
{
	struct ssp_caller *c = test->priv;

	if (!c)
		return;
	DeleteSecurityContext(&c->ctx);
	FreeCredentialsHandle(&c->cred);
	ssp_handle_trim(&ssp_ctxs);
	ssp_handle_trim(&ssp_creds);
	if (c->fake)
		KUNIT_EXPECT_EQ(test, 0u, c->fake->creds);
	ssp_fake_stop();
	vfree(c->in_room);
	vfree(c->out_room);
	vfree(c->spn_room);
}

void ssp_caller_fresh(struct ssp_caller *c)
{
	c->in = (SecBuffer){ 0, SECBUFFER_TOKEN, c->in_room };
	c->out = (SecBuffer){ SSP_CALLER_ROOM, SECBUFFER_TOKEN, c->out_room };
	memset(c->out_room, SSP_CALLER_FRESH, SSP_CALLER_ROOM);
	memset(&c->attr, SSP_CALLER_FRESH, sizeof(c->attr));
	memset(&c->expiry, SSP_CALLER_FRESH, sizeof(c->expiry));
}

static bool is_none(const SecHandle *h)
{
	return !h->dwLower && !h->dwUpper;
}

SECURITY_STATUS ssp_caller_leg(struct ssp_caller *c, PSECURITY_STRING target,
			       ULONG req)
{
	SecBufferDesc in = { SECBUFFER_VERSION, 1, &c->in };
	SecBufferDesc out = { SECBUFFER_VERSION, 1, &c->out };

	return InitializeSecurityContextW(&c->cred,
					  is_none(&c->ctx) ? NULL : &c->ctx,
					  target, req, 0, SECURITY_NATIVE_DREP,
					  c->in.cbBuffer ? &in : NULL, 0,
					  &c->ctx, &out, &c->attr, &c->expiry);
}

void ssp_caller_untouched(struct kunit *test, const struct ssp_caller *c)
{
	u32 fresh;

	memset(&fresh, SSP_CALLER_FRESH, sizeof(fresh));
	KUNIT_EXPECT_NULL(test, memchr_inv(c->out_room, SSP_CALLER_FRESH,
					   SSP_CALLER_ROOM));
	KUNIT_EXPECT_EQ(test, fresh, c->attr);
	KUNIT_EXPECT_EQ(test, fresh, c->expiry.LowPart);
	KUNIT_EXPECT_EQ(test, fresh, (u32)c->expiry.HighPart);
}

void ssp_caller_answer(struct kunit *test, struct ssp_caller *c)
{
	struct ssp_span token = { c->out.pvBuffer, c->out.cbBuffer };
	struct ssp_fake_peer peer;
	struct ssp_fake_rep rep;
	struct ssp_wr ap_rep, w;

	ssp_fake_accept(test, c->fake, token, &peer);
	ssp_fake_rep_of(c->fake, &peer, &rep);
	ssp_wr_init(&ap_rep);
	ssp_wr_init(&w);
	ssp_fake_ap_rep(test, &rep, &ap_rep);
	ssp_fake_completed(&w, ssp_wr_span(&ap_rep));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, w.st);
	KUNIT_EXPECT_LE(test, w.n, SSP_CALLER_ROOM);
	ssp_caller_fresh(c);
	if (w.n <= SSP_CALLER_ROOM) {
		memcpy(c->in_room, w.p, w.n);
		c->in.cbBuffer = (ULONG)w.n;
	}
	ssp_wr_free(&ap_rep);
	ssp_wr_free(&w);
}

void ssp_caller_connect(struct kunit *test, struct ssp_caller *c, ULONG req)
{
	req |= ISC_REQ_MUTUAL_AUTH;
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_caller_leg(c, &c->spn, req));
	ssp_caller_answer(test, c);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_caller_leg(c, &c->spn, req));
}
