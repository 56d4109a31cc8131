// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * All fuzz targets in one program, for libFuzzer: it is the target whose name
 * it is called by.  "--targets" lists them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/fuzz/fuzz.h"

static const struct ssp_fuzz_target *const tables[] = {
	ssp_fuzz_callers,  ssp_fuzz_handshakes, ssp_fuzz_krb5,
	ssp_fuzz_logons,   ssp_fuzz_messages,	ssp_fuzz_ntlm,
	ssp_fuzz_services, ssp_fuzz_spnego,
};

static const struct ssp_fuzz_target *target;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const u8 *p, size_t n);

static void list(void)
{
	const struct ssp_fuzz_target *t;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(tables); i++) {
		for (t = tables[i]; t->name; t++)
			puts(t->name);
	}
}

static const struct ssp_fuzz_target *find(const char *name)
{
	const struct ssp_fuzz_target *t;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(tables); i++) {
		for (t = tables[i]; t->name; t++)
			if (!strcmp(t->name, name))
				return t;
	}
	return NULL;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *self = (*argv)[0];
	const char *slash = strrchr(self, '/');

	if (*argc == 2 && !strcmp((*argv)[1], "--targets")) {
		list();
		exit(0);
	}
	target = find(slash ? slash + 1 : self);
	if (!target) {
		fprintf(stderr, "%s: no target is called so\n", self);
		exit(2);
	}
	return 0;
}

int LLVMFuzzerTestOneInput(const u8 *p, size_t n)
{
	struct ssp_span in = { p, n };

	target->run(ssp_fuzz_world_start(), in);
	ssp_fuzz_world_stop();
	return 0;
}
