// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * An LDAP client on the public API: binds by GSS-SPNEGO, and looks at entries
 * inside of the SASL layer that it leaves.
 *
 * usage: ldap_client [-P PACKAGE] [-l PACKAGES] [-u USER -d DOMAIN -p FILE]
 *		      [-a | -n | -s] PORT SPN BASE ATTRIBUTE
 *	-l: PackageList; -p: the file with the password
 *	-a: do not bind; -n: ask for no protection; -s: sign, do not seal
 *
 * Says in a line what became of each step, and ends with the first that fails.
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/samba/ldap.h"

/* No hand-shake takes as many. */
#define LEGS_MAX 8

/* What is longer is not for people to read. */
#define MUCH 65536

static void want(const char *step, uint32_t code)
{
	if (code != LDAP_SUCCESS)
		fail("%s: %u, %s", step, code, ldap_word(code));
}

static void show(const char *step, const struct ldap *l, struct ber_span value)
{
	if (value.n == 0)
		fail("%s: nothing", step);
	if (l->received > MUCH)
		printf("%s: much\n", step);
	else
		printf("%s: %.*s\n", step, (int)value.n, value.p);
}

/* Both sides have to be content: the server with its last word, SSPI with it. */
static void bind_by_spnego(struct ldap *l, struct auth *a)
{
	struct ber_span theirs = { NULL, 0 };
	uint32_t code = LDAP_SASL_BIND_IN_PROGRESS;
	void *ours;
	size_t n;
	int leg;

	for (leg = 0; leg < LEGS_MAX; leg++) {
		if (a->done)
			fail("bind: the server wants more");
		n = auth_step(a, (void *)(size_t)theirs.p, theirs.n, &ours);
		if (code == LDAP_SUCCESS)
			break;
		code = ldap_bind(l, ours, n, &theirs);
		FreeContextBuffer(ours);
		if (code != LDAP_SASL_BIND_IN_PROGRESS)
			want("bind", code);
		if (code == LDAP_SUCCESS && a->done && theirs.n == 0)
			break;
	}
	if (!a->done)
		fail("bind: the server is content too early");
	printf("bind: success\n");
	auth_describe(a);
	if (a->flags & (ISC_REQ_INTEGRITY | ISC_REQ_CONFIDENTIALITY))
		l->layer = a;
}

static void look(struct ldap *l, const char *base, const char *attribute)
{
	struct ber_span value;

	want("rootDSE", ldap_search(l, "", "defaultNamingContext", &value));
	show("rootDSE", l, value);
	want("entry", ldap_search(l, base, attribute, &value));
	show("entry", l, value);
}

int main(int argc, char **argv)
{
	static struct ldap l;
	struct auth a = { .flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_INTEGRITY |
				   ISC_REQ_CONFIDENTIALITY };
	bool anonymous = false;
	int option;

	while ((option = getopt(argc, argv, AUTH_OPTIONS "ans")) != -1) {
		if (option == 'a')
			anonymous = true;
		else if (option == 'n')
			a.flags = ISC_REQ_MUTUAL_AUTH | ISC_REQ_NO_INTEGRITY;
		else if (option == 's')
			a.flags &= ~(ULONG)ISC_REQ_CONFIDENTIALITY;
		else if (!auth_option(&a, option, optarg))
			return 2;
	}
	if (argc - optind != 4)
		fail("usage: ldap_client " AUTH_USAGE
		     " [-a | -n | -s] PORT SPN BASE ATTRIBUTE");
	a.spn = argv[optind + 1];
	ldap_open(&l, argv[optind]);
	if (!anonymous) {
		auth_open(&a);
		bind_by_spnego(&l, &a);
	}
	look(&l, argv[optind + 2], argv[optind + 3]);
	ldap_close(&l);
	if (!anonymous)
		auth_close(&a);
	return EXIT_SUCCESS;
}
