# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# smb_client to a standalone smbd that insists on signatures.  alice is known to
# it by Kerberos, bin by NTLM.
#
# Sourced by run, in a lab.

# What the client says of a session up to a step.
setup='SESSION_SETUP: accepted; the signature is right'
farewell=('LOGOFF: accepted; the signature is right')
share='TREE_CONNECT: share lab is open; the signature is right'
denied='SESSION_SETUP: the server says 0xc000006d, STATUS_LOGON_FAILURE'
unsigned='the reply is not signed by the server'

kerberos_said() {
	printf '%s\n' "$setup" 'package: Kerberos, mutual' \
		"client: alice@$LAB_REALM"
}

ntlm_said() {
	printf '%s\n' "$setup" 'package: NTLM' 'client: LAB\\bin'
}

# by_kerberos OPTION... ; by_ntlm OPTION...: all goes well
by_kerberos() {
	says "$(kerberos_said)" "$share" "${farewell[@]}" -- \
		"$work/smb_client" "$@" "$LAB_SMB_PORT" "cifs/$LAB_HOST" lab
}

by_ntlm() {
	says "$(ntlm_said)" "$share" "${farewell[@]}" -- \
		"$work/smb_client" "${bin[@]}" "$@" "$LAB_SMB_PORT" \
		"cifs/$LAB_HOST" lab
}

# refuses LINE OPTION-OR-ARGUMENT...
refuses() {
	local line=$1

	shift
	says "$line" -- "$work/smb_client" "$@"
}

# smbd_saw HOW USER: by which mechanism, and as whom
smbd_saw() {
	grep -qE "Successful AuthZ: \[SMB2,$1\] user \[[^]]+\]\\\\\[$2\]" \
		"$LAB_DIR/smbd/log" || tail -n 20 "$LAB_DIR/smbd/log"
}

smbd_saw_bad_signatures() {
	grep -q 'Bad SMB2 .*signature for message' "$LAB_DIR/smbd/log" ||
		tail -n 20 "$LAB_DIR/smbd/log"
}

smbd_good_rows() {
	check 'smbd: SPNEGO over Kerberos' by_kerberos
	check 'smbd knows who it was, by Kerberos' smbd_saw krb5 daemon
	check 'smbd: a password, Kerberos' with "$none" by_kerberos -u alice \
		-d "$LAB_REALM" -p "$LAB_DIR/password.alice"
	check 'smbd: Kerberos as it is' by_kerberos -P Kerberos
	check 'smbd: SPNEGO over NTLM, where Kerberos cannot be' by_ntlm
	check 'smbd knows who it was, by NTLM' smbd_saw NTLMSSP bin
	check 'smbd: SPNEGO over NTLM, on a list without Kerberos' \
		by_ntlm -l '!kerberos'
	check 'smbd: NTLM as it is' by_ntlm -P NTLM
	check 'smbd: NTLM as it is, from Negotiate' by_ntlm -l NTLM
}

smbd_bad_rows() {
	local port=$LAB_SMB_PORT spn=cifs/$LAB_HOST
	local -a wrong=(-d LAB -p "$LAB_DIR/password.alice")
	local isc=InitializeSecurityContext

	check 'smbd: wrong password, NTLM' refuses "$denied" -u bin \
		"${wrong[@]}" "$port" "$spn" lab
	check 'smbd: wrong password, NTLM as it is' refuses "$denied" -P NTLM \
		-u bin "${wrong[@]}" "$port" "$spn" lab
	check 'smbd: unknown account, NTLM' refuses "$denied" -u mallory \
		"${wrong[@]}" "$port" "$spn" lab
	check 'smbd: wrong password, Kerberos' with "$none" refuses \
		"$isc: SEC_E_LOGON_DENIED" -u alice -d "$LAB_REALM" \
		-p "$LAB_DIR/password.bob" "$port" "$spn" lab
	check 'smbd: a principal that it does not know' with "$none" refuses \
		'SESSION_SETUP: the server says 0xc0000022, STATUS_ACCESS_DENIED' \
		-u bob -d "$LAB_REALM" -p "$LAB_DIR/password.bob" "$port" \
		"$spn" lab
	check 'smbd: no tickets' with "$none" refuses \
		"$isc: SEC_E_NO_CREDENTIALS" "$port" "$spn" lab
	check 'smbd: an SPN that nobody has' refuses \
		"$isc: SEC_E_TARGET_UNKNOWN" "$port" "nosuch/$LAB_HOST" lab
	check 'smbd: the SPN of another service' refuses "$denied" "$port" \
		"host/$LAB_HOST" lab
	check 'smbd: a share that is not there' says "$(kerberos_said)" \
		'TREE_CONNECT: the server says 0xc00000cc, STATUS_BAD_NETWORK_NAME' \
		-- "$work/smb_client" "$port" "$spn" none
}

# meddle LINES-OF-IT SIDE MESSAGE OFFSET MASK LINE... -- OPTION...
meddle() {
	local said=$1
	local -a how=("${@:2:4}") lines=()

	shift 5
	[[ -z $said ]] || lines+=("$said")
	while [[ $1 != -- ]]; do
		lines+=("$1")
		shift
	done
	shift
	meddled "$LAB_SMB_PORT" "${how[@]}" -- "${lines[@]}" -- \
		"$work/smb_client" "$@" PORT "cifs/$LAB_HOST" lab
}

# Messages of Kerberos: 1 NEGOTIATE, 2 SESSION_SETUP, 3 TREE_CONNECT; NTLM has
# one more SESSION_SETUP.  In the header byte 16 bit 3 is "signed", the signature
# ends at 63.  A token ends with the message, and NTLM's with the list's MIC.
smbd_meddled_rows() {
	local tree="TREE_CONNECT: $unsigned"
	local tree_denied='TREE_CONNECT: the server says 0xc0000022, STATUS_ACCESS_DENIED'
	local altered='InitializeSecurityContext: SEC_E_MESSAGE_ALTERED'
	local k n

	k=$(kerberos_said) n=$(ntlm_said)
	check 'smbd: Kerberos, acceptance with a wrong signature' meddle '' \
		server 2 63 01 "SESSION_SETUP: $unsigned" --
	check 'smbd: Kerberos, a share granted with a wrong signature' \
		meddle "$k" server 3 63 01 "$tree" --
	check 'smbd: Kerberos, a share granted without a signature' \
		meddle "$k" server 3 16 08 "$tree" --
	check 'smbd: Kerberos, a share asked for with a wrong signature' \
		meddle "$k" client 3 63 01 "$tree_denied" --
	check 'smbd says why' smbd_saw_bad_signatures
	check 'smbd: NTLM, acceptance with a wrong signature' meddle '' \
		server 3 63 01 "SESSION_SETUP: $unsigned" -- "${bin[@]}"
	check 'smbd: NTLM, a share granted with a wrong signature' \
		meddle "$n" server 4 63 01 "$tree" -- "${bin[@]}"
	check 'smbd: NTLM, a share asked for with a wrong signature' \
		meddle "$n" client 4 63 01 "$tree_denied" -- "${bin[@]}"
	check 'smbd: NTLM, its MIC of the list is changed' meddle '' \
		server 3 -1 01 "$altered" -- "${bin[@]}"
	check 'smbd: NTLM, our MIC of the list is changed' meddle '' \
		client 3 -1 01 \
		'SESSION_SETUP: the server says 0xc0000022, STATUS_ACCESS_DENIED' \
		-- "${bin[@]}"
}

smbd_rows() {
	bin=(-u bin -d LAB -p "$LAB_DIR/password.bin")
	none=KRB5CCNAME=FILE:$LAB_DIR/none.cc
	smbd_start
	smbd_good_rows
	smbd_bad_rows
	smbd_meddled_rows
	smbd_stop
}
