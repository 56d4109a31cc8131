# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# smb_client and ldap_client to a domain controller: by Kerberos of its own KDC,
# and by NTLM.
#
# Sourced by run, in a lab; $DC_* are of tests/lab/dc.sh.

# What the clients say of a session up to a step.
dc_who() {
	case $1 in
	krb5) printf '%s\n' 'package: Kerberos, mutual' "client: alice@$DC_REALM" ;;
	ntlm) printf '%s\n' 'package: NTLM' 'client: AD\\alice' ;;
	esac
}

dc_bound() {
	printf '%s\n' 'bind: success' "$(dc_who "$1")"
}

# signs_on WHO OPTION...: by SMB, all goes well
signs_on() {
	says "$setup" "$(dc_who "$1")" \
		'TREE_CONNECT: share sysvol is open; the signature is right' \
		"${farewell[@]}" -- "$work/smb_client" "${@:2}" "${smb[@]}"
}

# smb_says LINE OPTION...
smb_says() {
	says "$1" -- "$work/smb_client" "${@:2}" "${smb[@]}"
}

# binds WHO OPTION...: by LDAP, all goes well
binds() {
	says "$(dc_bound "$1")" "rootDSE: $DC_BASE" 'entry: alice' -- \
		"$work/ldap_client" "${@:2}" "${ldap[@]}"
}

# ldap_says LINES OPTION...
ldap_says() {
	says "$1" -- "$work/ldap_client" "${@:2}" "${ldap[@]}"
}

# Half a MiB; with Kerberos in pieces of 64 KiB at most.
reads_much() {
	says "$(dc_bound "$1")" "rootDSE: $DC_BASE" 'entry: much' -- \
		"$work/ldap_client" "${@:2}" 389 "ldap/$DC_HOST" \
		"CN=Aggregate,CN=Schema,CN=Configuration,$DC_BASE" \
		attributeTypes
}

# dc_saw WHAT: the controller's word of who it was, or why not
dc_saw() {
	grep -qE "$1" "$LAB_DIR/dc/log" || tail -n 3 "$LAB_DIR/dc/log"
}

dc_good_rows() {
	local by

	check 'DC, SMB: SPNEGO over Kerberos' signs_on krb5
	check 'DC, SMB: a password, Kerberos' with "$none" signs_on krb5 \
		-u alice -d "$DC_REALM" -p "$password"
	check 'DC, SMB: Kerberos as it is' signs_on krb5 -P Kerberos
	check 'DC, SMB: SPNEGO over NTLM' signs_on ntlm "${alice[@]}"
	check 'DC, SMB: NTLM as it is' signs_on ntlm "${alice[@]}" -P NTLM
	check 'DC, LDAP: SPNEGO over Kerberos, sealed' binds krb5
	check 'DC, LDAP: SPNEGO over Kerberos, signed' binds krb5 -s
	check 'DC, LDAP: a password, Kerberos, sealed' with "$none" binds krb5 \
		-u alice -d "$DC_REALM" -p "$password"
	check 'DC, LDAP: Kerberos as it is, sealed' binds krb5 -P Kerberos
	check 'DC, LDAP: SPNEGO over NTLM, sealed' binds ntlm "${alice[@]}"
	check 'DC, LDAP: NTLM as it is, sealed' binds ntlm "${alice[@]}" \
		-P NTLM
	check 'DC, LDAP: half a MiB, Kerberos' reads_much krb5
	check 'DC, LDAP: half a MiB, Kerberos, signed' reads_much krb5 -s
	check 'DC, LDAP: half a MiB, NTLM' reads_much ntlm "${alice[@]}"
	for by in SMB2,krb5 SMB2,NTLMSSP LDAP,krb5 LDAP,NTLMSSP; do
		check "the DC knows who it was: $by" dc_saw \
			"Successful AuthZ: \[$by\] user \[AD\]\\\\\[alice\]"
	done
}

# What it takes to be let in.
dc_demanding_rows() {
	check 'DC, LDAP: the entry is not for everybody' ldap_says \
		"rootDSE: $DC_BASE"$'\n''entry: 1, operationsError' -a
	check 'DC, LDAP: Kerberos without protection' ldap_says \
		'bind: 8, strongerAuthRequired' -n
	check 'DC, LDAP: NTLM without protection' ldap_says \
		'bind: 8, strongerAuthRequired' "${alice[@]}" -n
	# It takes what NTLM protects for sealed, be it signed only.
	check 'DC, LDAP: NTLM, signed alone' ldap_says "$(dc_bound ntlm)
the server has closed the connection" "${alice[@]}" -s
}

# refused_rows HOW SMB-LINE LDAP-LINE OPTION...
refused_rows() {
	check "DC, SMB: $1" smb_says "SESSION_SETUP: the server says $2" \
		"${@:4}"
	check "DC, LDAP: $1" ldap_says "bind: $3" "${@:4}"
}

# unsent_rows HOW STATUS OPTION...: the KDC has found it
unsent_rows() {
	check "DC, SMB: $1" smb_says "InitializeSecurityContext: $2" "${@:3}"
	check "DC, LDAP: $1" ldap_says "InitializeSecurityContext: $2" "${@:3}"
}

dc_bad_rows() {
	local wrong=$LAB_DIR/password.alice invalid='49, invalidCredentials'
	local failure='0xc000006d, STATUS_LOGON_FAILURE'
	local -a list=(-l '!kerberos') smb=("${smb[@]}") ldap=("${ldap[@]}")

	refused_rows 'wrong password, NTLM' "$failure" "$invalid" "${list[@]}" \
		-u alice -d AD -p "$wrong"
	refused_rows 'unknown account, NTLM' "$failure" "$invalid" \
		"${list[@]}" -u mallory -d AD -p "$password"
	refused_rows 'disabled account, NTLM' '0xc0000072, *' "$invalid" \
		"${list[@]}" -u gone -d AD -p "$password"
	unsent_rows 'wrong password, Kerberos' SEC_E_LOGON_DENIED \
		-u alice -d "$DC_REALM" -p "$wrong"
	unsent_rows 'unknown account, Kerberos' SEC_E_LOGON_DENIED \
		-u mallory -d "$DC_REALM" -p "$password"
	unsent_rows 'disabled account, Kerberos' SEC_E_LOGON_DENIED \
		-u gone -d "$DC_REALM" -p "$password"
	smb[1]=cifs/none.$DC_DOMAIN ldap[1]=ldap/none.$DC_DOMAIN
	unsent_rows 'an SPN that nobody has' SEC_E_TARGET_UNKNOWN
	smb[1]=cifs/other.$DC_DOMAIN ldap[1]=ldap/other.$DC_DOMAIN
	refused_rows 'the SPN of somebody else' "$failure" "$invalid"
}

# meddle_dc SIDE MESSAGE HOW... -- LINES OPTION...: 445 is the port of SMB
meddle_dc() {
	local port=$1 lines client
	local -a how=() server

	shift
	while [[ $1 != -- ]]; do
		how+=("$1")
		shift
	done
	lines=$2
	shift 2
	server=(PORT "${ldap[@]:1}") client=ldap_client
	[[ $port != 445 ]] || server=(PORT "${smb[@]:1}") client=smb_client
	meddled "$port" "${how[@]}" -- "$lines" -- "$work/$client" "$@" \
		"${server[@]}"
}

# Without Kerberos on its list the server turns to NTLM, for which there has to
# be a password.  Of the list's MICs ours is the first to be looked at.
dc_stripped_rows() {
	local isc=InitializeSecurityContext
	local -a both=(-u alice -d "$DC_REALM" -p "$password")
	local denied='SESSION_SETUP: the server says 0xc0000022, STATUS_ACCESS_DENIED'

	check 'DC, SMB: Kerberos is stripped, the DC finds out' meddle_dc \
		445 client 2 "${no_kerberos[@]}" -- "$denied" "${both[@]}"
	check 'DC, LDAP: Kerberos is stripped, the DC finds out' meddle_dc \
		389 client 1 "${no_kerberos[@]}" -- \
		'bind: 49, invalidCredentials' "${both[@]}"
	check 'the DC says why' dc_saw 'failed to verify mechListMIC'
	check 'DC, SMB: Kerberos is stripped, we have no other' meddle_dc \
		445 client 2 "${no_kerberos[@]}" -- "$isc: SEC_E_NO_CREDENTIALS"
	check 'DC, LDAP: Kerberos is stripped, we have no other' meddle_dc \
		389 client 1 "${no_kerberos[@]}" -- "$isc: SEC_E_NO_CREDENTIALS"
	check 'DC, SMB: our MIC of the list is changed' meddle_dc \
		445 client 3 -1 01 -- "$denied" "${alice[@]}"
	check 'DC, LDAP: our MIC of the list is changed' meddle_dc \
		389 client 2 -1 01 -- 'bind: 49, invalidCredentials' \
		"${alice[@]}"
	check 'DC, SMB: its MIC of the list is changed' meddle_dc \
		445 server 3 -1 01 -- "$isc: SEC_E_MESSAGE_ALTERED" \
		"${alice[@]}"
	check 'DC, LDAP: its MIC of the list is changed' meddle_dc \
		389 server 2 -1 01 -- "$isc: SEC_E_MESSAGE_ALTERED" \
		"${alice[@]}"
}

# altered_rows WHO HOW FIRST OPTION...: of the protected messages, FIRST is the
# number
altered_rows() {
	local bound

	bound=$(dc_bound "$1")
	check "DC, LDAP: an answer is changed, $2" meddle_dc 389 server "$3" \
		-1 01 -- "$bound"$'\n''DecryptMessage: SEC_E_MESSAGE_ALTERED' \
		"${@:4}"
	check "DC, LDAP: a request is changed, $2" meddle_dc 389 client "$3" \
		-1 01 -- "$bound"$'\n''the server has closed the connection' \
		"${@:4}"
}

dc_rows() {
	local password=$LAB_DIR/password.ad
	local none=KRB5CCNAME=FILE:$LAB_DIR/none.cc
	local -x KRB5_CONFIG=$LAB_DIR/dc/krb5.conf
	local -x KRB5CCNAME=FILE:$LAB_DIR/dc/alice.cc
	local -a alice=(-l '!kerberos' -u alice -d AD -p "$password")
	local -a smb=(445 "cifs/$DC_HOST" sysvol)
	local -a ldap=(389 "ldap/$DC_HOST" "CN=alice,CN=Users,$DC_BASE"
		sAMAccountName)

	dc_good_rows
	dc_demanding_rows
	dc_bad_rows
	dc_stripped_rows
	altered_rows krb5 'Kerberos, sealed' 2
	altered_rows krb5 'Kerberos, signed' 2 -s
	altered_rows ntlm 'NTLM, sealed' 3 "${alice[@]}"
	dc_stop
}
