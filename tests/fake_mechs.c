// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The scripted mechanisms.
 *
 * A mechanism's signature is eight bytes: who signed, the how-manieth time,
 * and a sum that depends on every byte of the message and its place.
 */
#include "tests/fake_mechs.h"

#include "core/rd.h"
#include "platform/memory.h"

struct ssp_fake_mech ssp_fake_mechs[SSP_FAKE_MECHS];

struct fake_cred {
	struct ssp_fake_mech *mech;
};

struct fake_ctx {
	struct ssp_fake_mech *mech;
	bool accept;
	size_t leg;
	u8 signs;
	u8 verifies;
};

static ssp_status open_fake(struct ssp_fake_mech *mech, u32 use, void **out)
{
	struct fake_cred *cred;

	if (mech->open_st < 0)
		return mech->open_st;
	cred = ssp_pool_alloc(sizeof(*cred));
	if (!cred)
		return SEC_E_INSUFFICIENT_MEMORY;
	cred->mech = mech;
	mech->creds++;
	mech->use = use;
	*out = cred;
	return SEC_E_OK;
}

#define OPEN_FAKE(n)                                                           \
	static ssp_status open_fake##n(const struct ssp_identity *id, u32 use, \
				       void **cred)                            \
	{                                                                      \
		(void)id;                                                      \
		return open_fake(&ssp_fake_mechs[n], use, cred);               \
	}

OPEN_FAKE(0)
OPEN_FAKE(1)
OPEN_FAKE(2)

static void close_fake(void *state)
{
	struct fake_cred *cred = state;

	if (!cred)
		return;
	cred->mech->creds--;
	ssp_pool_free(cred, sizeof(*cred));
}

static ssp_status query_fake(void *state, struct ssp_cred_info *info)
{
	const struct fake_cred *cred = state;

	if (cred->mech->query_st < 0)
		return cred->mech->query_st;
	info->expiry = (u64)(cred->mech - ssp_fake_mechs);
	return SEC_E_OK;
}

static ssp_status new_fake(const struct ssp_ctx_params *params, void **out)
{
	const struct fake_cred *cred = params->cred;
	struct fake_ctx *ctx;

	cred->mech->news++;
	cred->mech->accepting = params->accept;
	cred->mech->flags = params->flags;
	cred->mech->policy = params->policy;
	cred->mech->target = params->target;
	if (cred->mech->new_st < 0)
		return cred->mech->new_st;
	ctx = ssp_pool_alloc(sizeof(*ctx));
	if (!ctx)
		return SEC_E_INSUFFICIENT_MEMORY;
	ctx->mech = cred->mech;
	ctx->accept = params->accept;
	ctx->mech->ctxs++;
	*out = ctx;
	return SEC_E_OK;
}

static void free_fake(void *state)
{
	struct fake_ctx *ctx = state;

	if (!ctx)
		return;
	ctx->mech->ctxs--;
	ssp_pool_free(ctx, sizeof(*ctx));
}

static ssp_status step_fake(void *state, struct ssp_step *s)
{
	struct fake_ctx *ctx = state;
	const struct ssp_fake_leg *leg = ctx->accept ? ctx->mech->accepts :
						       ctx->mech->legs;

	leg += ctx->leg++;
	ctx->mech->steps++;
	ctx->mech->bindings = s->bindings;
	if (ctx->mech->wreck)
		memset(ctx->mech->wreck, 0, ctx->mech->nwreck);
	if (ctx->leg == ARRAY_SIZE(ctx->mech->legs) ||
	    !ssp_span_eq(leg->in, s->token))
		ctx->mech->wrong++;
	ssp_wr_bytes(s->out, leg->out);
	s->alert = leg->alert;
	return leg->st;
}

static void describe_fake(void *state, struct ssp_ctx_info *info)
{
	const struct fake_ctx *ctx = state;

	info->flags = ctx->mech->granted;
	info->wants_mic = ctx->mech->wants_mic;
	info->bindings = ctx->leg ? ctx->mech->found : 0;
	if (ctx->mech->expiry)
		info->expiry = ctx->mech->expiry;
	info->client = ctx->mech->client;
	info->server = ctx->mech->server;
	info->target = ctx->mech->asked_for;
	/* More than it takes: what is not used must not be sent. */
	info->max_signature = 2 * SSP_FAKE_MIC_SIZE;
	info->session_key.p = (const u8 *)"key";
	info->session_key.n = 3;
}

void ssp_fake_mic(size_t mech, char from, u8 seq, struct ssp_span list, u8 *mic)
{
	u32 sum = 1;
	size_t i;

	for (i = 0; i < list.n; i++)
		sum = sum * 31 + list.p[i];
	mic[0] = 'M';
	mic[1] = (u8)mech;
	mic[2] = (u8)from;
	mic[3] = seq;
	for (i = 0; i < 4; i++)
		mic[4 + i] = (u8)(sum >> 8 * i);
}

static ssp_status sign_fake(void *state, struct ssp_msg *m)
{
	struct fake_ctx *ctx = state;
	struct ssp_span text = { m->seg[0].p, m->seg[0].n };

	ctx->mech->calls++;
	if (m->nseg != 1 || m->total != text.n ||
	    m->token.n < SSP_FAKE_MIC_SIZE)
		return SEC_E_INTERNAL_ERROR;
	ssp_fake_mic((size_t)(ctx->mech - ssp_fake_mechs),
		     ctx->accept ? 'a' : 'i', ctx->signs++, text, m->token.p);
	m->token_used = SSP_FAKE_MIC_SIZE;
	return SEC_E_OK;
}

/* Works in place, as a mechanism may. */
static ssp_status verify_fake(void *state, struct ssp_msg *m)
{
	struct fake_ctx *ctx = state;
	struct ssp_span text = { m->seg[0].p, m->seg[0].n };
	u8 mic[SSP_FAKE_MIC_SIZE];
	bool same;

	ctx->mech->calls++;
	ssp_fake_mic((size_t)(ctx->mech - ssp_fake_mechs),
		     ctx->accept ? 'i' : 'a', ctx->verifies++, text, mic);
	same = ssp_span_eq(SSP_SPAN(mic),
			   (struct ssp_span){ m->token.p, m->token.n });
	if (m->token.n)
		memset(m->token.p, 0, m->token.n);
	return same ? SEC_E_OK : SEC_E_MESSAGE_ALTERED;
}

static ssp_status seal_fake(void *state, struct ssp_msg *m, u32 qop)
{
	struct fake_ctx *ctx = state;

	ctx->mech->calls++;
	m->token_used = qop;
	return SEC_E_OK;
}

static ssp_status unseal_fake(void *state, struct ssp_msg *m, u32 *qop)
{
	struct fake_ctx *ctx = state;

	ctx->mech->calls++;
	*qop = m->token.n;
	return SEC_E_OK;
}

static void undelivered_fake(void *state)
{
	struct fake_ctx *ctx = state;

	ctx->mech->undelivered++;
}

/* One MIC each way, no more and no less. */
static void mic_done_fake(void *state)
{
	struct fake_ctx *ctx = state;

	ctx->mech->mic_dones++;
	if (ctx->signs != 1 || ctx->verifies != 1)
		ctx->mech->wrong++;
}

static bool is_first(struct ssp_span token, u8 mech)
{
	return token.n > 1 && token.p[0] == 'R' && token.p[1] == '0' + mech;
}

#define OWNS_FAKE(n)                                    \
	static bool owns_fake##n(struct ssp_span token) \
	{                                               \
		return is_first(token, n);              \
	}

OWNS_FAKE(0)
OWNS_FAKE(1)
OWNS_FAKE(2)

static const struct ssp_span oids[] = {
	SSP_FAKE_BYTES("\x2a\x86\x48\x82\xf7\x12\x01\x02\x02"),
	SSP_FAKE_BYTES("\x2a\x86\x48\x86\xf7\x12\x01\x02\x02"),
	SSP_FAKE_BYTES("\x2b\x06\x01\x04\x01\x82\x37\x02\x02\x0a"),
	SSP_FAKE_BYTES("\x2b\x06\x01\x05\x05\x7f"),
};

struct ssp_mech ssp_fake_rows[SSP_FAKE_MECHS];

void ssp_fake_mechs_reset(void)
{
	static const struct ssp_mech row = {
		.comment = "",
		.capabilities = SECPKG_FLAG_GSS_COMPATIBLE,
		.max_token = 4096,
		.cred_close = close_fake,
		.cred_query = query_fake,
		.ctx_new = new_fake,
		.ctx_free = free_fake,
		.step = step_fake,
		.describe = describe_fake,
		.sign = sign_fake,
		.verify = verify_fake,
		.seal = seal_fake,
		.unseal = unseal_fake,
		.mic_done = mic_done_fake,
		.undelivered = undelivered_fake,
	};
	size_t i;

	memset(ssp_fake_mechs, 0, sizeof(ssp_fake_mechs));
	for (i = 0; i < SSP_FAKE_MECHS; i++) {
		ssp_fake_mechs[i].granted = ISC_RET_INTEGRITY;
		ssp_fake_rows[i] = row;
		ssp_fake_rows[i].oids = &oids[i ? i + 1 : 0];
		ssp_fake_rows[i].noids = i ? 1 : 2;
	}
	ssp_fake_rows[0].name = "Fake0";
	ssp_fake_rows[0].cred_open = open_fake0;
	ssp_fake_rows[0].owns = owns_fake0;
	ssp_fake_rows[1].name = "Fake1";
	ssp_fake_rows[1].cred_open = open_fake1;
	ssp_fake_rows[1].owns = owns_fake1;
	ssp_fake_rows[2].name = "Fake2";
	ssp_fake_rows[2].cred_open = open_fake2;
	ssp_fake_rows[2].owns = owns_fake2;
}

const struct ssp_mech *ssp_fake_mech_at(size_t i)
{
	return i < SSP_FAKE_MECHS ? &ssp_fake_rows[i] : NULL;
}
