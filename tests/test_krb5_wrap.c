// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Wrap tokens (core/krb5/krb5_wrap.c): bytes on the wire, both layouts of
 * DecryptMessage, every rotation, and everything that must be refused.
 */
#include <kunit/test.h>

#include "core/krb5/krb5_cfx.h"
#include "tests/krb5_support.h"

#define HDR SSP_KRB5_CFX_HDR
#define DATA "negotiate"
#define NDATA 9
#define TOKEN_MAX KRB5_TEST_TOKEN_MAX
#define CLEAR SECQOP_WRAP_NO_ENCRYPT
#define DCE (KRB5_TEST_FLAGS | ISC_RET_USED_DCE_STYLE)

KUNIT_ARRAY_PARAM(etype, krb5_token_vectors, NULL);

/* Give a token that is not rotated an RRC, and turn it by @by. */
static void turn(struct kunit *test, struct krb5_test_wire *w, size_t rrc,
		 size_t by)
{
	KUNIT_ASSERT_EQ(test, w->p[6] << 8 | w->p[7], 0);
	w->p[6] = (u8)(rrc >> 8);
	w->p[7] = (u8)rrc;
	krb5_test_rotate(test, w->p + HDR, w->n - HDR, by);
}

static void vector(struct kunit *test, const char *hex,
		   struct krb5_test_wire *w)
{
	w->n = ssp_test_unhex(test, hex, &w->p);
	w->ntoken = w->n - NDATA;
}

/* What we send is the unrotated vector, turned by all that follows the data. */
static void sends_vectors(struct kunit *test)
{
	const struct krb5_token_vector *v = test->param_value;
	struct krb5_test_pair *p = krb5_test_open(test, KRB5_TEST_FLAGS);
	size_t mac = p->init.et->cksum_size;
	struct krb5_test_wire want, got;

	vector(test, v->sealed, &want);
	turn(test, &want, HDR + mac, HDR + mac);
	krb5_test_seal(test, &p->init, 0, DATA, NDATA, &got);
	KUNIT_ASSERT_EQ(test, got.n, want.n);
	KUNIT_EXPECT_EQ(test, got.ntoken, 48 + mac);
	SSP_EXPECT_MEMEQ(test, got.p, want.p, got.n);

	vector(test, v->clear, &want);
	turn(test, &want, mac, mac);
	p->init.send_seq = 1;
	krb5_test_seal(test, &p->init, CLEAR, DATA, NDATA, &got);
	KUNIT_ASSERT_EQ(test, got.n, want.n);
	KUNIT_EXPECT_EQ(test, got.ntoken, 16 + mac);
	SSP_EXPECT_MEMEQ(test, got.p, want.p, got.n);
}

static void sends_dce_vectors(struct kunit *test)
{
	const struct krb5_dce_vector *v = test->param_value;
	struct krb5_test_fixture *f = test->priv;
	struct krb5_test_wire got;
	u8 *token, *data;
	size_t n = ssp_test_unhex(test, v->token, &token);
	u32 qop;

	krb5_test_pair_open(test, &f->pair, v->etype, DCE);
	krb5_test_seal(test, &f->pair.init, 0, DATA, NDATA, &got);
	KUNIT_ASSERT_EQ(test, got.ntoken, n);
	SSP_EXPECT_MEMEQ(test, got.p, token, n);
	KUNIT_ASSERT_EQ(test, ssp_test_unhex(test, v->data, &data), NDATA);
	SSP_EXPECT_MEMEQ(test, got.p + n, data, NDATA);
	KUNIT_EXPECT_EQ(test, krb5_test_unseal(&f->pair.acc, &got, &qop),
			SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, got.p + n, DATA, NDATA);
}

KUNIT_ARRAY_PARAM(dce, krb5_dce_vectors, NULL);

/* A piece of hex text as a piece of a message. */
static struct ssp_seg piece(struct kunit *test, const char *hex, u32 flags)
{
	struct ssp_seg seg = { .flags = flags };

	seg.n = (u32)ssp_test_unhex(test, hex, &seg.p);
	return seg;
}

/* The capture, opened as an RPC server opens it, and made again. */
static void windows_capture(struct kunit *test)
{
	const struct krb5_windows_vector *v = &krb5_windows_vector;
	struct krb5_test_fixture *f = test->priv;
	struct ssp_msg m = {
		.token = piece(test, v->token, 0),
		.seg = { piece(test, v->header, SSP_SEG_SIGN_ONLY),
			 piece(test, v->data, 0),
			 piece(test, v->trailer, SSP_SEG_SIGN_ONLY) },
		.nseg = 3,
	};
	struct ssp_seg plain = piece(test, v->plain_start, 0);
	struct ssp_seg data = piece(test, v->data, 0);
	struct ssp_seg token = piece(test, v->token, 0);
	struct ssp_seg confounder = piece(test, v->confounder, 0);
	struct ssp_krb5_keyblock kb;
	u32 qop;

	krb5_test_key(test, 18, v->key, &kb);
	KUNIT_ASSERT_EQ(test, krb5_test_pair_init(&f->pair, &kb, DCE),
			SEC_E_OK);
	f->pair.acc.recv.base = 0x289ade21;
	f->pair.init.send_seq = 0x289ade21;
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_unseal(&f->pair.acc, &m, &qop),
			SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, m.seg[1].p, plain.p, plain.n);
	SSP_EXPECT_MEMEQ(test, m.token.p + m.token.n - 16, confounder.p, 16);

	memcpy(f->random.bytes, confounder.p, 16);
	memset(m.token.p, 0xee, m.token.n);
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_seal(&f->pair.init, &m, 0),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, m.token_used, token.n);
	SSP_EXPECT_MEMEQ(test, m.token.p, token.p, token.n);
	SSP_EXPECT_MEMEQ(test, m.seg[1].p, data.p, data.n);
}

/* The keys of the capture, as they were published with it. */
static void windows_keys(struct kunit *test)
{
	const struct krb5_windows_vector *v = &krb5_windows_vector;
	struct ssp_seg ke = piece(test, v->ke, 0);
	struct ssp_seg ki = piece(test, v->ki, 0);
	struct ssp_krb5_keyblock kb;
	u8 k[32];

	krb5_test_key(test, 18, v->key, &kb);
	KUNIT_ASSERT_EQ(test, ke.n, sizeof(k));
	KUNIT_ASSERT_EQ(test, ki.n, sizeof(k));
	KUNIT_EXPECT_EQ(test, ssp_krb5_rfc3961_derive(&kb, 24, SSP_KRB5_KE, k),
			SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, k, ke.p, sizeof(k));
	KUNIT_EXPECT_EQ(test, ssp_krb5_rfc3961_derive(&kb, 24, SSP_KRB5_KI, k),
			SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, k, ki.p, sizeof(k));
}

static void expect_stream(struct kunit *test, struct ssp_krb5_cfx *c,
			  struct krb5_test_wire *w, u32 want_qop,
			  const void *data, size_t n)
{
	struct ssp_msg m;
	u32 qop = 99;

	krb5_test_stream(&m, w->p, w->n);
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_unseal(c, &m, &qop), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, qop, want_qop);
	KUNIT_ASSERT_EQ(test, m.plain.n, n);
	KUNIT_ASSERT_GE(test, m.plain.p - w->p, HDR);
	KUNIT_ASSERT_LE(test, (size_t)(m.plain.p - w->p), w->n - n);
	SSP_EXPECT_MEMEQ(test, m.plain.p, data, n);
}

static void stream_every_rotation(struct kunit *test)
{
	const struct krb5_token_vector *v = test->param_value;
	struct krb5_test_pair *p = krb5_test_open(test, 0);
	struct krb5_test_wire w;
	size_t rrc;

	/* More than twice around. */
	for (rrc = 0; rrc < 160; rrc++) {
		vector(test, v->sealed, &w);
		turn(test, &w, rrc, rrc);
		expect_stream(test, &p->acc, &w, 0, DATA, NDATA);
		vector(test, v->clear, &w);
		turn(test, &w, rrc, rrc);
		expect_stream(test, &p->acc, &w, CLEAR, DATA, NDATA);
	}
	vector(test, v->sealed, &w);
	turn(test, &w, 0xffff, 0xffff);
	expect_stream(test, &p->acc, &w, 0, DATA, NDATA);
}

/* Undo what seal() turned: RRC, and with DCE style EC, if it is sealed. */
static void unturn(struct kunit *test, struct krb5_test_wire *w, bool dce)
{
	size_t n = w->n - HDR;
	size_t by = w->p[6] << 8 | w->p[7];

	if (dce && w->p[2] & SSP_KRB5_CFX_SEALED)
		by += w->p[4] << 8 | w->p[5];
	krb5_test_rotate(test, w->p + HDR, n, n - by % n);
	memset(w->p + 6, 0, 2);
}

/* Rotations again, of all lengths and qops, with DCE style and without. */
static void stream_every_kind(struct kunit *test)
{
	static const size_t lengths[] = { 0, 1, 16, 17, 40 };
	u8 data[40];
	struct krb5_test_wire w;
	size_t kind;

	memset(data, 0x5a, sizeof(data));
	for (kind = 0; kind < 4 * ARRAY_SIZE(lengths); kind++) {
		size_t n = lengths[kind / 4];
		bool dce = kind & 1;
		u32 qop = kind & 2 ? CLEAR : 0;
		struct krb5_test_pair *p = krb5_test_open(
			test, ISC_RET_CONFIDENTIALITY |
				      (dce ? ISC_RET_USED_DCE_STYLE : 0));
		size_t rrc;

		for (rrc = 0; rrc < 100; rrc += 1 + kind % 7) {
			size_t more = dce && !qop ? 16 : 0;

			krb5_test_seal(test, &p->acc, qop, data, n, &w);
			unturn(test, &w, dce);
			turn(test, &w, rrc, rrc + more);
			expect_stream(test, &p->init, &w, qop, data, n);
		}
	}
}

/* Messages of all sizes through both layouts, both ways. */
static void round_trips(struct kunit *test)
{
	static const size_t lengths[] = { 0,  1,  15, 16,  17,	 31,
					  32, 33, 48, 100, 4096, 10001 };
	u8 *data = kunit_kzalloc(test, 10001, GFP_KERNEL);
	u32 state = 7;
	struct krb5_test_wire w;
	size_t kind;

	KUNIT_ASSERT_NOT_NULL(test, data);
	ssp_test_rand_fill(&state, data, 10001);
	for (kind = 0; kind < 4 * ARRAY_SIZE(lengths); kind++) {
		size_t n = lengths[kind / 4];
		u32 want = kind & 2 ? CLEAR : 0;
		struct krb5_test_pair *p =
			krb5_test_open(test, kind & 1 ? DCE : KRB5_TEST_FLAGS);
		u32 qop;

		krb5_test_seal(test, &p->init, want, data, n, &w);
		if (n > 16 && !want)
			KUNIT_EXPECT_NE(test, memcmp(w.p + w.ntoken, data, n),
					0);
		KUNIT_ASSERT_EQ(test, krb5_test_unseal(&p->acc, &w, &qop),
				SEC_E_OK);
		KUNIT_EXPECT_EQ(test, qop, want);
		SSP_EXPECT_MEMEQ(test, w.p + w.ntoken, data, n);

		krb5_test_seal(test, &p->acc, want, data, n, &w);
		expect_stream(test, &p->init, &w, want, data, n);
	}
}

/* Sealed in some pieces, opened in others; signed pieces keep their place. */
static void several_pieces(struct kunit *test)
{
	u8 data[50], token[TOKEN_MAX], first[] = "first", last[] = "last";
	struct ssp_msg m;
	size_t kind;

	for (kind = 0; kind < 4; kind++) {
		struct krb5_test_pair *p =
			krb5_test_open(test, kind & 2 ? DCE : KRB5_TEST_FLAGS);
		u32 qop = kind & 1 ? CLEAR : 0;
		u32 got;

		memset(data, 0x33, sizeof(data));
		krb5_test_msg(&m, token, sizeof(token), data, 7);
		m.seg[1] = (struct ssp_seg){ first, 5, SSP_SEG_SIGN_ONLY };
		m.seg[2] = (struct ssp_seg){ NULL, 0, 0 };
		m.seg[3] = (struct ssp_seg){ data + 7, 43, 0 };
		m.seg[4] = (struct ssp_seg){ last, 4, SSP_SEG_SIGN_ONLY };
		m.nseg = 5;
		KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_seal(&p->init, &m, qop),
				SEC_E_OK);
		SSP_EXPECT_MEMEQ(test, first, "first", 5);
		SSP_EXPECT_MEMEQ(test, last, "last", 4);

		krb5_test_msg(&m, token, m.token_used, data, 7);
		m.seg[1] = (struct ssp_seg){ first, 5, SSP_SEG_SIGN_ONLY };
		m.seg[2] = (struct ssp_seg){ data + 7, 20, 0 };
		m.seg[3] = (struct ssp_seg){ data + 27, 23, 0 };
		m.seg[4] = (struct ssp_seg){ last, 4, SSP_SEG_SIGN_ONLY };
		m.seg[5] = (struct ssp_seg){ NULL, 0, 0 }; /* PADDING */
		m.nseg = 6;
		KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &got),
				SEC_E_OK);
		KUNIT_EXPECT_EQ(test, got, qop);
		KUNIT_EXPECT_EQ(test, data[0], 0x33);
		KUNIT_EXPECT_EQ(test, memcmp(data, data + 1, 49), 0);
	}
}

static void most_pieces(struct kunit *test)
{
	struct krb5_test_pair *p = krb5_test_open(test, DCE);
	u8 data[SSP_MSG_SEGS_MAX], token[TOKEN_MAX];
	struct ssp_msg m;
	size_t i;
	u32 qop;

	memset(data, 0x44, sizeof(data));
	krb5_test_msg(&m, token, sizeof(token), data, 1);
	for (i = 0; i < SSP_MSG_SEGS_MAX; i++)
		m.seg[i] = (struct ssp_seg){ data + i, 1, 0 };
	m.nseg = SSP_MSG_SEGS_MAX;
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_seal(&p->init, &m, 0), SEC_E_OK);
	m.token.n = m.token_used;
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop), SEC_E_OK);
	for (i = 0; i < SSP_MSG_SEGS_MAX; i++)
		KUNIT_EXPECT_EQ(test, data[i], 0x44);
}

/* Nothing but signed pieces: their bytes are no part of the token's body. */
static void signed_pieces_alone(struct kunit *test)
{
	u8 text[] = "only signed", token[TOKEN_MAX];
	struct krb5_test_wire w = { .p = token };
	struct ssp_msg m;
	size_t kind;
	u32 qop;

	for (kind = 0; kind < 16; kind++) {
		bool dce = kind & 2;
		struct krb5_test_pair *p =
			krb5_test_open(test, dce ? DCE : KRB5_TEST_FLAGS);

		krb5_test_msg(&m, token, sizeof(token), text, sizeof(text));
		m.seg[0].flags = SSP_SEG_SIGN_ONLY;
		KUNIT_ASSERT_EQ(test,
				ssp_krb5_cfx_seal(&p->init, &m,
						  kind & 1 ? CLEAR : 0),
				SEC_E_OK);
		m.token.n = m.token_used;
		if (kind & 8) { /* another rotation is as good */
			w.n = m.token.n;
			unturn(test, &w, dce);
			turn(test, &w, 5, dce && !(kind & 1) ? 21 : 5);
		}
		text[11] = kind & 4 ? 'X' : 0;
		KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop),
				kind & 4 ? SEC_E_MESSAGE_ALTERED : SEC_E_OK);
		text[11] = 0;
	}
}

static void token_too_small(struct kunit *test)
{
	size_t kind, n;

	for (kind = 0; kind < 4; kind++) {
		u32 qop = kind & 1 ? CLEAR : 0;
		struct krb5_test_pair *p =
			krb5_test_open(test, kind & 2 ? DCE : KRB5_TEST_FLAGS);
		u8 data[NDATA] = DATA, fresh[TOKEN_MAX];
		struct ssp_msg m;
		struct krb5_test_wire w;

		memset(fresh, 0xa5, sizeof(fresh));
		krb5_test_seal(test, &p->init, qop, DATA, NDATA, &w);
		for (n = 0; n < w.ntoken; n++) {
			u8 *token = ssp_test_guarded(test, n);

			krb5_test_msg(&m, token, n, data, NDATA);
			KUNIT_EXPECT_EQ(test,
					ssp_krb5_cfx_seal(&p->init, &m, qop),
					SEC_E_BUFFER_TOO_SMALL);
			SSP_EXPECT_MEMEQ(test, token, fresh, n);
			SSP_EXPECT_MEMEQ(test, data, DATA, NDATA);
		}
		KUNIT_EXPECT_EQ(test, p->init.send_seq, 2);
		KUNIT_EXPECT_EQ(test, n <= ssp_krb5_cfx_trailer(p->init.et),
				true);
		krb5_test_msg(&m, NULL, 0, data, NDATA);
		KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_seal(&p->init, &m, qop),
				SEC_E_BUFFER_TOO_SMALL);
	}
}

static void seal_refusals(struct kunit *test)
{
	struct krb5_test_pair *p = krb5_test_open(test, 0);
	struct krb5_test_fixture *f = test->priv;
	u8 data[NDATA] = DATA, token[TOKEN_MAX];
	struct ssp_msg m;

	/* Confidentiality was not granted; integrity always is. */
	krb5_test_msg(&m, token, sizeof(token), data, NDATA);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_seal(&p->init, &m, 0),
			SEC_E_UNSUPPORTED_FUNCTION);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_seal(&p->init, &m, CLEAR), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, p->init.send_seq, 2);

	p = krb5_test_open(test, KRB5_TEST_FLAGS);
	f->random.st = SEC_E_INTERNAL_ERROR;
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_seal(&p->init, &m, 0),
			SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, p->init.send_seq, 1);
	SSP_EXPECT_MEMEQ(test, data, DATA, NDATA);
}

/* A cipher that fails is no success, and no message was sent or received. */
static void crypto_failures(struct kunit *test)
{
	struct krb5_test_pair *p = krb5_test_open(test, KRB5_TEST_FLAGS);
	struct ssp_krb5_etype et = *p->init.et;
	u8 data[NDATA] = DATA, token[TOKEN_MAX];
	struct ssp_msg m;
	u32 qop;

	/* No HMAC is that short. */
	et.cksum_size = 0;
	p->init.et = p->init.seal.et = &et;
	p->acc.et = p->acc.unseal.et = &et;
	krb5_test_msg(&m, token, sizeof(token), data, NDATA);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_seal(&p->init, &m, 0),
			SEC_E_INTERNAL_ERROR);
	m.token.n = 48;
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop),
			SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_seal(&p->init, &m, CLEAR),
			SEC_E_INTERNAL_ERROR);
	m.token.n = HDR;
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop),
			SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_sign(&p->init, &m),
			SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_verify(&p->acc, &m),
			SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, m.token_used, 0);
	KUNIT_EXPECT_EQ(test, p->init.send_seq, 1);
	KUNIT_EXPECT_EQ(test, p->acc.recv.next, 0);
}

/* Half of SECQOP_WRAP_NO_ENCRYPT, or anything else, does not stop sealing. */
static void unknown_qop_seals(struct kunit *test)
{
	static const u32 qops[] = { 1, 0x80000000, 0x40000000, 0x7fffffff };
	struct krb5_test_pair *p = krb5_test_open(test, KRB5_TEST_FLAGS);
	struct krb5_test_wire w;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(qops); i++) {
		krb5_test_seal(test, &p->init, qops[i], DATA, NDATA, &w);
		KUNIT_EXPECT_EQ(test, w.p[2], 6);
	}
	krb5_test_seal(test, &p->init, 0xffffffff, DATA, NDATA, &w);
	KUNIT_EXPECT_EQ(test, w.p[2], 4);
}

/* A message, and the same again in one piece. */
struct room {
	u8 data[300];
	u8 token[TOKEN_MAX];
	u8 whole[TOKEN_MAX + 300];
};

static void there_and_back(struct kunit *test, struct krb5_test_pair *p,
			   u32 how, struct room *r)
{
	struct ssp_msg m;
	u32 qop;

	memset(r->data, 0x77, sizeof(r->data));
	krb5_test_msg(&m, r->token, sizeof(r->token), r->data, sizeof(r->data));
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_seal(&p->init, &m, how), SEC_E_OK);
	memcpy(r->whole, r->token, m.token_used);
	memcpy(r->whole + m.token_used, r->data, sizeof(r->data));
	m.token.n = m.token_used;
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, r->data[299], 0x77);
	/* A repeat, in the other layout, cut in an awkward place. */
	krb5_test_stream(&m, r->whole, m.token_used + sizeof(r->data));
	r->whole[7] += 5;
	krb5_test_rotate(test, r->whole + HDR, m.token.n - HDR, 5);
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_unseal(&p->acc, &m, &qop),
			SEC_E_OUT_OF_SEQUENCE);
}

static void seal_never_allocates(struct kunit *test)
{
	struct room *r = kunit_kzalloc(test, sizeof(*r), GFP_KERNEL);
	struct ssp_test_memory *mem = ssp_test_memory_start(test);
	size_t kind;

	KUNIT_ASSERT_NOT_NULL(test, r);
	for (kind = 0; kind < 4; kind++) {
		struct krb5_test_pair *p =
			krb5_test_open(test, kind & 2 ? DCE : KRB5_TEST_FLAGS);

		ssp_test_memory_fail_at(mem, 0);
		there_and_back(test, p, kind & 1 ? CLEAR : 0, r);
		KUNIT_EXPECT_EQ(test, mem->calls, 0);
	}
	krb5_test_pair_close(&((struct krb5_test_fixture *)test->priv)->pair);
	ssp_test_memory_stop(test, mem);
}

static struct kunit_case krb5_wrap_cases[] = {
	KUNIT_CASE_PARAM(sends_vectors, etype_gen_params),
	KUNIT_CASE_PARAM(sends_dce_vectors, dce_gen_params),
	KUNIT_CASE(windows_capture),
	KUNIT_CASE(windows_keys),
	KUNIT_CASE_PARAM(stream_every_rotation, etype_gen_params),
	KUNIT_CASE_PARAM(stream_every_kind, etype_gen_params),
	KUNIT_CASE_PARAM(round_trips, etype_gen_params),
	KUNIT_CASE_PARAM(several_pieces, etype_gen_params),
	KUNIT_CASE_PARAM(most_pieces, etype_gen_params),
	KUNIT_CASE_PARAM(signed_pieces_alone, etype_gen_params),
	KUNIT_CASE_PARAM(token_too_small, etype_gen_params),
	KUNIT_CASE(seal_refusals),
	KUNIT_CASE_PARAM(crypto_failures, etype_gen_params),
	KUNIT_CASE(unknown_qop_seals),
	KUNIT_CASE_PARAM(seal_never_allocates, etype_gen_params),
	{},
};

static struct kunit_suite krb5_wrap_suite = {
	.name = "krb5_wrap",
	.init = krb5_test_fixture_init,
	.exit = krb5_test_fixture_exit,
	.test_cases = krb5_wrap_cases,
};

kunit_test_suite(krb5_wrap_suite);
