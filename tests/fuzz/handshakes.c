// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Whole hand-shakes through the public interface: an initiator and an acceptor
 * of ours, and the fuzzer between them, who changes, replaces, repeats and
 * drops what they say.
 *
 * An input is five bytes: packages, what the initiator wants, what the acceptor
 * wants, the world, more of it; and then instructions for each leg in turn.
 */
#include "core/api.h"
#include "core/cred.h"
#include "core/ctx.h"
#include "tests/fake_service.h"
#include "tests/fuzz/fuzz.h"

/* Nobody says more than this. */
#define LEGS 12
#define SEEN 4

/* The world, first byte. */
#define NO_TICKET 1u
#define SERVER_SPEAKS 2u
#define CLIENT_BINDS 4u
#define SERVER_BINDS 8u
#define OTHER_BINDINGS 16u
#define NO_KEYS 32u
#define NO_FALLBACK 64u
#define NOBODY 128u /* no account and no ticket: an anonymous client */

/* The world, second byte: the lowest two bits are the enctype. */
#define NO_TARGET 4u
#define SMALL_ROOM 8u
#define WRONG_PASSWORD 16u

#define SMALL 64

struct side {
	CredHandle cred;
	CtxtHandle ctx;
	bool have_ctx;
	ULONG req;
	ULONG attr;
	const char *bound; /* application data of channel bindings, or NULL */
	ssp_status st;
	struct ssp_wr out;
};

struct meeting {
	struct kunit *test;
	struct ssp_fake *fake;
	struct side client;
	struct side server;
	const char *target;
	u8 world;
	u8 more;
	struct ssp_wr seen[SEEN];
	size_t nseen;
	bool changed;
};

static const struct ssp_fake_account accounts[] = {
	{ "alice", "EXAMPLE", "secret" },
	{ NULL, NULL, NULL },
};

static const char *const packages[] = { "Negotiate", "Negotiate", "Kerberos",
					"NTLM" };

static const ULONG wishes[] = {
	ISC_REQ_MUTUAL_AUTH,	 ISC_REQ_REPLAY_DETECT, ISC_REQ_SEQUENCE_DETECT,
	ISC_REQ_CONFIDENTIALITY, ISC_REQ_INTEGRITY,	ISC_REQ_NO_INTEGRITY,
	ISC_REQ_DATAGRAM,	 ISC_REQ_NULL_SESSION,
};

static const ULONG terms[] = {
	ASC_REQ_MUTUAL_AUTH,	ASC_REQ_CONFIDENTIALITY,
	ASC_REQ_INTEGRITY,	ASC_REQ_ALLOW_MISSING_BINDINGS,
	ASC_REQ_PROXY_BINDINGS, ASC_REQ_EXTENDED_ERROR,
	ASC_REQ_DATAGRAM,	ASC_REQ_ALLOW_NULL_SESSION,
};

static ULONG bits(u8 which, const ULONG *meaning)
{
	ULONG sum = 0;
	size_t i;

	for (i = 0; i < 8; i++)
		sum |= which >> i & 1 ? meaning[i] : 0;
	return sum;
}

/* A service with a key, a ticket for it, and accounts, as far as they are. */
static void set_scene(struct meeting *m, struct ssp_wr *keytab,
		      struct ssp_wr *ticket)
{
	struct ssp_fake *fake = m->fake;
	struct ssp_fake_ap ap;

	fake->etype = 17 + (m->more & 3);
	ssp_fake_ap_of(fake, &ap);
	ssp_wr_init(ticket);
	ssp_fake_ap_ticket(m->test, &ap, ticket);
	fake->ticket = ssp_wr_span(ticket);
	ssp_wr_init(keytab);
	ssp_fake_keytab(keytab);
	ssp_fake_keytab_add(keytab, &ap.service, 3, &ap.service_key);
	fake->keytab = ssp_wr_span(keytab);
	if (!(m->world & NO_KEYS))
		fake->keys_st = SEC_E_OK;
	if (m->world & (NO_TICKET | NOBODY))
		fake->fetch_st = SEC_E_NO_AUTHENTICATING_AUTHORITY;
	fake->no_fallback = m->world & NO_FALLBACK;
	if (!(m->world & NOBODY))
		fake->accounts = accounts;
	m->target = m->more & NO_TARGET ? NULL : SSP_FAKE_SPN;
}

static SEC_WINNT_AUTH_IDENTITY_A mallory = {
	.User = (unsigned char *)"alice",
	.UserLength = 5,
	.Domain = (unsigned char *)"EXAMPLE",
	.DomainLength = 7,
	.Password = (unsigned char *)"guess",
	.PasswordLength = 5,
	.Flags = SEC_WINNT_AUTH_IDENTITY_ANSI,
};

static bool acquire(struct side *s, u8 package, u32 use, const void *auth)
{
	ssp_wr_init(&s->out);
	s->st = ssp_api_acquire(&ssp_text_utf8, NULL, packages[package & 3],
				use, auth, &s->cred, NULL);
	return s->st >= 0;
}

/* SEC_CHANNEL_BINDINGS in @room; or an empty buffer. */
static SecBuffer bind(const struct side *s, u8 *room)
{
	SEC_CHANNEL_BINDINGS head = { 0 };
	SecBuffer b = { 0, SECBUFFER_EMPTY, NULL };
	size_t n = s->bound ? strlen(s->bound) : 0;

	if (!s->bound)
		return b;
	head.cbApplicationDataLength = (ULONG)n;
	head.dwApplicationDataOffset = sizeof(head);
	memcpy(room, &head, sizeof(head));
	memcpy(room + sizeof(head), s->bound, n);
	b = (SecBuffer){ (ULONG)(sizeof(head) + n), SECBUFFER_CHANNEL_BINDINGS,
			 room };
	return b;
}

static ssp_status call(struct meeting *m, struct side *s, SecBufferDesc *in,
		       SecBufferDesc *out)
{
	struct ssp_init_args args = {
		.cred = &s->cred,
		.context = s->have_ctx ? &s->ctx : NULL,
		.target = m->target,
		.req = s->req,
		.drep = SECURITY_NATIVE_DREP,
		.input = in,
		.new_context = &s->ctx,
		.output = out,
		.attr = &s->attr,
	};

	if (s == &m->client)
		return ssp_api_initialize(&ssp_text_utf8, &args);
	return AcceptSecurityContext(&s->cred, s->have_ctx ? &s->ctx : NULL, in,
				     s->req, SECURITY_NATIVE_DREP, &s->ctx, out,
				     &s->attr, NULL);
}

/* One leg of either side, in room of just @room bytes. */
static ssp_status leg_in(struct meeting *m, struct side *s,
			 struct ssp_span token, size_t room)
{
	u8 bound[sizeof(SEC_CHANNEL_BINDINGS) + 16];
	u8 *exact = kunit_kmalloc(m->test, token.n + !token.n, GFP_KERNEL);
	u8 *reply = kunit_kmalloc(m->test, room, GFP_KERNEL);
	SecBuffer in[] = { { (ULONG)token.n, SECBUFFER_TOKEN, exact },
			   bind(s, bound) };
	SecBuffer out[] = { { (ULONG)room, SECBUFFER_TOKEN, reply } };
	SecBufferDesc ins = { SECBUFFER_VERSION, 2, in };
	SecBufferDesc outs = { SECBUFFER_VERSION, 1, out };
	ssp_status st;

	if (token.n)
		memcpy(exact, token.p, token.n);
	st = call(m, s, &ins, &outs);
	if (st >= 0)
		s->have_ctx = true;
	ssp_wr_free(&s->out);
	if (st >= 0 || (s->req & ASC_REQ_EXTENDED_ERROR && s == &m->server &&
			out[0].cbBuffer < room))
		ssp_wr_bytes(&s->out,
			     (struct ssp_span){ reply, out[0].cbBuffer });
	return st;
}

/* A caller who had too little room, and comes again with more. */
static void leg(struct meeting *m, struct side *s, struct ssp_span token)
{
	s->st = leg_in(m, s, token, m->more & SMALL_ROOM ? SMALL : 16384);
	if (s->st == SEC_E_BUFFER_TOO_SMALL && s->have_ctx)
		s->st = leg_in(m, s, token, 16384);
	SSP_FUZZ_MUST(s->st != SEC_E_INTERNAL_ERROR);
}

/* What @from said, as it reaches the other side. */
static struct ssp_span on_its_way(struct meeting *m, struct side *from,
				  struct ssp_span *in)
{
	struct ssp_span other = { NULL, 0 };
	struct ssp_wr *kept = &m->seen[m->nseen % SEEN];

	if (m->nseen)
		other = ssp_wr_span(&m->seen[(m->nseen - 1) % SEEN]);
	if (in->n && *in->p & 0x80 && m->nseen > 1)
		other = ssp_wr_span(&m->seen[(m->nseen - 2) % SEEN]);
	if (m->nseen < SEEN) {
		ssp_wr_init(kept);
		ssp_wr_bytes(kept, ssp_wr_span(&from->out));
		m->nseen++;
	}
	if (ssp_fuzz_change(in, &from->out, other))
		m->changed = true;
	return ssp_wr_span(&from->out);
}

static bool waits(const struct side *s)
{
	return s->st == SEC_I_CONTINUE_NEEDED;
}

static void talk(struct meeting *m, struct ssp_span *in)
{
	struct ssp_span nothing = { NULL, 0 };
	struct side *from = &m->client, *to = &m->server, *next;
	size_t i;

	if (m->world & SERVER_SPEAKS) {
		from = &m->server;
		to = &m->client;
	}
	to->st = SEC_I_CONTINUE_NEEDED;
	leg(m, from, nothing);
	/* Whoever is still waiting gets what there is, a failure's token too. */
	for (i = 0; i < LEGS && waits(to) && (from->out.n || waits(from));
	     i++) {
		leg(m, to, on_its_way(m, from, in));
		next = from;
		from = to;
		to = next;
		if (from->st < 0 && !from->out.n)
			break;
	}
}

/* Whatever can be asked may be asked at any time. */
static void ask(struct side *s)
{
	static const ULONG attrs[] = {
		SECPKG_ATTR_SIZES,
		SECPKG_ATTR_LIFESPAN,
		SECPKG_ATTR_FLAGS,
	};
	SecPkgContext_NativeNamesA names = { NULL, NULL };
	SecPkgContext_ClientSpecifiedTarget target = { NULL };
	u64 room[8];
	size_t i;

	if (!s->have_ctx)
		return;
	for (i = 0; i < ARRAY_SIZE(attrs); i++)
		(void)!ssp_api_query_context(&ssp_text_utf8, &s->ctx, attrs[i],
					     room);
	if (ssp_api_query_context(&ssp_text_utf8, &s->ctx,
				  SECPKG_ATTR_NATIVE_NAMES, &names) >= 0) {
		FreeContextBuffer(names.sClientName);
		FreeContextBuffer(names.sServerName);
	}
	if (ssp_api_query_context(&ssp_text_utf8, &s->ctx,
				  SECPKG_ATTR_CLIENT_SPECIFIED_TARGET,
				  &target) >= 0)
		FreeContextBuffer(target.sTargetName);
}

static void sign(struct side *from, struct side *to)
{
	u8 token[64], data[] = "message";
	SecBuffer b[] = { { sizeof(token), SECBUFFER_TOKEN, token },
			  { sizeof(data), SECBUFFER_DATA, data } };
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };
	ULONG qop;

	SSP_FUZZ_MUST(MakeSignature(&from->ctx, 0, &d, 0) == SEC_E_OK);
	SSP_FUZZ_MUST(VerifySignature(&to->ctx, &d, 0, &qop) == SEC_E_OK);
}

/* Nobody gets in without a ticket or the password, or from another channel. */
static void judge_acceptor(const struct meeting *m)
{
	const struct side *c = &m->client, *s = &m->server;

	if (s->st != SEC_E_OK || s->attr & ASC_RET_NULL_SESSION)
		return;
	SSP_FUZZ_MUST(!(m->world & NO_TICKET && m->more & WRONG_PASSWORD));
	SSP_FUZZ_MUST(!(m->world & NOBODY));
	if (c->bound && s->bound && !(s->req & ASC_REQ_PROXY_BINDINGS))
		SSP_FUZZ_MUST(!(m->world & OTHER_BINDINGS));
}

/*
 * Two sides that both believe it worked, and both count on integrity, have the
 * same keys, whatever was done on the way.
 */
static void judge(struct meeting *m)
{
	struct side *c = &m->client, *s = &m->server;

	ask(c);
	ask(s);
	judge_acceptor(m);
	if (c->st != SEC_E_OK || s->st != SEC_E_OK)
		return;
	if (!(c->attr & ISC_RET_INTEGRITY) || !(s->attr & ASC_RET_INTEGRITY))
		return;
	if (s->attr & ASC_RET_NULL_SESSION)
		return;
	sign(c, s);
	sign(s, c);
}

static void end(struct side *s)
{
	if (s->have_ctx)
		SSP_FUZZ_MUST(DeleteSecurityContext(&s->ctx) == SEC_E_OK);
	FreeCredentialsHandle(&s->cred);
	ssp_wr_free(&s->out);
}

static void handshake(struct kunit *test, struct ssp_span in)
{
	struct meeting m = { .test = test, .fake = ssp_fake_start(test) };
	u8 which = ssp_fuzz_u8(&in);
	struct ssp_wr keytab, ticket;
	const void *auth = NULL;

	m.client.req = bits(ssp_fuzz_u8(&in), wishes);
	m.server.req = bits(ssp_fuzz_u8(&in), terms);
	m.world = ssp_fuzz_u8(&in);
	m.more = ssp_fuzz_u8(&in);
	set_scene(&m, &keytab, &ticket);
	m.client.bound = m.world & CLIENT_BINDS ? "tls-unique:1" : NULL;
	m.server.bound = m.world & SERVER_BINDS ? "tls-unique:1" : NULL;
	if (m.client.bound && m.world & OTHER_BINDINGS)
		m.client.bound = "tls-unique:2";
	if (m.more & WRONG_PASSWORD)
		auth = &mallory;
	if (acquire(&m.client, which, SECPKG_CRED_OUTBOUND, auth) &&
	    acquire(&m.server, which >> 2, SECPKG_CRED_INBOUND, NULL)) {
		talk(&m, &in);
		judge(&m);
	}
	end(&m.client);
	end(&m.server);
	while (m.nseen)
		ssp_wr_free(&m.seen[--m.nseen]);
	ssp_handle_trim(&ssp_ctxs);
	ssp_handle_trim(&ssp_creds);
	ssp_wr_free(&keytab);
	ssp_wr_free(&ticket);
	ssp_fake_stop();
}

const struct ssp_fuzz_target ssp_fuzz_handshakes[] = {
	{ "handshake", handshake },
	{ NULL, NULL },
};
