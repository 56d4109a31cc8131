// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * One context and several threads: calls take turns where they must (P06), and
 * what is deleted stays until the last call on it has ended.
 *
 * The script's random is not made for threads, so nothing here draws any but
 * the legs, which take turns.
 */
#include <pthread.h>

#include <kunit/test.h>

#include "tests/fake_client.h"

#define THREADS 4
#define ROUNDS 200

static const struct ssp_span none = { NULL, 0 };

static int threads_init(struct kunit *test)
{
	struct ssp_fake_client *c = ssp_fake_client_start(test);

	ssp_fake_client_acquire(c, "Kerberos");
	return 0;
}

/**
 * struct worker - one thread
 * @c: the client they all share; none of its buffers is used
 * @answer: token for its leg
 * @st: what it was told last
 * @signature: room
 * @data: what it signs
 * @bad: an answer that should not have been
 * @seqs: numbers of the signatures it made
 */
struct worker {
	struct ssp_fake_client *c;
	struct ssp_span answer;
	ssp_status st;
	u8 signature[64];
	u8 data[16];
	bool bad;
	u8 seqs[ROUNDS];
};

/* Starts one thread for each of @n workers and waits for them all. */
static void run(struct kunit *test, void *(*const *fn)(void *),
		struct worker *w, size_t n)
{
	pthread_t threads[THREADS];
	size_t i;

	for (i = 0; i < n; i++)
		KUNIT_ASSERT_EQ(test, 0,
				pthread_create(&threads[i], NULL, fn[i],
					       &w[i]));
	for (i = 0; i < n; i++)
		KUNIT_ASSERT_EQ(test, 0, pthread_join(threads[i], NULL));
}

static struct worker *workers(struct kunit *test)
{
	struct worker *w =
		kunit_kzalloc(test, THREADS * sizeof(*w), GFP_KERNEL);
	size_t i;

	KUNIT_ASSERT_NOT_NULL(test, w);
	for (i = 0; i < THREADS; i++)
		w[i].c = test->priv;
	return w;
}

static void *finish(void *arg)
{
	struct worker *w = arg;
	SecBuffer in = { (ULONG)w->answer.n, SECBUFFER_TOKEN,
			 (void *)(uintptr_t)w->answer.p };
	SecBufferDesc input = { SECBUFFER_VERSION, 1, &in };
	const struct ssp_init_args args = {
		.context = &w->c->ctx,
		.req = SSP_FAKE_ALL,
		.drep = SECURITY_NATIVE_DREP,
		.input = &input,
	};

	w->st = ssp_api_initialize(&ssp_text_utf8, &args);
	return NULL;
}

/* P06: one of them is the second leg; to the others that has happened. */
static void legs_take_turns(struct kunit *test)
{
	static void *(*const fn[])(void *) = { finish, finish, finish, finish };
	struct ssp_fake_client *c = test->priv;
	struct worker *w = workers(test);
	struct ssp_wr answer;
	unsigned int ok = 0, i;

	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_fake_client_leg(c, SSP_FAKE_ALL, none));
	ssp_wr_init(&answer);
	ssp_fake_client_reply(c, NULL, &answer);
	ssp_test_memory_add_virtual(test, answer.p, answer.n);
	for (i = 0; i < THREADS; i++)
		w[i].answer = ssp_wr_span(&answer);
	run(test, fn, w, THREADS);
	for (i = 0; i < THREADS; i++) {
		if (w[i].st == SEC_E_OK)
			ok++;
		else
			KUNIT_EXPECT_EQ(test, SEC_E_INVALID_TOKEN, w[i].st);
	}
	KUNIT_EXPECT_EQ(test, 1u, ok);
	ssp_wr_free(&answer);
	c->attr = SSP_FAKE_ALL;
	ssp_fake_client_accept(c, NULL);
	ssp_fake_client_exchange(c);
}

static ssp_status sign(struct worker *w)
{
	SecBuffer b[] = {
		{ sizeof(w->signature), SECBUFFER_TOKEN, w->signature },
		{ sizeof(w->data), SECBUFFER_DATA, w->data },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };

	return MakeSignature(&w->c->ctx, 0, &d, 0);
}

static void *sign_rounds(void *arg)
{
	struct worker *w = arg;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		if (sign(w) != SEC_E_OK)
			w->bad = true;
		/* The number's last octet will do, there are 800 of them. */
		w->seqs[i] = w->signature[15];
	}
	return NULL;
}

/* Of two who do the same one waits: no number is given twice. */
static void numbers_are_given_once(struct kunit *test)
{
	static void *(*const fn[])(void *) = { sign_rounds, sign_rounds,
					       sign_rounds, sign_rounds };
	struct ssp_fake_client *c = test->priv;
	struct worker *w = workers(test);
	unsigned int count[256] = { 0 };
	unsigned int i, j;

	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	run(test, fn, w, THREADS);
	for (i = 0; i < THREADS; i++) {
		KUNIT_EXPECT_FALSE(test, w[i].bad);
		for (j = 0; j < ROUNDS; j++)
			count[w[i].seqs[j]]++;
	}
	/* 800 numbers in a row: every octet three or four times. */
	for (i = 0; i < 256; i++)
		KUNIT_EXPECT_TRUE(test, count[i] == 3 || count[i] == 4);
}

/* The peer signs, this side verifies, while another thread signs. */
static void *verify_rounds(void *arg)
{
	struct worker *w = arg;
	SecBuffer b[] = {
		{ 28, SECBUFFER_TOKEN, w->signature },
		{ sizeof(w->data), SECBUFFER_DATA, w->data },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	struct ssp_msg m;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		if (ssp_msg_open(&d, SSP_MSG_SIGN, &m) < 0 ||
		    ssp_krb5_cfx_sign(&w->c->acceptor, &m) < 0 ||
		    VerifySignature(&w->c->ctx, &d, 0, NULL) != SEC_E_OK)
			w->bad = true;
	}
	return NULL;
}

static void *query_rounds(void *arg)
{
	struct worker *w = arg;
	SecPkgContext_Sizes sizes;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		if (ssp_api_query_context(&ssp_text_utf8, &w->c->ctx,
					  SECPKG_ATTR_SIZES,
					  &sizes) != SEC_E_OK ||
		    sizes.cbMaxSignature != 28)
			w->bad = true;
	}
	return NULL;
}

static void each_direction_has_its_own_turn(struct kunit *test)
{
	static void *(*const fn[])(void *) = { sign_rounds, verify_rounds,
					       query_rounds };
	struct ssp_fake_client *c = test->priv;
	struct worker *w = workers(test);
	unsigned int i;

	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	run(test, fn, w, 3);
	for (i = 0; i < 3; i++)
		KUNIT_EXPECT_FALSE(test, w[i].bad);
}

static void *sign_until_gone(void *arg)
{
	struct worker *w = arg;

	do {
		w->st = sign(w);
	} while (w->st == SEC_E_OK);
	return NULL;
}

static void *delete_it(void *arg)
{
	struct worker *w = arg;
	unsigned int i;

	for (i = 0; i < 20; i++)
		sign(w);
	w->st = DeleteSecurityContext(&w->c->ctx);
	return NULL;
}

/* Calls under way end normally, later ones find nothing. */
static void what_is_deleted_goes_last(struct kunit *test)
{
	static void *(*const fn[])(void *) = { sign_until_gone, sign_until_gone,
					       delete_it, delete_it };
	struct ssp_fake_client *c = test->priv;
	struct worker *w = workers(test);

	ssp_fake_client_connect(c, SSP_FAKE_ALL, NULL);
	run(test, fn, w, THREADS);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, w[0].st);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, w[1].st);
	/* One of the two has done it. */
	KUNIT_EXPECT_TRUE(test, (w[2].st == SEC_E_OK) != (w[3].st == SEC_E_OK));
	memset(&c->ctx, 0, sizeof(c->ctx));
}

static struct kunit_case threads_cases[] = {
	KUNIT_CASE(legs_take_turns),
	KUNIT_CASE(numbers_are_given_once),
	KUNIT_CASE(each_direction_has_its_own_turn),
	KUNIT_CASE(what_is_deleted_goes_last),
	{}
};

static struct kunit_suite threads_suite = {
	.name = "threads",
	.init = threads_init,
	.exit = ssp_fake_client_stop,
	.test_cases = threads_cases,
};

kunit_test_suites(&threads_suite);
