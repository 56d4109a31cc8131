// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Enctypes: the table, key derivation, encryption with integrity over pieces,
 * and EncryptedData contents (core/krb5/krb5_etype.c, krb5_rfc3961.c,
 * krb5_rfc8009.c).
 */
#include <kunit/test.h>

#include "core/krb5/krb5_etype.h"
#include "core/wr.h"
#include "tests/krb5_support.h"

static const struct row {
	s32 id;
	u16 bits;
	u8 key;
	u8 mac_key;
	u8 cksum;
	u16 cksum_id;
	const char *name;
} rows[] = {
	{ 17, 128, 16, 16, 12, 15, "aes128-cts-hmac-sha1-96" },
	{ 18, 256, 32, 32, 12, 16, "aes256-cts-hmac-sha1-96" },
	{ 19, 128, 16, 16, 16, 19, "aes128-cts-hmac-sha256-128" },
	{ 20, 256, 32, 24, 24, 20, "aes256-cts-hmac-sha384-192" },
};

static void table(struct kunit *test)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		const struct row *r = &rows[i];
		const struct ssp_krb5_etype *et = ssp_krb5_etype_find(r->id);

		KUNIT_ASSERT_NOT_NULL(test, et);
		KUNIT_EXPECT_EQ(test, et->id, r->id);
		KUNIT_EXPECT_EQ(test, et->bits, r->bits);
		KUNIT_EXPECT_EQ(test, et->key_size, r->key);
		KUNIT_EXPECT_EQ(test, et->mac_key_size, r->mac_key);
		KUNIT_EXPECT_EQ(test, et->cksum_size, r->cksum);
		KUNIT_EXPECT_EQ(test, et->cksum_id, r->cksum_id);
		KUNIT_EXPECT_STREQ(test, et->name, r->name);
		KUNIT_ASSERT_NOT_NULL(test, ssp_krb5_etype_at(i));
		KUNIT_EXPECT_PTR_EQ(
			test, ssp_krb5_etype_find(ssp_krb5_etype_at(i)->id),
			ssp_krb5_etype_at(i));
	}
	KUNIT_EXPECT_NULL(test, ssp_krb5_etype_at(ARRAY_SIZE(rows)));
	KUNIT_EXPECT_NULL(test, ssp_krb5_etype_at((size_t)-1));
}

/* Nothing that is not in the table: neither null nor DES nor RC4. */
static void unknown_types(struct kunit *test)
{
	s32 id;

	for (id = -200; id < 200; id++) {
		if (id < 17 || id > 20)
			KUNIT_EXPECT_NULL(test, ssp_krb5_etype_find(id));
	}
}

static void keyblock_takes_exact_lengths(struct kunit *test)
{
	struct ssp_krb5_keyblock kb;
	size_t i, n;

	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		for (n = 0; n <= 48; n++) {
			struct ssp_span key = { ssp_test_guarded(test, n), n };
			ssp_status st;

			memset(&kb, 0, sizeof(kb));
			st = ssp_krb5_keyblock_set(&kb, rows[i].id, key);
			if (n == rows[i].key) {
				KUNIT_EXPECT_EQ(test, st, SEC_E_OK);
				KUNIT_EXPECT_EQ(test, kb.et->id, rows[i].id);
				SSP_EXPECT_MEMEQ(test, kb.key, key.p, n);
			} else {
				KUNIT_EXPECT_EQ(test, st, SEC_E_INVALID_TOKEN);
				KUNIT_EXPECT_NULL(test, kb.et);
			}
		}
	}
	KUNIT_EXPECT_EQ(test, ssp_krb5_keyblock_set(&kb, 23, SSP_SPAN(kb.key)),
			SEC_E_KDC_UNKNOWN_ETYPE);
}

static void nfold(struct kunit *test)
{
	const struct krb5_nfold_vector *v = test->param_value;
	size_t nin = strlen(v->in);
	u8 *in = ssp_test_guarded_copy(test, v->in, nin);
	u8 *want;
	size_t n = ssp_test_unhex(test, v->out, &want);
	u8 *out = ssp_test_guarded(test, n);

	ssp_krb5_nfold(in, nin, out, n);
	SSP_EXPECT_MEMEQ(test, out, want, n);
}

KUNIT_ARRAY_PARAM(nfold, krb5_nfold_vectors, NULL);

/* Ones folded are ones: every addition carries all the way round. */
static void nfold_of_ones(struct kunit *test)
{
	u8 in[64], out[64];
	size_t nin, nout;

	memset(in, 0xff, sizeof(in));
	for (nin = 1; nin <= 64; nin += 7) {
		for (nout = 1; nout <= 64; nout++) {
			ssp_krb5_nfold(in, nin, out, nout);
			SSP_EXPECT_MEMEQ(test, out, in, nout);
		}
	}
}

static void expect_key(struct kunit *test, const struct ssp_krb5_keyblock *kb,
		       u32 usage, enum ssp_krb5_derive what, const char *hex)
{
	u8 *want;
	size_t n = ssp_test_unhex(test, hex, &want);
	u8 *got = ssp_test_guarded(test, n);

	KUNIT_EXPECT_EQ(test, kb->et->derive(kb, usage, what, got), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, got, want, n);
}

static void derive(struct kunit *test)
{
	const struct krb5_derive_vector *v = test->param_value;
	struct ssp_krb5_keyblock kb;

	krb5_test_key(test, v->etype, v->key, &kb);
	expect_key(test, &kb, v->usage, SSP_KRB5_KC, v->kc);
	expect_key(test, &kb, v->usage, SSP_KRB5_KE, v->ke);
	expect_key(test, &kb, v->usage, SSP_KRB5_KI, v->ki);
}

KUNIT_ARRAY_PARAM(derive, krb5_derive_vectors, NULL);

static void checksum(struct kunit *test)
{
	const struct krb5_cksum_vector *v = test->param_value;
	struct ssp_krb5_keyblock kb;
	struct ssp_hmac *hmac;
	struct ssp_seg seg;
	u8 text[21];
	u8 got[SSP_KRB5_CKSUM_MAX];
	u8 *want;
	size_t n = ssp_test_unhex(test, v->cksum, &want);

	for (seg.n = 0; seg.n < sizeof(text); seg.n++)
		text[seg.n] = (u8)seg.n;
	seg.p = text;
	seg.flags = 0;
	krb5_test_key(test, v->etype, v->key, &kb);
	KUNIT_ASSERT_EQ(test, kb.et->cksum_size, n);
	KUNIT_ASSERT_EQ(test,
			ssp_krb5_hmac_init(&hmac, &kb, v->usage, SSP_KRB5_KC),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_hmac(hmac, &seg, 1, got, n), SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, got, want, n);
	ssp_hmac_free(hmac);
}

KUNIT_ARRAY_PARAM(checksum, krb5_cksum_vectors, NULL);

static ssp_status derive_fails(const struct ssp_krb5_keyblock *key, u32 usage,
			       enum ssp_krb5_derive what, u8 *out)
{
	(void)usage;
	(void)what;
	memset(out, 0, key->et->key_size);
	return SEC_E_CRYPTO_SYSTEM_INVALID;
}

/* A key that could not be derived must not be used, all zeros least of all. */
static void derive_failure_propagates(struct kunit *test)
{
	struct ssp_krb5_etype et = *ssp_krb5_etype_find(18);
	struct ssp_krb5_keyblock kb;
	struct ssp_krb5_cipher c = { 0 };
	struct ssp_hmac *hmac = (struct ssp_hmac *)&kb;
	struct ssp_wr w;

	krb5_test_count_key(test, 18, &kb);
	et.derive = derive_fails;
	kb.et = &et;
	KUNIT_EXPECT_EQ(test, ssp_krb5_cipher_init(&c, &kb, 2, SSP_AES_ENCRYPT),
			SEC_E_CRYPTO_SYSTEM_INVALID);
	ssp_krb5_cipher_fini(&c);
	KUNIT_EXPECT_EQ(test, ssp_krb5_hmac_init(&hmac, &kb, 2, SSP_KRB5_KC),
			SEC_E_CRYPTO_SYSTEM_INVALID);
	KUNIT_EXPECT_NULL(test, hmac);
	ssp_wr_init(&w);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seal_blob(&kb, 2, SSP_SPAN("x"), &w),
			SEC_E_CRYPTO_SYSTEM_INVALID);
	KUNIT_EXPECT_EQ(test, w.st, SEC_E_CRYPTO_SYSTEM_INVALID);
	ssp_wr_free(&w);
}

/* A ciphertext of the vectors, taken apart. */
struct opened {
	struct ssp_krb5_keyblock kb;
	u32 usage;
	u8 *cipher;
	size_t n;
	u8 *plain;
	size_t nplain;
};

static void vector_open(struct kunit *test, struct opened *o)
{
	const struct krb5_cipher_vector *v = test->param_value;

	krb5_test_key(test, v->etype, v->key, &o->kb);
	o->usage = v->usage;
	o->n = ssp_test_unhex(test, v->cipher, &o->cipher);
	o->nplain = ssp_test_unhex(test, v->plain, &o->plain);
}

static void open_blob(struct kunit *test)
{
	struct ssp_span plain;
	struct opened o;
	u8 *out;

	vector_open(test, &o);
	KUNIT_ASSERT_EQ(test,
			ssp_krb5_open_blob(&o.kb, o.usage,
					   (struct ssp_span){ o.cipher, o.n },
					   &out, &plain),
			SEC_E_OK);
	KUNIT_ASSERT_EQ(test, plain.n, o.nplain);
	SSP_EXPECT_MEMEQ(test, plain.p, o.plain, plain.n);
	ssp_pool_free(out, o.n);
}

static void refused(struct kunit *test, u8 *p, size_t n, void *arg)
{
	const struct opened *o = arg;
	size_t least = SSP_KRB5_CONFOUNDER + o->kb.et->cksum_size;
	struct ssp_span plain;
	u8 *out;

	KUNIT_EXPECT_EQ(
		test,
		ssp_krb5_open_blob(&o->kb, o->usage, (struct ssp_span){ p, n },
				   &out, &plain),
		n < least ? SEC_E_INVALID_TOKEN : SEC_E_MESSAGE_ALTERED);
	KUNIT_EXPECT_NULL(test, out);
	KUNIT_EXPECT_EQ(test, plain.n, 0);
}

static void open_blob_refuses(struct kunit *test)
{
	struct opened o;

	vector_open(test, &o);
	ssp_test_each_truncation(test, o.cipher, o.n, refused, &o);
	ssp_test_each_change(test, o.cipher, o.n, refused, &o);
	o.usage ^= 1;
	refused(test, o.cipher, o.n, &o);
}

/* The vectors that tell their confounder can be made again. */
static void seal_blob(struct kunit *test)
{
	const struct krb5_cipher_vector *v = test->param_value;
	struct krb5_test_random random;
	struct opened o;
	struct ssp_wr w;
	u8 *confounder;

	if (!v->confounder)
		return;
	vector_open(test, &o);
	ssp_test_unhex(test, v->confounder, &confounder);
	krb5_test_random_start(&random);
	memcpy(random.bytes, confounder, sizeof(random.bytes));
	ssp_wr_init(&w);
	ssp_wr_u8(&w, 0x04); /* it is appended */
	KUNIT_EXPECT_EQ(
		test,
		ssp_krb5_seal_blob(&o.kb, o.usage,
				   (struct ssp_span){ o.plain, o.nplain }, &w),
		SEC_E_OK);
	ssp_env_set(NULL);
	KUNIT_EXPECT_EQ(test, w.n, o.n + 1);
	if (w.n == o.n + 1)
		SSP_EXPECT_MEMEQ(test, w.p + 1, o.cipher, o.n);
	ssp_wr_free(&w);
}

KUNIT_ARRAY_PARAM(cipher, krb5_cipher_vectors, NULL);

static void seal_blob_without_random(struct kunit *test)
{
	struct krb5_test_random random;
	struct ssp_krb5_keyblock kb;
	struct ssp_wr w;

	krb5_test_count_key(test, 20, &kb);
	krb5_test_random_start(&random);
	random.st = SEC_E_INTERNAL_ERROR;
	ssp_wr_init(&w);
	KUNIT_EXPECT_EQ(test, ssp_krb5_seal_blob(&kb, 11, SSP_SPAN("x"), &w),
			SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test, ssp_wr_span(&w).n, 0);
	ssp_env_set(NULL);
	ssp_wr_free(&w);
}

static void seal_blob_too_large(struct kunit *test)
{
	struct ssp_krb5_keyblock kb;
	struct ssp_wr w;

	krb5_test_count_key(test, 18, &kb);
	ssp_wr_init(&w);
	KUNIT_EXPECT_EQ(test,
			ssp_krb5_seal_blob(
				&kb, 11,
				(struct ssp_span){ kb.key, SSP_TOKEN_MAX }, &w),
			SEC_E_INTERNAL_ERROR);
	ssp_wr_free(&w);
}

/* Seal and open with whatever allocation failing. */
static ssp_status blob_run(struct kunit *test, void *arg)
{
	struct ssp_krb5_keyblock *kb = arg;
	struct ssp_span plain;
	struct ssp_wr w;
	ssp_status st;
	u8 *out;

	ssp_wr_init(&w);
	st = ssp_krb5_seal_blob(kb, 12, SSP_SPAN("the quick"), &w);
	KUNIT_EXPECT_EQ(test, w.st, st);
	if (st >= 0) {
		st = ssp_krb5_open_blob(kb, 12, ssp_wr_span(&w), &out, &plain);
		KUNIT_EXPECT_EQ(test, !out, st < 0);
		if (out)
			SSP_EXPECT_MEMEQ(test, plain.p, "the quick", 10);
		ssp_pool_free(out, w.n);
	}
	ssp_wr_free(&w);
	return st;
}

static void blob_without_memory(struct kunit *test)
{
	const struct row *r = test->param_value;
	struct ssp_krb5_keyblock kb;
	struct ssp_test_memory *m;

	krb5_test_count_key(test, r->id, &kb);
	m = ssp_test_memory_start(test);
	KUNIT_EXPECT_GT(test,
			ssp_test_each_failed_allocation(test, m, blob_run, NULL,
							&kb),
			5);
	ssp_test_memory_stop(test, m);
}

KUNIT_ARRAY_PARAM(row, rows, NULL);

/* One text in one piece, the reference for all others. */
struct text {
	struct ssp_krb5_cipher enc;
	struct ssp_krb5_cipher dec;
	size_t n;
	u8 plain[200];
	u8 cipher[200];
	u8 mac[SSP_KRB5_CKSUM_MAX];
};

static int text_init(struct kunit *test)
{
	test->priv = kunit_kzalloc(test, sizeof(struct text), GFP_KERNEL);
	return test->priv ? 0 : -1;
}

static void text_exit(struct kunit *test)
{
	struct text *t = test->priv;

	ssp_krb5_cipher_fini(&t->enc);
	ssp_krb5_cipher_fini(&t->dec);
}

static void text_make(struct kunit *test, size_t n)
{
	struct text *t = test->priv;
	const struct row *r = test->param_value;
	struct ssp_seg seg = { t->cipher, (u32)n, 0 };
	struct ssp_krb5_keyblock kb;
	u32 state = (u32)n;

	krb5_test_count_key(test, r->id, &kb);
	if (!t->enc.et) {
		KUNIT_ASSERT_EQ(test,
				ssp_krb5_cipher_init(&t->enc, &kb, 24,
						     SSP_AES_ENCRYPT),
				SEC_E_OK);
		KUNIT_ASSERT_EQ(test,
				ssp_krb5_cipher_init(&t->dec, &kb, 24,
						     SSP_AES_DECRYPT),
				SEC_E_OK);
	}
	t->n = n;
	ssp_test_rand_fill(&state, t->plain, n);
	memcpy(t->cipher, t->plain, n);
	KUNIT_ASSERT_EQ(test, ssp_krb5_encrypt(&t->enc, &seg, 1, t->mac),
			SEC_E_OK);
}

/* Cut @n bytes at @p into random pieces, some of them empty. */
static size_t cut(u32 *state, u8 *p, size_t n, struct ssp_seg *seg)
{
	size_t k = 0;

	while (n && k < 20) {
		u32 part = ssp_test_rand(state) % 40;

		if (k == 19 || part > n)
			part = (u32)n;
		seg[k++] = (struct ssp_seg){ p, part, 0 };
		p += part;
		n -= part;
	}
	return k;
}

/* However a text is cut, it is the same text. */
static void pieces(struct kunit *test)
{
	struct text *t = test->priv;
	u8 mac[SSP_KRB5_CKSUM_MAX];
	struct ssp_seg seg[20];
	u32 state = 1;
	size_t n, k;

	for (n = SSP_KRB5_CONFOUNDER; n < sizeof(t->plain); n++) {
		u8 *buf = kunit_kzalloc(test, n, GFP_KERNEL);

		text_make(test, n);
		memcpy(buf, t->plain, n);
		k = cut(&state, buf, n, seg);
		KUNIT_ASSERT_EQ(test, ssp_krb5_encrypt(&t->enc, seg, k, mac),
				SEC_E_OK);
		SSP_ASSERT_MEMEQ(test, buf, t->cipher, n);
		SSP_ASSERT_MEMEQ(test, mac, t->mac, t->enc.et->cksum_size);
		k = cut(&state, buf, n, seg);
		KUNIT_ASSERT_EQ(test, ssp_krb5_decrypt(&t->dec, seg, k, mac),
				SEC_E_OK);
		SSP_ASSERT_MEMEQ(test, buf, t->plain, n);
		kunit_kfree(test, buf);
	}
}

/* conf | signed | data | signed: in order under the MAC, encrypted or not. */
static void sign_only(struct kunit *test)
{
	struct text *t = test->priv;
	u8 signed_a[] = "header", signed_b[] = "trailer";
	u8 mac[SSP_KRB5_CKSUM_MAX];
	u8 buf[50];
	struct ssp_seg seg[] = {
		{ buf, 16, 0 },
		{ signed_a, sizeof(signed_a), SSP_SEG_SIGN_ONLY },
		{ buf + 16, sizeof(buf) - 16, 0 },
		{ signed_b, sizeof(signed_b), SSP_SEG_SIGN_ONLY },
	};
	struct ssp_seg swapped;
	size_t i;

	text_make(test, sizeof(buf));
	for (i = 0; i < 4; i++) {
		memcpy(buf, t->plain, sizeof(buf));
		KUNIT_ASSERT_EQ(test,
				ssp_krb5_encrypt(&t->enc, seg, ARRAY_SIZE(seg),
						 mac),
				SEC_E_OK);
		SSP_EXPECT_MEMEQ(test, buf, t->cipher, sizeof(buf));
		SSP_EXPECT_MEMEQ(test, signed_a, "header", sizeof(signed_a));
		SSP_EXPECT_MEMEQ(test, signed_b, "trailer", sizeof(signed_b));
		if (i == 1)
			signed_a[0] ^= 1;
		if (i == 2)
			signed_b[sizeof(signed_b) - 1] ^= 1;
		if (i == 3) {
			swapped = seg[1];
			seg[1] = seg[3];
			seg[3] = swapped;
		}
		KUNIT_EXPECT_EQ(test,
				ssp_krb5_decrypt(&t->dec, seg, ARRAY_SIZE(seg),
						 mac),
				i ? SEC_E_MESSAGE_ALTERED : SEC_E_OK);
		memcpy(signed_a, "header", sizeof(signed_a));
		memcpy(signed_b, "trailer", sizeof(signed_b));
	}
}

/* A refused text is wiped, or was never decrypted; signed pieces stay. */
static void refusal_hides_plaintext(struct kunit *test)
{
	struct text *t = test->priv;
	static const u8 zeros[60];
	u8 clear[] = "clear";
	u8 buf[60];
	const struct ssp_seg seg[] = {
		{ buf, 20, 0 },
		{ clear, sizeof(clear), SSP_SEG_SIGN_ONLY },
		{ buf + 20, sizeof(buf) - 20, 0 },
	};
	bool etm;

	text_make(test, sizeof(buf));
	etm = t->enc.et->encrypt_then_mac;
	memcpy(buf, t->cipher, sizeof(buf));
	/* Nobody signed the piece in the middle. */
	KUNIT_EXPECT_EQ(test, ssp_krb5_decrypt(&t->dec, seg, 3, t->mac),
			SEC_E_MESSAGE_ALTERED);
	SSP_EXPECT_MEMEQ(test, buf, etm ? t->cipher : zeros, sizeof(buf));
	SSP_EXPECT_MEMEQ(test, clear, "clear", sizeof(clear));
}

static void too_short(struct kunit *test)
{
	struct text *t = test->priv;
	u8 buf[16] = { 0 };
	struct ssp_seg seg[] = { { buf, 15, 0 },
				 { buf, 16, SSP_SEG_SIGN_ONLY } };
	u8 mac[SSP_KRB5_CKSUM_MAX] = { 0 };

	text_make(test, 16);
	for (seg[0].n = 0; seg[0].n < 16; seg[0].n++) {
		KUNIT_EXPECT_EQ(test, ssp_krb5_encrypt(&t->enc, seg, 2, mac),
				SEC_E_INTERNAL_ERROR);
		KUNIT_EXPECT_EQ(test, ssp_krb5_decrypt(&t->dec, seg, 2, mac),
				SEC_E_INVALID_TOKEN);
	}
	KUNIT_EXPECT_EQ(test, ssp_krb5_decrypt(&t->dec, NULL, 0, mac),
			SEC_E_INVALID_TOKEN);
}

static void too_many_pieces(struct kunit *test)
{
	struct text *t = test->priv;
	struct ssp_seg seg[SSP_KRB5_SEGS_MAX + 1];
	u8 mac[SSP_KRB5_CKSUM_MAX];
	u8 buf[32] = { 0 };
	size_t i;

	text_make(test, 16);
	for (i = 0; i < ARRAY_SIZE(seg); i++)
		seg[i] = (struct ssp_seg){ buf + i % 32, 1, 0 };
	KUNIT_EXPECT_EQ(test,
			ssp_krb5_encrypt(&t->enc, seg, ARRAY_SIZE(seg), mac),
			SEC_E_INTERNAL_ERROR);
	KUNIT_EXPECT_EQ(test,
			ssp_krb5_decrypt(&t->dec, seg, ARRAY_SIZE(seg), mac),
			SEC_E_INTERNAL_ERROR);
	KUNIT_ASSERT_EQ(test,
			ssp_krb5_encrypt(&t->enc, seg, SSP_KRB5_SEGS_MAX, mac),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test,
			ssp_krb5_decrypt(&t->dec, seg, SSP_KRB5_SEGS_MAX, mac),
			SEC_E_OK);
	SSP_EXPECT_MEMEQ(test, buf, ((u8[32]){ 0 }), sizeof(buf));
}

static struct kunit_case krb5_etype_cases[] = {
	KUNIT_CASE(table),
	KUNIT_CASE(unknown_types),
	KUNIT_CASE(keyblock_takes_exact_lengths),
	KUNIT_CASE_PARAM(nfold, nfold_gen_params),
	KUNIT_CASE(nfold_of_ones),
	KUNIT_CASE_PARAM(derive, derive_gen_params),
	KUNIT_CASE_PARAM(checksum, checksum_gen_params),
	KUNIT_CASE(derive_failure_propagates),
	KUNIT_CASE_PARAM(open_blob, cipher_gen_params),
	KUNIT_CASE_PARAM(open_blob_refuses, cipher_gen_params),
	KUNIT_CASE_PARAM(seal_blob, cipher_gen_params),
	KUNIT_CASE(seal_blob_without_random),
	KUNIT_CASE(seal_blob_too_large),
	KUNIT_CASE_PARAM(blob_without_memory, row_gen_params),
	{},
};

static struct kunit_suite krb5_etype_suite = {
	.name = "krb5_etype",
	.test_cases = krb5_etype_cases,
};

static struct kunit_case krb5_text_cases[] = {
	KUNIT_CASE_PARAM(pieces, row_gen_params),
	KUNIT_CASE_PARAM(sign_only, row_gen_params),
	KUNIT_CASE_PARAM(refusal_hides_plaintext, row_gen_params),
	KUNIT_CASE_PARAM(too_short, row_gen_params),
	KUNIT_CASE_PARAM(too_many_pieces, row_gen_params),
	{},
};

static struct kunit_suite krb5_text_suite = {
	.name = "krb5_text",
	.init = text_init,
	.exit = text_exit,
	.test_cases = krb5_text_cases,
};

kunit_test_suites(&krb5_etype_suite, &krb5_text_suite);
