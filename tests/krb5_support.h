/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * What the suites of core/krb5/ that need keys share: keys, a random source
 * that repeats itself, and both ends of an established context.
 */
#ifndef SSP_TESTS_KRB5_SUPPORT_H
#define SSP_TESTS_KRB5_SUPPORT_H

#include "core/krb5/krb5_cfx.h"
#include "platform/env.h"
#include "tests/support.h"
#include "tests/vectors/krb5_crypto.h"

/* A key of hex text; the case is aborted when it does not fit the type. */
static inline void krb5_test_key(struct kunit *test, s32 etype, const char *hex,
				 struct ssp_krb5_keyblock *kb)
{
	struct ssp_span s;
	u8 *p;

	s.n = ssp_test_unhex(test, hex, &p);
	s.p = p;
	KUNIT_ASSERT_EQ(test, ssp_krb5_keyblock_set(kb, etype, s), SEC_E_OK);
}

/* The key whose octets count up from 00. */
static inline void krb5_test_count_key(struct kunit *test, s32 etype,
				       struct ssp_krb5_keyblock *kb)
{
	size_t i;

	memset(kb, 0, sizeof(*kb));
	kb->et = ssp_krb5_etype_find(etype);
	KUNIT_ASSERT_NOT_NULL(test, kb->et);
	for (i = 0; i < kb->et->key_size; i++)
		kb->key[i] = (u8)i;
}

/**
 * struct krb5_test_random - an environment whose random is what a test says
 * @env: for ssp_env_set()
 * @bytes: what every call hands out from the start
 * @st: what every call answers
 */
struct krb5_test_random {
	struct ssp_env env;
	u8 bytes[SSP_KRB5_CONFOUNDER];
	ssp_status st;
};

static inline ssp_status krb5_test_random_get(void *arg, void *p, size_t n)
{
	const struct krb5_test_random *r = arg;

	if (n > sizeof(r->bytes))
		return SEC_E_INTERNAL_ERROR;
	memcpy(p, r->bytes, n);
	return r->st;
}

/* In place until ssp_env_set(NULL); random is c0, c1, ... to begin with. */
static inline void krb5_test_random_start(struct krb5_test_random *r)
{
	size_t i;

	r->env = *ssp_env_get();
	r->env.arg = r;
	r->env.random = krb5_test_random_get;
	for (i = 0; i < sizeof(r->bytes); i++)
		r->bytes[i] = (u8)(0xc0 + i);
	r->st = SEC_E_OK;
	ssp_env_set(&r->env);
}

/* Granted flags of most contexts. */
#define KRB5_TEST_FLAGS                                    \
	(ISC_RET_CONFIDENTIALITY | ISC_RET_REPLAY_DETECT | \
	 ISC_RET_SEQUENCE_DETECT)

/**
 * struct krb5_test_pair - both ends of a context
 * @init: the initiator's
 * @acc: the acceptor's
 */
struct krb5_test_pair {
	struct ssp_krb5_cfx init;
	struct ssp_krb5_cfx acc;
};

/*
 * Both start to count at 1 and use the acceptor's subkey.  To be closed after
 * a failure as well.
 */
static inline ssp_status krb5_test_pair_init(struct krb5_test_pair *pair,
					     const struct ssp_krb5_keyblock *kb,
					     u32 flags)
{
	struct ssp_krb5_cfx_params p = {
		.key = kb,
		.initiator = true,
		.acceptor_subkey = true,
		.flags = flags,
		.send_seq = 1,
		.recv_seq = 1,
	};
	ssp_status st;

	memset(pair, 0, sizeof(*pair));
	st = ssp_krb5_cfx_init(&pair->init, &p);
	if (st < 0)
		return st;
	p.initiator = false;
	return ssp_krb5_cfx_init(&pair->acc, &p);
}

static inline void krb5_test_pair_open(struct kunit *test,
				       struct krb5_test_pair *pair, s32 etype,
				       u32 flags)
{
	struct ssp_krb5_keyblock kb;

	krb5_test_count_key(test, etype, &kb);
	KUNIT_ASSERT_EQ(test, krb5_test_pair_init(pair, &kb, flags), SEC_E_OK);
}

static inline void krb5_test_pair_close(struct krb5_test_pair *pair)
{
	ssp_krb5_cfx_fini(&pair->init);
	ssp_krb5_cfx_fini(&pair->acc);
}

/* A message of @n bytes at @data and a token of @ntoken at @token. */
static inline void krb5_test_msg(struct ssp_msg *m, u8 *token, size_t ntoken,
				 u8 *data, size_t n)
{
	memset(m, 0, sizeof(*m));
	m->token = (struct ssp_seg){ token, (u32)ntoken, 0 };
	m->seg[0] = (struct ssp_seg){ data, (u32)n, 0 };
	m->nseg = 1;
	m->total = n;
}

/* A whole token in one buffer. */
static inline void krb5_test_stream(struct ssp_msg *m, u8 *token, size_t n)
{
	memset(m, 0, sizeof(*m));
	m->token = (struct ssp_seg){ token, (u32)n, 0 };
	m->stream = true;
}

/**
 * struct krb5_test_fixture - what the cases about Wrap tokens have in priv
 * @pair: both ends, closed by krb5_test_fixture_exit()
 * @random: confounder c0, c1, ...
 */
struct krb5_test_fixture {
	struct krb5_test_pair pair;
	struct krb5_test_random random;
};

static inline int krb5_test_fixture_init(struct kunit *test)
{
	struct krb5_test_fixture *f =
		kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	if (!f)
		return -1;
	krb5_test_random_start(&f->random);
	test->priv = f;
	return 0;
}

static inline void krb5_test_fixture_exit(struct kunit *test)
{
	struct krb5_test_fixture *f = test->priv;

	ssp_env_set(NULL);
	krb5_test_pair_close(&f->pair);
}

/* A fresh pair, of the type that the case's parameter names, or of 18. */
static inline struct krb5_test_pair *krb5_test_open(struct kunit *test,
						    u32 flags)
{
	const struct krb5_token_vector *v = test->param_value;
	struct krb5_test_fixture *f = test->priv;

	krb5_test_pair_close(&f->pair);
	krb5_test_pair_open(test, &f->pair, v ? v->etype : 18, flags);
	return &f->pair;
}

/* The most that SECBUFFER_TOKEN of a sealed message holds. */
#define KRB5_TEST_TOKEN_MAX \
	(3 * SSP_KRB5_CFX_HDR + SSP_KRB5_CKSUM_MAX + SSP_KRB5_CONFOUNDER)

/**
 * struct krb5_test_wire - TOKEN and DATA one after the other, as they travel
 * @p: guarded
 * @n: of both
 * @ntoken: of TOKEN
 */
struct krb5_test_wire {
	u8 *p;
	size_t n;
	size_t ntoken;
};

static inline void krb5_test_seal(struct kunit *test, struct ssp_krb5_cfx *c,
				  u32 qop, const void *data, size_t n,
				  struct krb5_test_wire *w)
{
	u8 token[KRB5_TEST_TOKEN_MAX];
	struct ssp_msg m;
	u8 *copy = ssp_test_guarded_copy(test, data, n);

	krb5_test_msg(&m, token, sizeof(token), copy, n);
	KUNIT_ASSERT_EQ(test, ssp_krb5_cfx_seal(c, &m, qop), SEC_E_OK);
	w->ntoken = m.token_used;
	w->n = w->ntoken + n;
	w->p = ssp_test_guarded(test, w->n);
	memcpy(w->p, token, w->ntoken);
	if (n)
		memcpy(w->p + w->ntoken, copy, n);
}

/* Open a token as TOKEN and DATA. */
static inline ssp_status krb5_test_unseal(struct ssp_krb5_cfx *c,
					  struct krb5_test_wire *w, u32 *qop)
{
	struct ssp_msg m;

	*qop = 99;
	krb5_test_msg(&m, w->p, w->ntoken, w->p + w->ntoken, w->n - w->ntoken);
	return ssp_krb5_cfx_unseal(c, &m, qop);
}

/* Turn right, the slow way. */
static inline void krb5_test_rotate(struct kunit *test, u8 *p, size_t n,
				    size_t by)
{
	u8 *turned = kunit_kzalloc(test, n, GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, turned);
	for (i = 0; i < n; i++)
		turned[(i + by) % n] = p[i];
	memcpy(p, turned, n);
	kunit_kfree(test, turned);
}

#endif /* SSP_TESTS_KRB5_SUPPORT_H */
