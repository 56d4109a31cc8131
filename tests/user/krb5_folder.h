/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A Kerberos configuration of a case's own, for suites about tickets.
 *
 * It lives in a temporary folder to which KRB5_CONFIG, KRB5CCNAME and
 * KRB5_CLIENT_KTNAME point; its realms are EXAMPLE.TEST, whose KDC refuses
 * connections, CORP.TEST (.corp.test) and ONE.TEST (one.test).  The variables
 * stay as they are when the case ends, and the folder goes.
 */
#ifndef SSP_TESTS_USER_KRB5_FOLDER_H
#define SSP_TESTS_USER_KRB5_FOLDER_H

#include "tests/support.h"

#include "platform/user/tickets.h"

/* MIT krb5, src/tests/asn.1/reference_encode.out: for SSP_TEST_SERVER. */
#define SSP_TEST_TICKET                                                    \
	"615c305aa003020105a1101b0e415448454e412e4d49542e454455a21a3018a0" \
	"03020101a111300f1b066866747361691b056578747261a3253023a003020100" \
	"a103020105a21704156b726241534e2e312074657374206d657373616765"

#define SSP_TEST_CLIENT "alice@EXAMPLE.TEST"
#define SSP_TEST_TGT "krbtgt/EXAMPLE.TEST@EXAMPLE.TEST"
#define SSP_TEST_SERVER "hftsai/extra@ATHENA.MIT.EDU"

/* Seconds. */
#define SSP_TEST_LIFE 3600

/* What is in the folder's krb5.conf. */
extern const char ssp_test_krb5_config[];

/**
 * struct ssp_test_krb5 - the folder; a case's priv
 * @path: its name
 * @ctx: a context under its configuration
 */
struct ssp_test_krb5 {
	char path[64];
	krb5_context ctx;
};

/** ssp_test_krb5_enter() - a suite's init() */
int ssp_test_krb5_enter(struct kunit *test);

/** ssp_test_krb5_leave() - a suite's exit() */
void ssp_test_krb5_leave(struct kunit *test);

/** ssp_test_krb5_write() - put @text into a file, @name */
void ssp_test_krb5_write(struct kunit *test, const char *name,
			 const char *text);

/** ssp_test_krb5_parse() - the principal @name, for krb5_free_principal() */
krb5_principal ssp_test_krb5_parse(struct kunit *test, const char *name);

/** ssp_test_krb5_cache() - a cache of @client's, empty */
void ssp_test_krb5_cache(struct kunit *test, const char *cache_name,
			 const char *client);

/**
 * ssp_test_krb5_store() - put SSP_TEST_TICKET into the default cache
 * @test: the running case
 * @client: whose it is said to be
 * @server: for whom it is said to be
 * @endtime: seconds since 1970; it began SSP_TEST_LIFE - 1 before
 */
void ssp_test_krb5_store(struct kunit *test, const char *client,
			 const char *server, s64 endtime);

/** ssp_test_krb5_keytab() - append a key of @client's to the client keytab */
void ssp_test_krb5_keytab(struct kunit *test, const char *client);

/** ssp_test_krb5_open() - open() that succeeds */
struct ssp_ticket_cred *
ssp_test_krb5_open(struct kunit *test, const struct ssp_ticket_identity *id);

/**
 * ssp_test_krb5_expect_name() - name() says this
 * @test: the running case
 * @cred: identity
 * @want: principal
 * @want_expiry: FILETIME
 */
void ssp_test_krb5_expect_name(struct kunit *test, struct ssp_ticket_cred *cred,
			       const char *want, u64 want_expiry);

static inline struct ssp_span ssp_test_text(const char *s)
{
	return (struct ssp_span){ (const u8 *)s, strlen(s) };
}

#endif /* SSP_TESTS_USER_KRB5_FOLDER_H */
