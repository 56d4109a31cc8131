// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * P41 and P42: target names, identities and the buffers of a hand-shake that
 * are not in virtual memory over their whole length are refused, and nothing is
 * touched; what is handed out is virtual memory.
 */
#include "tests/kernel/consumer.h"

#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#define FILL 0xa5
#define ROOM 65536u

/* A name in the module's own memory, where a literal would be. */
static WCHAR module_name[32];

/* Everything that a call may be given; what is NULL is as it should be. */
struct call {
	const char *name;
	UNICODE_STRING *target;
	SecBuffer *in;
	SecBuffer *out;
	SecBuffer *second_out;
	ULONG req;
};

/* What a good call is made of, and what must not change. */
struct scene {
	struct con_client c;
	UNICODE_STRING target;
	struct con_bytes room;
	SecBuffer in;
};

static SECURITY_STATUS call(struct scene *s, const struct call *call,
			    SecBuffer *outs, CtxtHandle *handle, ULONG *attr,
			    TimeStamp *expiry)
{
	SecBuffer in = call->in ? *call->in : s->in;
	SecBufferDesc ins = { SECBUFFER_VERSION, 1, &in };
	SecBufferDesc od = { SECBUFFER_VERSION, call->second_out ? 2 : 1,
			     outs };
	UNICODE_STRING *target = call->target ? call->target : &s->target;
	SECURITY_STATUS st;

	st = InitializeSecurityContextW(
		&s->c.cred, s->c.have_ctx ? &s->c.ctx : NULL, target,
		s->c.ask.flags | call->req, 0, SECURITY_NATIVE_DREP,
		in.pvBuffer ? &ins : NULL, 0, handle, &od, attr, expiry);
	con_want(!in.pvBuffer ||
			 !memcmp(&in, call->in ? call->in : &s->in, sizeof(in)),
		 "the input buffer has changed");
	return st;
}

static void refused(struct scene *s, const struct call *bad)
{
	CtxtHandle handle = { 11, 22 };
	TimeStamp expiry = { .QuadPart = 33 };
	SecBuffer outs[2] = {
		{ ROOM, SECBUFFER_TOKEN, s->room.p },
		{ 0, SECBUFFER_EMPTY, NULL },
	};
	SecBuffer before[2];
	ULONG attr = 44;

	if (bad->out)
		outs[0] = *bad->out;
	if (bad->second_out)
		outs[1] = *bad->second_out;
	memcpy(before, outs, sizeof(outs));
	memset(s->room.p, FILL, s->room.n);
	con_want_status("InitializeSecurityContext", SEC_E_INVALID_PARAMETER,
			call(s, bad, outs, &handle, &attr, &expiry));
	con_want(handle.dwLower == 11 && handle.dwUpper == 22,
		 "the handle has changed");
	con_want(attr == 44, "pfContextAttr has changed");
	con_want(expiry.QuadPart == 33, "ptsExpiry has changed");
	con_want(!memcmp(before, outs, sizeof(outs)),
		 "the output buffers have changed");
	con_want(!memchr_inv(s->room.p, FILL, s->room.n),
		 "the memory for the token was written to");
	con_checked("%s", bad->name);
}

static UNICODE_STRING name_at(void *p, size_t n)
{
	return (UNICODE_STRING){ (USHORT)n, (USHORT)n, p };
}

static void refused_target(struct scene *s, const char *name, void *p, size_t n)
{
	UNICODE_STRING target = name_at(p, n);
	const struct call bad = { .name = name, .target = &target };

	refused(s, &bad);
}

/* One page, and nobody knows what is behind it. */
static void *one_page(void)
{
	void *p = vzalloc(PAGE_SIZE);

	con_want(p, "no memory");
	return p;
}

static void bad_targets(struct scene *s)
{
	const size_t n =
		con_widen(module_name, s->c.ask.target) * sizeof(WCHAR);
	WCHAR stack[ARRAY_SIZE(module_name)];
	void *slab = kmemdup(module_name, n, GFP_KERNEL);
	u8 *page = one_page();

	memcpy(stack, module_name, sizeof(stack));
	if (slab && page) {
		refused_target(s, "a target in the slab", slab, n);
		refused_target(s, "a target on the stack", stack, n);
		refused_target(s, "a target in module memory", module_name, n);
		refused_target(s, "a target that runs past its allocation",
			       page, PAGE_SIZE + 2);
		refused_target(s, "a target that begins on the last byte",
			       page + PAGE_SIZE - 1, n);
		refused_target(s, "a target at an address of user space",
			       (void *)0x400000, n);
		refused_target(s, "a target at the end of all addresses",
			       (void *)~0xfUL, n);
	}
	kfree(slab);
	vfree(page);
}

static void refused_out(struct scene *s, const char *name, void *p, ULONG n)
{
	SecBuffer out = { n, SECBUFFER_TOKEN, p };
	const struct call bad = { .name = name, .out = &out };

	refused(s, &bad);
}

static void bad_outputs(struct scene *s)
{
	SecBuffer stray = { 16, SECBUFFER_EMPTY, NULL };
	const struct call bad = { .name = "another output buffer in the slab",
				  .second_out = &stray };
	u8 *slab = kmalloc(ROOM, GFP_KERNEL);
	u8 stack[64];
	u8 *page = one_page();

	if (slab && page) {
		memset(slab, FILL, ROOM);
		memset(stack, FILL, sizeof(stack));
		refused_out(s, "room for the token in the slab", slab, ROOM);
		refused_out(s, "room for the token on the stack", stack,
			    sizeof(stack));
		refused_out(s, "room for the token in module memory",
			    module_name, sizeof(module_name));
		refused_out(s, "room that runs past its allocation", page,
			    PAGE_SIZE + 1);
		con_want(!memchr_inv(slab, FILL, ROOM) &&
				 !memchr_inv(stack, FILL, sizeof(stack)) &&
				 !memchr_inv(page, 0, PAGE_SIZE),
			 "refused memory was written to");
		con_checked("refused room is as it was");
		stray.pvBuffer = slab;
		refused(s, &bad);
	}
	kfree(slab);
	vfree(page);
}

static void refused_in(struct scene *s, const char *name, ULONG type, void *p,
		       size_t n)
{
	SecBuffer in = { (ULONG)n, type, p };
	const struct call bad = {
		.name = name,
		.in = &in,
		.req = type == SECBUFFER_PKG_PARAMS ?
			       ISC_REQ_USE_SUPPLIED_CREDS :
			       0,
	};

	refused(s, &bad);
}

/* Beside the token: what a first leg may bring. */
static void bad_inputs(struct scene *s)
{
	struct con_identity id =
		con_identify(CON_SLAB, "bob", NULL, "wrong", NULL);
	struct con_identity at =
		con_identify(CON_VMALLOC, "bob", NULL, "wrong", NULL);
	SEC_CHANNEL_BINDINGS *bindings = kzalloc(sizeof(*bindings), GFP_KERNEL);
	u8 *page = one_page();
	SEC_WINNT_AUTH_IDENTITY_W *a;

	if (!id.bytes.p || !at.bytes.p || !bindings || !page)
		goto out;
	refused_in(s, "channel bindings in the slab",
		   SECBUFFER_CHANNEL_BINDINGS, bindings, sizeof(*bindings));
	refused_in(s, "channel bindings that run past their allocation",
		   SECBUFFER_CHANNEL_BINDINGS, page, PAGE_SIZE + 1);
	refused_in(s, "a supplied identity in the slab", SECBUFFER_PKG_PARAMS,
		   id.bytes.p, id.bytes.n);
	a = (SEC_WINNT_AUTH_IDENTITY_W *)at.bytes.p;
	a->Password = (u16 *)id.bytes.p;
	refused_in(s, "a supplied identity whose password is in the slab",
		   SECBUFFER_PKG_PARAMS, a, at.bytes.n);
out:
	con_forget(&id);
	con_forget(&at);
	kfree(bindings);
	vfree(page);
}

/* A context between its legs goes on as if nothing had been. */
static void bad_answers(struct scene *s)
{
	void *slab = kmemdup(s->c.frame.p, s->c.frame.n, GFP_KERNEL);
	struct con_bytes answer =
		con_copy(CON_VMALLOC, s->c.frame.p, s->c.frame.n);
	u8 *page = one_page();

	s->in = (SecBuffer){ (ULONG)answer.n, SECBUFFER_TOKEN, answer.p };
	if (slab && page && answer.p) {
		refused_in(s, "the peer's token in the slab", SECBUFFER_TOKEN,
			   slab, answer.n);
		refused_in(s, "a token that runs past its allocation",
			   SECBUFFER_TOKEN, page, PAGE_SIZE + 1);
		refused_target(s, "a target in the slab, on a later leg", slab,
			       8);
		refused_out(s, "room in the slab, on a later leg", slab,
			    (ULONG)answer.n);
	}
	con_want_status("the leg after them", SEC_E_OK,
			con_go_on(&s->c, SEC_I_CONTINUE_NEEDED));
	con_want(s->c.peer_done, "the peer has no context");
	con_want(con_exchange(&s->c, 100), "no messages");
	con_checked("and the hand-shake goes on");
	con_give(&answer);
	kfree(slab);
	vfree(page);
}

static void scene(const char *package, int port)
{
	struct con_ask ask = {
		.package = package,
		.target = con_enctypes[1].spn,
		.flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_CONFIDENTIALITY,
		.port = port,
	};
	struct scene *s = kzalloc(sizeof(*s), GFP_KERNEL);

	con_scene("%s", package);
	if (!con_want(s, "no memory"))
		return;
	con_init(&s->c, &ask);
	s->target = con_string(ask.target);
	s->room = con_take(CON_VMALLOC, ROOM);
	if (s->room.p && con_want_status("AcquireCredentialsHandle", SEC_E_OK,
					 con_acquire(&s->c))) {
		bad_targets(s);
		bad_outputs(s);
		bad_inputs(s);
		s->c.ask.cred = &s->c.cred;
		con_want_status("first leg", SEC_I_CONTINUE_NEEDED,
				con_first(&s->c));
		bad_answers(s);
	}
	con_close(&s->c);
	con_give(&s->room);
	con_unstring(&s->target);
	kfree(s);
}

static void want_acquire(const char *what, SECURITY_STATUS want,
			 UNICODE_STRING *package, void *auth)
{
	CredHandle cred = { 11, 22 };
	SECURITY_STATUS st;

	st = AcquireCredentialsHandleW(NULL, package, SECPKG_CRED_OUTBOUND,
				       NULL, auth, NULL, NULL, &cred, NULL);
	con_want_status(what, want, st);
	if (st >= 0)
		FreeCredentialsHandle(&cred);
	else
		con_want(cred.dwLower == 11 && cred.dwUpper == 22,
			 "%s: the handle has changed", what);
}

/* pAuthData is under the rule, the names of packages are not. */
static void identities(const char *name)
{
	struct con_identity slab =
		con_identify(CON_SLAB, "bob", NULL, "wrong", NULL);
	struct con_identity good =
		con_identify(CON_VMALLOC, "bob", NULL, "wrong", NULL);
	UNICODE_STRING package = con_string(name);
	UNICODE_STRING plain = package;
	SEC_WINNT_AUTH_IDENTITY_W *a;

	con_scene("%s", name);
	plain.Buffer = kmemdup(package.Buffer, package.Length, GFP_KERNEL);
	if (!slab.bytes.p || !good.bytes.p || !plain.Buffer)
		goto out;
	want_acquire("a good identity", SEC_E_OK, &package, good.bytes.p);
	want_acquire("an identity in the slab", SEC_E_INVALID_PARAMETER,
		     &package, slab.bytes.p);
	a = (SEC_WINNT_AUTH_IDENTITY_W *)good.bytes.p;
	a->Password = ((SEC_WINNT_AUTH_IDENTITY_W *)slab.bytes.p)->Password;
	want_acquire("its password in the slab", SEC_E_INVALID_PARAMETER,
		     &package, a);
	want_acquire("the package's name in the slab", SEC_E_OK, &plain, NULL);
	want_acquire("no package", SEC_E_SECPKG_NOT_FOUND, NULL, NULL);
	con_checked("identities in the slab are refused");
out:
	kfree(plain.Buffer);
	con_unstring(&package);
	con_forget(&slab);
	con_forget(&good);
}

/* Only what was handed out comes back, and once. */
static void foreign_buffers(void)
{
	UNICODE_STRING package = con_string("Negotiate");
	PSecPkgInfoW info = NULL;
	u8 stack[64] = { 0 };
	void *slab = kzalloc(64, GFP_KERNEL);
	u8 *page = one_page();

	con_scene("FreeContextBuffer");
	con_want_status("QuerySecurityPackageInfo", SEC_E_OK,
			QuerySecurityPackageInfoW(&package, &info));
	con_want(is_vmalloc_addr(info), "package information in the slab");
	con_want_status("NULL", SEC_E_OK, FreeContextBuffer(NULL));
	con_want_status("memory of the slab", SEC_E_INVALID_HANDLE,
			FreeContextBuffer(slab));
	con_want_status("the stack", SEC_E_INVALID_HANDLE,
			FreeContextBuffer(stack + 32));
	con_want_status("virtual memory of the caller's", SEC_E_INVALID_HANDLE,
			FreeContextBuffer(page + 64));
	con_want_status("the inside of a block", SEC_E_INVALID_HANDLE,
			FreeContextBuffer((u8 *)info + 16));
	con_want_status("a block", SEC_E_OK, FreeContextBuffer(info));
	con_want_status("the same block", SEC_E_INVALID_HANDLE,
			FreeContextBuffer(info));
	con_checked("takes back what was handed out, and nothing else");
	con_unstring(&package);
	kfree(slab);
	vfree(page);
}

void con_group_refusals(const struct con_args *args)
{
	size_t p;

	for (p = 0; p < CON_PACKAGES; p++) {
		scene(con_packages[p], args->any);
		identities(con_packages[p]);
	}
	foreign_buffers();
}
