// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The live tests in C: groups of checks, in the environment that a lab makes
 * (tests/lab/README.md).
 *
 * usage: live GROUP...
 *
 * The last line is "N passed, N failed".
 */
#define _GNU_SOURCE
#include "tests/live/live.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const char *const live_packages[LIVE_PACKAGES] = { "Negotiate", "Kerberos" };

const struct live_enctype live_enctypes[LIVE_ENCTYPES] = {
	{ 17, "et17/lab.secur32.test", "aes128-cts-hmac-sha1-96", 128 },
	{ 18, "et18/lab.secur32.test", "aes256-cts-hmac-sha1-96", 256 },
	{ 19, "et19/lab.secur32.test", "aes128-cts-hmac-sha256-128", 128 },
	{ 20, "et20/lab.secur32.test", "aes256-cts-hmac-sha384-192", 256 },
};

/* With the library's own allocator, or with the one that counts. */
static const struct group {
	const char *name;
	void (*run)(void);
	bool counted;
} groups[] = {
	{ "interface", live_group_interface, false },
	{ "handshake", live_group_handshake, true },
	{ "messages", live_group_messages, true },
	{ "tamper", live_group_tamper, true },
	{ "replies", live_group_replies, true },
	{ "mass", live_group_mass, true },
	{ "memory", live_group_memory, true },
};

const char *live_env(const char *name)
{
	const char *value = getenv(name);

	if (!value || !*value) {
		fprintf(stderr, "live: %s is not set\n", name);
		exit(EXIT_FAILURE);
	}
	return value;
}

int live_port(const char *name)
{
	return atoi(live_env(name));
}

static void run(const struct group *g)
{
	if (g->counted)
		live_memory_begin();
	g->run();
	if (!g->counted)
		return;
	live_memory_end();
	live_scene("%s", g->name);
	live_checked("no block of the library's memory is left");
}

static const struct group *find(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		if (strcmp(groups[i].name, name) == 0)
			return &groups[i];
	}
	fprintf(stderr, "live: no group '%s'\n", name);
	exit(2);
}

int main(int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++)
		find(argv[i]);
	tzset();
	for (i = 1; i < argc; i++)
		run(find(argv[i]));
	return live_result();
}
