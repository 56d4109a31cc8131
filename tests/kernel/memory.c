// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Memory of each kind that a kernel caller may have, and strings in it.
 *
 * A block starts at an odd place and ends where its memory ends, so that the
 * byte behind it is nobody's: KASAN sees who touches it.
 */
#include "tests/kernel/consumer.h"

#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

/* The module's own memory: a message of 1 MiB, sealed, and what goes with it. */
#define AREA_SIZE (3u << 20)

static u8 area[AREA_SIZE] __aligned(8);
static size_t area_used;
static unsigned int area_blocks;
static DEFINE_MUTEX(area_lock);

static const char *const places[CON_PLACES] = {
	[CON_VMALLOC] = "vmalloc",
	[CON_SLAB] = "slab",
	[CON_MODULE] = "module",
};

const char *con_place_name(enum con_place place)
{
	return places[place];
}

/* Blocks are given back all before the first is taken anew. */
static void *take_area(size_t n)
{
	void *p = NULL;

	n = ALIGN(n, 8);
	mutex_lock(&area_lock);
	if (n <= AREA_SIZE - area_used) {
		p = area + area_used;
		area_used += n;
		area_blocks++;
	}
	mutex_unlock(&area_lock);
	return p;
}

static void give_area(void)
{
	mutex_lock(&area_lock);
	if (--area_blocks == 0)
		area_used = 0;
	mutex_unlock(&area_lock);
}

static void *take(enum con_place place, size_t n)
{
	switch (place) {
	case CON_SLAB:
		return kmalloc(n, GFP_KERNEL);
	case CON_MODULE:
		return take_area(n);
	default:
		return vmalloc(n);
	}
}

struct con_bytes con_take(enum con_place place, size_t n)
{
	struct con_bytes b = { NULL, 0, NULL, place };
	size_t skew = n % 7 + 1;

	b.block = take(place, n + skew);
	if (con_want(b.block, "no %s memory for %zu bytes", places[place], n)) {
		b.p = (u8 *)b.block + skew;
		b.n = n;
	}
	return b;
}

struct con_bytes con_copy(enum con_place place, const void *p, size_t n)
{
	struct con_bytes b = con_take(place, n);

	if (b.p && n > 0)
		memcpy(b.p, p, n);
	return b;
}

struct con_bytes con_pattern(enum con_place place, size_t n)
{
	struct con_bytes b = con_take(place, n);
	u32 x = 2463534242u;
	size_t i;

	for (i = 0; i < b.n; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		b.p[i] = (u8)x;
	}
	return b;
}

void con_give(struct con_bytes *b)
{
	if (b->block) {
		if (b->place == CON_MODULE)
			give_area();
		else
			kvfree(b->block);
	}
	*b = (struct con_bytes){ NULL, 0, NULL, b->place };
}

size_t con_widen(WCHAR *to, const char *s)
{
	size_t n = s ? strlen(s) : 0;
	size_t i;

	for (i = 0; i < n; i++)
		to[i] = (u8)s[i];
	return n;
}

/* No terminator: nobody may look for one. */
UNICODE_STRING con_string(const char *s)
{
	UNICODE_STRING u = { 0, 0, NULL };
	size_t n = s ? strlen(s) : 0;

	if (n > 0)
		u.Buffer = vmalloc(n * sizeof(WCHAR));
	if (u.Buffer) {
		con_widen(u.Buffer, s);
		u.Length = u.MaximumLength = (USHORT)(n * sizeof(WCHAR));
	}
	return u;
}

void con_unstring(UNICODE_STRING *s)
{
	vfree(s->Buffer);
	*s = (UNICODE_STRING){ 0, 0, NULL };
}

const char *con_take_text(SEC_WCHAR *p, char *buf, size_t size)
{
	size_t i = 0;

	if (!p)
		return NULL;
	con_want(is_vmalloc_addr(p), "text outside virtual memory");
	while (p[i] && i + 1 < size) {
		buf[i] = p[i] < 0x80 ? (char)p[i] : '?';
		i++;
	}
	buf[i] = '\0';
	con_want_status("FreeContextBuffer", SEC_E_OK, FreeContextBuffer(p));
	return buf;
}

static size_t length(const char *s)
{
	return s ? strlen(s) : 0;
}

/* The next of the strings behind the structure. */
static u16 *put(u16 **to, const char *s)
{
	u16 *at = *to;

	if (!s)
		return NULL;
	*to += con_widen(at, s);
	return at;
}

/* The long form begins otherwise, and means the same. */
static void fill_long(u8 *p, u16 *text, const char *user, const char *domain,
		      const char *password, const char *packages)
{
	*(SEC_WINNT_AUTH_IDENTITY_EXW *)p = (SEC_WINNT_AUTH_IDENTITY_EXW){
		.Version = SEC_WINNT_AUTH_IDENTITY_VERSION,
		.Length = sizeof(SEC_WINNT_AUTH_IDENTITY_EXW),
		.User = put(&text, user),
		.UserLength = (ULONG)length(user),
		.Domain = put(&text, domain),
		.DomainLength = (ULONG)length(domain),
		.Password = put(&text, password),
		.PasswordLength = (ULONG)length(password),
		.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE,
		.PackageList = put(&text, packages),
		.PackageListLength = (ULONG)length(packages),
	};
}

static void fill(u8 *p, u16 *text, const char *user, const char *domain,
		 const char *password)
{
	*(SEC_WINNT_AUTH_IDENTITY_W *)p = (SEC_WINNT_AUTH_IDENTITY_W){
		.User = put(&text, user),
		.UserLength = (ULONG)length(user),
		.Domain = put(&text, domain),
		.DomainLength = (ULONG)length(domain),
		.Password = put(&text, password),
		.PasswordLength = (ULONG)length(password),
		.Flags = SEC_WINNT_AUTH_IDENTITY_UNICODE,
	};
}

struct con_identity con_identify(enum con_place place, const char *user,
				 const char *domain, const char *password,
				 const char *packages)
{
	size_t head = packages ? sizeof(SEC_WINNT_AUTH_IDENTITY_EXW) :
				 sizeof(SEC_WINNT_AUTH_IDENTITY_W);
	size_t units = length(user) + length(domain) + length(password) +
		       length(packages);
	struct con_identity id;

	id.bytes = con_take(place, head + units * sizeof(u16));
	if (!id.bytes.p)
		return id;
	/* This one is aligned: it is a structure. */
	id.bytes.p = id.bytes.block;
	if (packages)
		fill_long(id.bytes.p, (u16 *)(id.bytes.p + head), user, domain,
			  password, packages);
	else
		fill(id.bytes.p, (u16 *)(id.bytes.p + head), user, domain,
		     password);
	return id;
}

void con_forget(struct con_identity *id)
{
	if (id->bytes.p)
		memzero_explicit(id->bytes.p, id->bytes.n);
	con_give(&id->bytes);
}
