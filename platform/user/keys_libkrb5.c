// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * Service keys of a program: libkrb5's default keytab, which KRB5_KTNAME or
 * krb5.conf names, written anew in the format of keytab files (version 0x0502).
 * It may be of any type that libkrb5 knows, and the core parses one format.
 *
 * Reading files is a cancellation point, and our callers hold locks: a thread
 * that is cancelled ends when they have returned.
 */
#define _POSIX_C_SOURCE 200809L

#include "platform/user/keys.h"

#include <errno.h>
#include <krb5.h>
#include <pthread.h>

#include "platform/memory.h"

#define FIRST_ROOM 4096

/* A file being written, in pool memory; the first failure sticks. */
struct file {
	u8 *p;
	size_t n;
	size_t room;
	krb5_error_code err;
};

static void put(struct file *f, const void *p, size_t n)
{
	size_t room = f->room ? f->room : FIRST_ROOM;
	u8 *more;

	if (f->err || !n)
		return;
	while (room - f->n < n && room < SSP_ALLOC_MAX)
		room *= 2;
	if (room - f->n < n) {
		f->err = ENOMEM;
		return;
	}
	if (room != f->room) {
		more = ssp_pool_alloc(room);
		if (!more) {
			f->err = ENOMEM;
			return;
		}
		if (f->n)
			memcpy(more, f->p, f->n);
		ssp_pool_free(f->p, f->room);
		f->p = more;
		f->room = room;
	}
	memcpy(f->p + f->n, p, n);
	f->n += n;
}

static void put_be(struct file *f, u32 v, size_t n)
{
	const u8 b[] = { (u8)(v >> 24), (u8)(v >> 16), (u8)(v >> 8), (u8)v };

	put(f, b + sizeof(b) - n, n);
}

static bool has_size(size_t n)
{
	return n <= 0xffff;
}

static void put_data(struct file *f, const void *p, size_t n)
{
	put_be(f, (u32)n, 2);
	put(f, p, n);
}

/* Sizes have 16 bits; what is larger could not have come from a file. */
static bool fits(const krb5_keytab_entry *e)
{
	krb5_const_principal p = e->principal;
	krb5_int32 i;

	for (i = 0; i < p->length; i++) {
		if (!has_size(p->data[i].length))
			return false;
	}
	return has_size((size_t)p->length) && has_size(p->realm.length) &&
	       has_size(e->key.length);
}

static void put_entry(struct file *f, const krb5_keytab_entry *e)
{
	krb5_const_principal p = e->principal;
	size_t at = f->n;
	u32 size;
	krb5_int32 i;

	put_be(f, 0, 4);
	put_be(f, (u32)p->length, 2);
	put_data(f, p->realm.data, p->realm.length);
	for (i = 0; i < p->length; i++)
		put_data(f, p->data[i].data, p->data[i].length);
	put_be(f, (u32)p->type, 4);
	put_be(f, (u32)e->timestamp, 4);
	put_be(f, e->vno & 0xff, 1);
	put_be(f, (u32)e->key.enctype & 0xffff, 2);
	put_data(f, e->key.contents, e->key.length);
	put_be(f, e->vno, 4);
	if (f->err)
		return;
	size = (u32)(f->n - at - 4);
	f->p[at] = (u8)(size >> 24);
	f->p[at + 1] = (u8)(size >> 16);
	f->p[at + 2] = (u8)(size >> 8);
	f->p[at + 3] = (u8)size;
}

static krb5_error_code put_entries(krb5_context ctx, krb5_keytab kt,
				   struct file *f)
{
	krb5_keytab_entry e;
	krb5_kt_cursor cursor;
	krb5_error_code err;

	err = krb5_kt_start_seq_get(ctx, kt, &cursor);
	if (err)
		return err;
	while (!f->err && !(err = krb5_kt_next_entry(ctx, kt, &e, &cursor))) {
		if (fits(&e))
			put_entry(f, &e);
		(void)krb5_free_keytab_entry_contents(ctx, &e);
	}
	(void)krb5_kt_end_seq_get(ctx, kt, &cursor);
	if (f->err)
		return f->err;
	return err == KRB5_KT_END ? 0 : err;
}

/*
 * That there are no keys is known, where there is no keytab or nothing in it,
 * and where it is for others to read, as the machine's is for a daemon that is
 * not root.  Else one that cannot be read is a failure: a negotiation goes on without Kerberos
 * where there are no keys, and must not because files run out.
 */
static ssp_status keytab_status(krb5_error_code err)
{
	switch (err) {
	case 0:
		return SEC_E_OK;
	case EACCES:
	case ENOENT:
	case KRB5_KT_NOTFOUND:
		return SEC_E_NO_CREDENTIALS;
	case ENOMEM:
		return SEC_E_INSUFFICIENT_MEMORY;
	default:
		return SEC_E_INTERNAL_ERROR;
	}
}

static ssp_status read_keytab(krb5_context ctx, struct file *f)
{
	krb5_error_code err;
	krb5_keytab kt;

	err = krb5_kt_default(ctx, &kt);
	if (err)
		return keytab_status(err);
	put_be(f, 0x0502, 2);
	err = put_entries(ctx, kt, f);
	(void)krb5_kt_close(ctx, kt);
	return keytab_status(err);
}

static ssp_status fetch(struct ssp_ticket_blob *keytab)
{
	struct file f = { 0 };
	krb5_error_code err;
	krb5_context ctx;
	ssp_status st;

	*keytab = (struct ssp_ticket_blob){ NULL, 0 };
	err = krb5_init_context(&ctx);
	if (err)
		return keytab_status(err);
	st = read_keytab(ctx, &f);
	krb5_free_context(ctx);
	if (st >= 0) {
		keytab->p = ssp_pool_dup(f.p, f.n);
		keytab->n = keytab->p ? f.n : 0;
		if (!keytab->p)
			st = SEC_E_INSUFFICIENT_MEMORY;
	}
	ssp_pool_free(f.p, f.room);
	return st;
}

static ssp_status keys_fetch(void *arg, struct ssp_ticket_blob *keytab)
{
	int cancel = PTHREAD_CANCEL_ENABLE;
	ssp_status st;

	(void)arg;
	(void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel);
	st = fetch(keytab);
	(void)pthread_setcancelstate(cancel, &cancel);
	return st;
}

const struct ssp_key_source ssp_keys_libkrb5 = {
	.fetch = keys_fetch,
};
