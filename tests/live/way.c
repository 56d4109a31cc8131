// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The four ways to call the library: A and W functions, by their names and
 * through the tables of InitSecurityInterface.
 *
 * Names in the lab are ASCII; what becomes of other text is not a matter of
 * peers.
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <stdlib.h>
#include <string.h>

static const SecurityFunctionTableA direct_a = {
	.dwVersion = SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION,
	.EnumerateSecurityPackagesA = EnumerateSecurityPackagesA,
	.QueryCredentialsAttributesA = QueryCredentialsAttributesA,
	.AcquireCredentialsHandleA = AcquireCredentialsHandleA,
	.FreeCredentialsHandle = FreeCredentialsHandle,
	.InitializeSecurityContextA = InitializeSecurityContextA,
	.DeleteSecurityContext = DeleteSecurityContext,
	.QueryContextAttributesA = QueryContextAttributesA,
	.MakeSignature = MakeSignature,
	.VerifySignature = VerifySignature,
	.FreeContextBuffer = FreeContextBuffer,
	.QuerySecurityPackageInfoA = QuerySecurityPackageInfoA,
	.EncryptMessage = EncryptMessage,
	.DecryptMessage = DecryptMessage,
};

static const SecurityFunctionTableW direct_w = {
	.dwVersion = SECURITY_SUPPORT_PROVIDER_INTERFACE_VERSION,
	.EnumerateSecurityPackagesW = EnumerateSecurityPackagesW,
	.QueryCredentialsAttributesW = QueryCredentialsAttributesW,
	.AcquireCredentialsHandleW = AcquireCredentialsHandleW,
	.FreeCredentialsHandle = FreeCredentialsHandle,
	.InitializeSecurityContextW = InitializeSecurityContextW,
	.DeleteSecurityContext = DeleteSecurityContext,
	.QueryContextAttributesW = QueryContextAttributesW,
	.MakeSignature = MakeSignature,
	.VerifySignature = VerifySignature,
	.FreeContextBuffer = FreeContextBuffer,
	.QuerySecurityPackageInfoW = QuerySecurityPackageInfoW,
	.EncryptMessage = EncryptMessage,
	.DecryptMessage = DecryptMessage,
};

const struct live_way *live_ways(void)
{
	static struct live_way ways[LIVE_WAYS] = {
		{ "A functions", &direct_a, NULL },
		{ "W functions", NULL, &direct_w },
		{ "table of A functions", NULL, NULL },
		{ "table of W functions", NULL, NULL },
	};

	if (!ways[2].a) {
		ways[2].a = InitSecurityInterfaceA();
		ways[3].w = InitSecurityInterfaceW();
	}
	return ways;
}

SEC_WCHAR *live_widen(const char *s)
{
	SEC_WCHAR *wide;
	size_t i, n;

	if (!s)
		return NULL;
	n = strlen(s) + 1;
	wide = calloc(n, sizeof(*wide));
	for (i = 0; wide && i < n; i++)
		wide[i] = (unsigned char)s[i];
	return wide;
}

static char *narrow(const SEC_WCHAR *wide)
{
	size_t n = 0, i;
	char *s;

	while (wide[n])
		n++;
	s = calloc(n + 1, 1);
	for (i = 0; s && i < n; i++)
		s[i] = wide[i] < 0x80 ? (char)wide[i] : '?';
	return s;
}

static void give_back(const struct live_way *way, void *p)
{
	live_want_status("FreeContextBuffer", SEC_E_OK,
			 live_fn(way, FreeContextBuffer)(p));
}

char *live_take_text(const struct live_way *way, void *p)
{
	char *s;

	if (!live_want(p, "a text is NULL"))
		return NULL;
	s = way->a ? strdup(p) : narrow(p);
	give_back(way, p);
	return s;
}

char *live_take_wide(const struct live_way *way, SEC_WCHAR *p)
{
	char *s;

	if (!live_want(p, "a text is NULL"))
		return NULL;
	s = narrow(p);
	give_back(way, p);
	return s;
}
