# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# Whose tickets they are: users, namespaces, and those who would like to forge
# one.  What the helper makes of each situation is tests/upcall's subject; here
# it is a whole system that has to get it right.
#
# Sourced by inside.

# as UID COMMAND...
as() {
	local uid=$1

	shift
	setpriv --reuid "$uid" --regid "$uid" --clear-groups "$@"
}

# give UID USER: that user's tickets, where programs look for them
give() {
	cp "$LAB_DIR/$2.cc" "/tmp/krb5cc_$1"
	chown "$1:$1" "/tmp/krb5cc_$1"
}

# owner_is USER|STATUS COMMAND...: who a caller behind that command is to the
# peer, or the status of its hand-shake
owner_is() {
	local wanted=$1 said

	shift
	case $wanted in
	SEC_*) wanted="$wanted -" ;;
	*) wanted="SEC_E_OK $wanted@$LAB_REALM" ;;
	esac
	said=$(echo "probe package=Negotiate target=$host port=$LAB_PORT_ANY" |
		"$@" timeout 120 "$tell" 2>&1) || true
	if [[ $(awk '{ print $1, $3 }' <<<"$said") != "$wanted" ]]; then
		printf 'expected %s, got %s\n' "$wanted" "$said"
	fi
}

rows_of_users() {
	check 'root is alice' owner_is alice env
	check 'a user has his own tickets' owner_is alice as 2001
	check 'another one has others' owner_is bob as 2002
	check 'a third one has none' owner_is SEC_E_NO_CREDENTIALS as 2003
	check 'and gets none that he may not read' \
		owner_is SEC_E_NO_CREDENTIALS \
		as 2003 env KRB5CCNAME=FILE:/tmp/krb5cc_2002
	check 'KRB5CCNAME of the program is heeded' owner_is bob \
		env "KRB5CCNAME=FILE:$LAB_DIR/bob.cc"
}

users_at_once() {
	local n pids=()

	for n in 1 2 3; do
		owner_is alice as 2001 &
		pids+=($!)
		owner_is bob as 2002 &
		pids+=($!)
	done
	wait "${pids[@]}"
}

# in_container SCRIPT WORD COMMAND...: a mount namespace that SCRIPT furnishes
in_container() {
	local script=$1

	shift
	unshare --mount --propagation private \
		bash -c "$script; shift; exec \"\$@\"" container "$@"
}

# Without a ticket for the service there, the KDC has to be asked.
rows_of_namespaces() {
	local fresh=$LAB_DIR/row.cc

	cp "$LAB_DIR/tgt.cc" "$fresh"
	check 'a mount namespace with tickets of its own' owner_is bob \
		in_container 'mount --bind "$1" /tmp/krb5cc_0' "$LAB_DIR/bob.cc"
	check 'a mount namespace without tickets' \
		owner_is SEC_E_NO_CREDENTIALS \
		in_container 'mount -t tmpfs "$1" /tmp' none
	check 'a mount namespace with another krb5.conf' \
		owner_is SEC_E_NO_AUTHENTICATING_AUTHORITY \
		in_container 'mount --bind "$1" /etc/krb5.conf' \
		"$LAB_DIR/krb5-nokdc.conf" env "KRB5CCNAME=FILE:$fresh"
	check 'a network namespace, which has no way to the KDC' \
		owner_is SEC_E_NO_AUTHENTICATING_AUTHORITY \
		unshare --net env "KRB5CCNAME=FILE:$fresh"
	check 'and outside all is as it was' owner_is alice env
}

# denied COMMAND...: it must fail, and for want of permission
denied() {
	local said

	if said=$("$@" 2>&1); then
		printf 'done: %s\n' "$*"
	elif ! grep -qE 'Operation not permitted|Permission denied' \
		<<<"$said"; then
		printf '%s: %s\n' "$*" "$said"
	fi
}

# What a helper would be given, had the kernel asked; in a session keyring that
# is the caller's own.
forged_keys() {
	local key=(.ksecdd.ticket 'fetch;2003;0;00')

	keyctl new_session >/dev/null
	denied keyctl add "${key[@]}" forged @s
	denied keyctl add "${key[@]}" forged @u
	denied keyctl request2 "${key[@]}" forged @s
	denied keyctl request "${key[@]}" @s
	denied as 2003 keyctl add "${key[@]}" forged @s
	denied as 2003 keyctl request2 "${key[@]}" forged @s
}

# bad_helper LINE: request-key(8) starts that instead of the helper
bad_helper() {
	local helper=$LAB_DIR/bad-helper

	printf '#!/bin/bash\n%s\n' "$1" >"$helper"
	chmod 755 "$helper"
	echo "create .ksecdd.ticket * * $helper %k" \
		>/etc/request-key.d/ksecdd.conf
}

good_helper() {
	cp "$LAB_DIR/ksecdd.conf" /etc/request-key.d/ksecdd.conf
}

# pending_key: which one the kernel waits for
pending_key() {
	local n

	for ((n = 0; n < 400; n++)); do
		if [[ -s $LAB_DIR/pending ]]; then
			cat "$LAB_DIR/pending"
			return
		fi
		sleep 0.05
	done
	echo 'no request came up' >&2
}

# meddle KEY: what needs no finished key, by root and by a user
meddle() {
	local key=$1 who

	for who in 0 2003; do
		denied as "$who" keyctl instantiate "$key" forged @s
		denied as "$who" keyctl negate "$key" 10 @s
		denied as "$who" keyctl reject "$key" 10 rejected @s
		denied as "$who" keyctl setperm "$key" 0x3f3f3f3f
		denied as "$who" keyctl chown "$key" 2003
	done
}

# While the kernel waits, nobody but the helper has a say, root included.
nobody_else_answers() {
	local waiting

	rm -f "$LAB_DIR"/{pending,go}
	bad_helper "echo \$1 >$LAB_DIR/pending
		for ((n = 0; n < 400; n++)); do
			[[ ! -e $LAB_DIR/go ]] || break
			sleep 0.05
		done
		exec /usr/sbin/ksecdd-upcall \$1"
	owner_is bob as 2002 &
	waiting=$!
	meddle "$(pending_key)"
	: >"$LAB_DIR/go"
	wait "$waiting"
	good_helper
}

# helped_badly STATUS LINE: an error, and no ticket
helped_badly() {
	bad_helper "$2"
	owner_is "$1" env
	good_helper
}

rows_of_forgers() {
	check 'user space cannot make a key of the type' forged_keys
	check 'who tried has no ticket' owner_is SEC_E_NO_CREDENTIALS as 2003
	check 'nobody but the helper answers a request' nobody_else_answers
	check 'a helper that answers nonsense' helped_badly \
		SEC_E_NO_CREDENTIALS 'keyctl instantiate $1 nonsense 0'
	check 'a helper that ends without an answer' helped_badly \
		SEC_E_NO_CREDENTIALS 'exit 0'
	check 'a helper that refuses without a reason' helped_badly \
		SEC_E_INTERNAL_ERROR 'keyctl reject $1 5 5 0'
	check 'and after them all is well' owner_is alice env
}

owner_rows() {
	lab_kinit bob "FILE:$LAB_DIR/bob.cc"
	give 2001 alice
	give 2002 bob
	cp /etc/request-key.d/ksecdd.conf "$LAB_DIR/ksecdd.conf"
	rows_of_users
	check 'users do not get in each other'"'"'s way' users_at_once
	rows_of_namespaces
	rows_of_forgers
}
