# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The one list of core files: CMake reads it line by line, Kbuild includes it.
# One file a line, sorted as in the C locale, no backslashes.
ssp-core-y += core/bindings.o
ssp-core-y += core/cred.o
ssp-core-y += core/ctx.o
ssp-core-y += core/der.o
ssp-core-y += core/der_time.o
ssp-core-y += core/env.o
ssp-core-y += core/gsstok.o
ssp-core-y += core/handle.o
ssp-core-y += core/identity.o
ssp-core-y += core/krb5/krb5_cfx.o
ssp-core-y += core/krb5/krb5_cred_msg.o
ssp-core-y += core/krb5/krb5_error.o
ssp-core-y += core/krb5/krb5_etype.o
ssp-core-y += core/krb5/krb5_init.o
ssp-core-y += core/krb5/krb5_mech.o
ssp-core-y += core/krb5/krb5_msg.o
ssp-core-y += core/krb5/krb5_rfc3961.o
ssp-core-y += core/krb5/krb5_rfc8009.o
ssp-core-y += core/krb5/krb5_seq.o
ssp-core-y += core/krb5/krb5_ticket.o
ssp-core-y += core/krb5/krb5_wrap.o
ssp-core-y += core/md4.o
ssp-core-y += core/mech.o
ssp-core-y += core/mem.o
ssp-core-y += core/message.o
ssp-core-y += core/package.o
ssp-core-y += core/query.o
ssp-core-y += core/rc4.o
ssp-core-y += core/secbuf.o
ssp-core-y += core/spnego/spnego_child.o
ssp-core-y += core/spnego/spnego_init.o
ssp-core-y += core/spnego/spnego_mech.o
ssp-core-y += core/spnego/spnego_mic.o
ssp-core-y += core/spnego/spnego_msg.o
ssp-core-y += core/sspi.o
ssp-core-y += core/status.o
ssp-core-y += core/text.o
ssp-core-y += core/unsupported.o
ssp-core-y += core/upcase.o
ssp-core-y += core/utf16.o
ssp-core-y += core/wr.o
