# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# Every error that a kernel caller can meet, produced for real, a row each; and
# what has to work beside it.  The rows of tests/live/errors.sh, as far as they
# are a matter of the caller's platform.
#
# Sourced by inside.

host=host/$LAB_HOST
packages=(Negotiate Kerberos)

# A row's environment: of the program that calls, as it was started.
row_env=()

# probe PACKAGE WORD...: "STATUS MILLISECONDS NAME", as whoever the row is
probe() {
	local cache=$LAB_DIR/row.cc

	cp "$LAB_DIR/tgt.cc" "$cache"
	echo "probe package=$*" |
		env "KRB5CCNAME=FILE:$cache" "${row_env[@]}" \
			timeout 120 "$tell"
}

# judge WANTED MOST PACKAGE WORD...: says what is wrong
judge() {
	local wanted=$1 most=$2 said status ms name
	shift 2

	said=$(probe "$@" 2>&1) || true
	read -r status ms name <<<"$said"
	if [[ "$status $name" != "$wanted" || $said == *$'\n'* ]]; then
		printf '%s: expected %s, got %s\n' "$1" "$wanted" "$said"
	elif ((ms > most * 1000)); then
		printf '%s: took %s ms, %s s at most\n' "$1" "$ms" "$most"
	fi
}

# The packages take turns: each row starts a helper, and a guest is slow.
judge_one() {
	local wanted=$1 most=$2 package=${packages[passed % 2]}
	shift 2

	judge "$wanted" "$most" "$package" "$@"
}

# fails NAME STATUS WORD...
fails() {
	local name=$1 status=$2
	shift 2
	check "$name: $status" judge_one "$status -" 20 "$@"
}

# works NAME USER WORD...
works() {
	local name=$1 user=$2
	shift 2
	check "$name: SEC_E_OK" judge_one "SEC_E_OK $user@$LAB_REALM" 20 "$@"
}

rows_of_credentials() {
	local to="target=$host port=$LAB_PORT_ANY" user password wrong
	local none=KRB5CCNAME=FILE:$LAB_DIR/none.cc

	wrong=$(lab_random)
	works 'a credential cache' alice "$to"
	row_env=("$none")
	fails 'no credential cache' SEC_E_NO_CREDENTIALS "$to"
	row_env=("KRB5CCNAME=FILE:$LAB_DIR/expired.cc")
	fails 'an expired TGT' SEC_E_NO_CREDENTIALS "$to"
	row_env=("KRB5CCNAME=DIR:$LAB_DIR/collection")
	works 'a collection of caches' alice "$to"
	works 'a principal of the collection' bob "$to principal=bob"
	fails 'a principal that is not there' SEC_E_NO_CREDENTIALS \
		"$to principal=carol"

	row_env=("$none")
	for user in "${lab_users[@]}"; do
		password=$(<"$LAB_DIR/password.$user")
		works "$user's password" "$user" \
			"$to user=$user password=$password"
		works "$user's password, with a domain" "$user" \
			"$to user=$user domain=${LAB_REALM,,} password=$password"
		works "$user's password, supplied with the first leg" "$user" \
			"$to user=$user password=$password supply=1"
		fails "$user with a wrong password" SEC_E_LOGON_DENIED \
			"$to user=$user password=$wrong"
	done
	fails 'an unknown user' SEC_E_LOGON_DENIED \
		"$to user=carol password=$password"
	row_env=()
	works "a password, in spite of another's cache" bob \
		"$to user=bob password=$password"
}

rows_of_targets() {
	local port=port=$LAB_PORT_ANY target

	row_env=()
	fails 'an unknown service' SEC_E_TARGET_UNKNOWN \
		"target=nosuch/$LAB_HOST $port"
	fails 'an unknown host' SEC_E_TARGET_UNKNOWN \
		"target=host/elsewhere.secur32.test $port"
	fails 'a service for which the KDC has no key' SEC_E_INTERNAL_ERROR \
		"target=nokey/$LAB_HOST $port"
	works 'service@host' alice "target=host@$LAB_HOST $port"
	fails 'a service in an unknown realm' \
		SEC_E_NO_AUTHENTICATING_AUTHORITY \
		"target=$host@NOWHERE.TEST $port"
	fails 'no target' SEC_E_TARGET_UNKNOWN "$port"
	for target in HTTP/127.0.0.1 'HTTP/[::1]' host@127.0.0.1; do
		fails "$target" SEC_E_TARGET_UNKNOWN "target=$target $port"
	done
}

rows_of_acceptors() {
	row_env=()
	fails 'an acceptor with another key' SEC_E_WRONG_PRINCIPAL \
		"target=$host port=$LAB_PORT_WRONGKEY"
	fails 'an acceptor whose clock is ahead' SEC_E_TIME_SKEW \
		"target=$host port=$LAB_PORT_SKEWED"
}

# Nobody listens; then somebody does who never answers.
rows_of_no_kdc() {
	local to="target=$host port=$LAB_PORT_ANY"

	row_env=()
	cp "$LAB_DIR/krb5-nokdc.conf" /etc/krb5.conf
	fails 'no KDC' SEC_E_NO_AUTHENTICATING_AUTHORITY "$to"
	# With a password NTLM would be next.
	fails 'no KDC, with a password' SEC_E_NO_AUTHENTICATING_AUTHORITY \
		"$to user=alice password=$(<"$LAB_DIR/password.alice") packages=!NTLM"
	cp "$LAB_DIR/krb5.conf" /etc/krb5.conf

	kill -STOP "$LAB_KDC_PID"
	check 'a KDC that never answers: within 26 s' judge \
		'SEC_E_NO_AUTHENTICATING_AUTHORITY -' 26 Kerberos "$to"
	kill -CONT "$LAB_KDC_PID"
	works 'a KDC that is back' alice "$to"
}

# What a machine without it says, and what one says that has it again.
rows_of_no_helper() {
	local to="target=$host port=$LAB_PORT_ANY"

	row_env=()
	mv /usr/sbin/ksecdd-upcall /usr/sbin/ksecdd-upcall.away
	fails 'no helper' SEC_E_NO_CREDENTIALS "$to"
	mv /usr/sbin/ksecdd-upcall.away /usr/sbin/ksecdd-upcall
	works 'the helper is back' alice "$to"
}

# ask WORD...: tells the consumer through descriptor 3, which holds a credential
ask() {
	printf '%s' "$*" >&3
	cat <&3
}

# A credential keeps its tickets: nobody is asked for the second context.
ticket_is_kept() {
	local words="package=Kerberos target=$host port=$LAB_PORT_ANY" said

	exec 3<>/dev/ksecdd_consumer
	said=$(ask "hold $words" && ask "probe $words")
	mv /usr/sbin/ksecdd-upcall /usr/sbin/ksecdd-upcall.away
	said+=$'\n'$(ask "probe $words" && ask "probe $words")
	mv /usr/sbin/ksecdd-upcall.away /usr/sbin/ksecdd-upcall
	exec 3>&-
	search -v '^SEC_E_OK' <<<"$said"
	(($(wc -l <<<"$said") == 4)) || echo 'not four answers'
}

error_rows() {
	rows_of_credentials
	rows_of_targets
	rows_of_acceptors
	rows_of_no_kdc
	rows_of_no_helper
	check 'a credential keeps its tickets' ticket_is_kept
}
