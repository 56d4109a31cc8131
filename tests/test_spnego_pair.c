// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * core/spnego/: our initiator and our acceptor with each other, for every
 * length of a mechanism's hand-shake, whichever mechanism it comes to, with
 * integrity and without.
 */
#include <kunit/test.h>

#include "core/rd.h"
#include "core/spnego/spnego.h"
#include "tests/spnego_serve.h"
#include "tests/support.h"

static const struct ssp_span nothing = { NULL, 0 };

/**
 * struct pairing - how the two come together
 * @what: its name
 * @missing: which fakes the acceptor lacks, a bit each
 * @first: the acceptor speaks first
 * @flags: the initiator's ISC_REQ_*
 * @unsigned_only: the mechanisms grant no integrity
 * @under_mic: their hand-shakes are under a MIC of their own
 * @chosen: which fake it comes to
 * @st: the initiator's last status
 * @mics: they are exchanged
 */
struct pairing {
	const char *what;
	u32 missing;
	bool first;
	u32 flags;
	bool unsigned_only;
	bool under_mic;
	size_t chosen;
	ssp_status st;
	bool mics;
};

static const struct pairing pairings[] = {
	{ .what = "first choice", .chosen = 0 },
	{ .what = "first choice, acceptor first", .first = true },
	{ .what = "first choice, under a MIC", .under_mic = true, .mics = true },
	{ .what = "second choice", .missing = 1, .chosen = 1, .mics = true },
	{ .what = "third choice, acceptor first",
	  .missing = 3,
	  .first = true,
	  .chosen = 2,
	  .mics = true },
	{ .what = "nobody in common", .missing = 7, .st = SEC_E_LOGON_DENIED },
	{ .what = "first choice, unsigned", .unsigned_only = true },
	{ .what = "second choice, unsigned",
	  .missing = 1,
	  .unsigned_only = true,
	  .chosen = 1,
	  .st = SEC_E_DOWNGRADE_DETECTED },
	{ .what = "second choice, unsigned, as wanted",
	  .missing = 1,
	  .flags = ISC_REQ_NO_INTEGRITY,
	  .unsigned_only = true,
	  .chosen = 1 },
};

static void pairings_desc(const struct pairing *p, char *desc)
{
	strcpy(desc, p->what);
}

KUNIT_ARRAY_PARAM(pairings, pairings, pairings_desc);

/* A table of what is not missing; something has to be there. */
static struct ssp_mech left[SSP_FAKE_MECHS + 1];
static size_t nleft;

static const struct ssp_mech *left_at(size_t i)
{
	return i < nleft ? &left[i] : NULL;
}

static void leave(u32 missing)
{
	static const u8 nobody[] = { 0x2b, 0x06, 0x01 };
	static const struct ssp_span oid = { nobody, sizeof(nobody) };
	size_t i;

	nleft = 0;
	for (i = 0; i < SSP_FAKE_MECHS; i++) {
		if (!(missing >> i & 1))
			left[nleft++] = ssp_fake_rows[i];
	}
	if (nleft)
		return;
	left[nleft] = ssp_fake_rows[2];
	left[nleft].oids = &oid;
	left[nleft++].noids = 1;
}

static ssp_status open_acceptor(struct ssp_serve *v)
{
	struct ssp_ctx_params params = { .accept = true };
	ssp_status st;

	st = ssp_spnego_cred_open_from(left_at, &v->id, SECPKG_CRED_INBOUND,
				       &v->cred);
	if (st < 0)
		return st;
	params.cred = v->cred;
	return ssp_spnego_mech.ctx_new(&params, &v->ctx);
}

/**
 * struct end - what came of it
 * @init: the initiator's last status
 * @accept: the acceptor's
 * @legs: tokens that went over
 */
struct end {
	ssp_status init;
	ssp_status accept;
	size_t legs;
};

/* Until one has nothing more to say. */
static void exchange(struct ssp_talk *t, struct ssp_serve *v, struct end *e)
{
	bool accepting = true;

	for (; e->legs < 12; accepting = !accepting) {
		struct ssp_wr *from = accepting ? &t->out : &v->out;

		if (!ssp_wr_span(from).n)
			return;
		e->legs++;
		if (accepting)
			e->accept = ssp_serve_step(v, ssp_wr_span(from));
		else
			e->init = ssp_talk_step(t, ssp_wr_span(from));
		if ((accepting ? e->accept : e->init) ==
		    SEC_E_INSUFFICIENT_MEMORY)
			return;
	}
}

static ssp_status meet(struct ssp_talk *t, struct ssp_serve *v,
		       const struct pairing *p, struct end *e)
{
	struct ssp_span hint = nothing;
	ssp_status st;

	e->accept = SEC_I_CONTINUE_NEEDED;
	st = ssp_talk_open(t, p->flags);
	if (st >= 0)
		st = open_acceptor(v);
	if (st < 0)
		return st;
	if (p->first) {
		st = ssp_serve_step(v, nothing);
		if (st < 0)
			return st;
		hint = ssp_wr_span(&v->out);
	}
	e->init = ssp_talk_step(t, hint);
	if (e->init < 0)
		return e->init;
	exchange(t, v, e);
	if (e->init == SEC_E_INSUFFICIENT_MEMORY ||
	    e->accept == SEC_E_INSUFFICIENT_MEMORY)
		return SEC_E_INSUFFICIENT_MEMORY;
	/* A rejection that found no memory is not heard. */
	if (e->accept < 0 && v->out.st < 0)
		return SEC_E_INSUFFICIENT_MEMORY;
	return SEC_E_OK;
}

static void look(struct kunit *test, const struct pairing *p,
		 const struct end *e)
{
	const struct ssp_fake_mech *mech = &ssp_fake_mechs[p->chosen];

	KUNIT_EXPECT_EQ(test, e->init, p->st);
	KUNIT_EXPECT_LT(test, e->legs, (size_t)12);
	if (p->st >= 0)
		KUNIT_EXPECT_EQ(test, e->accept, SEC_E_OK);
	/* One on either side. */
	if (p->mics)
		KUNIT_EXPECT_EQ(test, mech->mic_dones, 2u);
}

struct run {
	const struct pairing *p;
	u8 script;
};

static ssp_status run(struct kunit *test, void *arg)
{
	const struct run *r = arg;
	struct ssp_talk t;
	struct ssp_serve v;
	struct end e = { 0 };
	ssp_status st;
	size_t i;

	/* What the first has said is no use to the others. */
	ssp_talk_script(r->script, r->script, r->script);
	for (i = 0; r->p->unsigned_only && i < SSP_FAKE_MECHS; i++)
		ssp_fake_mechs[i].granted = 0;
	for (i = 0; r->p->under_mic && i < SSP_FAKE_MECHS; i++)
		ssp_fake_mechs[i].wants_mic = true;
	leave(r->p->missing);
	ssp_talk_init(test, &t);
	ssp_serve_init(test, &v);
	st = meet(&t, &v, r->p, &e);
	if (st >= 0)
		look(test, r->p, &e);
	ssp_spnego_mech.ctx_free(v.ctx);
	ssp_spnego_mech.cred_close(v.cred);
	ssp_wr_free(&v.out);
	ssp_talk_close(&t);
	return st;
}

static void they_understand_each_other(struct kunit *test)
{
	struct run r = { .p = test->param_value };

	/* No MIC goes with the first token of all. */
	for (r.script = r.p->under_mic ? SSP_TALK_2 : SSP_TALK_1;
	     r.script <= SSP_TALK_5; r.script++)
		KUNIT_EXPECT_EQ(test, run(test, &r), SEC_E_OK);
}

static void without_memory(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	struct run r = { .p = test->param_value, .script = SSP_TALK_3 };

	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, m, run, NULL, &r),
			10u);
	ssp_test_memory_stop(test, m);
}

/**
 * struct meddler - one byte of one token on its way
 * @leg: which token, 0 for the first; or none of them
 * @at: which byte
 * @reached: it was there to be changed
 */
struct meddler {
	size_t leg;
	size_t at;
	bool reached;
};

/*
 * A changed token of either side: who notices does not matter, but nobody
 * hangs, and two that agree have agreed on what was sent.
 */
static void meddle(struct kunit *test, struct meddler *m, bool reselect)
{
	struct ssp_span nobody = nothing;
	struct ssp_talk t;
	struct ssp_serve v;
	ssp_status init, accept = SEC_I_CONTINUE_NEEDED;
	bool accepting = true;
	size_t leg;

	ssp_talk_script(SSP_TALK_3, SSP_TALK_3, SSP_TALK_3);
	leave(reselect ? 1 : 0);
	ssp_talk_init(test, &t);
	ssp_serve_init(test, &v);
	KUNIT_ASSERT_EQ(test, ssp_talk_open(&t, ISC_REQ_INTEGRITY), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, open_acceptor(&v), SEC_E_OK);
	init = ssp_talk_step(&t, nobody);
	m->reached = false;
	for (leg = 0; leg < 12; leg++, accepting = !accepting) {
		struct ssp_span s = ssp_wr_span(accepting ? &t.out : &v.out);
		u8 *p;

		if (!s.n)
			break;
		p = ssp_test_guarded_copy(test, s.p, s.n);
		if (leg == m->leg && m->at < s.n) {
			p[m->at] ^= 0x21;
			m->reached = true;
		}
		s.p = p;
		if (accepting)
			accept = ssp_serve_step(&v, s);
		else
			init = ssp_talk_step(&t, s);
	}
	KUNIT_EXPECT_LT(test, leg, (size_t)12);
	/* With a MIC the list that both saw is the one that was sent. */
	if (init == SEC_E_OK && accept == SEC_E_OK && reselect)
		KUNIT_EXPECT_EQ(test, ssp_fake_mechs[1].mic_dones, 2u);
	ssp_fake_mechs[0].wrong = 0;
	ssp_fake_mechs[1].wrong = 0;
	ssp_fake_mechs[2].wrong = 0;
	ssp_spnego_mech.ctx_free(v.ctx);
	ssp_spnego_mech.cred_close(v.cred);
	ssp_wr_free(&v.out);
	ssp_talk_close(&t);
}

static void every_changed_byte_on_the_way(struct kunit *test)
{
	struct meddler m;

	for (m.leg = 0; m.leg < 6; m.leg++) {
		for (m.at = 0, m.reached = true; m.reached; m.at++)
			meddle(test, &m, false);
		for (m.at = 0, m.reached = true; m.reached; m.at++)
			meddle(test, &m, true);
	}
}

static struct kunit_case pair_cases[] = {
	KUNIT_CASE_PARAM(they_understand_each_other, pairings_gen_params),
	KUNIT_CASE_PARAM(without_memory, pairings_gen_params),
	KUNIT_CASE(every_changed_byte_on_the_way),
	{}
};

static struct kunit_suite pair_suite = {
	.name = "spnego_pair",
	.test_cases = pair_cases,
};

kunit_test_suites(&pair_suite);
