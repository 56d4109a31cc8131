// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * QueryContextAttributes and QueryCredentialsAttributes: a row per attribute.
 *
 * The caller's structure is written last and only on success; what it points
 * to is virtual memory, each piece for one FreeContextBuffer().
 */
#include <sspi.h>

#include "core/api.h"
#include "core/leg.h"
#include "platform/env.h"
#include "platform/memory.h"
#include "platform/sync.h"

/* One question: the caller's strings, the context and what is known of it. */
struct query {
	const struct ssp_text_ops *text;
	const struct ssp_ctx *ctx;
	struct ssp_ctx_info info;
};

/* What is absent from an established context will not come. */
static ssp_status put_text(const struct ssp_text_ops *text,
			   const struct ssp_utf16 *s, void **out)
{
	void *p;

	*out = NULL;
	if (!s || !s->p)
		return SEC_E_NO_CREDENTIALS;
	p = ssp_virtual_alloc(text->size(s));
	if (!p)
		return SEC_E_INSUFFICIENT_MEMORY;
	text->write(s, p);
	*out = p;
	return SEC_E_OK;
}

static ssp_status put_ascii(const struct ssp_text_ops *text, const char *word,
			    void **out)
{
	struct ssp_span s = { (const u8 *)word, 0 };
	struct ssp_utf16 wide = { NULL, 0 };
	ssp_status st;

	*out = NULL;
	if (!word)
		return SEC_E_NO_CREDENTIALS;
	while (word[s.n])
		s.n++;
	st = ssp_utf16_from_utf8(s, &wide);
	if (st >= 0)
		st = put_text(text, &wide, out);
	ssp_utf16_free(&wide);
	return st;
}

static ssp_status get_sizes(const struct query *q, void *out)
{
	SecPkgContext_Sizes *r = out;

	r->cbMaxToken = q->ctx->mech->max_token;
	r->cbMaxSignature = q->info.max_signature;
	r->cbBlockSize = q->info.block;
	r->cbSecurityTrailer = q->info.trailer;
	return SEC_E_OK;
}

static ssp_status get_names(const struct query *q, void *out)
{
	SecPkgContext_NamesW *r = out;
	void *name;
	ssp_status st;

	st = put_text(q->text, q->info.client, &name);
	if (st >= 0)
		r->sUserName = name;
	return st;
}

static ssp_status get_native_names(const struct query *q, void *out)
{
	SecPkgContext_NativeNamesW *r = out;
	void *client, *server;
	ssp_status st;

	st = put_text(q->text, q->info.client, &client);
	if (st < 0)
		return st;
	st = put_text(q->text, q->info.server, &server);
	if (st < 0) {
		ssp_virtual_free(client);
		return st;
	}
	r->sClientName = client;
	r->sServerName = server;
	return SEC_E_OK;
}

static ssp_status get_lifespan(const struct query *q, void *out)
{
	SecPkgContext_Lifespan *r = out;

	r->tsStart = ssp_timestamp(q->info.start);
	r->tsExpiry = ssp_timestamp(q->info.expiry);
	return SEC_E_OK;
}

static ssp_status get_key_info(const struct query *q, void *out)
{
	SecPkgContext_KeyInfoW *r = out;
	void *sign, *seal;
	ssp_status st;

	st = put_ascii(q->text, q->info.sign_name, &sign);
	if (st < 0)
		return st;
	st = put_ascii(q->text, q->info.seal_name, &seal);
	if (st < 0) {
		ssp_virtual_free(sign);
		return st;
	}
	r->sSignatureAlgorithmName = sign;
	r->sEncryptAlgorithmName = seal;
	r->KeySize = q->info.key_bits;
	r->SignatureAlgorithm = q->info.sign_alg;
	r->EncryptAlgorithm = q->info.seal_alg;
	return SEC_E_OK;
}

static ssp_status get_authority(const struct query *q, void *out)
{
	SecPkgContext_AuthorityW *r = out;
	void *name;
	ssp_status st;

	st = put_text(q->text, q->info.authority, &name);
	if (st >= 0)
		r->sAuthorityName = name;
	return st;
}

static ssp_status get_session_key(const struct query *q, void *out)
{
	SecPkgContext_SessionKey *r = out;
	u8 *key;

	if (!q->info.session_key.n)
		return SEC_E_NO_CREDENTIALS;
	key = ssp_virtual_alloc(q->info.session_key.n);
	if (!key)
		return SEC_E_INSUFFICIENT_MEMORY;
	memcpy(key, q->info.session_key.p, q->info.session_key.n);
	r->SessionKeyLength = (ULONG)q->info.session_key.n;
	r->SessionKey = key;
	return SEC_E_OK;
}

static ssp_status get_package(const struct query *q, void *out)
{
	SecPkgContext_PackageInfoW *r = out;
	void *info;
	ssp_status st;

	st = ssp_package_info(q->text, q->info.mech, &info);
	if (st >= 0)
		r->PackageInfo = info;
	return st;
}

static ssp_status get_negotiation(const struct query *q, void *out)
{
	SecPkgContext_NegotiationInfoW *r = out;
	void *info;
	ssp_status st;

	st = ssp_package_info(q->text, q->info.mech, &info);
	if (st < 0)
		return st;
	r->PackageInfo = info;
	r->NegotiationState = q->info.negotiation;
	return SEC_E_OK;
}

static ssp_status get_flags(const struct query *q, void *out)
{
	SecPkgContext_Flags *r = out;

	r->Flags = q->ctx->accept ? ssp_accept_attr(q->info.flags) :
				    q->info.flags;
	return SEC_E_OK;
}

/*
 * Always wide, whichever function asks (sspi.h).  An acceptor did not say it:
 * its mechanism heard it from the client.
 */
static ssp_status get_target(const struct query *q, void *out)
{
	SecPkgContext_ClientSpecifiedTarget *r = out;
	void *name;
	ssp_status st;

	st = put_text(&ssp_text_wide,
		      q->ctx->accept ? q->info.target : &q->ctx->target, &name);
	if (st >= 0)
		r->sTargetName = name;
	return st;
}

/* Before a context is established only which package it will be is known. */
static const struct attribute {
	u32 attr;
	bool early;
	ssp_status (*get)(const struct query *q, void *out);
} attributes[] = {
	{ SECPKG_ATTR_SIZES, false, get_sizes },
	{ SECPKG_ATTR_NAMES, false, get_names },
	{ SECPKG_ATTR_LIFESPAN, false, get_lifespan },
	{ SECPKG_ATTR_KEY_INFO, false, get_key_info },
	{ SECPKG_ATTR_AUTHORITY, false, get_authority },
	{ SECPKG_ATTR_SESSION_KEY, false, get_session_key },
	{ SECPKG_ATTR_PACKAGE_INFO, true, get_package },
	{ SECPKG_ATTR_NEGOTIATION_INFO, true, get_negotiation },
	{ SECPKG_ATTR_NATIVE_NAMES, false, get_native_names },
	{ SECPKG_ATTR_FLAGS, false, get_flags },
	{ SECPKG_ATTR_CLIENT_SPECIFIED_TARGET, false, get_target },
};

static const struct attribute *find(u32 attr)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(attributes); i++) {
		if (attributes[i].attr == attr)
			return &attributes[i];
	}
	return NULL;
}

/* The context's the context is held: it stays what it is. */
static ssp_status ask(struct query *q, struct ssp_ctx *ctx,
		      const struct attribute *a, void *out)
{
	if (!a->early && ssp_atomic_read(&ctx->phase) != SSP_CTX_OPEN)
		return SEC_E_INVALID_HANDLE;
	q->ctx = ctx;
	ssp_ctx_describe(ctx, &q->info);
	return a->get(q, out);
}

ssp_status ssp_api_query_context(const struct ssp_text_ops *text,
				 const SecHandle *context, u32 attr, void *out)
{
	const struct attribute *a = find(attr);
	struct query q = { .text = text };
	struct ssp_mutex *lock;
	struct ssp_ctx *ctx;
	struct ssp_ref ref;
	ssp_status st;

	if (ssp_handle_get(&ssp_ctxs, context, &ref) < 0)
		return SEC_E_INVALID_HANDLE;
	if (!a) {
		st = SEC_E_UNSUPPORTED_FUNCTION;
	} else if (!out) {
		st = SEC_E_INVALID_PARAMETER;
	} else {
		ctx = ref.obj;
		lock = ssp_ctx_hold(ctx);
		st = ask(&q, ctx, a, out);
		ssp_mutex_unlock(lock);
	}
	ssp_handle_put(&ssp_ctxs, &ref);
	return st;
}

ssp_status ssp_api_query_cred(const struct ssp_text_ops *text,
			      const SecHandle *cred, u32 attr, void *out)
{
	struct ssp_cred_info info = { .expiry = SSP_TIME_NEVER };
	SecPkgCredentials_NamesW *r = out;
	const struct ssp_cred *c;
	struct ssp_ref ref;
	void *name;
	ssp_status st;

	if (ssp_handle_get(&ssp_creds, cred, &ref) < 0)
		return SEC_E_INVALID_HANDLE;
	c = ref.obj;
	if (attr != SECPKG_CRED_ATTR_NAMES)
		st = SEC_E_UNSUPPORTED_FUNCTION;
	else if (!out)
		st = SEC_E_INVALID_PARAMETER;
	else
		st = c->mech->cred_query(c->state, &info);
	if (st >= 0)
		st = put_text(text, &info.name, &name);
	if (st >= 0)
		r->sUserName = name;
	ssp_utf16_free(&info.name);
	ssp_handle_put(&ssp_creds, &ref);
	return st;
}
