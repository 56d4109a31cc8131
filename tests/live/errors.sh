# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# Every error that a caller can meet, produced for real, a row each; and what
# has to work beside it.  Each row is a process of its own (probe.c), in the
# environment that the row names, for either package.
#
# Sourced by run, in a lab with acceptors; $probe is the program.

host=host/lab.secur32.test
packages=(Negotiate Kerberos)

# A row's environment: VARIABLE=VALUE words.  Every row starts with a cache that
# holds a TGT and nothing else, and no row changes another's.
row_env=()

# probe_once PACKAGE ARGUMENT...: "STATUS SECONDS NAME"
probe_once() {
	local cache

	cache=$(mktemp "$LAB_DIR/row.XXXXXX")
	cp "$LAB_DIR/tgt.cc" "$cache"
	env "KRB5CCNAME=FILE:$cache" "${row_env[@]}" \
		timeout 60 "$probe" "$@"
	rm -f "$cache"
}

# judge WANTED MOST PACKAGE ARGUMENT...: says what is wrong
judge() {
	local wanted=$1 most=$2 said status seconds name
	shift 2

	said=$(probe_once "$@" 2>&1) || true
	read -r status seconds name <<<"$said"
	if [[ "$status $name" != "$wanted" || $said == *$'\n'* ]]; then
		printf '%s: expected %s, got %s\n' "$1" "$wanted" "$said"
	elif ! awk -v s="$seconds" -v most="$most" 'BEGIN { exit !(s < most) }'
	then
		printf '%s: took %s s, %s at most\n' "$1" "$seconds" "$most"
	fi
}

# Both packages at once: some rows have to wait.
judge_both() {
	local wanted=$1 most=$2 package
	shift 2

	for package in "${packages[@]}"; do
		judge "$wanted" "$most" "$package" "$@" &
	done
	wait
}

# fails NAME STATUS TARGET PORT [OPTION...]
fails() {
	local name=$1 status=$2
	shift 2
	check "$name: $status" judge_both "$status -" 5 "$@"
}

# works NAME USER TARGET PORT [OPTION...]
works() {
	local name=$1 user=$2
	shift 2
	check "$name: SEC_E_OK" judge_both "SEC_E_OK $user@$LAB_REALM" 5 "$@"
}

rows_of_credentials() {
	local port=$LAB_PORT_ANY user form
	local none=KRB5CCNAME=FILE:$LAB_DIR/none.cc

	works 'a credential cache' alice "$host" "$port"
	row_env=("$none")
	fails 'no credential cache' SEC_E_NO_CREDENTIALS "$host" "$port"
	fails 'no credential cache, an unknown service' \
		SEC_E_NO_CREDENTIALS "nosuch/$LAB_HOST" "$port"
	row_env=("$none" "KRB5_CLIENT_KTNAME=FILE:$LAB_DIR/alice.keytab")
	works 'no credential cache, but a client keytab' alice "$host" "$port"
	works 'a named principal of the client keytab' alice \
		"$host" "$port" --principal alice
	fails 'a principal that is not in the client keytab' \
		SEC_E_NO_CREDENTIALS "$host" "$port" --principal bob
	row_env=("KRB5CCNAME=FILE:$LAB_DIR/expired.cc")
	fails 'an expired TGT' SEC_E_NO_CREDENTIALS "$host" "$port"
	fails 'an expired ticket' SEC_E_NO_CREDENTIALS "HTTP/$LAB_HOST" "$port"

	row_env=("KRB5CCNAME=DIR:$LAB_DIR/collection")
	works 'a collection of caches' alice "$host" "$port"
	works 'a principal of the collection' bob "$host" "$port" \
		--principal bob
	works 'the same with its realm' bob "$host" "$port" \
		--principal "bob@$LAB_REALM"
	fails 'a principal that is not there' SEC_E_NO_CREDENTIALS \
		"$host" "$port" --principal carol

	row_env=("$none")
	for user in "${lab_users[@]}"; do
		for form in A W EXW; do
			works "$user's password, form $form" "$user" \
				"$host" "$port" --form "$form" --user "$user" \
				--password "$LAB_DIR/password.$user"
		done
		works "$user's password, with a domain" "$user" "$host" \
			"$port" --user "$user" --domain "${LAB_REALM,,}" \
			--password "$LAB_DIR/password.$user"
		works "$user's password, with a realm" "$user" "$host" \
			"$port" --user "$user@$LAB_REALM" \
			--password "$LAB_DIR/password.$user"
		works "$user's password, supplied with the first leg" "$user" \
			"$host" "$port" --supply leg --user "$user" \
			--password "$LAB_DIR/password.$user"
		fails "$user with a wrong password" SEC_E_LOGON_DENIED \
			"$host" "$port" --user "$user" \
			--password "$LAB_DIR/password.wrong"
		fails "$user with a wrong password, supplied" \
			SEC_E_LOGON_DENIED "$host" "$port" --supply leg \
			--user "$user" --password "$LAB_DIR/password.wrong"
	done
	row_env=()
	works "a password, in spite of another's cache" bob "$host" "$port" \
		--user bob --password "$LAB_DIR/password.bob"
	fails 'an unknown user' SEC_E_LOGON_DENIED "$host" "$port" \
		--user carol --password "$LAB_DIR/password.alice"
}

rows_of_targets() {
	local port=$LAB_PORT_ANY

	row_env=()
	fails 'an unknown service' SEC_E_TARGET_UNKNOWN \
		"nosuch/$LAB_HOST" "$port"
	fails 'an unknown host' SEC_E_TARGET_UNKNOWN \
		host/elsewhere.secur32.test "$port"
	fails 'a service for which the KDC has no key' SEC_E_INTERNAL_ERROR \
		"nokey/$LAB_HOST" "$port"
	works 'service@host' alice "host@$LAB_HOST" "$port"
	works 'a service with its realm' alice "$host@$LAB_REALM" "$port"
	fails 'a service in an unknown realm' \
		SEC_E_NO_AUTHENTICATING_AUTHORITY "$host@NOWHERE.TEST" "$port"
	# With a password NTLM would be next; this form leaves it out.
	fails 'a user of an unknown realm' SEC_E_NO_AUTHENTICATING_AUTHORITY \
		"$host" "$port" --form EXW --user alice@NOWHERE.TEST \
		--password "$LAB_DIR/password.alice"
	fails 'a user of an unknown domain' SEC_E_NO_AUTHENTICATING_AUTHORITY \
		"$host" "$port" --form EXW --user alice --domain NOWHERE.TEST \
		--password "$LAB_DIR/password.alice"
}

rows_of_acceptors() {
	row_env=()
	fails 'an acceptor with another key' SEC_E_WRONG_PRINCIPAL \
		"$host" "$LAB_PORT_WRONGKEY"
	fails 'an acceptor whose clock is ahead' SEC_E_TIME_SKEW \
		"$host" "$LAB_PORT_SKEWED"
}

# The KDC hears everything and answers nothing: what answers at once has not
# asked it, and what asks it comes to an end.
rows_of_a_silent_kdc() {
	local none=KRB5CCNAME=FILE:$LAB_DIR/none.cc target slow=() name

	kill -STOP "$LAB_KDC_PID"
	row_env=()
	for target in - HTTP/127.0.0.1 'HTTP/[::1]' HTTP/127.0.0.1:80 \
		127.0.0.1 host@127.0.0.1; do
		name="${target/#-/no target}, and no KDC asked"
		check "$name: SEC_E_TARGET_UNKNOWN" \
			judge_both 'SEC_E_TARGET_UNKNOWN -' 1 "$target" 1
	done
	judge_both 'SEC_E_NO_AUTHENTICATING_AUTHORITY -' 20 "$host" 1 \
		>"$LAB_DIR/silent.cache" &
	slow+=($!)
	row_env=("$none")
	judge_both 'SEC_E_NO_AUTHENTICATING_AUTHORITY -' 20 "$host" 1 \
		--form EXW --user alice --password "$LAB_DIR/password.alice" \
		>"$LAB_DIR/silent.password" &
	slow+=($!)
	wait "${slow[@]}"
	kill -CONT "$LAB_KDC_PID"
	for name in cache password; do
		check "a KDC that never answers, with a $name: within 20 s" \
			cat "$LAB_DIR/silent.$name"
	done
}

rows_of_no_kdc() {
	local port=$LAB_PORT_ANY config=KRB5_CONFIG=$LAB_DIR/krb5-nokdc.conf

	row_env=("$config")
	fails 'no KDC' SEC_E_NO_AUTHENTICATING_AUTHORITY "$host" "$port"
	fails 'no KDC, with a password' SEC_E_NO_AUTHENTICATING_AUTHORITY \
		"$host" "$port" --form EXW --user alice \
		--password "$LAB_DIR/password.alice"
	# The ticket that is there needs nobody.
	row_env=("$config" "KRB5CCNAME=FILE:$LAB_DIR/ticket.cc")
	works 'no KDC, but a ticket in the cache' alice "$host" "$port"
}

rows_of_a_skewed_kdc() {
	lab_kdc_stop
	lab_kdc_start +1h || lab_die 'krb5kdc does not start'
	row_env=()
	fails 'a KDC whose clock is ahead' SEC_E_TIME_SKEW "$host" \
		"$LAB_PORT_ANY"
	lab_kdc_stop
	lab_kdc_start || lab_die 'krb5kdc does not come back'
}

quick_error_rows() {
	cp "$LAB_DIR/tgt.cc" "$LAB_DIR/ticket.cc"
	timeout 10 kvno -q -c "FILE:$LAB_DIR/ticket.cc" "$host"
	lab_random >"$LAB_DIR/password.wrong"
	rows_of_credentials
	rows_of_targets
	rows_of_acceptors
	rows_of_no_kdc
}

error_rows() {
	quick_error_rows
	rows_of_a_silent_kdc
	rows_of_a_skewed_kdc
}
