# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The life of the modules: who holds whom, what is given back, and that all of
# it can be done again.
#
# Sourced by inside; leaves ksecdd.ko unloaded.

# Without what the kernel says of any module that is not its own.
said_by_ksecdd() {
	kernel_log | search -o 'ksecdd: .*' |
		search -vE 'out-of-tree|module verification'
}

held() {
	local said

	said=$(rmmod ksecdd 2>&1) && echo 'it went'
	grep -q 'in use' <<<"$said" || echo "rmmod said: $said"
	[[ -d /sys/module/ksecdd ]] || echo 'it is gone'
}

# keep COUNT: contexts that live as long as the consumer
keep() {
	local said

	said=$(echo "keep package=Negotiate target=$host port=$LAB_PORT_ANY" \
		"count=$1" | "$tell" 2>&1)
	search -vx SEC_E_OK <<<"$said"
	(($(wc -l <<<"$said") == $1)) || echo "not $1 contexts"
}

unload() {
	rmmod ksecdd_consumer
	rmmod ksecdd
	[[ ! -d /sys/module/ksecdd ]] || echo 'it is still there'
	! grep -q ksecdd /proc/keys || echo 'its keyring is still there'
}

# Everything was given back, so there is nothing to be said.
unload_in_silence() {
	unload
	said_by_ksecdd
}

leave() {
	local said

	said=$(echo "leave package=Kerberos target=$host port=$LAB_PORT_ANY" |
		"$tell" 2>&1)
	search -vx SEC_E_OK <<<"$said"
}

unload_with_a_word() {
	local said

	unload
	said=$(said_by_ksecdd)
	if [[ $said != 'ksecdd: 1 contexts and 1 credentials were never given back' ]]; then
		echo "it said: $said"
	fi
}

# A caller that is killed while the KDC is silent does not wait for it; the
# module does, since a helper is still at work.
killed_caller() {
	local pid n start

	row_env=()
	kill -STOP "$LAB_KDC_PID"
	echo "probe package=Kerberos target=et19/$LAB_HOST port=$LAB_PORT_ANY" \
		>"$LAB_DIR/command"
	KRB5CCNAME=FILE:$LAB_DIR/tgt.cc setsid "$tell" <"$LAB_DIR/command" \
		>/dev/null &
	pid=$!
	for ((n = 0; n < 200; n++)); do
		! grep -qF .ksecdd.t /proc/keys || break
		sleep 0.05
	done
	((n < 200)) || echo 'no request came up'
	start=$SECONDS
	kill -KILL "$pid"
	wait "$pid" 2>/dev/null || true
	((SECONDS - start <= 2)) || echo "it took $((SECONDS - start)) s"
	unload
	kill -CONT "$LAB_KDC_PID"
	((SECONDS - start <= 30)) || echo "unloading: $((SECONDS - start)) s"
}

life_rows() {
	check 'three contexts stay open' keep 3
	check 'ksecdd.ko cannot go while a module uses it' held
	check 'both go, and nothing is left behind' unload_in_silence
	check 'they come back' load
	check 'and work' owner_is alice env
	check 'a module that gives nothing back' leave
	check 'is told on when ksecdd.ko goes' unload_with_a_word
	check 'they come back once more' load
	check 'a caller is killed, and both go' killed_caller
	check 'and come back' load
	check 'and work again' owner_is alice env
	check 'before they go for good' unload
}
