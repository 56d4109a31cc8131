// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A Kerberos configuration of a case's own: see krb5_folder.h.
 */
#define _GNU_SOURCE

#include "tests/user/krb5_folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "platform/memory.h"

const char ssp_test_krb5_config[] = "[libdefaults]\n"
				    "\tdefault_realm = EXAMPLE.TEST\n"
				    "\tdns_lookup_kdc = false\n"
				    "\tdns_lookup_realm = false\n"
				    "[realms]\n"
				    "\tEXAMPLE.TEST = {\n"
				    "\t\tkdc = 127.0.0.1:1\n" /* nobody */
				    "\t}\n"
				    "[domain_realm]\n"
				    "\t.corp.test = CORP.TEST\n"
				    "\tone.test = ONE.TEST\n";

void ssp_test_krb5_write(struct kunit *test, const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	KUNIT_ASSERT_NOT_NULL(test, f);
	KUNIT_EXPECT_GE(test, fputs(text, f), 0);
	KUNIT_ASSERT_EQ(test, fclose(f), 0);
}

static void point(const struct ssp_test_krb5 *f, const char *variable,
		  const char *file)
{
	char value[128];

	snprintf(value, sizeof(value), "%s/%s", f->path, file);
	setenv(variable, value, 1);
}

int ssp_test_krb5_enter(struct kunit *test)
{
	struct ssp_test_krb5 *f = kunit_kzalloc(test, sizeof(*f), GFP_KERNEL);

	if (!f)
		return -ENOMEM;
	strcpy(f->path, "/tmp/secur32-tickets.XXXXXX");
	if (!mkdtemp(f->path))
		return -errno;
	test->priv = f;
	point(f, "KRB5_CONFIG", "krb5.conf");
	point(f, "KRB5CCNAME", "cache");
	point(f, "KRB5_CLIENT_KTNAME", "keytab");
	ssp_test_krb5_write(test, getenv("KRB5_CONFIG"), ssp_test_krb5_config);
	return krb5_init_context(&f->ctx);
}

void ssp_test_krb5_leave(struct kunit *test)
{
	static const char *const names[] = { "krb5.conf", "cache", "keytab",
					     "tkt",	  "tkt2",  "primary",
					     "kcm" };
	struct ssp_test_krb5 *f = test->priv;
	char name[128];
	size_t i;

	if (!f)
		return;
	if (f->ctx)
		krb5_free_context(f->ctx);
	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(name, sizeof(name), "%s/%s", f->path, names[i]);
		(void)unlink(name);
	}
	KUNIT_EXPECT_EQ(test, rmdir(f->path), 0);
}

krb5_principal ssp_test_krb5_parse(struct kunit *test, const char *name)
{
	struct ssp_test_krb5 *f = test->priv;
	krb5_principal p;

	KUNIT_ASSERT_EQ(test, krb5_parse_name(f->ctx, name, &p), 0);
	return p;
}

void ssp_test_krb5_cache(struct kunit *test, const char *cache_name,
			 const char *client)
{
	struct ssp_test_krb5 *f = test->priv;
	krb5_principal p = ssp_test_krb5_parse(test, client);
	krb5_ccache cache;

	KUNIT_ASSERT_EQ(test, krb5_cc_resolve(f->ctx, cache_name, &cache), 0);
	KUNIT_ASSERT_EQ(test, krb5_cc_initialize(f->ctx, cache, p), 0);
	KUNIT_ASSERT_EQ(test, krb5_cc_close(f->ctx, cache), 0);
	krb5_free_principal(f->ctx, p);
}

/* Into the default cache: the reference ticket under the name of @server. */
void ssp_test_krb5_store(struct kunit *test, const char *client,
			 const char *server, s64 endtime)
{
	struct ssp_test_krb5 *f = test->priv;
	u8 key[16] = "0123456789abcde", *ticket;
	krb5_creds creds = {
		.client = ssp_test_krb5_parse(test, client),
		.server = ssp_test_krb5_parse(test, server),
		.keyblock = { .enctype = ENCTYPE_AES128_CTS_HMAC_SHA1_96,
			      .length = sizeof(key),
			      .contents = key },
		.ticket_flags = TKT_FLG_INITIAL | TKT_FLG_PRE_AUTH,
	};
	krb5_ccache cache;

	creds.ticket.length =
		(unsigned int)ssp_test_unhex(test, SSP_TEST_TICKET, &ticket);
	creds.ticket.data = (char *)ticket;
	creds.times.authtime = (krb5_timestamp)(endtime - SSP_TEST_LIFE);
	creds.times.starttime = creds.times.authtime + 1;
	creds.times.endtime = (krb5_timestamp)endtime;
	KUNIT_ASSERT_EQ(test, krb5_cc_default(f->ctx, &cache), 0);
	KUNIT_ASSERT_EQ(test, krb5_cc_store_cred(f->ctx, cache, &creds), 0);
	KUNIT_ASSERT_EQ(test, krb5_cc_close(f->ctx, cache), 0);
	krb5_free_principal(f->ctx, creds.client);
	krb5_free_principal(f->ctx, creds.server);
}

void ssp_test_krb5_keytab(struct kunit *test, const char *client)
{
	struct ssp_test_krb5 *f = test->priv;
	u8 key[16] = { 1 };
	krb5_keytab_entry entry = {
		.principal = ssp_test_krb5_parse(test, client),
		.vno = 1,
		.key = { .enctype = ENCTYPE_AES128_CTS_HMAC_SHA1_96,
			 .length = sizeof(key),
			 .contents = key },
	};
	char name[128];
	krb5_keytab kt;

	snprintf(name, sizeof(name), "WRFILE:%s", getenv("KRB5_CLIENT_KTNAME"));
	KUNIT_ASSERT_EQ(test, krb5_kt_resolve(f->ctx, name, &kt), 0);
	KUNIT_ASSERT_EQ(test, krb5_kt_add_entry(f->ctx, kt, &entry), 0);
	KUNIT_ASSERT_EQ(test, krb5_kt_close(f->ctx, kt), 0);
	krb5_free_principal(f->ctx, entry.principal);
}

struct ssp_ticket_cred *ssp_test_krb5_open(struct kunit *test,
					   const struct ssp_ticket_identity *id)
{
	struct ssp_ticket_cred *cred;

	KUNIT_ASSERT_EQ(test, ssp_tickets_libkrb5.open(NULL, id, &cred),
			SEC_E_OK);
	return cred;
}

void ssp_test_krb5_expect_name(struct kunit *test, struct ssp_ticket_cred *cred,
			       const char *want, u64 want_expiry)
{
	struct ssp_ticket_blob name;
	u64 expiry;

	KUNIT_ASSERT_EQ(test,
			ssp_tickets_libkrb5.name(NULL, cred, &name, &expiry),
			SEC_E_OK);
	KUNIT_EXPECT_EQ(test, name.n, strlen(want));
	SSP_EXPECT_MEMEQ(test, name.p, want, strlen(want));
	KUNIT_EXPECT_EQ(test, expiry, want_expiry);
	ssp_pool_free(name.p, name.n);
}
