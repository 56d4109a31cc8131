# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# One end in the kernel, the other in a program: ours (tests/accept and
# tests/live) or somebody else's; and the keys that an acceptor in the kernel
# has from root.
#
# Sourced by inside.

ring=%keyring:.ksecdd.keys
# The NT hash of "secret".
secret=878D8014606CDA29677A44EFA1353FC7

octets() {
	sed 's/../\\x&/g' | xargs -0 printf
}

# account NAME [HASH]: an NTLM account of the kernel
account() {
	printf '%s' "${2:-$secret}" | octets |
		keyctl padd ksecdd.account "$1" "$ring" >/dev/null
}

# keytab FILE
keytab() {
	keyctl padd ksecdd.keytab default "$ring" <"$1" >/dev/null
}

# kernel_serves NAME WORD...: an acceptor of the kernel, whose port goes to
# KERNEL_NAME
kernel_serves() {
	local name=$1 said

	shift
	said=$(echo "serve $*" | "$tell" 2>&1)
	[[ $said == 'port '* ]] || lab_die "the kernel's acceptor: $said"
	printf -v "KERNEL_$name" '%s' "${said#port }"
}

# ntlm_accounts LINE...: those of programs, gss-ntlmssp's and ours alike
ntlm_accounts() {
	printf '%s\n' "$@" >"$LAB_DIR/users"
	printf 'gssntlmssp_v1 1.3.6.1.4.1.311.2.2.10 %s\n' "$plugin" \
		>"$LAB_DIR/mech"
	export NTLM_USER_FILE=$LAB_DIR/users
}

boundary_programs() {
	local channel=tls-server-end-point:of-the-lab
	local -x NTLM_USER_FILE GSS_MECH_CONFIG=$LAB_DIR/mech

	ntlm_accounts 'LAB:alice:secret'
	lab_acceptor OURS 0 service "$work/acceptor"
	lab_acceptor OURS_NTLM 0 service "$work/acceptor" --package NTLM
	lab_acceptor GSS 0 service "$work/gss_acceptor"
	kernel_serves ANY package=Negotiate
	kernel_serves KERBEROS package=Kerberos
	kernel_serves NTLM package=NTLM
	kernel_serves BOUND package=Negotiate "channel=$channel"
	kernel_serves LENIENT package=Negotiate "channel=$channel" missing=1
}

# said_is WANTED SAID: status and name, and nothing more.  Names of accounts are
# the same in capitals, and those of the kernel's keys are.
said_is() {
	local wanted=$1 said=$2 status name is

	read -r status _ name <<<"$said"
	is="$status $name"
	if [[ ${is,,} != "${wanted,,}" || $said == *$'\n'* ]]; then
		printf 'expected %s, got %s\n' "$wanted" "$said"
	fi
}

# from_kernel WANTED WORD...: the kernel begins
from_kernel() {
	said_is "$1" "$(echo "probe target=$host ${*:2}" |
		timeout 60 "$tell" 2>&1)"
}

# from_program WANTED PACKAGE PORT [OPTION...]: our library begins
from_program() {
	said_is "$1" "$(timeout 60 "$work/probe" "$2" "$host" "${@:3}" 2>&1)"
}

rows_from_kernel() {
	local ours=port=$LAB_PORT_OURS raw=port=$LAB_PORT_OURS_NTLM
	local gss=port=$LAB_PORT_GSS me="SEC_E_OK alice@$LAB_REALM"
	local who='user=alice domain=LAB password=secret' him='SEC_E_OK LAB\alice'
	local wrong='user=alice domain=LAB password=Secret'
	local nobody='user=mallory domain=LAB password=secret'

	check 'kernel to our program: Kerberos' \
		from_kernel "$me" package=Kerberos "$ours"
	check 'kernel to our program: SPNEGO over Kerberos' \
		from_kernel "$me" package=Negotiate "$ours"
	check 'kernel to our program: NTLM' \
		from_kernel "$him" package=NTLM "$raw" "$who"
	check 'kernel to our program: SPNEGO over NTLM' \
		from_kernel "$him" package=Negotiate "$ours" "$who" 'packages=!kerberos'
	check 'kernel to our program: SPNEGO falls back to NTLM' \
		from_kernel "$him" package=Negotiate "$ours" "$who"
	check 'kernel to our program: NTLM, wrong password' \
		from_kernel 'SEC_E_OK SEC_E_LOGON_DENIED' package=NTLM "$raw" \
		"$wrong"
	check 'kernel to our program: NTLM, unknown account' \
		from_kernel 'SEC_E_OK SEC_E_LOGON_DENIED' package=NTLM "$raw" \
		"$nobody"
	check 'kernel to our program: SPNEGO over NTLM, wrong password' \
		from_kernel 'SEC_E_LOGON_DENIED -' package=Negotiate "$ours" \
		"$wrong" 'packages=!kerberos'
	check 'kernel to our program: NTLM to package Negotiate, wrong password' \
		from_kernel 'SEC_E_OK SEC_E_LOGON_DENIED' package=NTLM "$ours" \
		"$wrong"
	check 'kernel to gss-ntlmssp: NTLM' \
		from_kernel "$him" package=NTLM "$gss" "$who"
	check 'kernel to gss-ntlmssp: SPNEGO over NTLM' \
		from_kernel "$him" package=Negotiate "$gss" "$who" 'packages=!kerberos'
	check 'kernel to gss-ntlmssp: NTLM, wrong password' \
		from_kernel 'SEC_E_OK -' package=NTLM "$gss" "$wrong"
}

rows_from_program() {
	local any=$KERNEL_ANY ntlm=$KERNEL_NTLM me="SEC_E_OK alice@$LAB_REALM"
	local him='SEC_E_OK LAB\alice' denied=SEC_E_LOGON_DENIED
	local -a who=(--user alice --domain LAB --password "$LAB_DIR/secret")
	local -a wrong=(--user alice --domain LAB --password "$LAB_DIR/wrong.pw")
	local -a nobody=(--user mallory --domain LAB
		--password "$LAB_DIR/secret")

	printf secret >"$LAB_DIR/secret"
	printf Secret >"$LAB_DIR/wrong.pw"
	check 'our program to kernel: Kerberos' \
		from_program "$me" Kerberos "$any"
	check 'our program to kernel: SPNEGO over Kerberos' \
		from_program "$me" Negotiate "$any"
	check 'our program to kernel: NTLM' \
		from_program "$him" NTLM "$ntlm" "${who[@]}"
	check 'our program to kernel: SPNEGO falls back to NTLM' \
		from_program "$him" Negotiate "$any" "${who[@]}"
	check 'our program to kernel: NTLM, wrong password' \
		from_program "SEC_E_OK $denied" NTLM "$ntlm" "${wrong[@]}"
	check 'our program to kernel: NTLM, unknown account' \
		from_program "SEC_E_OK $denied" NTLM "$ntlm" "${nobody[@]}"
	check 'our program to kernel: SPNEGO over NTLM, wrong password' \
		from_program "$denied -" Negotiate "$any" "${wrong[@]}"
	check 'kernel to kernel: Kerberos' \
		from_kernel "$me" package=Kerberos "port=$any"
	check 'kernel to kernel: SPNEGO over NTLM' \
		from_kernel "$him" package=Negotiate "port=$any" \
		user=alice domain=LAB password=secret 'packages=!kerberos'
}

# peers COUNT GROUP WORD...: rows of tests/accept for the kernel's acceptors,
# WORD: VARIABLE=PORT
peers() {
	local count=$1 group=$2 log=$LAB_DIR/peers.log line p=0 f=1

	shift 2
	env -u LAB_PORT_ANY -u LAB_PORT_WRONGKEY -u LAB_PORT_SKEWED "$@" \
		timeout 300 "$work/client" "$group" some 2>&1 | tee "$log" |
		grep --line-buffered -vE '^[0-9]+ passed, [0-9]+ failed$' |
		sed -u 's/^\(ok  \|FAIL\)  /&to kernel: /' || true
	line=$(tail -n 1 "$log")
	if [[ $line =~ ^[0-9]+' passed, '[0-9]+' failed'$ ]]; then
		read -r p _ f _ <<<"$line"
	fi
	passed=$((passed + p))
	failed=$((failed + f))
	if ((p + f != count)); then
		failed=$((failed + 1))
		echo "FAIL  $group: $((p + f)) rows of $count"
	fi
}

# MIT's GSS-API, and gss-ntlmssp below it.
rows_of_peers() {
	local -a both=(NTLM_USER_FILE="$LAB_DIR/users"
		GSS_MECH_CONFIG="$LAB_DIR/mech")
	local -a all=("LAB_PORT_ANY=$KERNEL_ANY"
		"LAB_PORT_KERBEROS=$KERNEL_KERBEROS"
		"LAB_PORT_NTLM=$KERNEL_NTLM" "LAB_PORT_BOUND=$KERNEL_BOUND"
		"LAB_PORT_LENIENT=$KERNEL_LENIENT")

	peers 35 krb5 GSS_MECH_CONFIG=/dev/null "${all[@]}"
	peers 29 ntlm "${both[@]}" "${all[@]}"
	keytab "$LAB_DIR/wrong.keytab"
	peers 2 krb5 GSS_MECH_CONFIG=/dev/null "LAB_PORT_WRONGKEY=$KERNEL_ANY"
	peers 1 ntlm "${both[@]}" "LAB_PORT_WRONGKEY=$KERNEL_ANY"
	keyctl clear "$ring"
	peers 3 krb5 GSS_MECH_CONFIG=/dev/null "LAB_PORT_NOKEY=$KERNEL_ANY" \
		"LAB_PORT_KERBEROS_NOKEY=$KERNEL_KERBEROS"
	account 'LAB\ALICE'
	peers 1 ntlm "${both[@]}" "LAB_PORT_NOKEY=$KERNEL_ANY"
}

boundary_rows() {
	boundary_programs
	rows_from_kernel
	keytab "$LAB_DIR/service.keytab"
	account 'LAB\ALICE'
	rows_from_program
	rows_of_peers
}
