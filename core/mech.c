// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * The packages, in the order they are enumerated and preferred.
 */
#include "core/mech.h"

#include "core/krb5/krb5.h"
#include "core/ntlm/ntlm.h"
#include "core/spnego/spnego.h"

static const struct ssp_mech *const mechs[] = {
	&ssp_spnego_mech,
	&ssp_krb5_mech,
	&ssp_ntlm_mech,
};

const struct ssp_mech *ssp_mech_at(size_t i)
{
	return i < ARRAY_SIZE(mechs) ? mechs[i] : NULL;
}

const struct ssp_mech *ssp_mech_named(const struct ssp_utf16 *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(mechs); i++) {
		if (name->p && ssp_utf16_eq_ascii(name, mechs[i]->name))
			return mechs[i];
	}
	return NULL;
}

static struct ssp_utf16 trim(struct ssp_utf16 s)
{
	while (s.n && s.p[0] == ' ') {
		s.p++;
		s.n--;
	}
	while (s.n && s.p[s.n - 1] == ' ')
		s.n--;
	return s;
}

/* The next name of a comma-separated list, blanks around it left out. */
static struct ssp_utf16 next_name(const struct ssp_utf16 *list, size_t *at)
{
	struct ssp_utf16 name = { list->p + *at, 0 };

	while (*at < list->n && list->p[*at] != ',') {
		name.n++;
		++*at;
	}
	++*at;
	return trim(name);
}

/* What a list says, of one package and of all. */
struct census {
	size_t named; /* names it admits */
	size_t included; /* of these, that package's */
	bool excluded; /* that package is */
};

static void count(const struct ssp_utf16 *list, const struct ssp_mech *mech,
		  struct census *c)
{
	size_t at = 0;

	memset(c, 0, sizeof(*c));
	while (list->p && at < list->n) {
		struct ssp_utf16 name = next_name(list, &at);
		bool excluded = name.n && name.p[0] == '!';
		bool same;

		if (excluded) {
			name.p++;
			name.n--;
			name = trim(name);
		}
		if (!name.n)
			continue;
		same = ssp_utf16_eq_ascii(&name, mech->name);
		if (excluded) {
			c->excluded |= same;
			continue;
		}
		c->named++;
		c->included += same;
	}
}

/*
 * A list that names packages admits only these; one that only excludes admits
 * the others.  An exclusion always wins: "!ntlm" must really keep NTLM out.
 */
bool ssp_mech_allowed(const struct ssp_utf16 *list, const struct ssp_mech *mech)
{
	struct census c;

	count(list, mech, &c);
	return !c.excluded && (c.included || !c.named);
}

bool ssp_mech_alone(const struct ssp_utf16 *list, const struct ssp_mech *mech)
{
	struct census c;

	count(list, mech, &c);
	return !c.excluded && c.named && c.included == c.named;
}

bool ssp_mech_lacks(u32 wanted, u32 granted)
{
	const u32 protection = ISC_REQ_CONFIDENTIALITY | ISC_REQ_INTEGRITY |
			       ISC_REQ_REPLAY_DETECT | ISC_REQ_SEQUENCE_DETECT;

	return wanted & protection & ~granted;
}
