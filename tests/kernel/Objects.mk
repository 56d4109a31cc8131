# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The kernel consumer of the live lane, in the format of core/Objects.mk.
ssp-consumer-y += tests/kernel/accept.o
ssp-consumer-y += tests/kernel/client.o
ssp-consumer-y += tests/kernel/group_handshake.o
ssp-consumer-y += tests/kernel/group_mass.o
ssp-consumer-y += tests/kernel/group_messages.o
ssp-consumer-y += tests/kernel/group_refusals.o
ssp-consumer-y += tests/kernel/main.o
ssp-consumer-y += tests/kernel/memory.o
ssp-consumer-y += tests/kernel/message.o
ssp-consumer-y += tests/kernel/peer.o
ssp-consumer-y += tests/kernel/report.o
ssp-consumer-y += tests/kernel/server.o
ssp-consumer-y += tests/kernel/show.o
ssp-consumer-y += tests/kernel/single.o
ssp-consumer-y += tests/kernel/value.o
