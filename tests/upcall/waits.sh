# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# What keeps ksecdd-upcall waiting, and what it is while it waits.  Sourced by
# inside.

# The helper's child that has become user UID, to $child.  lab_await's loop, for
# what is not a child of ours.
await_child() {
	local end=$((SECONDS + 60))

	until child=$(pgrep -x -u "$1" ksecdd-upcall); do
		if ((SECONDS >= end)); then
			echo "no child of user $1"
			return 1
		fi
		sleep 0.1
	done
}

# What it is, at one moment: it has better things to do than to wait for us.
picture() {
	cat "/proc/$child/status" >/run/status
	cat "/proc/$child/limits" >/run/limits
	readlink "/proc/$child/fd/"* >/run/fds
	readlink "/proc/$child/ns/mnt" /proc/self/ns/mnt >/run/mounts
	as "$alice" cat "/proc/$child/maps" >/dev/null 2>/run/maps
}

# has FIELD VALUE: /proc/PID/status
has() {
	local said

	said=$(sed -n "s/^$1:[[:space:]]*//p" /run/status)
	said=$(tr -s '[:space:]' ' ' <<<"$said" | sed 's/ $//')
	[[ $said == "$2" ]] || echo "$1: $said"
}

is_only_the_user() {
	local field

	has Uid "$alice $alice $alice $alice"
	has Gid "$alice $alice $alice $alice"
	has Groups ''
	for field in CapInh CapPrm CapEff CapBnd CapAmb; do
		has "$field" 0000000000000000
	done
	has NoNewPrivs 1
	has Seccomp 2
}

# No way out: neither to a folder nor to a namespace.
has_no_way_out() {
	[[ -s /run/fds ]] || echo 'no descriptors'
	search -vE '^(/dev/null|pipe:.*|socket:.*)$' /run/fds
	if (($(sort -u /run/mounts | wc -l) != 2)); then
		echo 'our own mount namespace'
	fi
}

# To its user it is root's.
keeps_secrets() {
	grep -q '^Max core file size *0 *0' /run/limits ||
		echo 'leaves core files'
	grep -q 'Permission denied' /run/maps || echo 'can be looked into'
}

# How many seconds the child's parent lived, when it has ended.  It is the one
# that has the key.
parent_lifetime() {
	local stat start now parent

	parent=$(ps -o ppid= -p "$child")
	parent=${parent// /}
	stat=$(<"/proc/${parent:?}/stat")
	# Field 22, of which the first here is the 3rd.
	read -ra start <<<"${stat##*) }"
	while [[ -d /proc/$parent ]]; do
		read -r now _ </proc/uptime
		sleep 0.1
	done
	echo $((${now%.*} - start[19] / $(getconf CLK_TCK)))
}

# The kernel waits for 25 s.
was_in_time() {
	cat "/run/wait.$1"
	grep -qE '^1[0-9]$|^2[0-4]$' "/run/life.$1" ||
		echo "lived for $(<"/run/life.$1") s"
}

# One user a row, so that its helper can be told.
rows_of_waits() {
	local waiting=()

	mkfifo -m 666 /srv/fifo
	kill -STOP "$LAB_KDC_PID"
	says EHOSTUNREACH as "$carol" env KRB5CCNAME=FILE:/srv/fifo \
		ask op=name >/run/wait.fifo 2>&1 &
	waiting+=($!)
	await_child "$carol"
	parent_lifetime >/run/life.fifo &
	waiting+=($!)

	says EHOSTUNREACH in_mounts "${be_alice[@]}" ask "$spn" \
		>/run/wait.kdc 2>&1 &
	waiting+=($!)
	await_child "$alice"
	parent_lifetime >/run/life.kdc &
	waiting+=($!)
	picture || true
	check 'a helper that waits is the user, without privileges' \
		is_only_the_user
	check '... has nothing to leave by' has_no_way_out
	check '... keeps its memory to itself' keeps_secrets

	says EPROTO as "$bob" ask "$spn" flags=1 >/run/wait.killed 2>&1 &
	waiting+=($!)
	await_child "$bob"
	kill -KILL "$child"
	wait "${waiting[@]}" || true
	kill -CONT "$LAB_KDC_PID"
	check 'a KDC that never answers: EHOSTUNREACH, in time' \
		was_in_time kdc
	check 'a cache that cannot be read to its end: the same' \
		was_in_time fifo
	check 'a child that is killed: EPROTO' cat /run/wait.killed
}

# After what has to have one.  The ticket was got by rows before.
rows_of_no_kdc() {
	lab_kdc_stop
	lab_kdc_start +1h || lab_die 'krb5kdc does not start'
	row 'a KDC whose clock is ahead' ETIME as "$alice" ask "$spn" flags=1
	lab_kdc_stop
	row 'no KDC' EHOSTUNREACH as "$alice" ask "spn=HTTP/$LAB_HOST"
	row 'no KDC, with a password' EHOSTUNREACH as "$alice" \
		ask "$spn" user=bob password=/srv/password.bob
	row 'no KDC, but a ticket in the cache' "$ticket" \
		as "$alice" ask "$spn"
	row 'no KDC, and the ticket in the cache is not good enough' \
		EHOSTUNREACH as "$alice" ask "$spn" flags=1
}

log_is_clean() {
	local file

	grep -q 'ksecdd-upcall.*refused: SEC_E_TARGET_UNKNOWN' /run/log ||
		echo 'refusals are not in the log'
	for file in /srv/password.*; do
		if grep -qF -f "$file" /run/log; then
			echo "${file##*/} is in the log"
		fi
	done
}

kernel_is_content() {
	dmesg | search -E 'WARNING|BUG|Oops|leak'
}

rows_at_the_end() {
	check 'nothing secret is in the log' log_is_clean
	check 'no helper is left' exits 1 pgrep ksecdd-upcall
	check 'no key is left under construction' \
		search -E '^[^ ]+ .{4}U.*\.ksecdd' /proc/keys
	rmmod upcall_asker
	check 'the kernel has nothing to say' kernel_is_content
}
