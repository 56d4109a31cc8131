// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * SEC_WINNT_AUTH_IDENTITY in its forms (sspi.h), to struct ssp_identity.
 *
 * The encrypted forms are refused.
 */
#include "core/identity.h"

#include "core/identity_ex2.h"
#include "core/text.h"
#include "platform/memory.h"

/* One string of the structure, whichever form it came in. */
struct field {
	const void *p;
	u32 n;
};

struct form {
	struct field user;
	struct field domain;
	struct field password;
	struct field packages;
	u32 flags;
};

/* A and W forms have one layout: only what the pointers mean differs. */
static void read_plain(const SEC_WINNT_AUTH_IDENTITY_W *a, struct form *f)
{
	f->user = (struct field){ a->User, a->UserLength };
	f->domain = (struct field){ a->Domain, a->DomainLength };
	f->password = (struct field){ a->Password, a->PasswordLength };
	f->flags = a->Flags;
}

static void read_ex(const SEC_WINNT_AUTH_IDENTITY_EXW *a, struct form *f)
{
	f->user = (struct field){ a->User, a->UserLength };
	f->domain = (struct field){ a->Domain, a->DomainLength };
	f->password = (struct field){ a->Password, a->PasswordLength };
	f->packages = (struct field){ a->PackageList, a->PackageListLength };
	f->flags = a->Flags;
}

/* A copy, of which the caller can change nothing any more. */
static ssp_status copy_form(const void *auth, size_t n, void *form, size_t size)
{
	if (n < size)
		return SEC_E_UNKNOWN_CREDENTIALS;
	if (!ssp_is_virtual(auth, size))
		return SEC_E_INVALID_PARAMETER;
	memcpy(form, auth, size);
	return SEC_E_OK;
}

static ssp_status read_form(const void *auth, size_t n, u32 version,
			    struct form *f)
{
	SEC_WINNT_AUTH_IDENTITY_EXW ex;
	SEC_WINNT_AUTH_IDENTITY_W plain;
	ssp_status st;

	memset(f, 0, sizeof(*f));
	if (version == SEC_WINNT_AUTH_IDENTITY_VERSION) {
		st = copy_form(auth, n, &ex, sizeof(ex));
		if (st >= 0)
			read_ex(&ex, f);
	} else {
		st = copy_form(auth, n, &plain, sizeof(plain));
		if (st >= 0)
			read_plain(&plain, f);
	}
	if (st < 0)
		return st;
	return f->flags & SSP_IDENTITY_REFUSED_FLAGS ?
		       SEC_E_UNKNOWN_CREDENTIALS :
		       SEC_E_OK;
}

static ssp_status read_field(const struct field *f, bool narrow,
			     struct ssp_utf16 *out)
{
	const struct ssp_text_ops *text = narrow ? &ssp_text_utf8 :
						   &ssp_text_wide;
	ssp_status st;

	if (!f->p)
		return f->n ? SEC_E_UNKNOWN_CREDENTIALS : SEC_E_OK;
	if (f->n > SSP_TEXT_MAX * 4)
		return SEC_E_UNKNOWN_CREDENTIALS;
	if (!ssp_is_virtual(f->p, narrow ? f->n : (size_t)f->n * sizeof(u16)))
		return SEC_E_INVALID_PARAMETER;
	st = text->read_n(f->p, f->n, out);
	return st == SEC_E_INVALID_PARAMETER ? SEC_E_UNKNOWN_CREDENTIALS : st;
}

static ssp_status read_pointers(const void *auth, size_t n, u32 version,
				struct ssp_identity *id, u32 *flags)
{
	struct form f;
	bool narrow;
	ssp_status st;

	st = read_form(auth, n, version, &f);
	if (st < 0)
		return st;
	*flags = f.flags;
	narrow = f.flags & SEC_WINNT_AUTH_IDENTITY_ANSI;
	if ((st = read_field(&f.user, narrow, &id->user)) < 0 ||
	    (st = read_field(&f.domain, narrow, &id->domain)) < 0 ||
	    (st = read_field(&f.password, narrow, &id->password)) < 0)
		return st;
	return read_field(&f.packages, narrow, &id->packages);
}

ssp_status ssp_identity_read(const void *auth, size_t n,
			     struct ssp_identity *id)
{
	u32 version, flags = 0;
	ssp_status st;

	if (!auth)
		return SEC_E_OK;
	st = copy_form(auth, n, &version, sizeof(version));
	if (st < 0)
		return st;
	if (version == SEC_WINNT_AUTH_IDENTITY_VERSION_2)
		st = ssp_identity_ex2_read(auth, n, id, &flags);
	else
		st = read_pointers(auth, n, version, id, &flags);
	if (st < 0)
		return st;
	/* Empty names with a package list still mean the default identity. */
	id->is_explicit = id->user.n || id->domain.n || id->password.n;
	id->is_nt_hash = flags & SECUR32_IDENTITY_NT_HASH;
	return SEC_E_OK;
}

void ssp_identity_free(struct ssp_identity *id)
{
	ssp_utf16_free(&id->principal);
	ssp_utf16_free(&id->user);
	ssp_utf16_free(&id->domain);
	ssp_utf16_free(&id->password);
	ssp_utf16_free(&id->packages);
	id->is_explicit = false;
	id->is_nt_hash = false;
}
