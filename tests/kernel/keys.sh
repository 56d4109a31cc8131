# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# Keys of acceptors from user space, as docs/kernel.md has it: who may add them,
# what is taken, which is believed, and that nobody reads them again.
#
# Sourced by inside, after boundary.sh.

# refused WHY COMMAND...: it fails, and for that reason
refused() {
	local why=$1 said

	shift
	if said=$("$@" 2>&1); then
		printf 'done: %s\n' "$*"
	elif ! grep -qE "$why" <<<"$said"; then
		printf '%s: %s\n' "$*" "$said"
	fi
}

# add TYPE DESCRIPTION FILE [KEYRING]
add() {
	keyctl padd "$1" "$2" "${4:-$ring}" <"$3"
}

# logs_on|is_denied [USER]: by NTLM, with the password "secret"
logs_on() {
	local said status name

	said=$(timeout 60 "$work/probe" NTLM "$host" "$KERNEL_NTLM" \
		--user alice --domain LAB --password "$LAB_DIR/secret" 2>&1)
	read -r status _ name <<<"$said"
	name=${name##*\\}
	[[ "$status ${name,,}" == 'SEC_E_OK alice' ]] || echo "$said"
}

is_denied() {
	from_program 'SEC_E_OK SEC_E_LOGON_DENIED' NTLM "$KERNEL_NTLM" \
		--user "${1:-alice}" --domain LAB --password "$LAB_DIR/secret"
}

# As in docs/kernel.md, by root.
root_adds() {
	add ksecdd.keytab default "$LAB_DIR/service.keytab" >/dev/null
	add ksecdd.account 'LAB\ALICE' "$LAB_DIR/hash" >/dev/null
	keyctl list "$ring" >"$LAB_DIR/list"
	grep -q 'ksecdd.keytab: default$' "$LAB_DIR/list" || cat "$LAB_DIR/list"
	grep -qF 'ksecdd.account: LAB\ALICE' "$LAB_DIR/list" ||
		cat "$LAB_DIR/list"
}

# Neither there nor in a keyring of his own, which he may link to nothing.
a_user_adds() {
	local ring=$ring_id

	chmod 644 "$LAB_DIR/hash" "$LAB_DIR/service.keytab"
	denied as 2003 keyctl padd ksecdd.account 'LAB\MALLORY' "$ring" \
		<"$LAB_DIR/hash"
	denied as 2003 keyctl padd ksecdd.keytab default "$ring" \
		<"$LAB_DIR/service.keytab"
	denied as 2003 keyctl session - \
		keyctl padd ksecdd.account 'LAB\MALLORY' @s <"$LAB_DIR/hash"
	denied as 2003 keyctl link @u "$ring"
	denied as 2003 keyctl clear "$ring"
	denied as 2003 keyctl list "$ring"
}

# User 0, but of less than the whole machine.
a_lesser_root_adds() {
	denied setpriv --bounding-set -sys_admin --inh-caps -sys_admin \
		keyctl padd ksecdd.account 'LAB\MALLORY' "$ring_id" \
		<"$LAB_DIR/hash"
	denied unshare --user --map-root-user \
		keyctl padd ksecdd.account 'LAB\MALLORY' @s <"$LAB_DIR/hash"
}

# id_of TYPE
id_of() {
	keyctl list "$ring" | sed -n "s/^ *\([0-9]*\):.* $1: .*/\1/p"
}

nobody_reads() {
	local id

	for id in "$(id_of ksecdd.account)" "$(id_of ksecdd.keytab)"; do
		refused 'Permission denied|not supported' keyctl pipe "$id"
		refused 'Permission denied|not supported' keyctl print "$id"
		denied as 2003 keyctl pipe "$id"
		denied keyctl update "$id" 0123456789abcdef
		denied keyctl link "$id" @u
		denied keyctl setperm "$id" 0x3f3f3f3f
	done
	! keyctl list "$ring" | grep -qi "$secret" || echo 'a hash is shown'
}

# bad TYPE DESCRIPTION FILE: EINVAL
bad() {
	refused 'Invalid argument' add "$@"
}

malformed() {
	local dir=$LAB_DIR

	head -c 15 "$dir/hash" >"$dir/short"
	{ cat "$dir/hash" && printf x; } >"$dir/long"
	: >"$dir/empty"
	head -c -1 "$dir/service.keytab" >"$dir/cut"
	{ printf '\5\1' && tail -c +3 "$dir/service.keytab"; } >"$dir/old"
	head -c 2 "$dir/service.keytab" >"$dir/none"
	bad ksecdd.account 'LAB\ALICE' "$dir/short"
	bad ksecdd.account 'LAB\ALICE' "$dir/long"
	bad ksecdd.account 'LAB\ALICE' "$dir/empty"
	bad ksecdd.account 'LAB\alice' "$dir/hash"
	bad ksecdd.account 'LAB\' "$dir/hash"
	bad ksecdd.account '\ALICE' "$dir/hash"
	bad ksecdd.account 'A\B\C' "$dir/hash"
	bad ksecdd.keytab other "$dir/service.keytab"
	bad ksecdd.keytab default "$dir/cut"
	bad ksecdd.keytab default "$dir/old"
	bad ksecdd.keytab default "$dir/none"
	bad ksecdd.keytab default "$dir/empty"
}

# Root may have such keys anywhere; only one keyring counts.
elsewhere() {
	add ksecdd.account 'LAB\BOB' "$LAB_DIR/hash" @u >/dev/null
	is_denied bob
	keyctl link @u "$ring"
	is_denied bob
	keyctl unlink @u "$ring"
	keyctl clear @u
}

replaced() {
	account 'LAB\ALICE' 00000000000000000000000000000000
	is_denied
	account 'LAB\ALICE'
	logs_on
}

# keyctl says how many links it has removed.
removed() {
	keyctl unlink "$(id_of ksecdd.account)" "$ring" >/dev/null
	is_denied
	account ALICE
	logs_on
	keyctl clear "$ring"
	is_denied
	from_program 'SEC_I_CONTINUE_NEEDED SEC_E_NO_CREDENTIALS' Kerberos \
		"$KERNEL_ANY"
}

key_rows() {
	local ring_id

	[[ -n ${KERNEL_NTLM-} ]] || boundary_programs
	ring_id=0x$(awk '$9 == ".ksecdd.keys:" { print $1 }' /proc/keys)
	printf '%s' "$secret" | octets >"$LAB_DIR/hash"
	keyctl clear "$ring"
	check 'nobody has an account before root gives one' is_denied
	check 'root adds keys' root_adds
	check 'and clients are known by them' logs_on
	check 'a user adds none' a_user_adds
	check 'nor does root with less than everything' a_lesser_root_adds
	check 'nobody reads or changes them' nobody_reads
	check 'what is malformed is refused' malformed
	check 'and what was there stays' logs_on
	check 'what lies elsewhere does not count' elsewhere
	check 'what is added again takes its place' replaced
	check 'what is removed is gone' removed
}
