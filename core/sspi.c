// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The entry points of credentials and of the hand-shake: check every argument
 * before anything is touched, look up, dispatch, report.
 */
#include <sspi.h>

#include "core/api.h"
#include "core/identity.h"
#include "core/leg.h"
#include "platform/env.h"
#include "platform/memory.h"

TimeStamp ssp_timestamp(u64 utc)
{
	const struct ssp_env *env = ssp_env_get();
	u64 local = env->to_local(env->arg, utc);
	TimeStamp t;

	t.LowPart = (ULONG)local;
	t.HighPart = (LONG)(local >> 32);
	return t;
}

ssp_status ssp_api_acquire(const struct ssp_text_ops *text,
			   const void *principal, const void *package, u32 use,
			   const void *auth, PCredHandle cred,
			   PTimeStamp expiry)
{
	struct ssp_identity id = { .is_explicit = false };
	struct ssp_utf16 name = { NULL, 0 };
	const struct ssp_mech *mech;
	CredHandle handle;
	u64 until;
	ssp_status st;

	if (!cred)
		return SEC_E_INVALID_PARAMETER;
	st = text->read(package, &name);
	if (st < 0)
		return st;
	mech = ssp_mech_named(&name);
	ssp_utf16_free(&name);
	if (!mech)
		return SEC_E_SECPKG_NOT_FOUND;
	if (!(use & SECPKG_CRED_BOTH))
		return SEC_E_INVALID_PARAMETER;
	st = text->read(principal, &id.principal);
	if (st >= 0)
		st = ssp_identity_read(auth, SSP_IDENTITY_UNSIZED, &id);
	if (st >= 0 && (use & SECPKG_CRED_AUTOLOGON_RESTRICTED) &&
	    !id.is_explicit)
		st = SEC_E_NO_CREDENTIALS;
	if (st >= 0)
		st = ssp_cred_new(mech, &id, use, &handle, &until);
	ssp_identity_free(&id);
	if (st < 0)
		return st;
	*cred = handle;
	if (expiry)
		*expiry = ssp_timestamp(until);
	return SEC_E_OK;
}

SECURITY_STATUS SEC_ENTRY FreeCredentialsHandle(PCredHandle phCredential)
{
	return ssp_handle_delete(&ssp_creds, phCredential);
}

SECURITY_STATUS SEC_ENTRY DeleteSecurityContext(PCtxtHandle phContext)
{
	return ssp_handle_delete(&ssp_ctxs, phContext);
}

SECURITY_STATUS SEC_ENTRY FreeContextBuffer(PVOID pvContextBuffer)
{
	return ssp_virtual_free(pvContextBuffer) ? SEC_E_OK :
						   SEC_E_INVALID_HANDLE;
}

/* What the page says of an initiator's own arguments. */
static ssp_status check_args(const struct ssp_init_args *a)
{
	/* P09 */
	if (a->reserved1 || a->reserved2)
		return SEC_E_INVALID_PARAMETER;
	/* P28: nobody is there to be asked; delegation needs both proofs. */
	if (a->req & ISC_REQ_PROMPT_FOR_CREDS)
		return SEC_E_UNSUPPORTED_FUNCTION;
	if ((a->req & ISC_REQ_DELEGATE) && !(a->req & ISC_REQ_MUTUAL_AUTH))
		return SEC_E_UNSUPPORTED_FUNCTION;
	return SEC_E_OK;
}

/*
 * ISC_REQ_USE_SUPPLIED_CREDS (P36): the identity lies in SECBUFFER_PKG_PARAMS,
 * and the credential handle only says which package.  One that names nobody
 * was not supplied: it must not stand for the caller's own.
 */
static ssp_status supplied_cred(struct ssp_span params, struct ssp_ref *ref)
{
	const struct ssp_cred *given = ref->obj;
	struct ssp_identity id = { .is_explicit = false };
	struct ssp_ref made;
	SecHandle handle;
	u64 expiry;
	ssp_status st;

	if (!params.n)
		return SEC_E_NO_CREDENTIALS;
	st = ssp_identity_read(params.p, params.n, &id);
	if (st >= 0 && !id.is_explicit)
		st = SEC_E_NO_CREDENTIALS;
	/* The handle's list holds, unless the identity brings its own. */
	if (st >= 0 && !id.packages.p && given->packages.p)
		st = ssp_utf16_dup(given->packages.p, given->packages.n,
				   &id.packages);
	if (st >= 0)
		st = ssp_cred_new(given->mech, &id, SECPKG_CRED_OUTBOUND,
				  &handle, &expiry);
	ssp_identity_free(&id);
	if (st < 0)
		return st;
	/* The context's reference is the only one that stays. */
	st = ssp_handle_get(&ssp_creds, &handle, &made);
	ssp_handle_delete(&ssp_creds, &handle);
	if (st < 0)
		return st;
	ssp_handle_put(&ssp_creds, ref);
	*ref = made;
	return SEC_E_OK;
}

static ssp_status new_context(const struct ssp_text_ops *text,
			      const struct ssp_init_args *a,
			      const struct ssp_call *call,
			      const struct ssp_leg *leg, struct ssp_ctx **ctx)
{
	struct ssp_utf16 target = { NULL, 0 };
	struct ssp_ref cred = { NULL, 0 };
	ssp_status st;

	st = ssp_leg_cred(call, &cred);
	if (st < 0)
		return st;
	st = text->read(a->target, &target);
	if (st >= 0 && (a->req & ISC_REQ_USE_SUPPLIED_CREDS))
		st = supplied_cred(leg->params, &cred);
	if (st >= 0)
		st = ssp_ctx_new(&cred, &target, a->req, ctx);
	ssp_utf16_free(&target);
	ssp_handle_put(&ssp_creds, &cred);
	return st;
}

ssp_status ssp_api_initialize(const struct ssp_text_ops *text,
			      const struct ssp_init_args *args)
{
	const struct ssp_call call = {
		.cred = args->cred,
		.context = args->context,
		.drep = args->drep,
		.input = args->input,
		.output = args->output,
		.allocate = args->req & ISC_REQ_ALLOCATE_MEMORY,
		.new_context = args->new_context,
		.attr = args->attr,
		.expiry = args->expiry,
	};
	struct ssp_ctx *ctx;
	struct ssp_leg leg;
	ssp_status st;

	st = ssp_leg_check(&call);
	if (st >= 0)
		st = check_args(args);
	if (st >= 0)
		st = ssp_leg_open(&call, &leg);
	if (st < 0)
		return st;
	if (args->context)
		return ssp_leg_later(&call, &leg);
	st = new_context(text, args, &call, &leg, &ctx);
	return st < 0 ? st : ssp_leg_first(&call, &leg, ctx);
}
