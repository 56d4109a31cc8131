/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A scripted world: a clock that stands still, random that counts, tickets
 * that were never issued.  Tokens come out byte for byte the same every time.
 */
#ifndef SSP_TESTS_FAKE_ENV_H
#define SSP_TESTS_FAKE_ENV_H

#include <kunit/test.h>

#include "core/krb5/krb5_etype.h"
#include "core/wr.h"
#include "platform/env.h"

#define SSP_FAKE_SPN "HTTP/www.example.test"
#define SSP_FAKE_CLIENT "alice@EXAMPLE.TEST"
#define SSP_FAKE_REALM "EXAMPLE.TEST"

/* 2020-01-02 03:04:05.678901 UTC, as a FILETIME. */
#define SSP_FAKE_NOW 132224078456789010ull

/**
 * struct ssp_fake_account - somebody who has an NTLM password
 * @user: name; NULL ends a list
 * @domain: name; "" for any
 * @password: ASCII
 */
struct ssp_fake_account {
	const char *user;
	const char *domain;
	const char *password;
};

/**
 * struct ssp_fake - the script, and what happened
 * @env: the table in force
 * @now: wall clock, UTC
 * @zone: local time less UTC, in ticks
 * @stamps: moments handed out, each a microsecond after the one before
 * @random: the next byte; each one is one more
 * @random_st: what random answers
 * @open_st: what opening an identity answers
 * @name_st: what asking for the name answers
 * @fetch_st: what fetching a ticket answers
 * @etype: of session keys
 * @start: of tickets
 * @end: of tickets
 * @flags: of tickets
 * @ticket: when not empty, the Ticket in what fetching one yields
 * @blob: when not empty, what fetching a ticket yields instead of one
 * @name: when not empty, whose the credentials are instead of alice's
 * @no_fallback: policy forbids to fall back
 * @creds: identities open now
 * @opens: identities ever opened
 * @fetches: tickets asked for
 * @asked: SSP_TICKET_* flags asked with last
 * @spn: asked for last
 * @principal: of the identity opened last, as the three below
 * @user: ...
 * @domain: ...
 * @password: ...
 * @have_password: the identity opened last had one
 * @keys_st: what asking for service keys answers
 * @keytab: what it yields then
 * @reads: service keys asked for
 * @accounts: who may log on, and first of all who we are by default
 * @lookup_st: what looking an account up answers
 * @lookups: accounts looked up
 * @host: what this machine is called
 */
struct ssp_fake {
	struct ssp_env env;
	u64 now;
	s64 zone;
	u64 stamps;
	u8 random;
	ssp_status random_st;
	ssp_status open_st;
	ssp_status name_st;
	ssp_status fetch_st;
	s32 etype;
	u64 start;
	u64 end;
	u32 flags;
	struct ssp_span ticket;
	struct ssp_span blob;
	struct ssp_span name;
	bool no_fallback;
	u32 creds;
	u32 opens;
	u32 fetches;
	u32 asked;
	char spn[64];
	char principal[64];
	char user[64];
	char domain[64];
	char password[64];
	bool have_password;
	ssp_status keys_st;
	struct ssp_span keytab;
	u32 reads;
	const struct ssp_fake_account *accounts;
	ssp_status lookup_st;
	u32 lookups;
	struct ssp_host host;
};

/**
 * ssp_fake_start() - put the script in force
 * @test: the running case
 *
 * Return: a script where everything works: aes256-cts-hmac-sha1-96, a ticket
 * from an hour ago to nine hours from now; but there are no service keys.  It
 * lasts as long as the case.
 */
struct ssp_fake *ssp_fake_start(struct kunit *test);

/* NTLM accounts of the script, fake_accounts.c's. */
extern const struct ssp_account_source ssp_fake_account_source;

/** ssp_fake_stop() - the real world again */
void ssp_fake_stop(void);

/* What the keys of this world begin with; they count up from there. */
#define SSP_FAKE_SESSION_KEY 0x40 /* of tickets */
#define SSP_FAKE_SUBKEY 0x80 /* of the acceptor */

/** ssp_fake_count_key() - the key of an enctype whose octets count up */
void ssp_fake_count_key(s32 etype, u8 first, struct ssp_krb5_keyblock *kb);

/** ssp_fake_key() - the session key of every ticket of @fake */
void ssp_fake_key(const struct ssp_fake *fake, struct ssp_krb5_keyblock *kb);

/** ssp_fake_ticket() - append a KRB-CRED as the script says */
void ssp_fake_ticket(const struct ssp_fake *fake, struct ssp_wr *w);

/**
 * struct ssp_fake_peer - an acceptor that knows the session key
 * @subkey: the initiator's
 * @mechs: the SPNEGO offer that the AP-REQ lay in, or empty; in the token
 * @ctime: of the Authenticator, as it stood there
 * @cusec: of the Authenticator
 * @seq: the initiator's first number
 * @cksum: contents of the 0x8003 checksum
 * @options: APOptions
 * @authz: AuthorizationData as sent, or empty; in @plain
 * @plain: the decrypted Authenticator, kept for the case
 */
struct ssp_fake_peer {
	struct ssp_krb5_keyblock subkey;
	struct ssp_span mechs;
	u64 ctime;
	u32 cusec;
	u32 seq;
	u8 cksum[24];
	u32 options;
	struct ssp_span authz;
	const u8 *plain;
};

/**
 * ssp_fake_accept() - take an AP-REQ token apart
 * @test: the running case; aborted when the token is not one
 * @fake: whose tickets; the one in the token must be as the script has it now
 * @token: from an initiator, raw Kerberos or inside of a NegTokenInit
 * @peer: receives what it said
 */
void ssp_fake_accept(struct kunit *test, const struct ssp_fake *fake,
		     struct ssp_span token, struct ssp_fake_peer *peer);

/**
 * struct ssp_fake_rep - an AP-REP to be made
 * @key: the ticket's session key, as the acceptor has it
 * @ctime: to be proven
 * @cusec: to be proven
 * @subkey: the acceptor's, or NULL
 * @seq: the acceptor's first number
 */
struct ssp_fake_rep {
	struct ssp_krb5_keyblock key;
	u64 ctime;
	u32 cusec;
	const struct ssp_krb5_keyblock *subkey;
	u32 seq;
};

/* The acceptor's first number in an honest answer. */
#define SSP_FAKE_ACCEPTOR_SEQ 0x01020304

/** ssp_fake_rep_of() - the honest answer to @peer, without a subkey */
void ssp_fake_rep_of(const struct ssp_fake *fake,
		     const struct ssp_fake_peer *peer,
		     struct ssp_fake_rep *rep);

/** ssp_fake_ap_rep() - append the raw Kerberos token of @rep to @w */
void ssp_fake_ap_rep(struct kunit *test, const struct ssp_fake_rep *rep,
		     struct ssp_wr *w);

/** ssp_fake_krb_error() - append a raw Kerberos token with a KRB-ERROR */
void ssp_fake_krb_error(struct ssp_wr *w, s32 code);

/**
 * ssp_fake_completed() - append the NegTokenResp that agrees
 * @w: writer
 * @token: responseToken; empty for none
 */
void ssp_fake_completed(struct ssp_wr *w, struct ssp_span token);

#endif /* SSP_TESTS_FAKE_ENV_H */
