/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A service of the scripted world: its keytab, tickets that open with its keys,
 * and AP-REQs as honest or as bad as a case wants.  The acceptor is the
 * mechanism's own.
 */
#ifndef SSP_TESTS_FAKE_SERVICE_H
#define SSP_TESTS_FAKE_SERVICE_H

#include "core/krb5/krb5_etype.h"
#include "core/mech.h"
#include "tests/fake_env.h"
#include "tests/support.h"

/* What the service's keys begin with. */
#define SSP_FAKE_SERVICE_KEY 0x20

/* A PrincipalName's components, and authorization data, have room in this. */
#define SSP_FAKE_PARTS 3

/**
 * struct ssp_fake_name - a principal
 * @realm: text
 * @part: components, NULL behind the last
 */
struct ssp_fake_name {
	const char *realm;
	const char *part[SSP_FAKE_PARTS];
};

/**
 * struct ssp_fake_ap - an AP-REQ to be made; honest until a case changes it
 * @oid: of the frame
 * @tok: TOK_ID
 * @options: APOptions
 * @service: in the clear part of the ticket
 * @have_kvno: the ticket names the version of its key
 * @kvno: it
 * @service_key: what the ticket is encrypted with
 * @session: key of the ticket
 * @flags: TicketFlags
 * @client: in the ticket
 * @transited: contents of TransitedEncoding
 * @authtime: of the ticket
 * @start: of the ticket, 0 for none
 * @end: of the ticket
 * @ticket_authz: AuthorizationData, header and all, or empty
 * @self: who the Authenticator says it is
 * @cksum_type: 0 for no checksum
 * @cksum: contents
 * @cusec: of the Authenticator
 * @ctime: of the Authenticator
 * @subkey: or none when its type is NULL
 * @have_seq: there is a sequence number
 * @seq: it
 * @authz: AuthorizationData of the Authenticator
 */
struct ssp_fake_ap {
	struct ssp_span oid;
	u16 tok;
	u32 options;
	struct ssp_fake_name service;
	bool have_kvno;
	u32 kvno;
	struct ssp_krb5_keyblock service_key;
	struct ssp_krb5_keyblock session;
	u32 flags;
	struct ssp_fake_name client;
	struct ssp_span transited;
	u64 authtime;
	u64 start;
	u64 end;
	struct ssp_span ticket_authz;
	struct ssp_fake_name self;
	u32 cksum_type;
	u8 cksum[64];
	size_t ncksum;
	u32 cusec;
	u64 ctime;
	struct ssp_krb5_keyblock subkey;
	bool have_seq;
	u32 seq;
	struct ssp_span authz;
};

/* The initiator's first number in an honest AP-REQ. */
#define SSP_FAKE_INITIATOR_SEQ 0x0a0b0c0d

/**
 * ssp_fake_ap_of() - the honest AP-REQ of alice to SSP_FAKE_SPN
 * @fake: whose time and enctype
 * @ap: receives it: mutual, all protection, with a subkey, no bindings
 */
void ssp_fake_ap_of(const struct ssp_fake *fake, struct ssp_fake_ap *ap);

/** ssp_fake_ap_ticket() - append the Ticket alone */
void ssp_fake_ap_ticket(struct kunit *test, const struct ssp_fake_ap *ap,
			struct ssp_wr *w);

/** ssp_fake_ap_token() - append the whole token */
void ssp_fake_ap_token(struct kunit *test, const struct ssp_fake_ap *ap,
		       struct ssp_wr *w);

/** ssp_fake_keytab() - the start of a keytab file */
void ssp_fake_keytab(struct ssp_wr *w);

/** ssp_fake_keytab_add() - append an entry */
void ssp_fake_keytab_add(struct ssp_wr *w, const struct ssp_fake_name *name,
			 u32 kvno, const struct ssp_krb5_keyblock *key);

/**
 * struct ssp_fake_acceptor - a credential and a context of the mechanism
 * @test: the running case
 * @memory: the allocator's counters
 * @fake: the script
 * @keytab: its service keys: SSP_FAKE_SPN's, version 3
 * @cred: credential, opened with the first leg
 * @principal: of the credential, in UTF-8, or NULL
 * @ctx: context, or NULL
 * @flags: ISC_REQ_* bits of contexts
 * @policy: SSP_ACCEPT_* bits of contexts
 * @bindings: of the next leg, or NULL
 * @out: what the last leg wrote
 * @alert: what it said of that
 * @info: what the context is after it
 */
struct ssp_fake_acceptor {
	struct kunit *test;
	struct ssp_test_memory *memory;
	struct ssp_fake *fake;
	struct ssp_wr keytab;
	void *cred;
	const char *principal;
	void *ctx;
	u32 flags;
	u32 policy;
	const u8 *bindings;
	struct ssp_wr out;
	bool alert;
	struct ssp_ctx_info info;
};

/** ssp_fake_acceptor_start() - a suite's init(); @test->priv is set */
struct ssp_fake_acceptor *ssp_fake_acceptor_start(struct kunit *test);

/** ssp_fake_acceptor_stop() - a suite's exit(); nothing may be left */
void ssp_fake_acceptor_stop(struct kunit *test);

/** ssp_fake_acceptor_close() - context and credential go */
void ssp_fake_acceptor_close(struct ssp_fake_acceptor *a);

/** ssp_fake_acceptor_leg() - a new context, and its first leg */
ssp_status ssp_fake_acceptor_leg(struct ssp_fake_acceptor *a,
				 struct ssp_span token);

/** ssp_fake_acceptor_ap() - the same with the token of @ap */
ssp_status ssp_fake_acceptor_ap(struct ssp_fake_acceptor *a,
				const struct ssp_fake_ap *ap);

/**
 * ssp_fake_acceptor_error() - the KRB-ERROR that the last leg left
 * @a: acceptor
 *
 * Return: its code; 0 when the leg left nothing.
 */
s32 ssp_fake_acceptor_error(struct ssp_fake_acceptor *a);

#endif /* SSP_TESTS_FAKE_SERVICE_H */
