# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The kernel side of the platform, in the format of core/Objects.mk.
ssp-kernel-y += platform/kernel/accounts.o
ssp-kernel-y += platform/kernel/aes_skcipher.o
ssp-kernel-y += platform/kernel/env.o
ssp-kernel-y += platform/kernel/exports.o
ssp-kernel-y += platform/kernel/front.o
ssp-kernel-y += platform/kernel/hash_shash.o
ssp-kernel-y += platform/kernel/interface.o
ssp-kernel-y += platform/kernel/keys.o
ssp-kernel-y += platform/kernel/memory.o
ssp-kernel-y += platform/kernel/module.o
ssp-kernel-y += platform/kernel/sync.o
ssp-kernel-y += platform/kernel/ticket_key.o
ssp-kernel-y += platform/kernel/ticket_msg.o
ssp-kernel-y += platform/kernel/ticket_owner.o
ssp-kernel-y += platform/kernel/ticket_turn.o
ssp-kernel-y += platform/kernel/tickets.o
