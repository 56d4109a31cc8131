// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The scripted world's NTLM accounts.
 */
#include "core/ntlm/ntlm_key.h"
#include "core/upcase.h"
#include "platform/memory.h"
#include "tests/fake_env.h"

static struct ssp_span ascii(const char *s)
{
	return (struct ssp_span){ (const u8 *)s, strlen(s) };
}

static ssp_status hash_of(const struct ssp_fake_account *a, u8 *nt_hash)
{
	struct ssp_utf16 password;
	ssp_status st;

	st = ssp_utf16_from_utf8(ascii(a->password), &password);
	if (st >= 0)
		st = ssp_ntlm_nt_hash(&password, nt_hash);
	ssp_utf16_free(&password);
	return st;
}

/* ASCII, its case ignored. */
static bool same(struct ssp_span s, const char *word)
{
	size_t i;

	if (s.n != strlen(word))
		return false;
	for (i = 0; i < s.n; i++) {
		if (ssp_upcase(s.p[i]) != ssp_upcase((u8)word[i]))
			return false;
	}
	return true;
}

static ssp_status keep(const char *s, struct ssp_ticket_blob *out)
{
	if (!*s)
		return SEC_E_OK;
	out->n = strlen(s);
	out->p = ssp_pool_dup(s, out->n);
	return out->p ? SEC_E_OK : SEC_E_INSUFFICIENT_MEMORY;
}

static ssp_status take(const struct ssp_fake_account *a,
		       struct ssp_account *account)
{
	ssp_status st;

	st = keep(a->user, &account->user);
	if (st >= 0)
		st = keep(a->domain, &account->domain);
	return st < 0 ? st : hash_of(a, account->nt_hash);
}

static ssp_status fake_lookup(void *arg, struct ssp_span user,
			      struct ssp_span domain,
			      struct ssp_account *account)
{
	struct ssp_fake *fake = arg;
	const struct ssp_fake_account *a;

	fake->lookups++;
	if (fake->lookup_st < 0)
		return fake->lookup_st;
	for (a = fake->accounts; a && a->user; a++) {
		if (same(user, a->user) &&
		    (!domain.n || !*a->domain || same(domain, a->domain)))
			return take(a, account);
	}
	return SEC_E_LOGON_DENIED;
}

static ssp_status fake_self(void *arg, struct ssp_span name,
			    struct ssp_account *account)
{
	struct ssp_fake *fake = arg;
	const struct ssp_fake_account *a = fake->accounts;

	while (a && a->user && name.n && !same(name, a->user))
		a++;
	if (!a || !a->user)
		return SEC_E_NO_CREDENTIALS;
	return take(a, account);
}

static void fake_host(void *arg, struct ssp_host *host)
{
	const struct ssp_fake *fake = arg;

	*host = fake->host;
}

const struct ssp_account_source ssp_fake_account_source = {
	.lookup = fake_lookup,
	.self = fake_self,
	.host = fake_host,
};
