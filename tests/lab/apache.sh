# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# A real server for the live tests: Apache httpd with mod_auth_gssapi, in the
# realm of realm.sh (sourced first).  Its configuration is all here; nothing of
# the machine's own is read.
#
#   apache_start            exports LAB_HTTP_PORT
#   apache_stop             ends it; lab_stop does so too
#
# /open needs nobody; /protected/whoami answers "whoami" with the client's
# principal in the header X-Remote-User, after Negotiate.  Where LAB_NTLMSSP is
# the plug-in of gss-ntlmssp, and LAB_NTLM_USERS its accounts, /ntlm/whoami does
# so for NTLM, and /either/whoami for both.
set -euo pipefail

apache_modules=/usr/lib/apache2/modules

# apache_location PATH MECHANISM...: NTLM takes more than one request.  The
# keytab is that of the environment: gss-ntlmssp accepts with no GssapiCredStore.
apache_location() {
	local dir=$LAB_DIR/apache path=$1

	shift
	cat <<-EOF
		<Location "/$path">
			AuthType GSSAPI
			AuthName "lab"
			$(printf 'GssapiAllowedMech %s\n' "$@")
			GssapiNegotiateOnce Off
			GssapiLocalName Off
			GssapiConnectionBound $([[ $* == krb5 ]] && echo Off || echo On)
			Require valid-user
			Header set X-Remote-User "expr=%{REMOTE_USER}"
		</Location>
	EOF
}

# A header beyond Apache's 8190 octets must fit: tokens may be that long.
apache_write_conf() {
	local dir=$1 port=$2 module

	for module in mpm_event authn_core authz_core authz_user headers \
		auth_gssapi; do
		echo "LoadModule ${module}_module $apache_modules/mod_$module.so"
	done
	cat <<-EOF
		ServerRoot "$dir"
		ServerName $LAB_HOST
		Listen 127.0.0.1:$port
		DefaultRuntimeDir "$dir"
		PidFile "$dir/httpd.pid"
		ErrorLog "$dir/error.log"
		LogLevel warn auth_gssapi:info
		LimitRequestFieldSize 131072
		KeepAlive On
		MaxKeepAliveRequests 0
		DocumentRoot "$dir/htdocs"
		<Directory "$dir/htdocs">
			Require all granted
		</Directory>
	EOF
	apache_location protected krb5
	if [[ -n ${LAB_NTLMSSP-} ]]; then
		apache_location ntlm ntlmssp
		apache_location either krb5 ntlmssp
	fi
}

# Ours, not whoever else may have got the port: /open holds a nonce.
apache_answers() {
	local line answer fd

	answer=
	exec {fd}<>"/dev/tcp/127.0.0.1/$LAB_HTTP_PORT" || return 1
	printf 'GET /open HTTP/1.0\r\n\r\n' >&"$fd"
	while read -r -t 5 line <&"$fd"; do
		answer=$line
	done
	exec {fd}>&-
	[[ $answer == "$(<"$LAB_DIR/apache/htdocs/open")" ]]
}

# Apache refuses to serve as root: it gets its files and becomes www-data.
apache_spawn() {
	local dir=$LAB_DIR/apache log=$LAB_DIR/apache.log as=()
	local -x KRB5RCACHENAME=file2:$dir/http.rcache
	local -x TMPDIR=$dir
	local -x KRB5_KTNAME=FILE:$dir/http.keytab

	if [[ -n ${LAB_NTLMSSP-} ]]; then
		local -x GSS_MECH_CONFIG=$dir/mech NTLM_USER_FILE=$dir/users
	fi
	if ((EUID == 0)); then
		chmod 711 "$LAB_DIR"
		chmod 644 "$LAB_DIR/krb5.conf"
		chown -R www-data:www-data "$dir"
		# Changing the user undoes lab_spawn's --pdeathsig.
		as=(setpriv --reuid www-data --regid www-data --clear-groups --
			setpriv --pdeathsig KILL --)
	fi
	# -X: one process, threads for the connections.
	lab_spawn 0 "$log" "${as[@]}" \
		/usr/sbin/apache2 -X -d "$dir" -f "$dir/httpd.conf"
	APACHE_PID=$LAB_PID
}

apache_start() {
	local dir=$LAB_DIR/apache n page

	mkdir -p "$dir"/htdocs/{protected,ntlm,either}
	cp "$LAB_DIR/service.keytab" "$dir/http.keytab"
	{ lab_random && echo; } >"$dir/htdocs/open"
	for page in protected ntlm either; do
		echo whoami >"$dir/htdocs/$page/whoami"
	done
	if [[ -n ${LAB_NTLMSSP-} ]]; then
		printf 'gssntlmssp_v1 1.3.6.1.4.1.311.2.2.10 %s\n' \
			"$LAB_NTLMSSP" >"$dir/mech"
		cp "$LAB_NTLM_USERS" "$dir/users"
	fi
	for ((n = 0; n < 5; n++)); do
		lab_free_port
		export LAB_HTTP_PORT=$LAB_PORT
		apache_write_conf "$dir" "$LAB_HTTP_PORT" >"$dir/httpd.conf"
		apache_spawn
		if lab_await "$APACHE_PID" apache_answers; then
			return
		fi
		apache_stop
	done
	cat "$LAB_DIR/apache.log" "$dir/error.log" >&2 || true
	lab_die "apache2 does not start"
}

apache_stop() {
	lab_end "$APACHE_PID"
}
