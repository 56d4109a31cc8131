#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# Run a command in a lab of its own: a realm and, when asked for, acceptors
# and an HTTP server, told to the command in its environment (README.md).  All
# is gone when the command ends, however it ends.
#
# usage: run.sh [--acceptor PROGRAM] [--apache] [--max-seconds N] COMMAND...
#
# Exit status: the command's; 124 if it took longer than N seconds (600).
set -euo pipefail

here=$(cd "${BASH_SOURCE[0]%/*}" && pwd)
. "$here/realm.sh"
. "$here/acceptor.sh"
. "$here/apache.sh"

LAB_MAX_SECONDS=600
acceptor=
apache=

usage() {
	sed -n 's/^# \(usage: .*\)/\1/p' "$here/run.sh" >&2
	exit 2
}

while (($# > 0)); do
	case $1 in
	--acceptor)
		acceptor=${2-}
		[[ -x $acceptor ]] || lab_die "no program '$acceptor'"
		shift 2
		;;
	--apache)
		apache=yes
		shift
		;;
	--max-seconds)
		LAB_MAX_SECONDS=${2-}
		[[ $LAB_MAX_SECONDS =~ ^[1-9][0-9]*$ ]] || usage
		shift 2
		;;
	-*) usage ;;
	*) break ;;
	esac
done
(($# > 0)) || usage

# No secrets are in the logs, and with the folder they would be gone.  What the
# KDC says of each client's enctypes is left out.
show_logs() {
	local log

	for log in "$LAB_DIR"/acceptor-*.log "$LAB_DIR"/{apache,kdc}/*.log; do
		if [[ -s $log ]]; then
			echo "lab: the end of ${log#"$LAB_DIR"/}:"
			tail -n 10 "$log" | sed 's/([0-9]* etypes {[^}]*}) //'
		fi
	done >&2
}

mask=$(umask)
lab_start
if [[ -n $acceptor ]]; then
	lab_acceptors "$acceptor"
fi
if [[ -n $apache ]]; then
	apache_start
fi
umask "$mask"

# In the background, where a signal ends the waiting at once; such a job would
# have no input and be deaf to Ctrl-C.  A command at a terminal stays in its
# foreground, one that is not gets a group, so that its children end with it.
foreground=()
if [[ -t 0 ]]; then
	foreground=(--foreground)
fi
setpriv --pdeathsig TERM -- env --default-signal=INT,QUIT \
	timeout "${foreground[@]}" -k 5 "$LAB_MAX_SECONDS" "$@" <&0 &
LAB_PIDS+=($!)
status=0
wait "$!" || status=$?
if ((status != 0)); then
	show_logs
fi
exit "$status"
