# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# examples/http_get.c to Apache, whose mod_auth_gssapi has NTLM of gss-ntlmssp.
#
# And http_raw.c, for tokens that are not of SPNEGO.
#
# Sourced by run, in a lab with Apache; $http_get and $http_raw are the programs.

# seen_as WANTED ACCOUNT CACHE PATH: whom the server sees; "": nobody, and the
# client knows that it was refused
seen_as() {
	local wanted=$1 url=http://localhost:$LAB_HTTP_PORT/$4 said page
	local -x NTLM_USER_FILE=$LAB_DIR/client.users
	local -x KRB5CCNAME=FILE:$LAB_DIR/$3.cc

	printf '%s\n' "$2" >"$NTLM_USER_FILE"
	page=$(timeout 30 "$http_get" -u -v "$url" 2>"$LAB_DIR/said") || true
	said=$(sed -n 's/^X-Remote-User: \([^\r]*\)\r*$/\1/p' "$LAB_DIR/said")
	if [[ $said != "$wanted" ]]; then
		printf 'expected "%s", got "%s"\n' "$wanted" "$said"
		tail -n 3 "$LAB_DIR/said"
	elif [[ -n $wanted && $page != whoami ]]; then
		printf 'not the page: "%s"\n' "$page"
	elif [[ -z $wanted ]] && ! grep -q ': SEC_E_LOGON_DENIED$' \
		"$LAB_DIR/said"; then
		tail -n 3 "$LAB_DIR/said"
	fi
}

# raw WANTED USER PASSWORD OPTION-OR-ARGUMENT...: what comes of a token as it is
raw() {
	local wanted=$1 user=$2 said

	printf '%s' "$3" >"$LAB_DIR/raw.password"
	said=$(timeout 30 "$http_raw" -d LAB -u "$user" \
		-p "$LAB_DIR/raw.password" "${@:4}" 2>&1) || true
	if [[ $said != "$wanted" ]]; then
		printf 'expected "%s", got "%s"\n' "$wanted" "$said"
	fi
}

raw_rows() {
	local port=$LAB_HTTP_PORT page=/ntlm/whoami

	check 'Apache: NTLM as it is' raw '200 LAB\alice' alice secret \
		-P NTLM NTLM "$port" "$page"
	check 'Apache: NTLM as it is, from Negotiate' raw '200 LAB\alice' \
		alice secret -l NTLM NTLM "$port" "$page"
	check 'Apache: NTLM as it is, under the name of Negotiate' raw \
		'200 LAB\alice' alice secret -P NTLM Negotiate "$port" "$page"
	check 'Apache: NTLM as it is, wrong password' raw '401 nobody' \
		alice Secret -P NTLM NTLM "$port" "$page"
	check 'Apache: NTLM as it is, unknown account' raw '401 nobody' \
		mallory secret -P NTLM NTLM "$port" "$page"
}

http_rows() {
	local alice='LAB\alice'

	check 'Apache: NTLM inside of Negotiate' \
		seen_as "$alice" LAB:alice:secret none ntlm/whoami
	check 'Apache: NTLM, wrong password' \
		seen_as '' LAB:alice:Secret none ntlm/whoami
	check 'Apache: NTLM, unknown account' \
		seen_as '' LAB:mallory:secret none ntlm/whoami
	check 'Apache has both, we have no tickets: NTLM' \
		seen_as "$alice" LAB:alice:secret none either/whoami
	check 'Apache has both, we have both: Kerberos' \
		seen_as "alice@$LAB_REALM" LAB:alice:secret alice either/whoami
	check 'Apache has NTLM alone, we have both: NTLM' \
		seen_as "$alice" LAB:alice:secret alice ntlm/whoami
	check 'Apache has Kerberos alone, we have NTLM alone: nobody' \
		seen_as '' LAB:alice:secret none protected/whoami
	raw_rows
}
