// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The acceptor's reply in the hands of somebody else: cut short, altered,
 * exchanged, or made up.  None of it may ever pass for success, and the true
 * reply comes too late afterwards (P34).
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <stdlib.h>
#include <string.h>

/* The peer's true reply to this client's first leg is in @c->frame. */
static bool prepare(struct live_client *c, const struct live_ask *ask)
{
	live_init(c, ask);
	return live_want_status("first leg", SEC_I_CONTINUE_NEEDED,
				live_first(c)) &&
	       live_want(c->frame.type == LAB_TOKEN, "the peer sent no token");
}

/* @p is not a reply of this context's; the true one is then too late. */
static SECURITY_STATUS deceive(struct live_client *c, const void *p, size_t n)
{
	SECURITY_STATUS st = live_leg(c, p, n);

	live_want(st != SEC_E_OK, "it passed for success");
	if (st < 0)
		live_want_status("the true reply, afterwards",
				 SEC_E_OUT_OF_SEQUENCE,
				 live_leg(c, c->frame.p, c->frame.n));
	return st;
}

/* Replies differ by a byte or two in length, as the numbers in them do. */
static void cut_short(const struct live_ask *ask)
{
	struct live_client c;
	SECURITY_STATUS st;
	size_t i = 0, n;

	do {
		n = 0;
		if (prepare(&c, ask))
			n = c.frame.n;
		if (i < n) {
			st = deceive(&c, c.frame.p, i);
			live_want(st == SEC_E_INVALID_TOKEN,
				  "%zu bytes of %zu: %s", i, n,
				  live_status_name(st));
		}
		live_close(&c);
	} while (++i < n);
	live_checked("the reply cut off anywhere");
}

/*
 * The negState of a NegTokenResp (RFC 4178 4.2.2): the octet behind the first
 * "ENUMERATED of length 1"; what stands before it are tags and lengths.
 */
static size_t neg_state(const unsigned char *p, size_t n)
{
	size_t i;

	for (i = 0; i + 2 < n && i < 16; i++) {
		if (p[i] == 0x0a && p[i + 1] == 1)
			return i + 2;
	}
	return n;
}

/*
 * Not a token, or altered.  Of SPNEGO's own bytes, which no key protects, some
 * have another right answer: without its tag the AP-REP is nowhere, and nothing
 * is proved; accept-incomplete in place of accept-completed makes us wait for a
 * message that never comes.
 */
static bool is_refusal(const struct live_client *c, size_t i,
		       SECURITY_STATUS st)
{
	if (st == SEC_E_INVALID_TOKEN || st == SEC_E_MESSAGE_ALTERED)
		return true;
	if (strcmp(c->ask.package, "Negotiate") != 0)
		return false;
	return st == SEC_E_MUTUAL_AUTH_FAILED ||
	       (st == SEC_I_CONTINUE_NEEDED &&
		i == neg_state(c->frame.p, c->frame.n));
}

static void altered(const struct live_ask *ask, unsigned char mask)
{
	unsigned char *copy;
	struct live_client c;
	SECURITY_STATUS st;
	size_t i = 0, n;

	do {
		n = 0;
		if (prepare(&c, ask))
			n = c.frame.n;
		if (i < n) {
			copy = malloc(n);
			memcpy(copy, c.frame.p, n);
			copy[i] ^= mask;
			st = deceive(&c, copy, n);
			live_want(is_refusal(&c, i, st),
				  "byte %zu of %zu (0x%02x): %s", i, n,
				  c.frame.p[i], live_status_name(st));
			free(copy);
		}
		live_close(&c);
	} while (++i < n);
	live_checked("the reply with 0x%02x on any byte", mask);
}

static void instead(const struct live_ask *ask, const char *name, const void *p,
		    size_t n, SECURITY_STATUS want)
{
	struct live_client c;

	if (prepare(&c, ask))
		live_want_status("InitializeSecurityContext", want,
				 deceive(&c, p, n));
	live_close(&c);
	live_checked("instead of the reply, %s", name);
}

/* Both under the key of one ticket: only the time in it tells them apart. */
static void of_another(const struct live_ask *ask, const char *name,
		       const struct live_ask *other, SECURITY_STATUS want)
{
	struct live_client c;

	if (prepare(&c, other))
		instead(ask, name, c.frame.p, c.frame.n, want);
	live_close(&c);
}

static void our_own(const struct live_ask *ask)
{
	struct live_client c;

	if (prepare(&c, ask))
		instead(ask, "a token of our own", c.token, c.token_n,
			SEC_E_INVALID_TOKEN);
	live_close(&c);
}

/* NegTokenResp messages (RFC 4178 4.2.2) that hold no proof. */
static void without_proof(const struct live_ask *ask)
{
	static const unsigned char completed[] = { 0xa1, 0x07, 0x30, 0x05, 0xa0,
						   0x03, 0x0a, 0x01, 0x00 };
	static const unsigned char completed_krb5[] = {
		0xa1, 0x14, 0x30, 0x12, 0xa0, 0x03, 0x0a, 0x01,
		0x00, 0xa1, 0x0b, 0x06, 0x09, 0x2a, 0x86, 0x48,
		0x86, 0xf7, 0x12, 0x01, 0x02, 0x02,
	};
	static const unsigned char reject[] = { 0xa1, 0x07, 0x30, 0x05, 0xa0,
						0x03, 0x0a, 0x01, 0x02 };

	instead(ask, "accept-completed alone", completed, sizeof(completed),
		SEC_E_MUTUAL_AUTH_FAILED);
	instead(ask, "accept-completed and the mechanism", completed_krb5,
		sizeof(completed_krb5), SEC_E_MUTUAL_AUTH_FAILED);
	instead(ask, "reject", reject, sizeof(reject), SEC_E_LOGON_DENIED);
}

void live_group_replies(void)
{
	struct live_ask ask[LIVE_PACKAGES];
	struct live_client c;
	int p;

	for (p = 0; p < LIVE_PACKAGES; p++) {
		ask[p] = (struct live_ask){
			.package = live_packages[p],
			.target = live_enctypes[3].spn,
			.flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY |
				 ISC_REQ_ALLOCATE_MEMORY,
			.port = live_port("LAB_PORT_ANY"),
		};
		live_init(&c, &ask[p]);
		live_want_status("AcquireCredentialsHandle", SEC_E_OK,
				 live_acquire(&c));
		ask[p].cred = &c.cred;
		live_scene("%s", ask[p].package);
		cut_short(&ask[p]);
		altered(&ask[p], 0x01);
		altered(&ask[p], 0x80);
		instead(&ask[p], "nothing", NULL, 0, SEC_E_INVALID_TOKEN);
		our_own(&ask[p]);
		of_another(&ask[p], "that to another context of ours", &ask[p],
			   SEC_E_MUTUAL_AUTH_FAILED);
		if (p == 0)
			without_proof(&ask[p]);
		else
			of_another(&ask[p], "that of Negotiate", &ask[0],
				   SEC_E_INVALID_TOKEN);
		ask[p].cred = NULL;
		live_close(&c);
	}
}
