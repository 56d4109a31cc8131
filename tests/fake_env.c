// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The scripted world: clock, random, and a ticket source whose tickets only
 * the fake acceptor of fake_acceptor.c understands.
 */
#include "tests/fake_env.h"

#include "core/der.h"
#include "core/krb5/krb5_msg.h"
#include "core/krb5/krb5_replay.h"
#include "platform/memory.h"
#include "tests/support.h"

struct ssp_ticket_cred {
	struct ssp_fake *fake;
};

static u64 wall_time(void *arg)
{
	const struct ssp_fake *fake = arg;

	return fake->now;
}

static u64 to_local(void *arg, u64 utc)
{
	const struct ssp_fake *fake = arg;

	return utc == SSP_TIME_NEVER ? utc : utc + (u64)fake->zone;
}

static u64 stamp(void *arg)
{
	struct ssp_fake *fake = arg;

	return fake->now + 10 * fake->stamps++;
}

static ssp_status fake_random(void *arg, void *p, size_t n)
{
	struct ssp_fake *fake = arg;
	u8 *out = p;

	if (fake->random_st < 0)
		return fake->random_st;
	while (n--)
		*out++ = fake->random++;
	return SEC_E_OK;
}

/* As much of @s as fits, as a string. */
static void note(char *to, size_t room, struct ssp_span s)
{
	size_t n = ssp_min(s.n, room - 1);

	memset(to, 0, room);
	if (n)
		memcpy(to, s.p, n);
}

static ssp_status fake_open(void *arg, const struct ssp_ticket_identity *id,
			    struct ssp_ticket_cred **cred)
{
	struct ssp_fake *fake = arg;

	if (fake->open_st < 0)
		return fake->open_st;
	*cred = ssp_pool_alloc(sizeof(**cred));
	if (!*cred)
		return SEC_E_INSUFFICIENT_MEMORY;
	(*cred)->fake = fake;
	fake->creds++;
	fake->opens++;
	fake->have_password = id->have_password;
	note(fake->principal, sizeof(fake->principal), id->principal);
	note(fake->user, sizeof(fake->user), id->user);
	note(fake->domain, sizeof(fake->domain), id->domain);
	note(fake->password, sizeof(fake->password), id->password);
	return SEC_E_OK;
}

static void fake_close(void *arg, struct ssp_ticket_cred *cred)
{
	struct ssp_fake *fake = arg;

	if (!cred)
		return;
	fake->creds--;
	ssp_pool_free(cred, sizeof(*cred));
}

static ssp_status fake_name(void *arg, struct ssp_ticket_cred *cred,
			    struct ssp_ticket_blob *name, u64 *expiry)
{
	struct ssp_span alice = { (const u8 *)SSP_FAKE_CLIENT,
				  sizeof(SSP_FAKE_CLIENT) - 1 };
	struct ssp_fake *fake = arg;
	struct ssp_span s = fake->name.n ? fake->name : alice;

	(void)cred;
	if (fake->name_st < 0)
		return fake->name_st;
	name->n = s.n;
	name->p = ssp_pool_dup(s.p, s.n);
	if (!name->p)
		return SEC_E_INSUFFICIENT_MEMORY;
	*expiry = fake->end;
	return SEC_E_OK;
}

static ssp_status fake_fetch(void *arg, struct ssp_ticket_cred *cred,
			     struct ssp_span spn, u32 flags,
			     struct ssp_ticket_blob *krb_cred)
{
	struct ssp_fake *fake = arg;
	struct ssp_wr w;
	ssp_status st;

	(void)cred;
	fake->fetches++;
	fake->asked = flags;
	note(fake->spn, sizeof(fake->spn), spn);
	if (fake->fetch_st < 0)
		return fake->fetch_st;
	ssp_wr_init(&w);
	if (fake->blob.n)
		ssp_wr_bytes(&w, fake->blob);
	else
		ssp_fake_ticket(fake, &w);
	st = w.st;
	if (st >= 0) {
		krb_cred->n = w.n;
		krb_cred->p = ssp_pool_dup(w.p, w.n);
		if (!krb_cred->p)
			st = SEC_E_INSUFFICIENT_MEMORY;
	}
	ssp_wr_free(&w);
	return st;
}

static bool no_fallback(void *arg)
{
	const struct ssp_fake *fake = arg;

	return fake->no_fallback;
}

static const struct ssp_ticket_source source = {
	.open = fake_open,
	.close = fake_close,
	.name = fake_name,
	.fetch = fake_fetch,
};

static ssp_status fake_keys(void *arg, struct ssp_ticket_blob *keytab)
{
	struct ssp_fake *fake = arg;

	fake->reads++;
	if (fake->keys_st < 0)
		return fake->keys_st;
	keytab->n = fake->keytab.n;
	keytab->p = ssp_pool_dup(fake->keytab.p, fake->keytab.n);
	return keytab->p ? SEC_E_OK : SEC_E_INSUFFICIENT_MEMORY;
}

static const struct ssp_key_source keys = {
	.fetch = fake_keys,
};

struct ssp_fake *ssp_fake_start(struct kunit *test)
{
	struct ssp_fake *fake = kunit_kzalloc(test, sizeof(*fake), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, fake);
	fake->env.size = sizeof(fake->env);
	fake->env.arg = fake;
	fake->env.wall_time = wall_time;
	fake->env.to_local = to_local;
	fake->env.stamp = stamp;
	fake->env.random = fake_random;
	fake->env.tickets = &source;
	fake->env.no_fallback = no_fallback;
	fake->env.keys = &keys;
	fake->keys_st = SEC_E_NO_CREDENTIALS;
	fake->env.accounts = &ssp_fake_account_source;
	strcpy(fake->host.computer, "SERVER");
	strcpy(fake->host.domain, "DOMAIN");
	strcpy(fake->host.dns, "server.example.test");
	fake->now = SSP_FAKE_NOW;
	fake->etype = 18;
	fake->start = fake->now - 3600 * SSP_TICKS_PER_SEC;
	fake->start -= fake->start % SSP_TICKS_PER_SEC;
	fake->end = fake->start + 36000 * SSP_TICKS_PER_SEC;
	ssp_env_set(&fake->env);
	return fake;
}

void ssp_fake_stop(void)
{
	/* Of a world whose clock stands still none would ever be too old. */
	ssp_krb5_replay_clear(&ssp_krb5_replays);
	ssp_env_set(NULL);
}

void ssp_fake_count_key(s32 etype, u8 first, struct ssp_krb5_keyblock *kb)
{
	u8 i;

	memset(kb, 0, sizeof(*kb));
	kb->et = ssp_krb5_etype_find(etype);
	for (i = 0; kb->et && i < kb->et->key_size; i++)
		kb->key[i] = first + i;
}

void ssp_fake_key(const struct ssp_fake *fake, struct ssp_krb5_keyblock *kb)
{
	ssp_fake_count_key(fake->etype, SSP_FAKE_SESSION_KEY, kb);
}

static size_t open_field(struct ssp_wr *w, u8 n)
{
	return ssp_der_open(w, SSP_DER_CTX(n));
}

static void put_int(struct ssp_wr *w, u8 n, s64 v)
{
	size_t mark = open_field(w, n);

	ssp_der_put_int(w, SSP_DER_INTEGER, v);
	ssp_der_close(w, mark);
}

static void put(struct ssp_wr *w, u8 n, u8 tag, const void *p, size_t size)
{
	size_t mark = open_field(w, n);

	ssp_der_put(w, tag, (struct ssp_span){ p, size });
	ssp_der_close(w, mark);
}

static void put_time(struct ssp_wr *w, u8 n, u64 t)
{
	size_t mark = open_field(w, n);

	ssp_der_put_time(w, t);
	ssp_der_close(w, mark);
}

static void put_name(struct ssp_wr *w, u8 n, s64 type, const char *const *parts,
		     size_t count)
{
	size_t mark = open_field(w, n);
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t field, list, i;

	put_int(w, 0, type);
	field = open_field(w, 1);
	list = ssp_der_open(w, SSP_DER_SEQUENCE);
	for (i = 0; i < count; i++)
		ssp_der_put(w, SSP_DER_STRING,
			    (struct ssp_span){ (const u8 *)parts[i],
					       strlen(parts[i]) });
	ssp_der_close(w, list);
	ssp_der_close(w, field);
	ssp_der_close(w, seq);
	ssp_der_close(w, mark);
}

static const char *const client_parts[] = { "alice" };
static const char *const server_parts[] = { "HTTP", "www.example.test" };

static void put_realm(struct ssp_wr *w, u8 n)
{
	put(w, n, SSP_DER_STRING, SSP_FAKE_REALM, sizeof(SSP_FAKE_REALM) - 1);
}

/* What only the service could read: any octets do. */
static void put_ticket(struct ssp_wr *w)
{
	static const u8 cipher[] = "the service's own business";
	size_t app = ssp_der_open(w, SSP_DER_APP(1));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t mark, enc;

	put_int(w, 0, SSP_KRB5_PVNO);
	put_realm(w, 1);
	put_name(w, 2, 2, server_parts, ARRAY_SIZE(server_parts));
	mark = open_field(w, 3);
	enc = ssp_der_open(w, SSP_DER_SEQUENCE);
	put_int(w, 0, 18);
	put_int(w, 1, 1);
	put(w, 2, SSP_DER_OCTETS, cipher, sizeof(cipher));
	ssp_der_close(w, enc);
	ssp_der_close(w, mark);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

static void put_info(const struct ssp_fake *fake, struct ssp_wr *w)
{
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	struct ssp_krb5_keyblock kb;
	size_t mark, key;

	ssp_fake_key(fake, &kb);
	mark = open_field(w, 0);
	key = ssp_der_open(w, SSP_DER_SEQUENCE);
	put_int(w, 0, fake->etype);
	put(w, 1, SSP_DER_OCTETS, kb.key, kb.et ? kb.et->key_size : 16);
	ssp_der_close(w, key);
	ssp_der_close(w, mark);
	put_realm(w, 1);
	put_name(w, 2, 1, client_parts, ARRAY_SIZE(client_parts));
	mark = open_field(w, 3);
	ssp_der_put_flags(w, fake->flags);
	ssp_der_close(w, mark);
	put_time(w, 4, fake->start);
	put_time(w, 5, fake->start);
	put_time(w, 6, fake->end);
	put_realm(w, 8);
	put_name(w, 9, 2, server_parts, ARRAY_SIZE(server_parts));
	ssp_der_close(w, seq);
}

static void put_part(const struct ssp_fake *fake, struct ssp_wr *w)
{
	size_t app = ssp_der_open(w, SSP_DER_APP(29));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t mark = open_field(w, 0);
	size_t list = ssp_der_open(w, SSP_DER_SEQUENCE);

	put_info(fake, w);
	ssp_der_close(w, list);
	ssp_der_close(w, mark);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}

void ssp_fake_ticket(const struct ssp_fake *fake, struct ssp_wr *w)
{
	size_t app = ssp_der_open(w, SSP_DER_APP(22));
	size_t seq = ssp_der_open(w, SSP_DER_SEQUENCE);
	size_t mark, inner, octets;

	put_int(w, 0, SSP_KRB5_PVNO);
	put_int(w, 1, 22);
	mark = open_field(w, 2);
	inner = ssp_der_open(w, SSP_DER_SEQUENCE);
	if (fake->ticket.n)
		ssp_wr_bytes(w, fake->ticket);
	else
		put_ticket(w);
	ssp_der_close(w, inner);
	ssp_der_close(w, mark);
	mark = open_field(w, 3);
	inner = ssp_der_open(w, SSP_DER_SEQUENCE);
	put_int(w, 0, 0);
	octets = open_field(w, 2);
	{
		size_t text = ssp_der_open(w, SSP_DER_OCTETS);

		put_part(fake, w);
		ssp_der_close(w, text);
	}
	ssp_der_close(w, octets);
	ssp_der_close(w, inner);
	ssp_der_close(w, mark);
	ssp_der_close(w, seq);
	ssp_der_close(w, app);
}
