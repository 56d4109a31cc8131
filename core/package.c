// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * EnumerateSecurityPackages and QuerySecurityPackageInfo: SecPkgInfo of the
 * mechanisms.  Whatever is handed out is one block, structures first, then
 * their strings, released by one FreeContextBuffer().
 */
#include "core/api.h"
#include "core/mech.h"
#include "platform/memory.h"

static struct ssp_span ascii(const char *s)
{
	struct ssp_span span = { (const u8 *)s, 0 };

	while (s[span.n])
		span.n++;
	return span;
}

struct names {
	struct ssp_utf16 name;
	struct ssp_utf16 comment;
};

static void names_free(struct names *n)
{
	ssp_utf16_free(&n->name);
	ssp_utf16_free(&n->comment);
}

static ssp_status names_read(const struct ssp_mech *mech, struct names *n)
{
	ssp_status st;

	memset(n, 0, sizeof(*n));
	st = ssp_utf16_from_utf8(ascii(mech->name), &n->name);
	if (st >= 0)
		st = ssp_utf16_from_utf8(ascii(mech->comment), &n->comment);
	if (st < 0)
		names_free(n);
	return st;
}

/* Strings are written from @at on; the next free byte is returned. */
static u8 *fill(const struct ssp_text_ops *text, const struct ssp_mech *mech,
		const struct names *n, SecPkgInfoW *info, u8 *at)
{
	info->fCapabilities = mech->capabilities;
	info->wVersion = SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION;
	info->wRPCID = mech->rpc_id;
	info->cbMaxToken = mech->max_token;
	info->Name = (void *)at;
	text->write(&n->name, at);
	at += text->size(&n->name);
	info->Comment = (void *)at;
	text->write(&n->comment, at);
	return at + text->size(&n->comment);
}

/* @count rows of the table from @first on, as one block. */
static ssp_status block(const struct ssp_text_ops *text,
			const struct ssp_mech *const *mechs, size_t count,
			void **out)
{
	size_t size = count * sizeof(SecPkgInfoW);
	SecPkgInfoW *info;
	struct names n;
	ssp_status st;
	size_t i;
	u8 *at;

	for (i = 0; i < count; i++) {
		st = names_read(mechs[i], &n);
		if (st < 0)
			return st;
		size += text->size(&n.name) + text->size(&n.comment);
		names_free(&n);
	}
	info = ssp_virtual_alloc(size);
	if (!info)
		return SEC_E_INSUFFICIENT_MEMORY;
	at = (u8 *)&info[count];
	for (i = 0; i < count; i++) {
		st = names_read(mechs[i], &n);
		if (st < 0) {
			ssp_virtual_free(info);
			return st;
		}
		at = fill(text, mechs[i], &n, &info[i], at);
		names_free(&n);
	}
	*out = info;
	return SEC_E_OK;
}

#define PACKAGES_MAX 8

ssp_status ssp_api_enumerate(const struct ssp_text_ops *text, ULONG *count,
			     void **info)
{
	const struct ssp_mech *mechs[PACKAGES_MAX];
	size_t n = 0;
	ssp_status st;

	if (!count || !info)
		return SEC_E_INVALID_PARAMETER;
	while (n < PACKAGES_MAX && ssp_mech_at(n)) {
		mechs[n] = ssp_mech_at(n);
		n++;
	}
	st = block(text, mechs, n, info);
	if (st >= 0)
		*count = (ULONG)n;
	return st;
}

ssp_status ssp_package_info(const struct ssp_text_ops *text,
			    const struct ssp_mech *mech, void **info)
{
	return block(text, &mech, 1, info);
}

ssp_status ssp_api_package(const struct ssp_text_ops *text, const void *name,
			   void **info)
{
	struct ssp_utf16 wanted = { NULL, 0 };
	const struct ssp_mech *mech;
	ssp_status st;

	if (!info)
		return SEC_E_INVALID_PARAMETER;
	st = text->read(name, &wanted);
	if (st < 0)
		return st;
	mech = ssp_mech_named(&wanted);
	ssp_utf16_free(&wanted);
	if (!mech)
		return SEC_E_SECPKG_NOT_FOUND;
	return ssp_package_info(text, mech, info);
}
