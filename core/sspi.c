// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The entry points of credentials and of the hand-shake: check every argument
 * before anything is touched, look up, dispatch, report.
 */
#include <sspi.h>

#include "core/api.h"
#include "core/ctx.h"
#include "core/identity.h"
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

/* What the page says of the arguments, apart from buffers and handles. */
static ssp_status check_args(const struct ssp_init_args *a)
{
	if (!a->context && (!a->cred || !a->new_context))
		return SEC_E_INVALID_HANDLE;
	/* P09, P10. */
	if (a->reserved1 || a->reserved2)
		return SEC_E_INVALID_PARAMETER;
	if (a->drep != SECURITY_NATIVE_DREP && a->drep != SECURITY_NETWORK_DREP)
		return SEC_E_INVALID_PARAMETER;
	/* P28: nobody is there to be asked; delegation needs both proofs. */
	if (a->req & ISC_REQ_PROMPT_FOR_CREDS)
		return SEC_E_UNSUPPORTED_FUNCTION;
	if ((a->req & ISC_REQ_DELEGATE) && !(a->req & ISC_REQ_MUTUAL_AUTH))
		return SEC_E_UNSUPPORTED_FUNCTION;
	return SEC_E_OK;
}

static ssp_status open_leg(const struct ssp_init_args *a, struct ssp_leg *leg)
{
	struct ssp_input in;
	ssp_status st;

	leg->allocate = a->req & ISC_REQ_ALLOCATE_MEMORY;
	st = ssp_input_open(a->input, &in);
	if (st < 0)
		return st;
	leg->token = in.token;
	leg->params = in.params;
	leg->have_bindings = in.bindings.n > 0;
	if (leg->have_bindings) {
		st = ssp_bindings_hash(in.bindings, leg->bindings);
		if (st < 0)
			return st;
	}
	return ssp_output_find(a->output, leg->allocate, !a->context,
			       &leg->out);
}

static void report(const struct ssp_init_args *a,
		   const struct ssp_ctx_info *info, const SecHandle *handle)
{
	/* The bit has the same value in request and answer. */
	u32 allocated = a->req & ISC_REQ_ALLOCATE_MEMORY;

	if (a->new_context)
		*a->new_context = *handle;
	if (a->attr)
		*a->attr = info->flags | allocated;
	if (a->expiry)
		*a->expiry = ssp_timestamp(info->expiry);
}

/* The credential of a first leg: the caller's, if it may initiate (P04). */
static ssp_status outbound_cred(const SecHandle *h, struct ssp_ref *ref)
{
	const struct ssp_cred *cred;
	ssp_status st;

	st = ssp_handle_get(&ssp_creds, h, ref);
	if (st < 0)
		return st;
	cred = ref->obj;
	if ((cred->use & SECPKG_CRED_OUTBOUND) &&
	    !(cred->use & SECPKG_CRED_PROCESS_POLICY_ONLY))
		return SEC_E_OK;
	ssp_handle_put(&ssp_creds, ref);
	return SEC_E_NO_CREDENTIALS;
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

/* A context with a handle that nobody knows yet. */
static ssp_status new_context(const struct ssp_text_ops *text,
			      const struct ssp_init_args *a,
			      const struct ssp_leg *leg, SecHandle *handle)
{
	struct ssp_utf16 target = { NULL, 0 };
	struct ssp_ref cred = { NULL, 0 };
	struct ssp_ctx *ctx = NULL;
	ssp_status st;

	st = outbound_cred(a->cred, &cred);
	if (st < 0)
		return st;
	st = text->read(a->target, &target);
	if (st >= 0 && (a->req & ISC_REQ_USE_SUPPLIED_CREDS))
		st = supplied_cred(leg->params, &cred);
	if (st >= 0)
		st = ssp_ctx_new(&cred, &target, a->req, &ctx);
	if (st >= 0) {
		st = ssp_handle_new(&ssp_ctxs, ctx, handle);
		if (st < 0)
			ssp_ctx_release(ctx);
	}
	ssp_utf16_free(&target);
	ssp_handle_put(&ssp_creds, &cred);
	return st;
}

static ssp_status first_leg(const struct ssp_text_ops *text,
			    const struct ssp_init_args *a,
			    const struct ssp_leg *leg)
{
	struct ssp_ctx_info info;
	struct ssp_ref ref;
	SecHandle handle;
	ssp_status st;

	st = new_context(text, a, leg, &handle);
	if (st < 0)
		return st;
	st = ssp_handle_get(&ssp_ctxs, &handle, &ref);
	if (st >= 0) {
		st = ssp_ctx_step(ref.obj, leg, &info);
		if (st >= 0)
			report(a, &info, &handle);
		ssp_handle_put(&ssp_ctxs, &ref);
	}
	/* A failed first leg owes the caller no handle (P39). */
	if (st < 0)
		ssp_handle_delete(&ssp_ctxs, &handle);
	return st;
}

static ssp_status later_leg(const struct ssp_init_args *a,
			    const struct ssp_leg *leg)
{
	struct ssp_ref cred = { NULL, 0 };
	struct ssp_ref ref;
	struct ssp_ctx_info info;
	ssp_status st;

	/* The credential may be left out, but not be rubbish. */
	if (a->cred) {
		st = ssp_handle_get(&ssp_creds, a->cred, &cred);
		if (st < 0)
			return st;
	}
	st = ssp_handle_get(&ssp_ctxs, a->context, &ref);
	if (st >= 0) {
		st = ssp_ctx_step(ref.obj, leg, &info);
		if (st >= 0)
			report(a, &info, a->context);
		ssp_handle_put(&ssp_ctxs, &ref);
	}
	ssp_handle_put(&ssp_creds, &cred);
	return st;
}

ssp_status ssp_api_initialize(const struct ssp_text_ops *text,
			      const struct ssp_init_args *args)
{
	struct ssp_leg leg;
	ssp_status st;

	st = check_args(args);
	if (st < 0)
		return st;
	st = open_leg(args, &leg);
	if (st < 0)
		return st;
	return args->context ? later_leg(args, &leg) :
			       first_leg(text, args, &leg);
}
