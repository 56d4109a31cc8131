// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Conversations with the initiator.
 */
#include "tests/spnego_talk.h"

#include "core/rd.h"
#include "core/spnego/spnego.h"
#include "tests/support.h"

#define LEG(status, input, output)                         \
	{                                                  \
		.st = status, .in = SSP_FAKE_BYTES(input), \
		.out = SSP_FAKE_BYTES(output)              \
	}

const struct ssp_fake_leg ssp_talk_scripts[SSP_TALK_SCRIPTS][5] = {
	[SSP_TALK_1] = { LEG(SEC_E_OK, "", "x1") },
	[SSP_TALK_2] = { LEG(SEC_I_CONTINUE_NEEDED, "", "x1"),
			 LEG(SEC_E_OK, "y1", "") },
	[SSP_TALK_3] = { LEG(SEC_I_CONTINUE_NEEDED, "", "x1"),
			 LEG(SEC_E_OK, "y1", "x2") },
	[SSP_TALK_4] = { LEG(SEC_I_CONTINUE_NEEDED, "", "x1"),
			 LEG(SEC_I_CONTINUE_NEEDED, "y1", "x2"),
			 LEG(SEC_E_OK, "y2", "") },
	[SSP_TALK_5] = { LEG(SEC_I_CONTINUE_NEEDED, "", "x1"),
			 LEG(SEC_I_CONTINUE_NEEDED, "y1", "x2"),
			 LEG(SEC_E_OK, "y2", "x3") },
};

const struct ssp_fake_leg ssp_talk_accepts[SSP_TALK_SCRIPTS][5] = {
	[SSP_TALK_1] = { LEG(SEC_E_OK, "x1", "") },
	[SSP_TALK_2] = { LEG(SEC_E_OK, "x1", "y1") },
	[SSP_TALK_3] = { LEG(SEC_I_CONTINUE_NEEDED, "x1", "y1"),
			 LEG(SEC_E_OK, "x2", "") },
	[SSP_TALK_4] = { LEG(SEC_I_CONTINUE_NEEDED, "x1", "y1"),
			 LEG(SEC_E_OK, "x2", "y2") },
	[SSP_TALK_5] = { LEG(SEC_I_CONTINUE_NEEDED, "x1", "y1"),
			 LEG(SEC_I_CONTINUE_NEEDED, "x2", "y2"),
			 LEG(SEC_E_OK, "x3", "") },
};

void ssp_talk_script(u8 first, u8 second, u8 third)
{
	const u8 script[] = { first, second, third };
	size_t i;

	ssp_fake_mechs_reset();
	for (i = 0; i < SSP_FAKE_MECHS; i++) {
		struct ssp_fake_mech *mech = &ssp_fake_mechs[i];

		memcpy(mech->legs, ssp_talk_scripts[script[i]],
		       sizeof(mech->legs));
		memcpy(mech->accepts, ssp_talk_accepts[script[i]],
		       sizeof(mech->accepts));
	}
}

void ssp_talk_init(struct kunit *test, struct ssp_talk *t)
{
	memset(t, 0, sizeof(*t));
	t->test = test;
	ssp_wr_init(&t->out);
}

ssp_status ssp_talk_open(struct ssp_talk *t, u32 flags)
{
	struct ssp_ctx_params params = { .flags = flags };
	ssp_status st;

	st = ssp_spnego_cred_open_from(ssp_fake_mech_at, &t->id,
				       SECPKG_CRED_OUTBOUND, &t->cred);
	if (st < 0)
		return st;
	params.cred = t->cred;
	params.target = &t->target;
	return ssp_spnego_mech.ctx_new(&params, &t->ctx);
}

void ssp_talk_close(struct ssp_talk *t)
{
	size_t i;

	ssp_spnego_mech.ctx_free(t->ctx);
	ssp_spnego_mech.cred_close(t->cred);
	ssp_wr_free(&t->out);
	for (i = 0; i < SSP_FAKE_MECHS; i++) {
		KUNIT_EXPECT_EQ(t->test, ssp_fake_mechs[i].ctxs, 0u);
		KUNIT_EXPECT_EQ(t->test, ssp_fake_mechs[i].creds, 0u);
		KUNIT_EXPECT_EQ(t->test, ssp_fake_mechs[i].wrong, 0u);
	}
}

static void listen(struct ssp_talk *t)
{
	struct ssp_span out = ssp_wr_span(&t->out);

	t->sent = (struct ssp_spnego_msg){ .kind = SSP_SPNEGO_KINDS };
	if (!out.n)
		return;
	KUNIT_EXPECT_EQ(t->test, ssp_spnego_read(out, &t->sent), SEC_E_OK);
	if (t->sent.kind != SSP_SPNEGO_INIT)
		return;
	KUNIT_ASSERT_LE(t->test, t->sent.list.n, sizeof(t->list));
	memcpy(t->list, t->sent.list.p, t->sent.list.n);
	t->nlist = t->sent.list.n;
}

ssp_status ssp_talk_step(struct ssp_talk *t, struct ssp_span token)
{
	u8 *p = ssp_test_guarded_copy(t->test, token.p, token.n);
	struct ssp_step s = {
		.token = { p, token.n },
		.bindings = t->bindings,
		.out = &t->out,
	};
	ssp_status st;

	ssp_wr_free(&t->out);
	KUNIT_ASSERT_NOT_NULL(t->test, t->ctx);
	st = ssp_spnego_mech.step(t->ctx, &s);
	SSP_EXPECT_MEMEQ(t->test, p, token.p, token.n);
	listen(t);
	if (st < 0)
		KUNIT_EXPECT_EQ(t->test, t->sent.kind, SSP_SPNEGO_KINDS);
	return st;
}

ssp_status ssp_talk_tell(struct ssp_talk *t, const struct ssp_spnego_msg *msg)
{
	struct ssp_wr w;
	ssp_status st;

	ssp_wr_init(&w);
	ssp_spnego_write(&w, msg);
	st = w.st;
	if (st >= 0)
		st = ssp_talk_step(t, ssp_wr_span(&w));
	ssp_wr_free(&w);
	return st;
}

enum ssp_spnego_kind ssp_talk_kind(char c)
{
	switch (c) {
	case 'C':
		return SSP_SPNEGO_COMPLETED;
	case 'I':
		return SSP_SPNEGO_INCOMPLETE;
	case 'R':
		return SSP_SPNEGO_REJECT;
	case 'M':
		return SSP_SPNEGO_REQUEST_MIC;
	case 'U':
		return SSP_SPNEGO_UNSTATED;
	case 'N':
		return SSP_SPNEGO_INIT;
	default:
		return SSP_SPNEGO_KINDS;
	}
}

struct ssp_span ssp_talk_oid(char c)
{
	static const u8 nobody[] = { 0x2b, 0x06, 0x01 };

	switch (c) {
	case 'A':
		return ssp_fake_rows[0].oids[0];
	case 'a':
		return ssp_fake_rows[0].oids[1];
	case 'B':
		return ssp_fake_rows[1].oids[0];
	case 'C':
		return ssp_fake_rows[2].oids[0];
	case '?':
		return SSP_SPAN(nobody);
	default:
		return (struct ssp_span){ NULL, 0 };
	}
}

struct ssp_span ssp_talk_text(const char *s)
{
	struct ssp_span span = { (const u8 *)s, 0 };

	while (s && s[span.n])
		span.n++;
	return span;
}

/* Which fake has the conversation: the one that is alive. */
size_t ssp_talk_speaker(void)
{
	size_t i;

	for (i = 0; i < SSP_FAKE_MECHS - 1; i++) {
		if (ssp_fake_mechs[i].ctxs)
			break;
	}
	return i;
}

ssp_status ssp_talk_say(struct ssp_talk *t, const struct ssp_talk_turn *u)
{
	struct ssp_spnego_msg msg = {
		.kind = ssp_talk_kind(u->says),
		.mech = ssp_talk_oid(u->mech),
		.token = ssp_talk_text(u->token),
	};
	u8 mic[SSP_FAKE_MIC_SIZE];

	if (u->mic) {
		ssp_fake_mic(ssp_talk_speaker(), 'a', t->mics++,
			     (struct ssp_span){ t->list, t->nlist }, mic);
		if (u->mic == 'w')
			mic[SSP_FAKE_MIC_SIZE - 1] ^= 1;
		msg.mic = u->mic == 'c' ? msg.token : SSP_SPAN(mic);
	}
	return ssp_talk_tell(t, &msg);
}

static void hear(struct ssp_talk *t, const struct ssp_talk_turn *u)
{
	struct ssp_span sent = ssp_talk_text(u->sent);
	u8 mic[SSP_FAKE_MIC_SIZE];

	KUNIT_EXPECT_EQ(t->test, t->sent.kind, ssp_talk_kind(u->state));
	KUNIT_EXPECT_EQ(t->test, t->sent.mech.n, 0);
	KUNIT_EXPECT_TRUE(t->test, ssp_span_eq(t->sent.token, sent));
	KUNIT_EXPECT_EQ(t->test, t->sent.mic.n, u->sent_mic ? sizeof(mic) : 0);
	if (!u->sent_mic)
		return;
	ssp_fake_mic(ssp_talk_speaker(), 'i', 0,
		     (struct ssp_span){ t->list, t->nlist }, mic);
	KUNIT_EXPECT_TRUE(t->test, ssp_span_eq(t->sent.mic, SSP_SPAN(mic)));
}

ssp_status ssp_talk_turn(struct ssp_talk *t, const struct ssp_talk_turn *turn)
{
	ssp_status st = ssp_talk_say(t, turn);

	if (st == SEC_E_INSUFFICIENT_MEMORY)
		return st;
	KUNIT_EXPECT_EQ(t->test, st, turn->st);
	hear(t, turn);
	return st;
}

/* What else the context does must fit its last status. */
static void check_end(struct ssp_talk *t, ssp_status st)
{
	struct ssp_ctx_info info;
	struct ssp_msg m;

	memset(&info, 0, sizeof(info));
	ssp_spnego_mech.describe(t->ctx, &info);
	KUNIT_EXPECT_PTR_EQ(
		t->test, info.mech,
		st == SEC_E_OK ? (const struct ssp_mech
					  *)&ssp_fake_rows[ssp_talk_speaker()] :
				 &ssp_spnego_mech);
	KUNIT_EXPECT_EQ(t->test,
			info.negotiation == SECPKG_NEGOTIATION_COMPLETE,
			st == SEC_E_OK);
	memset(&m, 0, sizeof(m));
	KUNIT_EXPECT_EQ(t->test, ssp_spnego_mech.seal(t->ctx, &m, 0),
			st == SEC_E_OK ? SEC_E_OK : SEC_E_INVALID_HANDLE);
	if (st == SEC_I_CONTINUE_NEEDED)
		return;
	KUNIT_EXPECT_EQ(t->test, ssp_talk_step(t, (struct ssp_span){ NULL, 0 }),
			SEC_E_OUT_OF_SEQUENCE);
	KUNIT_EXPECT_EQ(t->test, ssp_spnego_mech.seal(t->ctx, &m, 0),
			st == SEC_E_OK ? SEC_E_OK : SEC_E_INVALID_HANDLE);
}

static ssp_status say_all(struct ssp_talk *t, const struct ssp_talk_case *c)
{
	const struct ssp_talk_turn *u;
	ssp_status st;

	st = ssp_talk_open(t, c->flags);
	if (st < 0)
		return st;
	st = ssp_talk_step(t, (struct ssp_span){ NULL, 0 });
	if (st < 0)
		return st;
	KUNIT_EXPECT_EQ(t->test, st, SEC_I_CONTINUE_NEEDED);
	KUNIT_EXPECT_EQ(t->test, t->sent.kind, SSP_SPNEGO_INIT);
	KUNIT_EXPECT_EQ(t->test, t->sent.mic.n, 0);
	for (u = c->turns; u < c->turns + ARRAY_SIZE(c->turns); u++) {
		if (!u->says)
			break;
		st = ssp_talk_turn(t, u);
		if (st == SEC_E_INSUFFICIENT_MEMORY)
			return st;
		if (st < 0)
			break;
	}
	check_end(t, st);
	return st;
}

ssp_status ssp_talk_run(struct kunit *test, const struct ssp_talk_case *c)
{
	struct ssp_talk t;
	ssp_status st;
	size_t i;

	ssp_talk_script(c->script[0], c->script[1], c->script[2]);
	for (i = 0; c->unsigned_only && i < SSP_FAKE_MECHS; i++)
		ssp_fake_mechs[i].granted = 0;
	for (i = 0; c->under_mic && i < SSP_FAKE_MECHS; i++)
		ssp_fake_mechs[i].wants_mic = true;
	ssp_talk_init(test, &t);
	st = say_all(&t, c);
	ssp_talk_close(&t);
	return st;
}
