# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# examples/http_server.c from curl, whose Negotiate is MIT's GSS-API and whose
# NTLM is its own; and from examples/http_get.c.
#
# Sourced by run, in a lab; $work has the programs, $plugin is gss-ntlmssp.

# http_server NAME KEYTAB: its port goes to HTTP_NAME
http_server() {
	local name=$1 log=$LAB_DIR/acceptor-http-$1.log
	local -x KRB5_KTNAME=FILE:$LAB_DIR/$2.keytab

	lab_spawn 0 "$log" "$work/http_server"
	if ! lab_await "$LAB_PID" grep -q '^port ' "$log"; then
		cat "$log" >&2
		lab_die "http_server does not start"
	fi
	declare -g "HTTP_$name=http://localhost:$(sed -n 's/^port //p' "$log")/"
}

# page WANTED URL OPTION...: what curl gets to see
page() {
	local wanted=$1 url=$2 said
	shift 2

	said=$(curl -s --noproxy '*' --max-time 20 "$@" "$url") ||
		echo "curl's exit status is $?"
	if [[ $said != "$wanted" ]]; then
		printf 'expected "%s", got "%s"\n' "$wanted" "$said"
	fi
}

# denied STATUS LOG URL OPTION...: 401, and the server knows why; "-": nobody
# has tried
denied() {
	local wanted=$1 log=$LAB_DIR/acceptor-http-$2.log url=$3 code before last
	shift 3

	before=$(wc -l <"$log")
	code=$(curl -s --noproxy '*' --max-time 20 -o /dev/null \
		-w '%{http_code}' "$@" "$url") || true
	last=$(tail -n "+$((before + 1))" "$log" | tail -n 1)
	if [[ $code != 401 || ${last##*: } != "${wanted#-}" ]]; then
		printf 'expected 401 and %s, got %s and "%s"\n' "$wanted" \
			"$code" "$last"
	fi
}

# offers: what it says to who says nothing
offers() {
	local said

	said=$(curl -s --noproxy '*' --max-time 20 -D - -o /dev/null "$1" |
		tr -d '\r' | sed -n 's/^WWW-Authenticate: //p' | paste -s -d ' ')
	if [[ $said != 'Negotiate NTLM' ]]; then
		printf 'it offers "%s"\n' "$said"
	fi
}

kerberos_rows() {
	local alice="You are alice@$LAB_REALM, says Kerberos."
	local none=KRB5CCNAME=FILE:$LAB_DIR/none.cc said

	check 'http_server: who says nothing may choose' offers "$HTTP_service"
	check 'curl --negotiate: Kerberos' page "$alice" "$HTTP_service" \
		--negotiate -u :
	check 'curl --negotiate: Kerberos, POST' page "$alice" \
		"$HTTP_service" --negotiate -u : -d body
	check 'curl --anyauth: Kerberos' page "$alice" "$HTTP_service" \
		--anyauth -u :
	check 'curl --negotiate: no tickets' \
		env_check "$none" denied - service "$HTTP_service" \
		--negotiate -u :
	check 'curl --negotiate: a server with another key' \
		denied SEC_E_WRONG_PRINCIPAL wrong "$HTTP_wrong" \
		--negotiate -u :
	check 'curl --negotiate: a server without a keytab' \
		denied SEC_E_NO_CREDENTIALS none "$HTTP_none" --negotiate -u :
	check 'http_get: Kerberos' gets "$alice" "$HTTP_service"
}

# env_check VARIABLE=VALUE COMMAND...: where env cannot start a function
env_check() {
	local -x "${1?}"

	shift
	"$@"
}

# gets WANTED OPTION-OR-URL...
gets() {
	local wanted=$1 said
	shift

	said=$(timeout 30 "$work/http_get" "$@" 2>&1) || true
	if [[ $said != "$wanted" ]]; then
		printf 'expected "%s", got "%s"\n' "$wanted" "$said"
	fi
}

# Its own NTLM, with a password on a file: arguments are for all to see.
# user NAME PASSWORD: the option's words go to $user
user() {
	printf 'user = "%s:%s"\n' "$1" "$2" >"$LAB_DIR/curl.user"
	user=(-K "$LAB_DIR/curl.user")
}

ntlm_rows() {
	local url=$HTTP_service alice='You are LAB\alice, says NTLM.'
	local user name

	user 'LAB\\alice' secret
	check 'curl --ntlm' page "$alice" "$url" --ntlm "${user[@]}"
	check 'curl --ntlm: POST' page "$alice" "$url" --ntlm "${user[@]}" \
		-d body
	check 'curl --ntlm: twice on one connection' page \
		"$alice"$'\n'"$alice" "$url" --ntlm "${user[@]}" "$url"
	check 'curl --ntlm: a server without a keytab' page "$alice" \
		"$HTTP_none" --ntlm "${user[@]}"
	user 'LAB\\alice' Secret
	check 'curl --ntlm: wrong password' denied SEC_E_LOGON_DENIED \
		service "$url" --ntlm "${user[@]}"
	for name in mallory gone; do
		user "LAB\\\\$name" secret
		check "curl --ntlm: $name" denied SEC_E_LOGON_DENIED service \
			"$url" --ntlm "${user[@]}"
	done
}

# with PASSWORD-LINE COMMAND...: gss-ntlmssp's credential, and no tickets
with() {
	local -x NTLM_USER_FILE=$LAB_DIR/curl.users
	local -x KRB5CCNAME=FILE:$LAB_DIR/none.cc
	local -x GSS_MECH_CONFIG=$LAB_DIR/mech

	printf '%s\n' "$1" >"$NTLM_USER_FILE"
	shift
	"$@"
}

negotiated_ntlm_rows() {
	local url=$HTTP_service alice='You are LAB\alice, says NTLM.'

	check 'curl --negotiate: NTLM inside' with LAB:alice:secret \
		page "$alice" "$url" --negotiate -u :
	check 'http_get: NTLM' with LAB:alice:secret gets "$alice" -u "$url"
	check 'http_get: NTLM proves nothing' with LAB:alice:secret \
		gets 'http_get: HTTP/localhost: the server did not prove itself' \
		"$url"
	check 'http_get: NTLM, wrong password' with LAB:alice:Secret \
		gets "http_get: /: access denied" -u "$url"
	check 'curl --negotiate: NTLM inside, wrong password' \
		with LAB:alice:Secret denied SEC_E_LOGON_DENIED service "$url" \
		--negotiate -u :
	check 'curl --negotiate: NTLM inside, unknown account' \
		with LAB:mallory:secret denied SEC_E_LOGON_DENIED service \
		"$url" --negotiate -u :
	check 'curl --negotiate: NTLM inside, disabled account' \
		with LAB:gone:secret denied SEC_E_LOGON_DENIED service "$url" \
		--negotiate -u :
}

http_rows() {
	http_server service service
	http_server wrong wrong
	http_server none none
	kerberos_rows
	ntlm_rows
	negotiated_ntlm_rows
}
