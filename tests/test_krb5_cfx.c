// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The state of an established Kerberos context, and its MIC tokens
 * (core/krb5/krb5_cfx.c).  Wrap tokens are in test_krb5_wrap.c.
 */
#include <kunit/test.h>

#include "core/krb5/krb5_cfx.h"
#include "tests/krb5_support.h"

#define DATA "negotiate"
#define NDATA 9
#define MIC_MAX (SSP_KRB5_CFX_HDR + SSP_KRB5_CKSUM_MAX)

/* Fixture: test->priv is a pair that exit closes. */
static int pair_init(struct kunit *test)
{
	test->priv =
		kunit_kzalloc(test, sizeof(struct krb5_test_pair), GFP_KERNEL);
	return test->priv ? 0 : -1;
}

static void pair_exit(struct kunit *test)
{
	krb5_test_pair_close(test->priv);
}

static struct krb5_test_pair *open_pair(struct kunit *test, u32 flags)
{
	const struct krb5_token_vector *v = test->param_value;

	krb5_test_pair_close(test->priv);
	krb5_test_pair_open(test, test->priv, v ? v->etype : 18, flags);
	return test->priv;
}

KUNIT_ARRAY_PARAM(etype, krb5_token_vectors, NULL);

static void sizes(struct kunit *test)
{
	static const struct {
		s32 etype;
		u32 signature;
		u32 trailer;
	} want[] = {
		{ 17, 28, 76 },
		{ 18, 28, 76 },
		{ 19, 32, 80 },
		{ 20, 40, 88 },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(want); i++) {
		const struct ssp_krb5_etype *et =
			ssp_krb5_etype_find(want[i].etype);

		KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_max_signature(et),
				want[i].signature);
		KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_trailer(et),
				want[i].trailer);
	}
}

static void fini_of_nothing(struct kunit *test)
{
	struct ssp_krb5_cfx c = { 0 };

	ssp_krb5_cfx_fini(&c);
	ssp_krb5_cfx_fini(&c);
	KUNIT_EXPECT_NULL(test, c.et);
}

static ssp_status init_run(struct kunit *test, void *arg)
{
	struct krb5_test_pair *pair = test->priv;
	ssp_status st = krb5_test_pair_init(pair, arg, KRB5_TEST_FLAGS);

	krb5_test_pair_close(pair);
	return st;
}

static void init_without_memory(struct kunit *test)
{
	const struct krb5_token_vector *v = test->param_value;
	struct ssp_krb5_keyblock kb;
	struct ssp_test_memory *m;

	krb5_test_count_key(test, v->etype, &kb);
	m = ssp_test_memory_start(test);
	KUNIT_EXPECT_GE(test,
			ssp_test_each_failed_allocation(test, m, init_run, NULL,
							&kb),
			16);
	ssp_test_memory_stop(test, m);
}

/* Eight keys and the counters. */
static void footprint(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	size_t one;

	open_pair(test, KRB5_TEST_FLAGS);
	one = m->live_bytes[SSP_MEMORY_POOL] / 2;
	KUNIT_EXPECT_GT(test, one, 0);
	KUNIT_EXPECT_LT(test, one + sizeof(struct ssp_krb5_cfx),
			ssp_test_context_max);
	krb5_test_pair_close(test->priv);
	ssp_test_memory_stop(test, m);
}

/* The nth call fails, so that each key's failure is seen to come through. */
static int derive_countdown;

static ssp_status derive_nth_fails(const struct ssp_krb5_keyblock *key,
				   u32 usage, enum ssp_krb5_derive what,
				   u8 *out)
{
	if (--derive_countdown == 0)
		return SEC_E_CRYPTO_SYSTEM_INVALID;
	return ssp_krb5_rfc3961_derive(key, usage, what, out);
}

static void derive_failure_propagates(struct kunit *test)
{
	struct ssp_krb5_etype et = *ssp_krb5_etype_find(17);
	struct krb5_test_pair *pair = test->priv;
	struct ssp_krb5_keyblock kb;
	int nth;

	krb5_test_count_key(test, 17, &kb);
	et.derive = derive_nth_fails;
	kb.et = &et;
	for (nth = 1; nth <= 16; nth++) {
		derive_countdown = nth;
		KUNIT_EXPECT_EQ_MSG(test, krb5_test_pair_init(pair, &kb, 0),
				    SEC_E_CRYPTO_SYSTEM_INVALID, "key %d", nth);
		krb5_test_pair_close(pair);
	}
	derive_countdown = 17;
	KUNIT_EXPECT_EQ(test, krb5_test_pair_init(pair, &kb, 0), SEC_E_OK);
}

static ssp_status sign(struct ssp_krb5_cfx *c, u8 *token, size_t n,
		       const char *text, u32 *used)
{
	u8 data[64];
	struct ssp_msg m;
	ssp_status st;

	memcpy(data, text, strlen(text));
	krb5_test_msg(&m, token, n, data, strlen(text));
	st = ssp_krb5_cfx_sign(c, &m);
	*used = m.token_used;
	return st;
}

static ssp_status verify(struct ssp_krb5_cfx *c, const u8 *token, size_t n,
			 const char *text)
{
	u8 data[64], copy[MIC_MAX + 1];
	struct ssp_msg m;

	memcpy(data, text, strlen(text));
	memcpy(copy, token, n);
	krb5_test_msg(&m, copy, n, data, strlen(text));
	return ssp_krb5_cfx_verify(c, &m);
}

static void mic_vectors(struct kunit *test)
{
	const struct krb5_token_vector *v = test->param_value;
	struct krb5_test_pair *p = open_pair(test, KRB5_TEST_FLAGS);
	u8 *want, *cksum, *got;
	size_t n = ssp_test_unhex(test, v->mic, &want);
	u32 used;

	/* The acceptor's differs in the flag and in the checksum. */
	KUNIT_ASSERT_EQ(test, ssp_test_unhex(test, v->acceptor_mic, &cksum),
			n - SSP_KRB5_CFX_HDR);
	got = ssp_test_guarded(test, n);
	KUNIT_ASSERT_EQ(test, sign(&p->init, got, n, DATA, &used), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, used, n);
	SSP_EXPECT_MEMEQ(test, got, want, n);
	KUNIT_EXPECT_EQ(test, verify(&p->acc, got, n, DATA), SEC_E_OK);

	KUNIT_ASSERT_EQ(test, sign(&p->acc, got, n, DATA, &used), SEC_E_OK);
	want[2] = 5;
	memcpy(want + SSP_KRB5_CFX_HDR, cksum, n - SSP_KRB5_CFX_HDR);
	SSP_EXPECT_MEMEQ(test, got, want, n);
	KUNIT_EXPECT_EQ(test, verify(&p->init, got, n, DATA), SEC_E_OK);
}

static void mic_changed(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct ssp_krb5_cfx *c = arg;
	size_t full = ssp_krb5_cfx_max_signature(c->et);
	/* Reserved flag bits are ignored at first, the checksum has them. */
	bool header = p[0] != 4 || p[1] != 4 || (p[2] & 7) != 4 ||
		      memcmp(p + 3, "\xff\xff\xff\xff\xff", 5) != 0;

	KUNIT_EXPECT_EQ(test, verify(c, p, n, DATA),
			n != full || header ? SEC_E_INVALID_TOKEN :
					      SEC_E_MESSAGE_ALTERED);
}

static void mic_cut(struct kunit *test, u8 *p, size_t n, void *arg)
{
	KUNIT_EXPECT_EQ(test, verify(arg, p, n, DATA), SEC_E_INVALID_TOKEN);
}

static void mic_refuses(struct kunit *test)
{
	const struct krb5_token_vector *v = test->param_value;
	struct krb5_test_pair *p = open_pair(test, KRB5_TEST_FLAGS);
	u8 longer[MIC_MAX + 1] = { 0 };
	u8 *token;
	size_t n = ssp_test_unhex(test, v->mic, &token);

	ssp_test_each_truncation(test, token, n, mic_cut, &p->acc);
	ssp_test_each_change(test, token, n, mic_changed, &p->acc);
	memcpy(longer, token, n);
	KUNIT_EXPECT_EQ(test, verify(&p->acc, longer, n + 1, DATA),
			SEC_E_INVALID_TOKEN);
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, "negotiat"),
			SEC_E_MESSAGE_ALTERED);
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, "negotiatf"),
			SEC_E_MESSAGE_ALTERED);
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, ""),
			SEC_E_MESSAGE_ALTERED);
	/* None of all that used the number up. */
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, DATA), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, DATA),
			SEC_E_OUT_OF_SEQUENCE);
}

/* The sender's own token, and tokens under the other kind of key. */
static void mic_direction_and_key(struct kunit *test)
{
	struct krb5_test_pair *p = open_pair(test, KRB5_TEST_FLAGS);
	u8 token[MIC_MAX];
	u32 n;

	KUNIT_ASSERT_EQ(test, sign(&p->init, token, MIC_MAX, DATA, &n),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, verify(&p->init, token, n, DATA),
			SEC_E_INVALID_TOKEN);
	p->acc.acceptor_subkey = false;
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, DATA),
			SEC_E_INVALID_TOKEN);
	p->init.acceptor_subkey = false;
	KUNIT_ASSERT_EQ(test, sign(&p->init, token, MIC_MAX, DATA, &n),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, token[2], 0);
	p->acc.acceptor_subkey = true;
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, DATA),
			SEC_E_INVALID_TOKEN);
}

/* RFC 4121 4.2.2: a peer may set flags that we do not know. */
static void mic_unknown_flags(struct kunit *test)
{
	struct krb5_test_pair *p = open_pair(test, 0);
	u8 data[NDATA] = DATA;
	struct ssp_seg seg = { data, NDATA, 0 };
	u8 token[MIC_MAX];
	u32 n, bit;

	for (bit = 8; bit < 0x100; bit <<= 1) {
		KUNIT_ASSERT_EQ(test, sign(&p->init, token, MIC_MAX, DATA, &n),
				SEC_E_OK);
		token[2] |= bit;
		KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, DATA),
				SEC_E_MESSAGE_ALTERED);
		KUNIT_ASSERT_EQ(test,
				ssp_krb5_cfx_cksum(&p->init, p->init.sign, &seg,
						   1, token,
						   token + SSP_KRB5_CFX_HDR),
				SEC_E_OK);
		KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, DATA),
				SEC_E_OK);
	}
	/* But a MIC token is never sealed. */
	KUNIT_ASSERT_EQ(test, sign(&p->init, token, MIC_MAX, DATA, &n),
			SEC_E_OK);
	token[2] |= SSP_KRB5_CFX_SEALED;
	KUNIT_ASSERT_EQ(test,
			ssp_krb5_cfx_cksum(&p->init, p->init.sign, &seg, 1,
					   token, token + SSP_KRB5_CFX_HDR),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, DATA),
			SEC_E_INVALID_TOKEN);
}

static void mic_too_small(struct kunit *test)
{
	struct krb5_test_pair *p = open_pair(test, 0);
	size_t full = ssp_krb5_cfx_max_signature(p->init.et);
	u8 fresh[MIC_MAX];
	size_t n;
	u32 used;

	memset(fresh, 0xa5, sizeof(fresh));
	for (n = 0; n < full; n++) {
		u8 *token = ssp_test_guarded(test, n);

		KUNIT_EXPECT_EQ(test, sign(&p->init, token, n, DATA, &used),
				SEC_E_BUFFER_TOO_SMALL);
		KUNIT_EXPECT_EQ(test, used, 0);
		SSP_EXPECT_MEMEQ(test, token, fresh, n);
	}
	KUNIT_EXPECT_EQ(test, p->init.send_seq, 1);
	KUNIT_EXPECT_EQ(test,
			sign(&p->init, ssp_test_guarded(test, full), full, DATA,
			     &used),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, p->init.send_seq, 2);
}

/* Pieces do not matter, their order does; sign-only ones are signed too. */
static void mic_pieces(struct kunit *test)
{
	struct krb5_test_pair *p = open_pair(test, 0);
	u8 data[NDATA] = DATA;
	u8 token[MIC_MAX];
	struct ssp_msg m;
	u32 n;

	krb5_test_msg(&m, token, sizeof(token), data, 4);
	m.seg[1] = (struct ssp_seg){ NULL, 0, 0 };
	m.seg[2] = (struct ssp_seg){ data + 4, 3, SSP_SEG_SIGN_ONLY };
	m.seg[3] = (struct ssp_seg){ data + 7, 2, 0 };
	m.nseg = 4;
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_sign(&p->init, &m), SEC_E_OK);
	n = m.token_used;
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, DATA), SEC_E_OK);

	m.token.n = n;
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_verify(&p->acc, &m), SEC_E_OK);
	m.seg[2].n = 2;
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_verify(&p->acc, &m),
			SEC_E_MESSAGE_ALTERED);
}

static void mic_of_nothing(struct kunit *test)
{
	struct krb5_test_pair *p = open_pair(test, KRB5_TEST_FLAGS);
	u8 token[MIC_MAX];
	struct ssp_msg m;

	krb5_test_msg(&m, token, sizeof(token), NULL, 0);
	m.nseg = 0;
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_sign(&p->acc, &m), SEC_E_OK);
	m.token.n = m.token_used;
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_verify(&p->init, &m), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, verify(&p->init, token, m.token_used, ""),
			SEC_E_OUT_OF_SEQUENCE);
}

static void mic_most_pieces(struct kunit *test)
{
	struct krb5_test_pair *p = open_pair(test, 0);
	u8 data[SSP_MSG_SEGS_MAX];
	u8 token[MIC_MAX];
	struct ssp_msg m;
	size_t i;

	memset(data, 0x11, sizeof(data));
	krb5_test_msg(&m, token, sizeof(token), data, 1);
	for (i = 0; i < SSP_MSG_SEGS_MAX; i++)
		m.seg[i] = (struct ssp_seg){ data + i, 1, 0 };
	m.nseg = SSP_MSG_SEGS_MAX;
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_sign(&p->init, &m), SEC_E_OK);
	m.token.n = m.token_used;
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_verify(&p->acc, &m), SEC_E_OK);
	data[SSP_MSG_SEGS_MAX - 1] ^= 1;
	KUNIT_EXPECT_EQ(test, ssp_krb5_cfx_verify(&p->acc, &m),
			SEC_E_MESSAGE_ALTERED);
}

/* 64 bits of sequence number on the wire, most significant first. */
static void mic_large_numbers(struct kunit *test)
{
	struct krb5_test_pair *p = open_pair(test, KRB5_TEST_FLAGS);
	u8 token[MIC_MAX];
	u32 n;

	p->init.send_seq = 0x0102030405060708ull;
	p->acc.recv.base = p->init.send_seq;
	KUNIT_ASSERT_EQ(test, sign(&p->init, token, MIC_MAX, DATA, &n),
			SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, token + 8, "\1\2\3\4\5\6\7\10", 8);
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, DATA), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, p->init.send_seq, 0x0102030405060709ull);
}

static void mic_never_allocates(struct kunit *test)
{
	struct ssp_test_memory *m = ssp_test_memory_start(test);
	struct krb5_test_pair *p = open_pair(test, KRB5_TEST_FLAGS);
	u8 token[MIC_MAX];
	u32 n;

	ssp_test_memory_fail_at(m, 0);
	KUNIT_EXPECT_EQ(test, sign(&p->init, token, MIC_MAX, DATA, &n),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, DATA), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, verify(&p->acc, token, n, ""),
			SEC_E_MESSAGE_ALTERED);
	KUNIT_EXPECT_EQ(test, m->calls, 0);
	krb5_test_pair_close(p);
	ssp_test_memory_stop(test, m);
}

static struct kunit_case krb5_cfx_cases[] = {
	KUNIT_CASE(sizes),
	KUNIT_CASE(fini_of_nothing),
	KUNIT_CASE_PARAM(init_without_memory, etype_gen_params),
	KUNIT_CASE_PARAM(footprint, etype_gen_params),
	KUNIT_CASE(derive_failure_propagates),
	KUNIT_CASE_PARAM(mic_vectors, etype_gen_params),
	KUNIT_CASE_PARAM(mic_refuses, etype_gen_params),
	KUNIT_CASE_PARAM(mic_direction_and_key, etype_gen_params),
	KUNIT_CASE_PARAM(mic_unknown_flags, etype_gen_params),
	KUNIT_CASE_PARAM(mic_too_small, etype_gen_params),
	KUNIT_CASE_PARAM(mic_pieces, etype_gen_params),
	KUNIT_CASE_PARAM(mic_of_nothing, etype_gen_params),
	KUNIT_CASE(mic_most_pieces),
	KUNIT_CASE(mic_large_numbers),
	KUNIT_CASE_PARAM(mic_never_allocates, etype_gen_params),
	{},
};

static struct kunit_suite krb5_cfx_suite = {
	.name = "krb5_cfx",
	.init = pair_init,
	.exit = pair_exit,
	.test_cases = krb5_cfx_cases,
};

kunit_test_suite(krb5_cfx_suite);
