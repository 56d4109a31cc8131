/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * The file format of keytabs, version 0x0502 (MIT krb5, "Keytab file format"),
 * in which every key source answers.  Codec only: which key serves is not known
 * here.
 */
#ifndef SSP_CORE_KRB5_KEYTAB_H
#define SSP_CORE_KRB5_KEYTAB_H

#include "core/rd.h"
#include "core/utf16.h"

/* What a file begins with. */
#define SSP_KRB5_KEYTAB_HEADER 2

/**
 * struct ssp_krb5_keytab_entry - a key; spans into the file
 * @body: all of the entry behind its size
 * @realm: text
 * @parts: components of the principal, each with its size in 16 bits in front
 * @nparts: how many
 * @kvno: version of the key
 * @etype: enctype number, of whatever type
 * @key: its octets
 */
struct ssp_krb5_keytab_entry {
	struct ssp_span body;
	struct ssp_span realm;
	struct ssp_span parts;
	u16 nparts;
	u32 kvno;
	s32 etype;
	struct ssp_span key;
};

/**
 * ssp_krb5_keytab_open() - start reading
 * @file: the bytes
 * @bad: the decode's verdict, false to begin with
 *
 * Return: a cursor for ssp_krb5_keytab_next().
 */
struct ssp_rd ssp_krb5_keytab_open(struct ssp_span file, bool *bad);

/**
 * ssp_krb5_keytab_next() - the next entry
 * @r: cursor
 * @e: receives it
 *
 * Holes are stepped over.  What follows an entry whose size is 0 is not looked
 * at.
 *
 * Return: was there one?  When not, the verdict tells the end from an error.
 */
bool ssp_krb5_keytab_next(struct ssp_rd *r, struct ssp_krb5_keytab_entry *e);

/**
 * ssp_krb5_keytab_is() - is the entry that principal's?
 * @e: entry
 * @realm: text
 * @name: PrincipalName (RFC 4120 5.2.2), header and all; its type is a hint
 *
 * Letters of ASCII compare without regard to case (MS-KILE 3.1.5.11).
 */
bool ssp_krb5_keytab_is(const struct ssp_krb5_keytab_entry *e,
			struct ssp_span realm, struct ssp_span name);

/**
 * ssp_krb5_keytab_text() - its principal as people write it, "a/b@REALM"
 * @e: entry
 * @out: receives it; absent on failure
 *
 * Return: as ssp_krb5_name_text().
 */
ssp_status ssp_krb5_keytab_text(const struct ssp_krb5_keytab_entry *e,
				struct ssp_utf16 *out);

#endif /* SSP_CORE_KRB5_KEYTAB_H */
