// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Conversations with the acceptor.
 */
#include "tests/spnego_serve.h"

#include "core/der.h"
#include "core/spnego/spnego.h"
#include "tests/support.h"

void ssp_serve_init(struct kunit *test, struct ssp_serve *v)
{
	memset(v, 0, sizeof(*v));
	v->test = test;
	ssp_wr_init(&v->out);
}

ssp_status ssp_serve_open(struct ssp_serve *v, u32 flags)
{
	struct ssp_ctx_params params = {
		.accept = true,
		.flags = flags,
		.policy = v->policy,
	};
	ssp_status st;

	st = ssp_spnego_cred_open_from(ssp_fake_mech_at, &v->id,
				       SECPKG_CRED_INBOUND, &v->cred);
	if (st < 0)
		return st;
	params.cred = v->cred;
	return ssp_spnego_mech.ctx_new(&params, &v->ctx);
}

void ssp_serve_close(struct ssp_serve *v)
{
	size_t i;

	ssp_spnego_mech.ctx_free(v->ctx);
	ssp_spnego_mech.cred_close(v->cred);
	ssp_wr_free(&v->out);
	for (i = 0; i < SSP_FAKE_MECHS; i++) {
		KUNIT_EXPECT_EQ(v->test, ssp_fake_mechs[i].ctxs, 0u);
		KUNIT_EXPECT_EQ(v->test, ssp_fake_mechs[i].creds, 0u);
		KUNIT_EXPECT_EQ(v->test, ssp_fake_mechs[i].wrong, 0u);
	}
}

/* What would be delivered; what a failed step leaves otherwise is nobody's. */
static void listen(struct ssp_serve *v, ssp_status st)
{
	struct ssp_span out = ssp_wr_span(&v->out);

	v->said = (struct ssp_spnego_msg){ .kind = SSP_SPNEGO_KINDS };
	KUNIT_EXPECT_TRUE(v->test, st < 0 || !v->alert);
	if (!out.n || (st < 0 && !v->alert))
		return;
	if (ssp_spnego_read(out, &v->said) < 0) {
		KUNIT_EXPECT_TRUE(v->test, v->foreign);
		v->said.kind = SSP_SPNEGO_KINDS;
		return;
	}
	KUNIT_EXPECT_EQ(v->test, st < 0, v->said.kind == SSP_SPNEGO_REJECT);
}

ssp_status ssp_serve_step(struct ssp_serve *v, struct ssp_span token)
{
	u8 *p = ssp_test_guarded_copy(v->test, token.p, token.n);
	struct ssp_step s = {
		.token = { p, token.n },
		.bindings = v->bindings,
		.out = &v->out,
	};
	ssp_status st;

	ssp_wr_free(&v->out);
	/* There was no memory for one. */
	if (!v->ctx)
		return SEC_E_INSUFFICIENT_MEMORY;
	st = ssp_spnego_mech.step(v->ctx, &s);
	v->alert = s.alert;
	SSP_EXPECT_MEMEQ(v->test, p, token.p, token.n);
	listen(v, st);
	return st;
}

void ssp_serve_list(struct ssp_wr *w, const char *letters)
{
	size_t mark = ssp_der_open(w, SSP_DER_SEQUENCE);

	for (; *letters; letters++)
		ssp_der_put(w, SSP_DER_OID, ssp_talk_oid(*letters));
	ssp_der_close(w, mark);
}

/* The list as it is sent, for the MICs that will come. */
static ssp_status remember_list(struct ssp_serve *v, const char *letters)
{
	struct ssp_wr w;
	ssp_status st;

	if (!letters)
		return SEC_E_OK;
	ssp_wr_init(&w);
	ssp_serve_list(&w, letters);
	st = w.st;
	if (st >= 0) {
		KUNIT_ASSERT_LE(v->test, w.n, sizeof(v->list));
		memcpy(v->list, w.p, w.n);
		v->nlist = w.n;
	}
	ssp_wr_free(&w);
	return st;
}

static ssp_status tell(struct ssp_serve *v, const struct ssp_spnego_msg *msg)
{
	struct ssp_wr w;
	ssp_status st;

	ssp_wr_init(&w);
	ssp_spnego_write(&w, msg);
	st = w.st;
	if (st >= 0)
		st = ssp_serve_step(v, ssp_wr_span(&w));
	ssp_wr_free(&w);
	return st;
}

/* An initiator signs with its first choice, which is not there yet. */
static size_t signer(const struct ssp_serve_turn *u)
{
	switch (u->list ? u->list[0] : 0) {
	case 'A':
	case 'a':
		return 0;
	case 'B':
		return 1;
	default:
		return ssp_talk_speaker();
	}
}

ssp_status ssp_serve_say(struct ssp_serve *v, const struct ssp_serve_turn *u)
{
	struct ssp_spnego_msg msg = {
		.kind = ssp_talk_kind(u->says),
		.mech = ssp_talk_oid(u->mech),
		.token = ssp_talk_text(u->token),
	};
	u8 mic[SSP_FAKE_MIC_SIZE];
	ssp_status st;

	if (u->says == ' ')
		return ssp_serve_step(v, (struct ssp_span){ NULL, 0 });
	st = remember_list(v, u->list);
	if (st < 0)
		return st;
	if (u->list)
		msg.list = (struct ssp_span){ v->list, v->nlist };
	if (u->mic) {
		ssp_fake_mic(signer(u), 'i', 0,
			     (struct ssp_span){ v->list, v->nlist }, mic);
		if (u->mic == 'w')
			mic[SSP_FAKE_MIC_SIZE - 1] ^= 1;
		msg.mic = u->mic == 'c' ? msg.token : SSP_SPAN(mic);
	}
	return tell(v, &msg);
}

static void hear(struct ssp_serve *v, const struct ssp_serve_turn *u)
{
	struct ssp_span said = ssp_talk_text(u->said);
	struct ssp_span named = ssp_talk_oid(u->named);
	u8 mic[SSP_FAKE_MIC_SIZE];

	KUNIT_EXPECT_EQ(v->test, v->said.kind, ssp_talk_kind(u->state));
	KUNIT_EXPECT_TRUE(v->test, ssp_span_eq(v->said.mech, named));
	KUNIT_EXPECT_TRUE(v->test, ssp_span_eq(v->said.token, said));
	KUNIT_EXPECT_EQ(v->test, v->said.mic.n, u->said_mic ? sizeof(mic) : 0);
	if (!u->said_mic)
		return;
	ssp_fake_mic(ssp_talk_speaker(), 'a', 0,
		     (struct ssp_span){ v->list, v->nlist }, mic);
	KUNIT_EXPECT_TRUE(v->test, ssp_span_eq(v->said.mic, SSP_SPAN(mic)));
}

ssp_status ssp_serve_turn(struct ssp_serve *v, const struct ssp_serve_turn *u)
{
	ssp_status st = ssp_serve_say(v, u);

	if (st == SEC_E_INSUFFICIENT_MEMORY)
		return st;
	KUNIT_EXPECT_EQ(v->test, st, u->st);
	/* A rejection that finds no memory is not made. */
	if (st < 0 && v->out.st == SEC_E_INSUFFICIENT_MEMORY)
		return v->out.st;
	hear(v, u);
	return st;
}

/* What else the context does must fit its last status. */
static void check_end(struct ssp_serve *v, ssp_status st)
{
	const struct ssp_mech *mech = &ssp_spnego_mech;
	bool open = st == SEC_E_OK;
	struct ssp_ctx_info info;
	struct ssp_msg m;

	memset(&info, 0, sizeof(info));
	mech->describe(v->ctx, &info);
	KUNIT_EXPECT_PTR_EQ(
		v->test, info.mech,
		open ? (const struct ssp_mech
				*)&ssp_fake_rows[ssp_talk_speaker()] :
		       mech);
	KUNIT_EXPECT_EQ(v->test, info.negotiation,
			open ? (u32)SECPKG_NEGOTIATION_COMPLETE :
			       (u32)SECPKG_NEGOTIATION_IN_PROGRESS);
	memset(&m, 0, sizeof(m));
	KUNIT_EXPECT_EQ(v->test, mech->seal(v->ctx, &m, 0),
			open ? SEC_E_OK : SEC_E_INVALID_HANDLE);
	if (st == SEC_I_CONTINUE_NEEDED)
		return;
	KUNIT_EXPECT_EQ(v->test,
			ssp_serve_step(v, (struct ssp_span){ NULL, 0 }),
			SEC_E_OUT_OF_SEQUENCE);
	KUNIT_EXPECT_FALSE(v->test, v->alert);
	KUNIT_EXPECT_EQ(v->test, mech->seal(v->ctx, &m, 0),
			open ? SEC_E_OK : SEC_E_INVALID_HANDLE);
}

static ssp_status say_all(struct ssp_serve *v, const struct ssp_serve_case *c)
{
	const struct ssp_serve_turn *u;
	ssp_status st;

	st = ssp_serve_open(v, 0);
	if (st < 0)
		return st;
	for (u = c->turns; u < c->turns + ARRAY_SIZE(c->turns); u++) {
		if (!u->says)
			break;
		st = ssp_serve_turn(v, u);
		if (st == SEC_E_INSUFFICIENT_MEMORY)
			return st;
		if (st < 0)
			break;
	}
	check_end(v, st);
	return st;
}

ssp_status ssp_serve_run(struct kunit *test, const struct ssp_serve_case *c)
{
	struct ssp_serve v;
	ssp_status st;
	size_t i;

	ssp_talk_script(c->script[0], c->script[1], c->script[2]);
	for (i = 0; c->unsigned_only && i < SSP_FAKE_MECHS; i++)
		ssp_fake_mechs[i].granted = 0;
	for (i = 0; c->under_mic && i < SSP_FAKE_MECHS; i++)
		ssp_fake_mechs[i].wants_mic = true;
	ssp_serve_init(test, &v);
	st = say_all(&v, c);
	ssp_serve_close(&v);
	return st;
}
