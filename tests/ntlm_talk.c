// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Both ends of an NTLM conversation.
 */
#include "tests/ntlm_talk.h"

struct ssp_utf16 ntlm_talk_text(const char *s)
{
	struct ssp_utf16 out = { NULL, 0 };

	if (s)
		(void)!ssp_utf16_from_utf8(
			(struct ssp_span){ (const u8 *)s, strlen(s) }, &out);
	return out;
}

static const struct ssp_fake_account accounts[] = {
	{ NTLM_USER, NTLM_DOMAIN, NTLM_PASSWORD },
	{ "empty", "", "" },
	{ NULL, NULL, NULL },
};

void ntlm_talk_start(struct kunit *test, struct ssp_fake *fake,
		     struct ntlm_talk *t)
{
	size_t i;

	(void)test;
	memset(t, 0, sizeof(*t));
	fake->accounts = accounts;
	t->fake = fake;
	t->user = NTLM_USER;
	t->domain = NTLM_DOMAIN;
	t->password = NTLM_PASSWORD;
	t->target = NTLM_SPN;
	for (i = 0; i < NTLM_LEGS; i++)
		ssp_wr_init(&t->token[i]);
}

void ntlm_talk_end(struct ntlm_talk *t)
{
	size_t i;

	ssp_ntlm_mech.ctx_free(t->init);
	ssp_ntlm_mech.ctx_free(t->acc);
	ssp_ntlm_mech.cred_close(t->init_cred);
	ssp_ntlm_mech.cred_close(t->acc_cred);
	ssp_utf16_free(&t->name);
	for (i = 0; i < NTLM_LEGS; i++)
		ssp_wr_free(&t->token[i]);
	t->init = t->acc = NULL;
	t->init_cred = t->acc_cred = NULL;
}

static ssp_status open_cred(const struct ntlm_talk *t, u32 use, void **cred)
{
	struct ssp_identity id = { .is_explicit = false };
	ssp_status st;

	if ((use == SECPKG_CRED_OUTBOUND || t->own) && t->user) {
		id.is_explicit = true;
		id.user = ntlm_talk_text(t->user);
		id.domain = ntlm_talk_text(t->domain);
		id.password = ntlm_talk_text(t->password);
		if (!id.user.p || !id.domain.p || !id.password.p) {
			ssp_identity_free(&id);
			return SEC_E_INSUFFICIENT_MEMORY;
		}
	}
	st = ssp_ntlm_mech.cred_open(&id, use, cred);
	ssp_identity_free(&id);
	return st;
}

static ssp_status new_ctx(const struct ntlm_talk *t, bool accept, void **ctx)
{
	struct ssp_ctx_params p = {
		.cred = accept ? t->acc_cred : t->init_cred,
		.accept = accept,
		.flags = accept ? t->accept_req : t->req,
		.policy = accept ? t->policy : 0,
		.target = accept ? NULL : &t->name,
	};

	return ssp_ntlm_mech.ctx_new(&p, ctx);
}

ssp_status ntlm_talk_open(struct ntlm_talk *t)
{
	void *ctx = NULL;
	ssp_status st;

	ntlm_talk_end(t);
	t->init_st = t->acc_st = SEC_I_CONTINUE_NEEDED;
	t->name = ntlm_talk_text(t->target);
	if (t->target && !t->name.p)
		return SEC_E_INSUFFICIENT_MEMORY;
	st = open_cred(t, SECPKG_CRED_OUTBOUND, &t->init_cred);
	if (st >= 0)
		st = open_cred(t, SECPKG_CRED_INBOUND, &t->acc_cred);
	if (st >= 0)
		st = new_ctx(t, false, &ctx);
	if (st >= 0)
		t->init = ctx;
	ctx = NULL;
	if (st >= 0)
		st = new_ctx(t, true, &ctx);
	t->acc = ctx;
	return st;
}

ssp_status ntlm_talk_step(void *ctx, struct ssp_span token, const u8 *bindings,
			  struct ssp_wr *out)
{
	struct ssp_step s = {
		.token = token,
		.bindings = bindings,
		.out = out,
	};
	ssp_status st;

	/* There was no memory for one. */
	if (!ctx)
		return SEC_E_INSUFFICIENT_MEMORY;
	st = ssp_ntlm_mech.step(ctx, &s);
	return st >= 0 && out->st < 0 ? out->st : st;
}

static struct ssp_span on_its_way(struct ntlm_talk *t, size_t leg)
{
	if (t->meddle)
		t->meddle(t, leg, &t->token[leg]);
	return ssp_wr_span(&t->token[leg]);
}

ssp_status ntlm_talk_run(struct ntlm_talk *t)
{
	struct ssp_span token = { NULL, 0 };
	struct ssp_wr none;
	ssp_status st;

	ssp_wr_init(&none);
	st = ntlm_talk_open(t);
	if (st < 0)
		return st;
	t->init_st = ntlm_talk_step(t->init, token, t->bindings,
				    &t->token[NTLM_NEGOTIATE]);
	if (t->init_st < 0)
		return t->init_st;
	t->acc_st = ntlm_talk_step(t->acc, on_its_way(t, NTLM_NEGOTIATE),
				   t->accept_bindings,
				   &t->token[NTLM_CHALLENGE]);
	if (t->acc_st < 0)
		return t->acc_st;
	t->init_st = ntlm_talk_step(t->init, on_its_way(t, NTLM_CHALLENGE),
				    t->bindings, &t->token[NTLM_AUTHENTICATE]);
	if (t->init_st < 0)
		return t->init_st;
	t->acc_st = ntlm_talk_step(t->acc, on_its_way(t, NTLM_AUTHENTICATE),
				   t->accept_bindings, &none);
	/* The last word is the initiator's. */
	if (none.n)
		return SEC_E_INTERNAL_ERROR;
	return t->acc_st;
}
