// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A program of somebody else's: finds the installed library, C or C++.
 *
 * Includes what a Windows program includes and calls through both the names
 * and the function table.  Needs no realm.
 */
#include <stdio.h>

#include <security.h>
#include <secur32.h>

int main(void)
{
	PSecurityFunctionTableA table = InitSecurityInterfaceA();
	PSecPkgInfoA packages = NULL;
	ULONG n = 0;

	if (EnumerateSecurityPackagesA(&n, &packages) != SEC_E_OK || n == 0)
		return 1;
	printf("%u packages, the first is %s\n", (unsigned int)n,
	       packages[0].Name);
	return table->FreeContextBuffer(packages) == SEC_E_OK ? 0 : 1;
}
