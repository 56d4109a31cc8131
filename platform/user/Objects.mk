# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The user side of the platform, in the format of core/Objects.mk.
ssp-user-y += platform/user/account_line.o
ssp-user-y += platform/user/accounts.o
ssp-user-y += platform/user/aes_mbedtls.o
ssp-user-y += platform/user/env.o
ssp-user-y += platform/user/front_a.o
ssp-user-y += platform/user/front_w.o
ssp-user-y += platform/user/hash_mbedtls.o
ssp-user-y += platform/user/interface.o
ssp-user-y += platform/user/keys_libkrb5.o
ssp-user-y += platform/user/krb5_status.o
ssp-user-y += platform/user/memory.o
ssp-user-y += platform/user/secur32.o
ssp-user-y += platform/user/sync.o
ssp-user-y += platform/user/tickets_cred.o
ssp-user-y += platform/user/tickets_get.o
ssp-user-y += platform/user/tickets_libkrb5.o
ssp-user-y += platform/user/unsupported.o
