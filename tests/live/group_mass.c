// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Many contexts: one after the other, and in threads; and one context that
 * threads share.
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define IN_SEQUENCE 1000
#define THREADS 8
#define PER_THREAD 50

static const ULONG flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_REPLAY_DETECT |
			   ISC_REQ_SEQUENCE_DETECT | ISC_REQ_CONFIDENTIALITY;

/* Open, a sealed message each way, close. */
static bool conversation(const struct live_ask *ask)
{
	struct live_bytes msg = live_pattern(200), out, in, plain;
	struct live_client c;
	ULONG qop;
	bool ok;

	ok = live_open(&c, ask);
	if (ok) {
		live_seal(&c, 0, 1, msg, &out);
		ok = live_call(&c, LAB_UNWRAP, NULL, 0, out.p, out.n,
			       LAB_UNWRAPPED) &&
		     live_want_bytes("unwrapped", msg.p, msg.n, c.frame.p + 5,
				     c.frame.n - 5) &&
		     live_peer_seals(&c, LAB_CONF, msg, &in);
		free(out.p);
	}
	if (ok) {
		live_unseal(&c, in, 0, &plain, &qop);
		ok = live_want_bytes("unsealed", msg.p, msg.n, plain.p,
				     plain.n);
		free(in.p);
	}
	live_close(&c);
	free(msg.p);
	return ok;
}

static void in_sequence(const char *package)
{
	struct live_ask ask = {
		.package = package,
		.target = live_enctypes[1].spn,
		.port = live_port("LAB_PORT_ANY"),
	};
	struct live_client c;
	int i, good = 0;

	live_init(&c, &ask);
	live_want_status("AcquireCredentialsHandle", SEC_E_OK,
			 live_acquire(&c));
	ask.cred = &c.cred;
	for (i = 0; i < IN_SEQUENCE; i++) {
		ask.flags = flags | (i & 1 ? ISC_REQ_ALLOCATE_MEMORY : 0);
		good += conversation(&ask);
	}
	live_want(good == IN_SEQUENCE, "%d contexts were good", good);
	live_close(&c);
	live_checked("%d contexts in sequence", IN_SEQUENCE);
}

struct worker {
	pthread_t thread;
	struct live_ask ask;
	int good;
};

static void *work(void *arg)
{
	struct worker *w = arg;
	int i;

	for (i = 0; i < PER_THREAD; i++)
		w->good += conversation(&w->ask);
	return NULL;
}

/* Half of the threads share a credential, half make their own each time. */
static void in_parallel(const char *package)
{
	struct worker w[THREADS] = { 0 };
	struct live_ask ask = { .package = package };
	struct live_client shared;
	int i, good = 0;

	live_init(&shared, &ask);
	live_want_status("AcquireCredentialsHandle", SEC_E_OK,
			 live_acquire(&shared));
	for (i = 0; i < THREADS; i++) {
		w[i].ask = (struct live_ask){
			.package = package,
			.target = live_enctypes[i % LIVE_ENCTYPES].spn,
			.flags = flags | ISC_REQ_ALLOCATE_MEMORY,
			.port = live_port("LAB_PORT_ANY"),
			.way = &live_ways()[i % LIVE_WAYS],
			.cred = i < THREADS / 2 ? &shared.cred : NULL,
		};
		live_want(pthread_create(&w[i].thread, NULL, work, &w[i]) == 0,
			  "no thread");
	}
	for (i = 0; i < THREADS; i++) {
		pthread_join(w[i].thread, NULL);
		good += w[i].good;
	}
	live_close(&shared);
	live_want(good == THREADS * PER_THREAD, "%d contexts were good", good);
	live_checked("%d threads with %d contexts each", THREADS, PER_THREAD);
}

#define SHARERS 4
#define PER_SHARER 100

struct sharer {
	pthread_t thread;
	struct live_client *c;
	struct live_bytes mic[PER_SHARER];
};

static void *share(void *arg)
{
	struct sharer *s = arg;
	struct live_bytes msg = live_pattern(64);
	int i;

	for (i = 0; i < PER_SHARER; i++)
		live_want_status("MakeSignature", SEC_E_OK,
				 live_sign(s->c, msg, &s->mic[i]));
	free(msg.p);
	return NULL;
}

/* SND_SEQ of a MIC token (RFC 4121 4.2.6.1), its low half. */
static int by_number(const void *a, const void *b)
{
	const struct live_bytes *x = a, *y = b;
	uint32_t m = lab_get_be32(x->p + 12), n = lab_get_be32(y->p + 12);

	return m < n ? -1 : m > n;
}

/* No number may be missing or double: the peer asks for the sequence. */
static void one_context(const char *package)
{
	struct live_ask ask = {
		.package = package,
		.target = live_enctypes[1].spn,
		.flags = flags | ISC_REQ_ALLOCATE_MEMORY,
		.port = live_port("LAB_PORT_ANY"),
	};
	struct sharer *s = calloc(SHARERS, sizeof(*s));
	struct live_bytes all[SHARERS * PER_SHARER], msg = live_pattern(64);
	unsigned char head[4];
	struct live_client c;
	int i, good = 0;

	if (!live_open(&c, &ask))
		goto out;
	for (i = 0; i < SHARERS; i++) {
		s[i].c = &c;
		pthread_create(&s[i].thread, NULL, share, &s[i]);
	}
	for (i = 0; i < SHARERS; i++) {
		pthread_join(s[i].thread, NULL);
		memcpy(&all[i * PER_SHARER], s[i].mic, sizeof(s[i].mic));
	}
	qsort(all, SHARERS * PER_SHARER, sizeof(all[0]), by_number);
	for (i = 0; i < SHARERS * PER_SHARER; i++) {
		lab_put_be32(head, (uint32_t)all[i].n);
		all[i].p = realloc(all[i].p, all[i].n + msg.n);
		memcpy(all[i].p + all[i].n, msg.p, msg.n);
		good += live_call(&c, LAB_MIC, head, 4, all[i].p,
				  all[i].n + msg.n, LAB_VERIFIED) &&
			lab_get_be32(c.frame.p) == 0;
		free(all[i].p);
	}
	live_want(good == SHARERS * PER_SHARER, "%d signatures were good",
		  good);
out:
	live_close(&c);
	free(msg.p);
	free(s);
	live_checked("%d threads sign with one context", SHARERS);
}

struct racer {
	pthread_t thread;
	struct live_client *c;
	CtxtHandle ctx;
	SECURITY_STATUS st;
};

/* The peer's one answer, as the next leg of the context. */
static void *race(void *arg)
{
	struct racer *r = arg;
	unsigned char reply[1024];
	SecBuffer in = { (ULONG)r->c->frame.n, SECBUFFER_TOKEN, r->c->frame.p };
	SecBuffer out = { sizeof(reply), SECBUFFER_TOKEN, reply };
	SecBufferDesc ins = { SECBUFFER_VERSION, 1, &in };
	SecBufferDesc outs = { SECBUFFER_VERSION, 1, &out };

	r->st = InitializeSecurityContextA(NULL, &r->ctx, NULL, flags, 0,
					   SECURITY_NATIVE_DREP, &ins, 0, NULL,
					   &outs, NULL, NULL);
	return NULL;
}

/*
 * P06: legs of one context at once take turns.  The answer is good once; who
 * comes later asks for re-authentication with it, which it cannot be.
 */
static void one_hand_shake(const char *package)
{
	struct live_ask ask = {
		.package = package,
		.target = live_enctypes[1].spn,
		.flags = flags,
		.port = live_port("LAB_PORT_ANY"),
	};
	struct live_bytes msg = live_pattern(64), mic = { NULL, 0 };
	struct racer r[THREADS];
	struct live_client c;
	int i, won = 0, refused = 0;

	live_init(&c, &ask);
	if (!live_want_status("the first leg", SEC_I_CONTINUE_NEEDED,
			      live_first(&c)))
		goto out;
	for (i = 0; i < THREADS; i++) {
		r[i].c = &c;
		r[i].ctx = c.ctx;
		pthread_create(&r[i].thread, NULL, race, &r[i]);
	}
	for (i = 0; i < THREADS; i++) {
		pthread_join(r[i].thread, NULL);
		won += r[i].st == SEC_E_OK;
		refused += r[i].st == SEC_E_INVALID_TOKEN;
	}
	live_want(won == 1 && refused == THREADS - 1,
		  "%d legs completed the context, %d were refused", won,
		  refused);
	live_want_status("MakeSignature", SEC_E_OK, live_sign(&c, msg, &mic));
out:
	live_close(&c);
	free(mic.p);
	free(msg.p);
	live_checked("%d threads with one hand-shake (P06)", THREADS);
}

void live_group_mass(void)
{
	size_t p;

	for (p = 0; p < LIVE_PACKAGES; p++) {
		live_scene("%s", live_packages[p]);
		in_sequence(live_packages[p]);
		in_parallel(live_packages[p]);
		one_hand_shake(live_packages[p]);
		one_context(live_packages[p]);
	}
	live_scene("all messages");
	live_check_allocations();
}
