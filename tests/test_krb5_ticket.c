// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Kerberos credentials and the tickets they remember: when the source is asked,
 * what is believed of its answer, and for how long.
 */
#include <kunit/test.h>

#include "core/krb5/krb5_ticket.h"
#include "platform/memory.h"
#include "tests/fake_env.h"
#include "tests/support.h"

#define SECOND SSP_TICKS_PER_SEC
#define SKEW (300 * SECOND)

/* As many services as a credential remembers. */
#define CACHE_MAX 32

/**
 * struct world - what a case works with
 * @memory: the allocator's counters
 * @fake: the script; @fake->now is on a whole second, like all of Kerberos
 * @cred: the credential
 */
struct world {
	struct ssp_test_memory *memory;
	struct ssp_fake *fake;
	void *cred;
};

static int ticket_init(struct kunit *test)
{
	struct world *w = kunit_kzalloc(test, sizeof(*w), GFP_KERNEL);
	struct ssp_identity id = { .is_explicit = false };

	KUNIT_ASSERT_NOT_NULL(test, w);
	test->priv = w;
	w->memory = ssp_test_memory_start(test);
	w->fake = ssp_fake_start(test);
	w->fake->now -= w->fake->now % SECOND;
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			ssp_krb5_cred_open(&id, SECPKG_CRED_OUTBOUND,
					   &w->cred));
	return 0;
}

static void ticket_exit(struct kunit *test)
{
	struct world *w = test->priv;

	if (!w || !w->memory)
		return;
	ssp_krb5_cred_close(w->cred);
	if (w->fake)
		KUNIT_EXPECT_EQ(test, 0u, w->fake->creds);
	ssp_fake_stop();
	ssp_test_memory_stop(test, w->memory);
}

static struct ssp_utf16 text(struct kunit *test, const char *s)
{
	struct ssp_span span = { (const u8 *)s, strlen(s) };
	struct ssp_utf16 out;

	KUNIT_ASSERT_EQ(test, SEC_E_OK, ssp_utf16_from_utf8(span, &out));
	return out;
}

/* Gets one and lets go of it again. */
static ssp_status get(struct kunit *test, const char *target)
{
	struct world *w = test->priv;
	struct ssp_krb5_ticket *t = NULL;
	struct ssp_utf16 name = text(test, target);
	ssp_status st;

	st = ssp_krb5_ticket_get(w->cred, &name, &t);
	KUNIT_EXPECT_EQ(test, st >= 0, t != NULL);
	ssp_krb5_ticket_put(t);
	ssp_utf16_free(&name);
	return st;
}

static struct ssp_krb5_ticket *hold(struct kunit *test, const char *target)
{
	struct world *w = test->priv;
	struct ssp_krb5_ticket *t = NULL;
	struct ssp_utf16 name = text(test, target);

	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_krb5_ticket_get(w->cred, &name, &t));
	ssp_utf16_free(&name);
	KUNIT_ASSERT_NOT_NULL(test, t);
	return t;
}

static void expect_fetches(struct kunit *test, u32 n)
{
	const struct world *w = test->priv;

	KUNIT_EXPECT_EQ(test, n, w->fake->fetches);
}

static void a_ticket_is_as_scripted(struct kunit *test)
{
	struct world *w = test->priv;
	struct ssp_krb5_ticket *t = hold(test, SSP_FAKE_SPN);
	struct ssp_krb5_keyblock key;

	KUNIT_EXPECT_STREQ(test, SSP_FAKE_SPN, w->fake->spn);
	KUNIT_EXPECT_TRUE(test,
			  ssp_utf16_eq_ascii(&t->client, SSP_FAKE_CLIENT));
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&t->server, SSP_FAKE_SPN
						   "@" SSP_FAKE_REALM));
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&t->realm, SSP_FAKE_REALM));
	KUNIT_EXPECT_EQ(test, w->fake->start, t->msg.start);
	KUNIT_EXPECT_EQ(test, w->fake->end, t->msg.end);
	ssp_fake_key(w->fake, &key);
	KUNIT_EXPECT_PTR_EQ(test, key.et, t->key.et);
	SSP_EXPECT_MEMEQ(test, key.key, t->key.key, key.et->key_size);
	ssp_krb5_ticket_put(t);
}

static void the_second_context_asks_nobody(struct kunit *test)
{
	struct ssp_krb5_ticket *one = hold(test, SSP_FAKE_SPN);
	struct ssp_krb5_ticket *two = hold(test, SSP_FAKE_SPN);

	KUNIT_EXPECT_PTR_EQ(test, one, two);
	expect_fetches(test, 1);
	ssp_krb5_ticket_put(one);
	ssp_krb5_ticket_put(two);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
	expect_fetches(test, 1);
}

/* MS-KILE 3.1.5.11; what is no letter of ASCII counts as it is. */
static void case_does_not_matter(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/www.example.test"));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "http/WWW.Example.TEST"));
	expect_fetches(test, 1);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/www.example.tes"));
	expect_fetches(test, 2);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/www.example.test."));
	expect_fetches(test, 3);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/az.test"));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/AZ.test"));
	expect_fetches(test, 4);
	/* The neighbours of Z and z, and one letter beyond ASCII. */
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/w[.test"));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/w{.test"));
	expect_fetches(test, 6);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/\xc3\xa4.test"));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/\xc3\x84.test"));
	expect_fetches(test, 8);
}

/* The name goes to the source as it was given, in UTF-8. */
static void the_name_arrives_unchanged(struct kunit *test)
{
	const struct world *w = test->priv;
	static const char *const spns[] = {
		"HTTP/www.example.test:8080/x@OTHER.TEST",
		"imap@mail.example.test",
		"alice@EXAMPLE.TEST",
		"HTTP/\xe2\x82\xac.test",
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(spns); i++) {
		KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, spns[i]));
		KUNIT_EXPECT_STREQ(test, spns[i], w->fake->spn);
	}
}

static void a_ticket_about_to_end_is_not_used_again(struct kunit *test)
{
	struct world *w = test->priv;

	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
	w->fake->now = w->fake->end - SKEW - 1;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
	expect_fetches(test, 1);
	w->fake->now++;
	w->fake->end += 3600 * SECOND;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
	expect_fetches(test, 2);
	/* The new one is remembered in its place. */
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
	expect_fetches(test, 2);
}

static void an_expired_ticket_is_refused(struct kunit *test)
{
	struct world *w = test->priv;

	w->fake->end = w->fake->now;
	KUNIT_EXPECT_EQ(test, SEC_E_CONTEXT_EXPIRED, get(test, SSP_FAKE_SPN));
	/* Nothing bad is remembered. */
	w->fake->end = w->fake->now + SECOND;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
	expect_fetches(test, 2);
}

static void a_clock_that_is_off_is_noticed(struct kunit *test)
{
	struct world *w = test->priv;

	w->fake->start = w->fake->now + SKEW + SECOND;
	KUNIT_EXPECT_EQ(test, SEC_E_TIME_SKEW, get(test, SSP_FAKE_SPN));
	w->fake->start -= SECOND;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
	/* No clock: everything has expired. */
	w->fake->now = SSP_TIME_NEVER;
	KUNIT_EXPECT_EQ(test, SEC_E_CONTEXT_EXPIRED, get(test, SSP_FAKE_SPN));
}

static void an_invalid_ticket_is_refused(struct kunit *test)
{
	struct world *w = test->priv;

	w->fake->flags = SSP_KRB5_TKT_INVALID;
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS, get(test, SSP_FAKE_SPN));
	w->fake->flags = ~SSP_KRB5_TKT_INVALID;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
}

static const ssp_status fetched[] = {
	SEC_E_NO_CREDENTIALS,	   SEC_E_NO_AUTHENTICATING_AUTHORITY,
	SEC_E_TARGET_UNKNOWN,	   SEC_E_LOGON_DENIED,
	SEC_E_TIME_SKEW,	   SEC_E_KDC_UNKNOWN_ETYPE,
	SEC_E_INSUFFICIENT_MEMORY, SEC_E_INTERNAL_ERROR,
};

/* P24 to P27, as far as it is the source that knows. */
static void the_sources_word_is_passed_on(struct kunit *test)
{
	struct world *w = test->priv;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(fetched); i++) {
		w->fake->fetch_st = fetched[i];
		KUNIT_EXPECT_EQ(test, fetched[i], get(test, SSP_FAKE_SPN));
	}
	w->fake->fetch_st = SEC_E_OK;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
}

static void keys_must_be_ours(struct kunit *test)
{
	static const s32 types[] = { 1, 3, 16, 23, 25, 26, 0, -1 };
	struct world *w = test->priv;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(types); i++) {
		w->fake->etype = types[i];
		KUNIT_EXPECT_EQ(test, SEC_E_KDC_UNKNOWN_ETYPE,
				get(test, SSP_FAKE_SPN));
	}
	for (i = 0; ssp_krb5_etype_at(i); i++) {
		w->fake->etype = ssp_krb5_etype_at(i)->id;
		KUNIT_EXPECT_EQ(test, SEC_E_OK,
				get(test, i ? "HTTP/b" : "HTTP/a"));
		w->fake->now += 3600 * SECOND;
		w->fake->start = w->fake->now;
		w->fake->end = w->fake->now + 1200 * SECOND;
	}
}

static void answer_with(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct world *w = test->priv;
	ssp_status st;

	(void)arg;
	/* An empty answer is no blob to the script. */
	if (!n)
		return;
	w->fake->blob = (struct ssp_span){ p, n };
	st = get(test, SSP_FAKE_SPN);
	/* The clock, an enctype, the invalid flag may have been hit. */
	KUNIT_EXPECT_TRUE(test, st == SEC_E_OK || st == SEC_E_INTERNAL_ERROR ||
					st == SEC_E_KDC_UNKNOWN_ETYPE ||
					st == SEC_E_TIME_SKEW ||
					st == SEC_E_CONTEXT_EXPIRED ||
					st == SEC_E_NO_CREDENTIALS);
}

static void truncated_answer(struct kunit *test, u8 *p, size_t n, void *arg)
{
	struct world *w = test->priv;

	(void)arg;
	if (!n)
		return;
	w->fake->blob = (struct ssp_span){ p, n };
	KUNIT_EXPECT_EQ(test, SEC_E_INTERNAL_ERROR, get(test, SSP_FAKE_SPN));
}

/* Not a peer's doing, so not a bad token: the source is at fault. */
static void a_spoilt_answer_is_an_internal_error(struct kunit *test)
{
	struct world *w = test->priv;
	struct ssp_wr blob;

	ssp_wr_init(&blob);
	ssp_fake_ticket(w->fake, &blob);
	KUNIT_ASSERT_EQ(test, SEC_E_OK, blob.st);
	ssp_test_each_truncation(test, blob.p, blob.n, truncated_answer, NULL);
	/* So that every answer is looked at, none is remembered for long. */
	w->fake->end = w->fake->now + SECOND;
	blob.n = 0;
	ssp_fake_ticket(w->fake, &blob);
	ssp_test_each_change(test, blob.p, blob.n, answer_with, NULL);
	ssp_wr_free(&blob);
}

/* The key's length is its type's, and names are text. */
static void contents_must_make_sense(struct kunit *test)
{
	struct world *w = test->priv;
	struct ssp_wr blob;
	size_t i;

	w->fake->etype = 17;
	ssp_wr_init(&blob);
	ssp_fake_ticket(w->fake, &blob);
	w->fake->blob = ssp_wr_span(&blob);
	for (i = 0; i + 4 < blob.n; i++) {
		/* EncryptionKey: [0] 17, then [1] with 16 octets. */
		if (!memcmp(blob.p + i, "\xa0\x03\x02\x01\x11\xa1", 6))
			blob.p[i + 4] = 18;
	}
	KUNIT_EXPECT_EQ(test, SEC_E_INTERNAL_ERROR, get(test, SSP_FAKE_SPN));
	blob.n = 0;
	ssp_fake_ticket(w->fake, &blob);
	for (i = 0; i + 5 <= blob.n; i++) {
		if (!memcmp(blob.p + i, "alice", 5))
			blob.p[i] = 0xff;
	}
	KUNIT_EXPECT_EQ(test, SEC_E_INTERNAL_ERROR, get(test, SSP_FAKE_SPN));
	ssp_wr_free(&blob);
}

static ssp_status get_number(struct kunit *test, unsigned int n)
{
	char spn[] = "HTTP/host00";

	spn[9] += (char)(n / 10);
	spn[10] += (char)(n % 10);
	return get(test, spn);
}

static void the_oldest_of_too_many_goes(struct kunit *test)
{
	unsigned int i;

	for (i = 0; i <= CACHE_MAX; i++)
		KUNIT_EXPECT_EQ(test, SEC_E_OK, get_number(test, i));
	expect_fetches(test, CACHE_MAX + 1);
	for (i = 1; i <= CACHE_MAX; i++)
		KUNIT_EXPECT_EQ(test, SEC_E_OK, get_number(test, i));
	expect_fetches(test, CACHE_MAX + 1);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get_number(test, 0));
	expect_fetches(test, CACHE_MAX + 2);
}

static void a_forgotten_ticket_is_fetched_anew(struct kunit *test)
{
	struct world *w = test->priv;
	struct ssp_krb5_ticket *t;

	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/other"));
	t = hold(test, SSP_FAKE_SPN);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/another"));
	ssp_krb5_ticket_forget(w->cred, t);
	/* Whoever holds it may go on. */
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&t->realm, SSP_FAKE_REALM));
	ssp_krb5_ticket_forget(w->cred, t);
	expect_fetches(test, 3);
	KUNIT_EXPECT_EQ(test, 0u, w->fake->asked);
	/* With nobody to ask for a better one it is no worse than before. */
	w->fake->fetch_st = SEC_E_NO_AUTHENTICATING_AUTHORITY;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
	KUNIT_EXPECT_EQ(test, SSP_TICKET_FRESH, w->fake->asked);
	w->fake->fetch_st = SEC_E_LOGON_DENIED;
	KUNIT_EXPECT_EQ(test, SEC_E_LOGON_DENIED, get(test, SSP_FAKE_SPN));
	KUNIT_EXPECT_EQ(test, SSP_TICKET_FRESH, w->fake->asked);
	expect_fetches(test, 5);
	w->fake->fetch_st = SEC_E_OK;
	w->fake->asked = 0;
	w->fake->fetches = 3;
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
	expect_fetches(test, 4);
	/* Not out of the cache that the refused one came from. */
	KUNIT_EXPECT_EQ(test, SSP_TICKET_FRESH, w->fake->asked);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/other"));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/another"));
	expect_fetches(test, 4);
	/* Once is enough: the new one is as good as any. */
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, SSP_FAKE_SPN));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, "HTTP/third"));
	KUNIT_EXPECT_EQ(test, 0u, w->fake->asked);
	ssp_krb5_ticket_put(t);
}

static void a_ticket_outlives_its_credential(struct kunit *test)
{
	struct world *w = test->priv;
	struct ssp_krb5_ticket *t = hold(test, SSP_FAKE_SPN);

	ssp_krb5_cred_close(w->cred);
	w->cred = NULL;
	KUNIT_EXPECT_EQ(test, 0u, w->fake->creds);
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(&t->realm, SSP_FAKE_REALM));
	ssp_krb5_ticket_put(t);
	ssp_krb5_ticket_put(NULL);
}

static const char *const no_hosts[] = {
	"",
	"192.0.2.1",
	"HTTP/192.0.2.1",
	"HTTP/192.0.2.1:80",
	"HTTP/192.0.2.1:80/name",
	"HTTP/192.0.2.1@EXAMPLE.TEST",
	"host@192.0.2.1",
	"HTTP/2001:db8::1",
	"HTTP/[2001:db8::1]",
	"HTTP/[2001:db8::1]:443",
	"HTTP/::",
	"HTTP/fe80::1%eth0",
	"HTTP/::ffff:192.0.2.1",
	"2001:db8::1",
	"[::1]:88",
	"HTTP/",
	"HTTP/@EXAMPLE.TEST",
	"HTTP/:80",
	"HTTP//name",
	"/",
	"HTTP/2130706433",
};

static void target_desc(const char *const *target, char *desc)
{
	strcpy(desc, *target);
}

KUNIT_ARRAY_PARAM(no_host, no_hosts, target_desc);

/* An address has no principal: nobody is asked, nobody waits (P07, P27). */
static void an_address_is_no_target(struct kunit *test)
{
	const char *const *target = test->param_value;
	struct ssp_utf16 name = text(test, *target);

	KUNIT_EXPECT_FALSE(test, ssp_krb5_target_is_host(&name));
	ssp_utf16_free(&name);
	KUNIT_EXPECT_EQ(test, SEC_E_TARGET_UNKNOWN, get(test, *target));
	expect_fetches(test, 0);
}

static void no_target_is_no_target(struct kunit *test)
{
	struct world *w = test->priv;
	struct ssp_utf16 none = { NULL, 0 };
	struct ssp_krb5_ticket *t;

	KUNIT_EXPECT_FALSE(test, ssp_krb5_target_is_host(&none));
	KUNIT_EXPECT_EQ(test, SEC_E_TARGET_UNKNOWN,
			ssp_krb5_ticket_get(w->cred, &none, &t));
	expect_fetches(test, 0);
}

static const char *const hosts[] = {
	"HTTP/www.example.test",
	"HTTP/www.example.test:80",
	"HTTP/www.example.test:80/name",
	"HTTP/www.example.test/192.0.2.1",
	"HTTP/www.example.test@EXAMPLE.TEST",
	"imap@mail.example.test",
	"alice@EXAMPLE.TEST",
	"server$",
	"HTTP/1a",
	"HTTP/192.0.2.1.example.test",
	"HTTP/a.2.3.4",
	"HTTP/1.2.3.4x:80",
};

KUNIT_ARRAY_PARAM(host, hosts, target_desc);

static void a_name_is_a_target(struct kunit *test)
{
	const char *const *target = test->param_value;

	KUNIT_EXPECT_EQ(test, SEC_E_OK, get(test, *target));
	expect_fetches(test, 1);
}

static void the_name_of_a_credential(struct kunit *test)
{
	struct world *w = test->priv;
	struct ssp_cred_info info = { .expiry = 1 };

	KUNIT_EXPECT_EQ(test, SEC_E_OK, ssp_krb5_cred_query(w->cred, &info));
	KUNIT_EXPECT_TRUE(test,
			  ssp_utf16_eq_ascii(&info.name, SSP_FAKE_CLIENT));
	KUNIT_EXPECT_EQ(test, w->fake->end, info.expiry);
	ssp_utf16_free(&info.name);
	w->fake->name_st = SEC_E_NO_CREDENTIALS;
	KUNIT_EXPECT_EQ(test, SEC_E_NO_CREDENTIALS,
			ssp_krb5_cred_query(w->cred, &info));
	KUNIT_EXPECT_NULL(test, info.name.p);
	expect_fetches(test, 0);
}

static ssp_status open_alice(struct kunit *test, void *arg)
{
	const struct ssp_identity *id = arg;
	void *cred = NULL;
	ssp_status st;

	(void)test;
	st = ssp_krb5_cred_open(id, SECPKG_CRED_OUTBOUND, &cred);
	if (st >= 0)
		ssp_krb5_cred_close(cred);
	return st;
}

/* The source gets UTF-8, and no copy of a password stays behind. */
static void an_identity_reaches_the_source(struct kunit *test)
{
	struct world *w = test->priv;
	struct ssp_identity id = {
		.principal = text(test, "alice/admin"),
		.user = text(test, "al\xc3\xafs"),
		.domain = text(test, "EXAMPLE.TEST"),
		.password = text(test, "p\xe2\x82\xac"),
		.is_explicit = true,
	};

	KUNIT_EXPECT_EQ(test, SEC_E_OK, open_alice(test, &id));
	KUNIT_EXPECT_TRUE(test, w->fake->have_password);
	KUNIT_EXPECT_STREQ(test, "alice/admin", w->fake->principal);
	KUNIT_EXPECT_STREQ(test, "al\xc3\xafs", w->fake->user);
	KUNIT_EXPECT_STREQ(test, "EXAMPLE.TEST", w->fake->domain);
	KUNIT_EXPECT_STREQ(test, "p\xe2\x82\xac", w->fake->password);
	KUNIT_EXPECT_EQ(test, (u64)6,
			ssp_test_each_failed_allocation(test, w->memory,
							open_alice, NULL, &id));
	w->fake->open_st = SEC_E_UNKNOWN_CREDENTIALS;
	KUNIT_EXPECT_EQ(test, SEC_E_UNKNOWN_CREDENTIALS, open_alice(test, &id));
	ssp_identity_free(&id);
	ssp_krb5_cred_close(NULL);
}

static ssp_status open_and_get(struct kunit *test, void *arg)
{
	struct ssp_identity none = { .is_explicit = false };
	struct ssp_krb5_ticket *t = NULL;
	void *cred = NULL;
	ssp_status st;

	(void)test;
	st = ssp_krb5_cred_open(&none, SECPKG_CRED_OUTBOUND, &cred);
	if (st < 0)
		return st;
	st = ssp_krb5_ticket_get(cred, arg, &t);
	ssp_krb5_ticket_put(t);
	ssp_krb5_cred_close(cred);
	return st;
}

/* A ticket that cannot be remembered is as good a ticket. */
static bool out_of_memory_or_not(ssp_status st)
{
	return st == SEC_E_INSUFFICIENT_MEMORY || st == SEC_E_OK;
}

static void every_allocation_may_fail(struct kunit *test)
{
	struct world *w = test->priv;
	struct ssp_utf16 name = text(test, SSP_FAKE_SPN);
	u64 n;

	n = ssp_test_each_failed_allocation(test, w->memory, open_and_get,
					    out_of_memory_or_not, &name);
	KUNIT_EXPECT_GT(test, n, (u64)8);
	ssp_utf16_free(&name);
}

static struct kunit_case ticket_cases[] = {
	KUNIT_CASE(a_ticket_is_as_scripted),
	KUNIT_CASE(the_second_context_asks_nobody),
	KUNIT_CASE(case_does_not_matter),
	KUNIT_CASE(the_name_arrives_unchanged),
	KUNIT_CASE(a_ticket_about_to_end_is_not_used_again),
	KUNIT_CASE(an_expired_ticket_is_refused),
	KUNIT_CASE(a_clock_that_is_off_is_noticed),
	KUNIT_CASE(an_invalid_ticket_is_refused),
	KUNIT_CASE(the_sources_word_is_passed_on),
	KUNIT_CASE(keys_must_be_ours),
	KUNIT_CASE(a_spoilt_answer_is_an_internal_error),
	KUNIT_CASE(contents_must_make_sense),
	KUNIT_CASE(the_oldest_of_too_many_goes),
	KUNIT_CASE(a_forgotten_ticket_is_fetched_anew),
	KUNIT_CASE(a_ticket_outlives_its_credential),
	KUNIT_CASE_PARAM(an_address_is_no_target, no_host_gen_params),
	KUNIT_CASE(no_target_is_no_target),
	KUNIT_CASE_PARAM(a_name_is_a_target, host_gen_params),
	KUNIT_CASE(the_name_of_a_credential),
	KUNIT_CASE(an_identity_reaches_the_source),
	KUNIT_CASE(every_allocation_may_fail),
	{}
};

static struct kunit_suite ticket_suite = {
	.name = "krb5_ticket",
	.init = ticket_init,
	.exit = ticket_exit,
	.test_cases = ticket_cases,
};

kunit_test_suites(&ticket_suite);
