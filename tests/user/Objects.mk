# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# Suites of what only user mode has, in the format of core/Objects.mk.
ssp-test-user-y += tests/user/krb5_folder.o
ssp-test-user-y += tests/user/test_accounts.o
ssp-test-user-y += tests/user/test_allocator.o
ssp-test-user-y += tests/user/test_env.o
ssp-test-user-y += tests/user/test_front.o
ssp-test-user-y += tests/user/test_interface.o
ssp-test-user-y += tests/user/test_keys.o
ssp-test-user-y += tests/user/test_pool.o
ssp-test-user-y += tests/user/test_threads.o
ssp-test-user-y += tests/user/test_ticket_names.o
ssp-test-user-y += tests/user/test_ticket_waits.o
ssp-test-user-y += tests/user/test_tickets.o
ssp-test-user-y += tests/user/test_upcall_ask.o
ssp-test-user-y += tests/user/test_upcall_process.o
ssp-test-user-y += tests/user/test_upcall_request.o
