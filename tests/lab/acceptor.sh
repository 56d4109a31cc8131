# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The acceptors of the live tests, in the realm of realm.sh (sourced first):
# one program (gss_acceptor.c) in every situation a client may meet.
set -euo pipefail

# lab_acceptor NAME OFFSET KEYTAB PROGRAM [OPTION...]: start one, its clock
# shifted by OFFSET, and export its port as LAB_PORT_NAME.
lab_acceptor() {
	local name=$1 offset=$2 log=$LAB_DIR/acceptor-$1.log port
	local -x KRB5_KTNAME=FILE:$LAB_DIR/$3.keytab

	shift 3
	lab_spawn "$offset" "$log" "$@" --max-seconds "$LAB_MAX_SECONDS"
	if ! lab_await "$LAB_PID" grep -q '^port ' "$log"; then
		cat "$log" >&2
		lab_die "acceptor $name does not start"
	fi
	port=$(sed -n 's/^port //p' "$log")
	export "LAB_PORT_$name=$port"
}

lab_acceptors() {
	local program=$1

	lab_acceptor ANY 0 service "$program"
	lab_acceptor KRB5 0 service "$program" --krb5
	lab_acceptor SPNEGO 0 service "$program" --spnego
	lab_acceptor WRONGKEY 0 wrong "$program"
	lab_acceptor SKEWED +1h service "$program"
}
