// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Wrap tokens that must be refused, and what is left of them
 * (core/krb5/krb5_wrap.c).  What must be taken is in test_krb5_wrap.c.
 */
#include <kunit/test.h>

#include "core/krb5/krb5_cfx.h"
#include "tests/krb5_support.h"

#define HDR SSP_KRB5_CFX_HDR
#define DATA "negotiate"
#define NDATA 9
#define CLEAR SECQOP_WRAP_NO_ENCRYPT
#define DCE (KRB5_TEST_FLAGS | ISC_RET_USED_DCE_STYLE)

KUNIT_ARRAY_PARAM(etype, krb5_token_vectors, NULL);

/* A good token, and what opens it. */
struct good {
	struct ssp_krb5_cfx *c;
	struct krb5_test_wire w;
	bool sealed;
};

static void good_make(struct kunit *test, size_t kind, struct good *g)
{
	struct krb5_test_pair *p =
		krb5_test_open(test, kind & 2 ? DCE : KRB5_TEST_FLAGS);

	g->c = &p->acc;
	g->sealed = !(kind & 1);
	krb5_test_seal(test, &p->init, g->sealed ? 0 : CLEAR, DATA, NDATA,
		       &g->w);
}

/* After all the bad ones the good one is taken, so none left a trace. */
static void good_still(struct kunit *test, struct good *g)
{
	u32 qop;

	KUNIT_EXPECT_EQ(test, krb5_test_unseal(g->c, &g->w, &qop), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, qop, g->sealed ? 0 : CLEAR);
	SSP_EXPECT_MEMEQ(test, g->w.p + g->w.ntoken, DATA, NDATA);
}

static bool has_plaintext(const u8 *p, size_t n)
{
	size_t i;

	for (i = 0; i + NDATA <= n; i++) {
		if (memcmp(p + i, DATA, NDATA) == 0)
			return true;
	}
	return false;
}

static u32 rrc_of(const u8 *p)
{
	return (u32)p[6] << 8 | p[7];
}

/*
 * RFC 4121 4.2.5: a count may exceed the length, so counts a whole turn apart
 * say the same.  Nothing but the count differs then, and it is no change.
 */
static bool says_the_same(const struct good *g, const u8 *p)
{
	const u8 *was = g->w.p;

	return rrc_of(p) != rrc_of(was) &&
	       rrc_of(p) % (g->w.n - HDR) == rrc_of(was) % (g->w.n - HDR);
}

/* What a change of the header must be called. */
static ssp_status header_verdict(const struct good *g, const u8 *p, bool stream)
{
	const u8 *was = g->w.p;
	size_t n = g->w.n - HDR;
	size_t ec = (size_t)p[4] << 8 | p[5];

	if (p[0] != was[0] || p[1] != was[1] || p[3] != was[3] ||
	    (p[2] & 7) != (was[2] & 7))
		return SEC_E_INVALID_TOKEN;
	if (p[4] != was[4] || p[5] != was[5]) {
		/* Where only the lengths' sum is known, it may still fit. */
		if (!stream || !g->sealed ||
		    ec > n - 2 * HDR - g->c->et->cksum_size)
			return SEC_E_INVALID_TOKEN;
		return SEC_E_MESSAGE_ALTERED;
	}
	if (rrc_of(p) != rrc_of(was) && !stream)
		return SEC_E_INVALID_TOKEN;
	return SEC_E_MESSAGE_ALTERED;
}

static void split_changed(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct good *g = arg;
	struct krb5_test_wire w = { p, n, g->w.ntoken };
	ssp_status want = header_verdict(g, p, false);
	u32 qop;

	if (says_the_same(g, p))
		return;
	KUNIT_EXPECT_EQ(test, krb5_test_unseal(g->c, &w, &qop), want);
	KUNIT_EXPECT_EQ(test, qop, 99);
	if (g->sealed)
		KUNIT_EXPECT_FALSE(test, has_plaintext(p, n));
}

static void stream_changed(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct good *g = arg;
	ssp_status want = header_verdict(g, p, true);
	struct ssp_msg m;
	u32 qop = 99;

	if (says_the_same(g, p))
		return;
	krb5_test_stream(&m, p, n);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(g->c, &m, &qop), want);
	KUNIT_EXPECT_EQ(test, qop, 99);
	KUNIT_EXPECT_NULL(test, m.plain.p);
	if (g->sealed)
		KUNIT_EXPECT_FALSE(test, has_plaintext(p, n));
}

static void every_change(struct kunit *test)
{
	struct good g;
	size_t kind;

	for (kind = 0; kind < 4; kind++) {
		good_make(test, kind, &g);
		ssp_test_each_change(test, g.w.p, g.w.n, split_changed, &g);
		ssp_test_each_change(test, g.w.p, g.w.n, stream_changed, &g);
		good_still(test, &g);
	}
}

static void stream_cut(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct good *g = arg;
	struct ssp_msg m;
	u32 qop;

	/* Without DATA, that was TOKEN: all the rest must be there. */
	krb5_test_stream(&m, p, n);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(g->c, &m, &qop),
			n < g->w.ntoken ? SEC_E_INVALID_TOKEN :
					  SEC_E_MESSAGE_ALTERED);
}

static void token_cut(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct good *g = arg;
	u8 data[NDATA];
	struct ssp_msg m;
	u32 qop;

	memcpy(data, g->w.p + g->w.ntoken, NDATA);
	krb5_test_msg(&m, p, n, data, NDATA);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(g->c, &m, &qop),
			SEC_E_INVALID_TOKEN);
	SSP_EXPECT_MEMEQ(test, data, g->w.p + g->w.ntoken, NDATA);
}

static void data_cut(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct good *g = arg;
	u8 token[KRB5_TEST_TOKEN_MAX];
	struct ssp_msg m;
	u32 qop;

	memcpy(token, g->w.p, g->w.ntoken);
	krb5_test_msg(&m, token, g->w.ntoken, p, n);
	KUNIT_EXPECT_LT(test, ssp_krb5_cfx_unseal(g->c, &m, &qop), 0);
}

static void every_truncation(struct kunit *test)
{
	struct good g;
	size_t kind;

	for (kind = 0; kind < 4; kind++) {
		good_make(test, kind, &g);
		ssp_test_each_truncation(test, g.w.p, g.w.n, stream_cut, &g);
		ssp_test_each_truncation(test, g.w.p, g.w.ntoken, token_cut,
					 &g);
		ssp_test_each_truncation(test, g.w.p + g.w.ntoken, NDATA,
					 data_cut, &g);
		good_still(test, &g);
	}
}

static void one_byte_more(struct kunit *test)
{
	u8 more[KRB5_TEST_TOKEN_MAX + NDATA + 1] = { 0 };
	struct krb5_test_wire w;
	struct ssp_msg m;
	struct good g;
	size_t kind;
	u32 qop;

	for (kind = 0; kind < 4; kind++) {
		good_make(test, kind, &g);
		memcpy(more, g.w.p, g.w.n);
		krb5_test_stream(&m, more, g.w.n + 1);
		KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(g.c, &m, &qop),
				SEC_E_MESSAGE_ALTERED);
		memcpy(more, g.w.p, g.w.n);
		w = (struct krb5_test_wire){ more, g.w.n + 1, g.w.ntoken };
		KUNIT_EXPECT_EQ(test, krb5_test_unseal(g.c, &w, &qop),
				SEC_E_MESSAGE_ALTERED);
		good_still(test, &g);
	}
}

/* DATA must be exactly where the rotation puts it. */
static void other_splits(struct kunit *test)
{
	struct krb5_test_wire w;
	struct good g;
	size_t kind;
	u32 qop;

	for (kind = 0; kind < 4; kind++) {
		good_make(test, kind, &g);
		for (w.ntoken = 0; w.ntoken <= g.w.n; w.ntoken++) {
			if (w.ntoken == g.w.ntoken)
				continue;
			w.n = g.w.n;
			w.p = ssp_test_guarded_copy(test, g.w.p, w.n);
			KUNIT_EXPECT_EQ_MSG(test,
					    krb5_test_unseal(g.c, &w, &qop),
					    SEC_E_INVALID_TOKEN, "token %d",
					    (int)w.ntoken);
			SSP_EXPECT_MEMEQ(test, w.p, g.w.p, w.n);
		}
		good_still(test, &g);
	}
}

/* MIT sends tokens that are not rotated: for STREAM, not for TOKEN and DATA. */
static void unrotated_is_no_split(struct kunit *test)
{
	const struct krb5_token_vector *v = test->param_value;
	struct krb5_test_pair *p = krb5_test_open(test, KRB5_TEST_FLAGS);
	struct krb5_test_wire w;
	u32 qop;

	w.n = ssp_test_unhex(test, v->sealed, &w.p);
	for (w.ntoken = HDR; w.ntoken <= w.n; w.ntoken++)
		KUNIT_EXPECT_EQ(test, krb5_test_unseal(&p->acc, &w, &qop),
				SEC_E_INVALID_TOKEN);
}

/* The extra rotation goes with the context, not with what EC looks like. */
static void dce_is_agreed_on(struct kunit *test)
{
	struct krb5_test_pair *p = krb5_test_open(test, DCE);
	struct krb5_test_wire w;
	u32 qop;

	krb5_test_seal(test, &p->init, 0, DATA, NDATA, &w);
	p->acc.dce = false;
	KUNIT_EXPECT_EQ(test, krb5_test_unseal(&p->acc, &w, &qop),
			SEC_E_INVALID_TOKEN);
	p->acc.dce = true;
	KUNIT_EXPECT_EQ(test, krb5_test_unseal(&p->acc, &w, &qop), SEC_E_OK);
	/* With EC 0 there is nothing extra. */
	p->init.dce = false;
	krb5_test_seal(test, &p->init, 0, DATA, NDATA, &w);
	KUNIT_EXPECT_EQ(test, krb5_test_unseal(&p->acc, &w, &qop), SEC_E_OK);
}

/* What a sender with the right key might put together; not rotated. */
static void craft(struct kunit *test, struct ssp_krb5_cfx *c, u16 ec,
		  size_t ndata, const u8 *inner, struct ssp_msg *m)
{
	struct ssp_krb5_cfx_hdr h = {
		.id = SSP_KRB5_CFX_WRAP,
		.sealed = true,
		.ec = ec,
		.seq = 1,
	};
	size_t n = SSP_KRB5_CONFOUNDER + ndata + HDR;
	size_t all = HDR + n + c->et->cksum_size;
	u8 *p = ssp_test_guarded(test, all);
	struct ssp_seg seg = { p + HDR, (u32)n, 0 };

	ssp_krb5_cfx_put(c, &h, p);
	memset(p + HDR, 0xcc, SSP_KRB5_CONFOUNDER);
	memset(p + 2 * HDR, 0, ndata);
	memcpy(p + 2 * HDR, DATA, ndata < NDATA ? ndata : NDATA);
	memcpy(p + 2 * HDR + ndata, inner ? inner : p, HDR);
	KUNIT_ASSERT_EQ(test, ssp_krb5_encrypt(&c->seal, &seg, 1, p + HDR + n),
			SEC_E_OK);
	krb5_test_stream(m, p, all);
}

/* CVE-2024-37370 and its kin: the encrypted header is what counts. */
static void inner_header(struct kunit *test)
{
	static const u8 masks[] = { 0x01, 0x08, 0x80, 0xff };
	struct krb5_test_pair *p = krb5_test_open(test, 0);
	struct ssp_msg m;
	u8 inner[HDR];
	size_t i;
	u32 qop;

	for (i = 0; i < HDR * ARRAY_SIZE(masks); i++) {
		size_t at = i / ARRAY_SIZE(masks);
		/* RRC was not known when the header was encrypted. */
		bool good = at == 6 || at == 7;

		craft(test, &p->init, 0, NDATA, NULL, &m);
		memcpy(inner, m.token.p, HDR);
		inner[at] ^= masks[i % ARRAY_SIZE(masks)];
		craft(test, &p->init, 0, NDATA, inner, &m);
		KUNIT_EXPECT_EQ_MSG(test,
				    ssp_krb5_cfx_unseal(&p->acc, &m, &qop),
				    good ? SEC_E_OK : SEC_E_MESSAGE_ALTERED,
				    "octet %d", (int)at);
		KUNIT_EXPECT_EQ(test, has_plaintext(m.token.p, m.token.n),
				good);
	}
}

/* CVE-2024-37371: EC may take all of the plaintext, and no more. */
static void extra_count(struct kunit *test)
{
	struct krb5_test_pair *p = krb5_test_open(test, 0);
	struct ssp_msg m;
	u32 ec;
	u32 qop;

	for (ec = 0; ec < 80; ec++) {
		bool good = ec <= NDATA;

		craft(test, &p->init, (u16)ec, NDATA, NULL, &m);
		KUNIT_EXPECT_EQ_MSG(test,
				    ssp_krb5_cfx_unseal(&p->acc, &m, &qop),
				    good ? SEC_E_OK : SEC_E_INVALID_TOKEN,
				    "EC %u", ec);
		if (good) {
			KUNIT_EXPECT_EQ(test, m.plain.n, NDATA - ec);
			SSP_EXPECT_MEMEQ(test, m.plain.p, DATA, NDATA - ec);
		}
	}
	craft(test, &p->init, 0xffff, NDATA, NULL, &m);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop),
			SEC_E_INVALID_TOKEN);
}

/* Body lengths around the least that can be: both qops, no arithmetic below. */
static void short_bodies(struct kunit *test)
{
	struct krb5_test_pair *p = krb5_test_open(test, 0);
	size_t mac = p->acc.et->cksum_size;
	struct ssp_krb5_cfx_hdr h = { .id = SSP_KRB5_CFX_WRAP };
	struct ssp_msg m;
	size_t n;
	u32 qop;

	for (n = 0; n < 80; n++) {
		u8 *token = ssp_test_guarded(test, HDR + n);

		h.sealed = true;
		h.ec = 0;
		h.rrc = 28;
		ssp_krb5_cfx_put(&p->init, &h, token);
		krb5_test_stream(&m, token, HDR + n);
		KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop),
				n < 2 * HDR + mac ? SEC_E_INVALID_TOKEN :
						    SEC_E_MESSAGE_ALTERED);
		h.sealed = false;
		h.ec = (u16)mac;
		ssp_krb5_cfx_put(&p->init, &h, token);
		krb5_test_stream(&m, token, HDR + n);
		KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop),
				n < mac ? SEC_E_INVALID_TOKEN :
					  SEC_E_MESSAGE_ALTERED);
	}
}

static void direction_and_key(struct kunit *test)
{
	struct krb5_test_pair *p = krb5_test_open(test, KRB5_TEST_FLAGS);
	struct krb5_test_wire w;
	size_t kind;
	u32 qop;

	for (kind = 0; kind < 2; kind++) {
		krb5_test_seal(test, &p->init, kind ? CLEAR : 0, DATA, NDATA,
			       &w);
		KUNIT_EXPECT_EQ(test, krb5_test_unseal(&p->init, &w, &qop),
				SEC_E_INVALID_TOKEN);
		p->acc.acceptor_subkey = false;
		KUNIT_EXPECT_EQ(test, krb5_test_unseal(&p->acc, &w, &qop),
				SEC_E_INVALID_TOKEN);
		p->acc.acceptor_subkey = true;
		KUNIT_EXPECT_EQ(test, krb5_test_unseal(&p->acc, &w, &qop),
				SEC_E_OK);
	}
}

/* MakeSignature's tokens are not DecryptMessage's, and the other way. */
static void kinds_do_not_mix(struct kunit *test)
{
	struct krb5_test_pair *p = krb5_test_open(test, 0);
	u8 data[NDATA] = DATA, token[KRB5_TEST_TOKEN_MAX];
	struct ssp_msg m;
	u32 qop;

	krb5_test_msg(&m, token, sizeof(token), data, NDATA);
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_sign(&p->init, &m), SEC_E_OK);
	m.token.n = m.token_used;
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop),
			SEC_E_INVALID_TOKEN);
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_seal(&p->init, &m, CLEAR), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_verify(&p->acc, &m),
			SEC_E_INVALID_TOKEN);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop), SEC_E_OK);
}

/* RFC 4121 4.2.4 has no signing key for Wrap: the usage is that of sealing. */
static void clear_under_signing_key(struct kunit *test)
{
	struct krb5_test_pair *p = krb5_test_open(test, 0);
	struct ssp_krb5_cfx_hdr h = { .id = SSP_KRB5_CFX_WRAP };
	u8 data[NDATA] = DATA, token[KRB5_TEST_TOKEN_MAX];
	struct ssp_seg seg = { data, NDATA, 0 };
	struct ssp_hmac *keys[] = { p->init.sign, p->init.wrap };
	struct ssp_msg m;
	size_t i;
	u32 qop;

	h.ec = h.rrc = p->init.et->cksum_size;
	for (i = 0; i < 2; i++) {
		ssp_krb5_cfx_put(&p->init, &h, token);
		KUNIT_ASSERT_EQ(test,
				ssp_krb5_cfx_cksum(&p->init, keys[i], &seg, 1,
						   token, token + HDR),
				SEC_E_OK);
		krb5_test_msg(&m, token, HDR + h.ec, data, NDATA);
		KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop),
				i ? SEC_E_OK : SEC_E_MESSAGE_ALTERED);
	}
}

/* We did not ask for confidentiality; the peer gives it all the same. */
static void sealed_unasked(struct kunit *test)
{
	struct krb5_test_pair *p = krb5_test_open(test, KRB5_TEST_FLAGS);
	struct krb5_test_wire w;
	u32 qop;

	p->acc.conf = false;
	krb5_test_seal(test, &p->init, 0, DATA, NDATA, &w);
	KUNIT_EXPECT_EQ(test, krb5_test_unseal(&p->acc, &w, &qop), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, qop, 0);
}

static struct krb5_test_wire again(struct kunit *test,
				   const struct krb5_test_wire *w)
{
	struct krb5_test_wire copy = *w;

	copy.p = ssp_test_guarded_copy(test, w->p, w->n);
	return copy;
}

/* Repeats, gaps and latecomers; what was sealed stays hidden when refused. */
static void sequence(struct kunit *test)
{
	static const struct {
		int message;
		bool replay, sequence;
	} order[] = {
		{ 0, true, true },  { 0, false, false }, { 2, true, false },
		{ 1, true, false }, { 1, false, false }, { 2, false, false },
		{ 3, true, true },
	};
	size_t kind, i;

	for (kind = 0; kind < 4; kind++) {
		u32 detect = kind & 1 ? ISC_RET_SEQUENCE_DETECT :
					ISC_RET_REPLAY_DETECT;
		struct krb5_test_pair *p =
			krb5_test_open(test, detect | ISC_RET_CONFIDENTIALITY);
		struct krb5_test_wire w[4], copy;
		u32 qop;

		for (i = 0; i < 4; i++)
			krb5_test_seal(test, &p->init, kind & 2 ? CLEAR : 0,
				       DATA, NDATA, &w[i]);
		for (i = 0; i < ARRAY_SIZE(order); i++) {
			bool good = kind & 1 ? order[i].sequence :
					       order[i].replay;

			copy = again(test, &w[order[i].message]);
			KUNIT_EXPECT_EQ_MSG(
				test, krb5_test_unseal(&p->acc, &copy, &qop),
				good ? SEC_E_OK : SEC_E_OUT_OF_SEQUENCE,
				"step %d", (int)i);
			KUNIT_EXPECT_EQ(test, has_plaintext(copy.p, copy.n),
					good || kind & 2);
			KUNIT_EXPECT_EQ(test, qop == 99, !good);
		}
	}
}

/* MIC and Wrap tokens of one sender are numbered in one sequence. */
static void one_counter(struct kunit *test)
{
	struct krb5_test_pair *p = krb5_test_open(test, KRB5_TEST_FLAGS);
	u8 data[NDATA] = DATA, token[KRB5_TEST_TOKEN_MAX];
	struct krb5_test_wire w;
	struct ssp_msg m;
	u32 qop;

	krb5_test_msg(&m, token, sizeof(token), data, NDATA);
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_sign(&p->init, &m), SEC_E_OK);
	m.token.n = m.token_used;
	krb5_test_seal(test, &p->init, 0, DATA, NDATA, &w);
	KUNIT_EXPECT_EQ(test, w.p[15], 2);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_verify(&p->acc, &m), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, krb5_test_unseal(&p->acc, &w, &qop), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_verify(&p->acc, &m),
			SEC_E_OUT_OF_SEQUENCE);
	/* The other direction counts for itself. */
	krb5_test_seal(test, &p->acc, 0, DATA, NDATA, &w);
	KUNIT_EXPECT_EQ(test, krb5_test_unseal(&p->init, &w, &qop), SEC_E_OK);
}

static struct kunit_case krb5_unwrap_cases[] = {
	KUNIT_CASE_PARAM(every_change, etype_gen_params),
	KUNIT_CASE_PARAM(every_truncation, etype_gen_params),
	KUNIT_CASE_PARAM(one_byte_more, etype_gen_params),
	KUNIT_CASE_PARAM(other_splits, etype_gen_params),
	KUNIT_CASE_PARAM(unrotated_is_no_split, etype_gen_params),
	KUNIT_CASE_PARAM(dce_is_agreed_on, etype_gen_params),
	KUNIT_CASE_PARAM(inner_header, etype_gen_params),
	KUNIT_CASE_PARAM(extra_count, etype_gen_params),
	KUNIT_CASE_PARAM(short_bodies, etype_gen_params),
	KUNIT_CASE_PARAM(direction_and_key, etype_gen_params),
	KUNIT_CASE_PARAM(kinds_do_not_mix, etype_gen_params),
	KUNIT_CASE_PARAM(clear_under_signing_key, etype_gen_params),
	KUNIT_CASE(sealed_unasked),
	KUNIT_CASE_PARAM(sequence, etype_gen_params),
	KUNIT_CASE(one_counter),
	{},
};

static struct kunit_suite krb5_unwrap_suite = {
	.name = "krb5_unwrap",
	.init = krb5_test_fixture_init,
	.exit = krb5_test_fixture_exit,
	.test_cases = krb5_unwrap_cases,
};

kunit_test_suite(krb5_unwrap_suite);
