# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The helper that request-key(8) starts, in the format of core/Objects.mk.
ssp-upcall-y += tools/ksecdd-upcall/ask.o
ssp-upcall-y += tools/ksecdd-upcall/become.o
ssp-upcall-y += tools/ksecdd-upcall/environ.o
ssp-upcall-y += tools/ksecdd-upcall/key.o
ssp-upcall-y += tools/ksecdd-upcall/main.o
ssp-upcall-y += tools/ksecdd-upcall/process.o
ssp-upcall-y += tools/ksecdd-upcall/request.o
ssp-upcall-y += tools/ksecdd-upcall/worker.o
