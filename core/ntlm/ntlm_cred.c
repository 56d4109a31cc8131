// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * NTLM's credentials, and the accounts that an acceptor knows.
 *
 * A password is hashed when it comes and not kept.
 */
#include "core/ntlm/ntlm_ctx.h"
#include "core/upcase.h"
#include "platform/memory.h"

static const struct ssp_account_source *accounts(void)
{
	return ssp_env_get()->accounts;
}

static void span_free(struct ssp_span *s)
{
	ssp_pool_free((void *)s->p, s->n);
}

/* What callers may not have longer, by the documentation. */
static ssp_status take_name(const struct ssp_utf16 *name, struct ssp_utf16 *out)
{
	if (name->n > SSP_ACCOUNT_NAME_MAX)
		return SEC_E_UNKNOWN_CREDENTIALS;
	return ssp_utf16_dup(name->p, name->n, out);
}

static u8 digit(u16 c)
{
	if (c >= '0' && c <= '9')
		return (u8)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (u8)(c - 'a' + 10);
	if (c >= 'A' && c <= 'F')
		return (u8)(c - 'A' + 10);
	return 0xff;
}

static ssp_status take_hash(const struct ssp_utf16 *hex, u8 *hash)
{
	size_t i;

	if (hex->n != 2 * SSP_NTLM_KEY)
		return SEC_E_UNKNOWN_CREDENTIALS;
	for (i = 0; i < SSP_NTLM_KEY; i++) {
		u8 high = digit(hex->p[2 * i]);
		u8 low = digit(hex->p[2 * i + 1]);

		if (high == 0xff || low == 0xff)
			return SEC_E_UNKNOWN_CREDENTIALS;
		hash[i] = (u8)(high << 4 | low);
	}
	return SEC_E_OK;
}

/* An empty password is one; no name is nobody. */
static ssp_status open_explicit(struct ssp_ntlm_cred *cred,
				const struct ssp_identity *id)
{
	ssp_status st;

	if (!id->user.n)
		return SEC_E_UNKNOWN_CREDENTIALS;
	st = take_name(&id->user, &cred->user);
	if (st >= 0)
		st = take_name(&id->domain, &cred->domain);
	if (st >= 0)
		st = id->is_nt_hash ?
			     take_hash(&id->password, cred->nt_hash) :
			     ssp_ntlm_nt_hash(&id->password, cred->nt_hash);
	cred->known = st >= 0;
	return st;
}

static ssp_status take_utf8(const struct ssp_ticket_blob *b,
			    struct ssp_utf16 *out)
{
	ssp_status st;

	st = ssp_utf16_from_utf8((struct ssp_span){ b->p, b->n }, out);
	if (st >= 0 && out->n > SSP_ACCOUNT_NAME_MAX)
		st = SEC_E_INVALID_PARAMETER;
	return st;
}

/* Wipes and releases what a source put there. */
static void source_free(struct ssp_account *a)
{
	ssp_pool_free(a->user.p, a->user.n);
	ssp_pool_free(a->domain.p, a->domain.n);
	ssp_wipe(a, sizeof(*a));
}

static ssp_status take_account(struct ssp_ntlm_cred *cred,
			       const struct ssp_account *a)
{
	ssp_status st;

	st = take_utf8(&a->user, &cred->user);
	if (st >= 0)
		st = take_utf8(&a->domain, &cred->domain);
	if (st < 0)
		return st;
	memcpy(cred->nt_hash, a->nt_hash, sizeof(cred->nt_hash));
	cred->known = cred->user.n > 0;
	return SEC_E_OK;
}

/*
 * That nobody is there is no failure: what was asked for may be an anonymous
 * session, which only the hand-shake knows.
 */
static ssp_status open_default(struct ssp_ntlm_cred *cred,
			       const struct ssp_identity *id)
{
	struct ssp_account a;
	struct ssp_span name;
	ssp_status st;

	if (!accounts())
		return SEC_E_OK;
	memset(&a, 0, sizeof(a));
	st = ssp_utf16_utf8_dup(&id->principal, &name);
	if (st < 0)
		return st;
	st = accounts()->self(ssp_env_get()->arg, name, &a);
	if (st >= 0)
		st = take_account(cred, &a);
	span_free(&name);
	source_free(&a);
	return st == SEC_E_INSUFFICIENT_MEMORY ? st : SEC_E_OK;
}

ssp_status ssp_ntlm_cred_open(const struct ssp_identity *id, u32 use,
			      void **out)
{
	struct ssp_ntlm_cred *cred;
	ssp_status st = SEC_E_OK;

	cred = ssp_pool_alloc(sizeof(*cred));
	if (!cred)
		return SEC_E_INSUFFICIENT_MEMORY;
	if (id->is_explicit)
		st = open_explicit(cred, id);
	else if (use & SECPKG_CRED_OUTBOUND)
		st = open_default(cred, id);
	if (st < 0) {
		ssp_ntlm_cred_close(cred);
		return st;
	}
	*out = cred;
	return SEC_E_OK;
}

void ssp_ntlm_cred_close(void *state)
{
	struct ssp_ntlm_cred *cred = state;

	if (!cred)
		return;
	ssp_ntlm_account_free(cred);
	ssp_pool_free(cred, sizeof(*cred));
}

void ssp_ntlm_account_free(struct ssp_ntlm_cred *account)
{
	ssp_utf16_free(&account->user);
	ssp_utf16_free(&account->domain);
	ssp_wipe(account, sizeof(*account));
}

ssp_status ssp_ntlm_account_name(const struct ssp_utf16 *user,
				 const struct ssp_utf16 *domain,
				 struct ssp_utf16 *out)
{
	size_t prefix = domain->n ? domain->n + 1 : 0;
	size_t n = prefix + user->n;
	ssp_status st;
	u16 *units;

	units = ssp_pool_alloc((n + 1) * sizeof(u16));
	if (!units)
		return SEC_E_INSUFFICIENT_MEMORY;
	if (prefix) {
		memcpy(units, domain->p, domain->n * sizeof(u16));
		units[domain->n] = '\\';
	}
	if (user->n)
		memcpy(units + prefix, user->p, user->n * sizeof(u16));
	st = ssp_utf16_dup(units, n, out);
	ssp_pool_free(units, (n + 1) * sizeof(u16));
	return st;
}

ssp_status ssp_ntlm_cred_query(void *state, struct ssp_cred_info *info)
{
	const struct ssp_ntlm_cred *cred = state;

	if (!cred->known)
		return SEC_E_NO_CREDENTIALS;
	info->expiry = SSP_TIME_NEVER;
	return ssp_ntlm_account_name(&cred->user, &cred->domain, &info->name);
}

/* A domain that either side leaves out is any. */
static bool is_own(const struct ssp_ntlm_cred *cred,
		   const struct ssp_utf16 *user, const struct ssp_utf16 *domain)
{
	if (!cred->known || !ssp_upcase_eq(&cred->user, user))
		return false;
	return !cred->domain.n || !domain->n ||
	       ssp_upcase_eq(&cred->domain, domain);
}

static ssp_status copy_own(const struct ssp_ntlm_cred *cred,
			   struct ssp_ntlm_cred *account)
{
	ssp_status st;

	st = ssp_utf16_dup(cred->user.p, cred->user.n, &account->user);
	if (st >= 0 && cred->domain.n)
		st = ssp_utf16_dup(cred->domain.p, cred->domain.n,
				   &account->domain);
	memcpy(account->nt_hash, cred->nt_hash, sizeof(account->nt_hash));
	account->known = st >= 0;
	return st;
}

/* Names that cannot be those of an account are the source's fault. */
static ssp_status ask_source(struct ssp_span user, struct ssp_span domain,
			     struct ssp_ntlm_cred *account)
{
	struct ssp_account a;
	ssp_status st;

	memset(&a, 0, sizeof(a));
	st = accounts()->lookup(ssp_env_get()->arg, user, domain, &a);
	if (st >= 0) {
		st = take_account(account, &a);
		if (st == SEC_E_INVALID_PARAMETER ||
		    (st >= 0 && !account->known))
			st = SEC_E_INTERNAL_ERROR;
	}
	source_free(&a);
	return st;
}

ssp_status ssp_ntlm_account_find(const struct ssp_ntlm_cred *cred,
				 const struct ssp_utf16 *user,
				 const struct ssp_utf16 *domain,
				 struct ssp_ntlm_cred *account)
{
	struct ssp_span u = { NULL, 0 }, d = { NULL, 0 };
	ssp_status st;

	if (is_own(cred, user, domain))
		return copy_own(cred, account);
	if (!accounts())
		return SEC_E_LOGON_DENIED;
	st = ssp_utf16_utf8_dup(user, &u);
	if (st >= 0)
		st = ssp_utf16_utf8_dup(domain, &d);
	if (st >= 0)
		st = ask_source(u, d, account);
	span_free(&u);
	span_free(&d);
	return st;
}

void ssp_ntlm_host(struct ssp_host *host)
{
	memset(host, 0, sizeof(*host));
	if (accounts())
		accounts()->host(ssp_env_get()->arg, host);
}
