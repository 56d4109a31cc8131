// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A client of NTLM's that has no Unicode, as curl is: its NEGOTIATE, and an
 * AUTHENTICATE in the form of curl's (core/ntlm/ntlm_accept.c).
 */
#include <kunit/test.h>

#include "core/ntlm/ntlm_av.h"
#include "tests/ntlm_talk.h"

/* As curl 7.88 sends it (--ntlm): OEM, no Unicode; no names, no version. */
static const u8 curl_negotiate[] = {
	'N', 'T', 'L', 'M', 'S', 'S', 'P', 0, 1, 0, 0, 0, 0x06, 0x82, 0x08, 0,
	0,   0,	  0,   0,   0,	 0,   0,   0, 0, 0, 0, 0, 0,	0,    0,    0,
};

static const u8 client_nonce[SSP_NTLM_NONCE] = { 1, 2, 3, 4, 5, 6, 7, 8 };

static struct ssp_test_memory *memory;
static struct ntlm_talk talk;

static int oem_init(struct kunit *test)
{
	struct ssp_fake *fake = ssp_fake_start(test);

	memory = ssp_test_memory_start(test);
	ntlm_talk_start(test, fake, &talk);
	return 0;
}

static void oem_exit(struct kunit *test)
{
	ntlm_talk_end(&talk);
	ssp_test_memory_stop(test, memory);
	ssp_fake_stop();
}

static struct ssp_span bytes(const char *s)
{
	return (struct ssp_span){ (const u8 *)s, strlen(s) };
}

/* The response of somebody whose names are @user and @domain, in any letters. */
static void put_response(struct kunit *test, const struct ssp_ntlm_challenge *c,
			 const char *user, const char *domain,
			 struct ssp_wr *out)
{
	struct ssp_utf16 u = ntlm_talk_text(user), d = ntlm_talk_text(domain);
	struct ssp_utf16 pw = ntlm_talk_text(NTLM_PASSWORD);
	u8 hash[SSP_NTLM_KEY], key[SSP_NTLM_KEY], proof[SSP_NTLM_KEY];
	u8 session[SSP_NTLM_KEY];
	struct ssp_wr blob;

	ssp_wr_init(&blob);
	ssp_ntlm_blob_write(&blob, talk.fake->now, client_nonce, c->info);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_nt_hash(&pw, hash), SEC_E_OK);
	KUNIT_EXPECT_EQ(test, ssp_ntlm_response_key(hash, &u, &d, key),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test,
			ssp_ntlm_prove(key, c->nonce.p, ssp_wr_span(&blob),
				       proof, session),
			SEC_E_OK);
	ssp_wr_bytes(out, SSP_SPAN(proof));
	ssp_wr_bytes(out, ssp_wr_span(&blob));
	ssp_wr_free(&blob);
	ssp_utf16_free(&u);
	ssp_utf16_free(&d);
	ssp_utf16_free(&pw);
}

/*
 * A hand-shake: NEGOTIATE of curl's; AUTHENTICATE with the names in the octets
 * given, and a response of who they are.
 */
static ssp_status shake(struct kunit *test, struct ssp_span domain,
			struct ssp_span user, const char *of_domain,
			const char *of_user)
{
	struct ssp_ntlm_authenticate m = { .domain = domain, .user = user };
	struct ssp_wr response, token, none;
	struct ssp_ntlm_challenge c;
	ssp_status st;

	ssp_wr_init(&response);
	ssp_wr_init(&token);
	ssp_wr_init(&none);
	KUNIT_ASSERT_EQ(test, ntlm_talk_open(&talk), SEC_E_OK);
	KUNIT_ASSERT_EQ(test,
			ntlm_talk_step(talk.acc, SSP_SPAN(curl_negotiate), NULL,
				       &talk.token[NTLM_CHALLENGE]),
			SEC_I_CONTINUE_NEEDED);
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_challenge_read(
				ssp_wr_span(&talk.token[NTLM_CHALLENGE]), &c),
			SEC_E_OK);
	put_response(test, &c, of_user, of_domain, &response);
	m.flags = c.flags;
	m.nt = ssp_wr_span(&response);
	ssp_ntlm_authenticate_write(&token, &m);
	st = ntlm_talk_step(talk.acc, ssp_wr_span(&token), NULL, &none);
	ssp_wr_free(&response);
	ssp_wr_free(&token);
	return st;
}

static void expect_client(struct kunit *test, const char *want)
{
	struct ssp_ctx_info info;

	memset(&info, 0, sizeof(info));
	ssp_ntlm_mech.describe(talk.acc, &info);
	KUNIT_ASSERT_NOT_NULL(test, info.client);
	KUNIT_EXPECT_TRUE(test, ssp_utf16_eq_ascii(info.client, want));
}

static void curl_is_let_in(struct kunit *test)
{
	KUNIT_EXPECT_EQ(test,
			shake(test, bytes(NTLM_DOMAIN), bytes(NTLM_USER),
			      NTLM_DOMAIN, NTLM_USER),
			SEC_E_OK);
	expect_client(test, "EXAMPLE\\alice");
	/* curl sends its user as it was typed, and an empty domain. */
	KUNIT_EXPECT_EQ(test,
			shake(test, bytes(""), bytes("ALICE"), "", NTLM_USER),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test,
			shake(test, bytes(NTLM_DOMAIN), bytes(NTLM_USER),
			      NTLM_DOMAIN, "mallory"),
			SEC_E_LOGON_DENIED);
}

/* The target's name is in the client's letters, the pairs are in Unicode. */
static void challenge_letters(struct kunit *test)
{
	static const u8 pair[] = { 2,	0, 12,	0, 'D', 0, 'O', 0,
				   'M', 0, 'A', 0, 'I', 0, 'N', 0 };
	struct ssp_ntlm_challenge c;

	KUNIT_ASSERT_EQ(test,
			shake(test, bytes(NTLM_DOMAIN), bytes(NTLM_USER),
			      NTLM_DOMAIN, NTLM_USER),
			SEC_E_OK);
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_challenge_read(
				ssp_wr_span(&talk.token[NTLM_CHALLENGE]), &c),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, c.target.n, 6);
	SSP_EXPECT_MEMEQ(test, c.target.p, "SERVER", 6);
	KUNIT_EXPECT_GT(test, c.info.n, sizeof(pair));
	SSP_EXPECT_MEMEQ(test, c.info.p, pair, sizeof(pair));
}

/* J\xfcrgen of Latin-1 is somebody else in another code page: nobody. */
static void other_letters(struct kunit *test)
{
	static const struct ssp_fake_account more[] = {
		{ "j\xc3\xbcrgen", NTLM_DOMAIN, NTLM_PASSWORD },
		{ NULL, NULL, NULL },
	};

	talk.fake->accounts = more;
	KUNIT_EXPECT_EQ(test,
			shake(test, bytes(NTLM_DOMAIN), bytes("j\xfcrgen"),
			      NTLM_DOMAIN, "j\xc3\xbcrgen"),
			SEC_E_LOGON_DENIED);
	KUNIT_EXPECT_EQ(test,
			shake(test, bytes(NTLM_DOMAIN), bytes("j\xc3\xbcrgen"),
			      NTLM_DOMAIN, "j\xc3\xbcrgen"),
			SEC_E_LOGON_DENIED);
}

static void names_too_long(struct kunit *test)
{
	char name[SSP_ACCOUNT_NAME_MAX + 2];

	memset(name, 'a', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	KUNIT_EXPECT_EQ(test,
			shake(test, bytes(NTLM_DOMAIN), bytes(name),
			      NTLM_DOMAIN, NTLM_USER),
			SEC_E_INVALID_TOKEN);
	KUNIT_EXPECT_EQ(test,
			shake(test, bytes(NTLM_DOMAIN),
			      (struct ssp_span){ (const u8 *)"al\0ce", 5 },
			      NTLM_DOMAIN, NTLM_USER),
			SEC_E_INVALID_TOKEN);
}

/* Who offers both has Unicode; to take it back later is not an agreement. */
static void letters_are_agreed_on(struct kunit *test)
{
	const u32 offers = SSP_NTLM_UNICODE | SSP_NTLM_OEM | SSP_NTLM_NTLM;
	struct ssp_ntlm_authenticate m = { .flags = SSP_NTLM_OEM };
	struct ssp_ntlm_challenge c;
	struct ssp_wr token, none;

	ssp_wr_init(&token);
	ssp_wr_init(&none);
	talk.accept_req = ISC_REQ_NULL_SESSION;
	KUNIT_ASSERT_EQ(test, ntlm_talk_open(&talk), SEC_E_OK);
	ssp_ntlm_negotiate_write(&token, offers);
	KUNIT_EXPECT_EQ(test,
			ntlm_talk_step(talk.acc, ssp_wr_span(&token), NULL,
				       &talk.token[NTLM_CHALLENGE]),
			SEC_I_CONTINUE_NEEDED);
	ssp_wr_free(&token);
	KUNIT_ASSERT_EQ(test,
			ssp_ntlm_challenge_read(
				ssp_wr_span(&talk.token[NTLM_CHALLENGE]), &c),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, c.flags & (SSP_NTLM_UNICODE | SSP_NTLM_OEM),
			SSP_NTLM_UNICODE);
	ssp_ntlm_authenticate_write(&token, &m);
	KUNIT_EXPECT_EQ(test,
			ntlm_talk_step(talk.acc, ssp_wr_span(&token), NULL,
				       &none),
			SEC_E_INVALID_TOKEN);
	ssp_wr_free(&token);
}

static struct kunit_case oem_cases[] = {
	KUNIT_CASE(curl_is_let_in),	   KUNIT_CASE(challenge_letters),
	KUNIT_CASE(other_letters),	   KUNIT_CASE(names_too_long),
	KUNIT_CASE(letters_are_agreed_on), {}
};

static struct kunit_suite oem_suite = {
	.name = "ntlm_oem",
	.init = oem_init,
	.exit = oem_exit,
	.test_cases = oem_cases,
};
kunit_test_suites(&oem_suite);
