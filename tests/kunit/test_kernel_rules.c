// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The rules for kernel callers (P41, P42): names and hand-shake buffers lie in
 * virtual memory over their whole length; what does not is refused before a
 * byte is touched; what is handed out is virtual.
 */
#include <kunit/test.h>

#include <linux/io.h>
#include <linux/mm.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>

#include "tests/kunit/kernel_caller.h"

/* Bytes in the wrong place; an even number, as names need. */
#define N 64

static u8 module_data[N] = { 1 };
static const u8 module_rodata[N] = { 1 };

/**
 * struct ground - memory of every kind, and where in it a buffer shall lie
 * @slab: kmalloc's
 * @page: vmalloc's, one page and the guard behind it
 * @two: vmalloc's, two pages
 * @gone: where something of vmalloc's used to be
 * @device: a page of the HPET, mapped where vmalloc maps
 */
struct ground {
	u8 *slab;
	u8 *page;
	u8 *two;
	u8 *gone;
	u8 *device;
};

static void *in_slab(const struct ground *g, u8 *stack)
{
	return g->slab;
}

static void *on_stack(const struct ground *g, u8 *stack)
{
	return stack;
}

static void *in_module_data(const struct ground *g, u8 *stack)
{
	return module_data;
}

static void *in_module_rodata(const struct ground *g, u8 *stack)
{
	return (void *)module_rodata;
}

static void *in_kernel_text(const struct ground *g, u8 *stack)
{
	return (void *)(unsigned long)&vmalloc;
}

static void *in_user_space(const struct ground *g, u8 *stack)
{
	return (void *)PAGE_SIZE;
}

static void *past_the_end(const struct ground *g, u8 *stack)
{
	return g->page + PAGE_SIZE - N + 2;
}

static void *at_the_guard(const struct ground *g, u8 *stack)
{
	return g->page + PAGE_SIZE;
}

static void *that_was_freed(const struct ground *g, u8 *stack)
{
	return g->gone;
}

static void *last_bytes(const struct ground *g, u8 *stack)
{
	return g->page + PAGE_SIZE - N;
}

static void *over_two_pages(const struct ground *g, u8 *stack)
{
	return g->two + PAGE_SIZE - N / 2;
}

static void *in_a_device(const struct ground *g, u8 *stack)
{
	return g->device;
}

static const struct place {
	const char *name;
	void *(*where)(const struct ground *g, u8 *stack);
	bool good;
} places[] = {
	{ "slab", in_slab, false },
	{ "stack", on_stack, false },
	{ "module data", in_module_data, false },
	{ "module rodata", in_module_rodata, false },
	{ "kernel text", in_kernel_text, false },
	{ "user space", in_user_space, false },
	{ "runs past its vmalloc area", past_the_end, false },
	{ "guard page", at_the_guard, false },
	{ "vmalloc area that was freed", that_was_freed, false },
	{ "device", in_a_device, false },
	{ "last bytes of a vmalloc area", last_bytes, true },
	{ "over a page boundary", over_two_pages, true },
};

static void place_desc(const struct place *p, char *desc)
{
	strcpy(desc, p->name);
}

KUNIT_ARRAY_PARAM(place, places, place_desc);

/* Memory goes with the case; the address of what is freed stays unused. */
static bool ground_lay(struct kunit *test, struct ground *g)
{
	bool there;

	g->slab = kunit_kzalloc(test, N, GFP_KERNEL);
	g->page = vzalloc(PAGE_SIZE);
	g->two = vzalloc(2 * PAGE_SIZE);
	g->gone = vzalloc(PAGE_SIZE);
	vfree(g->gone);
	g->device = (__force u8 *)ioremap(0xfed00000, PAGE_SIZE);
	there = g->slab && g->page && g->two && g->gone && g->device;
	KUNIT_EXPECT_TRUE(test, there);
	return there;
}

static void ground_clear(struct ground *g)
{
	iounmap((__force void __iomem *)g->device);
	vfree(g->page);
	vfree(g->two);
}

static int rules_init(struct kunit *test)
{
	ssp_caller_start(test, &ssp_caller_negotiate);
	return 0;
}

/* What a place holds, as far as it can be read at all. */
static void snapshot(const void *p, u8 *copy)
{
	memset(copy, 0, N);
	(void)copy_from_kernel_nofault(copy, p, N);
}

/*
 * A first leg that @use made ready; judged by @place; then everything is as if
 * it had never been made.
 */
static void judge(struct kunit *test,
		  SECURITY_STATUS (*use)(struct ssp_caller *c, void *p,
					 bool good))
{
	const struct place *place = test->param_value;
	struct ssp_caller *c = test->priv;
	struct ground g;
	u8 stack[N] = { 0 }, before[N], after[N];
	SECURITY_STATUS st;
	void *p;

	if (!ground_lay(test, &g))
		goto out;
	p = place->where(&g, stack);
	snapshot(p, before);
	c->fake->fetches = 0;
	st = use(c, p, place->good);
	snapshot(p, after);
	if (place->good) {
		KUNIT_EXPECT_NE(test, SEC_E_INVALID_PARAMETER, st);
	} else {
		KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER, st);
		KUNIT_EXPECT_EQ(test, 0, memcmp(before, after, N));
		KUNIT_EXPECT_EQ(test, 0u, c->fake->fetches);
		ssp_caller_untouched(test, c);
	}
out:
	ground_clear(&g);
}

static void spell(void *p, size_t bytes)
{
	size_t i;

	for (i = 0; i < bytes / sizeof(u16); i++)
		((u16 *)p)[i] = 'x';
}

static SECURITY_STATUS use_as_target(struct ssp_caller *c, void *p, bool good)
{
	UNICODE_STRING target = { N, N, p };

	/* Where it will be accepted it has to be a name. */
	if (good)
		spell(p, N);
	return ssp_caller_leg(c, &target, ISC_REQ_MUTUAL_AUTH);
}

static void target_name(struct kunit *test)
{
	judge(test, use_as_target);
}

static SECURITY_STATUS use_as_input(struct ssp_caller *c, void *p, bool good)
{
	c->in.pvBuffer = p;
	c->in.cbBuffer = N;
	c->in.BufferType = SECBUFFER_CHANNEL_BINDINGS;
	/* An empty binding, where it will be read, is none that is refused. */
	return ssp_caller_leg(c, &c->spn, ISC_REQ_MUTUAL_AUTH);
}

static void input_bindings(struct kunit *test)
{
	judge(test, use_as_input);
}

static SECURITY_STATUS use_as_output(struct ssp_caller *c, void *p, bool good)
{
	c->out.pvBuffer = p;
	c->out.cbBuffer = N;
	return ssp_caller_leg(c, &c->spn, ISC_REQ_MUTUAL_AUTH);
}

static void output_token(struct kunit *test)
{
	judge(test, use_as_output);
}

/* The same rules on the other side of a hand-shake, with all its buffers. */
static SECURITY_STATUS accept_leg(struct ssp_caller *c, SecBuffer *in,
				  SecBuffer *result, ULONG req)
{
	SecBuffer out[2] = { c->out };
	SecBufferDesc ins = { SECBUFFER_VERSION, 1, in };
	SecBufferDesc outs = { SECBUFFER_VERSION, 1, out };

	if (result)
		out[outs.cBuffers++] = *result;
	return AcceptSecurityContext(&c->cred, NULL, in ? &ins : NULL, req,
				     SECURITY_NATIVE_DREP, &c->ctx, &outs,
				     &c->attr, &c->expiry);
}

static SECURITY_STATUS use_as_accepted(struct ssp_caller *c, void *p, bool good)
{
	SecBuffer in = { N, SECBUFFER_TOKEN, p };

	return accept_leg(c, &in, NULL, 0);
}

static void acceptor_input(struct kunit *test)
{
	judge(test, use_as_accepted);
}

static SECURITY_STATUS use_as_answer(struct ssp_caller *c, void *p, bool good)
{
	c->out.pvBuffer = p;
	c->out.cbBuffer = N;
	return accept_leg(c, NULL, NULL, 0);
}

static void acceptor_output(struct kunit *test)
{
	judge(test, use_as_answer);
}

static SECURITY_STATUS use_as_result(struct ssp_caller *c, void *p, bool good)
{
	SecBuffer result = { N, SECBUFFER_CHANNEL_BINDINGS_RESULT, p };

	return accept_leg(c, NULL, &result, ASC_REQ_ALLOCATE_MEMORY);
}

static void acceptor_result(struct kunit *test)
{
	judge(test, use_as_result);
}

static SECURITY_STATUS acquire_with(struct ssp_caller *c, void *auth)
{
	CredHandle cred;
	SECURITY_STATUS st;

	st = AcquireCredentialsHandleW(NULL, &ssp_caller_negotiate,
				       SECPKG_CRED_OUTBOUND, NULL, auth, NULL,
				       NULL, &cred, NULL);
	if (st >= 0)
		FreeCredentialsHandle(&cred);
	return st;
}

static SECURITY_STATUS use_as_identity(struct ssp_caller *c, void *p, bool good)
{
	const size_t n = sizeof(SEC_WINNT_AUTH_IDENTITY_W);

	BUILD_BUG_ON(n > N);
	/* Its last byte is where N bytes would have theirs. */
	return acquire_with(c, (u8 *)p + N - n);
}

static void identity(struct kunit *test)
{
	judge(test, use_as_identity);
}

/* @which: the structure's member that is in the wrong place */
static SECURITY_STATUS use_as_identity_string(struct ssp_caller *c, void *p,
					      bool good, size_t which)
{
	SEC_WINNT_AUTH_IDENTITY_W *auth = (void *)c->in_room;
	struct {
		USHORT **p;
		ULONG *n;
	} field[] = {
		{ (USHORT **)&auth->User, (ULONG *)&auth->UserLength },
		{ (USHORT **)&auth->Domain, (ULONG *)&auth->DomainLength },
		{ (USHORT **)&auth->Password, (ULONG *)&auth->PasswordLength },
	};

	memset(auth, 0, sizeof(*auth));
	auth->Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE;
	if (good)
		spell(p, N);
	*field[which].p = p;
	*field[which].n = N / sizeof(u16);
	return acquire_with(c, auth);
}

static SECURITY_STATUS use_as_user(struct ssp_caller *c, void *p, bool good)
{
	return use_as_identity_string(c, p, good, 0);
}

static SECURITY_STATUS use_as_domain(struct ssp_caller *c, void *p, bool good)
{
	return use_as_identity_string(c, p, good, 1);
}

static SECURITY_STATUS use_as_password(struct ssp_caller *c, void *p, bool good)
{
	return use_as_identity_string(c, p, good, 2);
}

static void identity_user(struct kunit *test)
{
	judge(test, use_as_user);
}

static void identity_domain(struct kunit *test)
{
	judge(test, use_as_domain);
}

static void identity_password(struct kunit *test)
{
	judge(test, use_as_password);
}

/* On a later leg a refusal leaves the context able to go on. */
static void later_leg_goes_on(struct kunit *test)
{
	struct ssp_caller *c = test->priv;
	void *slab = kunit_kzalloc(test, SSP_CALLER_ROOM, GFP_KERNEL);
	UNICODE_STRING wrong = { N, N, slab };
	SecBuffer good;

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, slab);
	KUNIT_ASSERT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_caller_leg(c, &c->spn, ISC_REQ_MUTUAL_AUTH));
	ssp_caller_answer(test, c);

	good = c->in;
	memcpy(slab, c->in_room, c->in.cbBuffer);
	c->in.pvBuffer = slab;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_caller_leg(c, &c->spn, ISC_REQ_MUTUAL_AUTH));
	c->in = good;
	c->out.pvBuffer = slab;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_caller_leg(c, &c->spn, ISC_REQ_MUTUAL_AUTH));
	c->out.pvBuffer = c->out_room;
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_caller_leg(c, &wrong, ISC_REQ_MUTUAL_AUTH));
	ssp_caller_untouched(test, c);

	KUNIT_EXPECT_EQ(test, SEC_E_OK,
			ssp_caller_leg(c, &c->spn, ISC_REQ_MUTUAL_AUTH));
}

static const struct wrong_name {
	const char *name;
	USHORT length;
	USHORT maximum;
	u16 units[4];
} wrong_names[] = {
	{ "odd length", 7, 8, { 'a', 'b', 'c', 'd' } },
	{ "length above its maximum", 8, 6, { 'a', 'b', 'c', 'd' } },
	{ "a zero inside", 8, 8, { 'a', 0, 'c', 'd' } },
	{ "a zero at the end", 8, 8, { 'a', 'b', 'c', 0 } },
	{ "first half of a pair alone", 8, 8, { 'a', 0xd83d, 'c', 'd' } },
	{ "second half of a pair alone", 8, 8, { 'a', 0xde00, 'c', 'd' } },
	{ "half a pair at the end", 8, 8, { 'a', 'b', 'c', 0xd83d } },
};

static void wrong_name_desc(const struct wrong_name *w, char *desc)
{
	strcpy(desc, w->name);
}

KUNIT_ARRAY_PARAM(wrong_name, wrong_names, wrong_name_desc);

static void names_that_are_none(struct kunit *test)
{
	const struct wrong_name *w = test->param_value;
	struct ssp_caller *c = test->priv;
	UNICODE_STRING target = { w->length, w->maximum, (void *)c->in_room };

	memcpy(c->in_room, w->units, sizeof(w->units));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_caller_leg(c, &target, ISC_REQ_MUTUAL_AUTH));
	KUNIT_EXPECT_EQ(test, 0u, c->fake->fetches);
	ssp_caller_untouched(test, c);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			AcquireCredentialsHandleW(
				NULL, &target, SECPKG_CRED_OUTBOUND, NULL, NULL,
				NULL, NULL, &c->ctx, NULL));
}

static void a_length_without_a_buffer(struct kunit *test)
{
	struct ssp_caller *c = test->priv;
	UNICODE_STRING target = { 8, 8, NULL };

	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_PARAMETER,
			ssp_caller_leg(c, &target, ISC_REQ_MUTUAL_AUTH));
	ssp_caller_untouched(test, c);
}

/* P37. */
static void what_is_handed_out_is_virtual(struct kunit *test)
{
	struct ssp_caller *c = test->priv;
	PSecPkgInfoW info = NULL;
	SecPkgContext_NamesW names = { NULL };

	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			QuerySecurityPackageInfoW(&ssp_caller_negotiate,
						  &info));
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(info));
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(info->Name));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(info));

	KUNIT_EXPECT_EQ(test, SEC_I_CONTINUE_NEEDED,
			ssp_caller_leg(c, &c->spn, ISC_REQ_ALLOCATE_MEMORY));
	KUNIT_EXPECT_PTR_NE(test, c->out.pvBuffer, (void *)c->out_room);
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(c->out.pvBuffer));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(c->out.pvBuffer));

	KUNIT_EXPECT_EQ(test, SEC_E_OK, DeleteSecurityContext(&c->ctx));
	memset(&c->ctx, 0, sizeof(c->ctx));
	ssp_caller_fresh(c);
	ssp_caller_connect(test, c, 0);
	KUNIT_ASSERT_EQ(test, SEC_E_OK,
			QueryContextAttributesW(&c->ctx, SECPKG_ATTR_NAMES,
						&names));
	KUNIT_EXPECT_TRUE(test, is_vmalloc_addr(names.sUserName));
	KUNIT_EXPECT_EQ(test, SEC_E_OK, FreeContextBuffer(names.sUserName));
}

/* Whatever it is, it is not ours to free. */
static void frees_nothing_of_others(struct kunit *test)
{
	struct ssp_caller *c = test->priv;
	u8 stack[N] __aligned(16);
	u8 *slab = kunit_kzalloc(test, N, GFP_KERNEL);

	KUNIT_ASSERT_NOT_ERR_OR_NULL(test, slab);
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, FreeContextBuffer(stack));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE, FreeContextBuffer(slab));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			FreeContextBuffer(slab + 16));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			FreeContextBuffer(module_data));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			FreeContextBuffer(c->in_room));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			FreeContextBuffer(c->in_room + 64));
	KUNIT_EXPECT_EQ(test, SEC_E_INVALID_HANDLE,
			FreeContextBuffer((void *)PAGE_SIZE));
}

/* The names that drivers know, and the table. */
static void old_names_and_table(struct kunit *test)
{
	struct ssp_caller *c = test->priv;
	PSecurityFunctionTableW t = InitSecurityInterfaceW();
	u8 *p = c->in_room;
	SecBuffer b[] = {
		{ 128, SECBUFFER_TOKEN, p },
		{ N, SECBUFFER_DATA, p + 128 },
	};
	SecBufferDesc d = { SECBUFFER_VERSION, 2, b };

	KUNIT_EXPECT_PTR_EQ(test, (void *)t->Reserved3, (void *)EncryptMessage);
	KUNIT_EXPECT_PTR_EQ(test, (void *)t->InitializeSecurityContextW,
			    (void *)InitializeSecurityContextW);
	KUNIT_EXPECT_NULL(test, t->Reserved9);
	ssp_caller_connect(test, c, ISC_REQ_CONFIDENTIALITY);
	memset(p, 0, 128 + N);
	KUNIT_EXPECT_EQ(test, SEC_E_OK, SealMessage(&c->ctx, 0, &d, 0));
	KUNIT_EXPECT_NOT_NULL(test, memchr_inv(p + 128, 0, N));
	/* Our own words come back to us: not what the peer would send. */
	KUNIT_EXPECT_LT(test, UnsealMessage(&c->ctx, &d, 0, NULL), 0);
}

static struct kunit_case rules_cases[] = {
	KUNIT_CASE_PARAM(target_name, place_gen_params),
	KUNIT_CASE_PARAM(input_bindings, place_gen_params),
	KUNIT_CASE_PARAM(output_token, place_gen_params),
	KUNIT_CASE_PARAM(acceptor_input, place_gen_params),
	KUNIT_CASE_PARAM(acceptor_output, place_gen_params),
	KUNIT_CASE_PARAM(acceptor_result, place_gen_params),
	KUNIT_CASE_PARAM(identity, place_gen_params),
	KUNIT_CASE_PARAM(identity_user, place_gen_params),
	KUNIT_CASE_PARAM(identity_domain, place_gen_params),
	KUNIT_CASE_PARAM(identity_password, place_gen_params),
	KUNIT_CASE(later_leg_goes_on),
	KUNIT_CASE_PARAM(names_that_are_none, wrong_name_gen_params),
	KUNIT_CASE(a_length_without_a_buffer),
	KUNIT_CASE(what_is_handed_out_is_virtual),
	KUNIT_CASE(frees_nothing_of_others),
	KUNIT_CASE(old_names_and_table),
	{}
};

static struct kunit_suite rules_suite = {
	.name = "kernel_rules",
	.init = rules_init,
	.exit = ssp_caller_stop,
	.test_cases = rules_cases,
};
kunit_test_suites(&rules_suite);
