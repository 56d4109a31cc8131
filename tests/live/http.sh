# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# A real server, Apache with mod_auth_gssapi, and the short client of
# examples/http_get.c; and a server that lies.
#
# Sourced by run, in a lab with Apache; $http_get and $liar are the programs.

# gets WANTED URL [SPN]: the page and nothing else
gets() {
	local wanted=$1 said
	shift

	said=$(timeout 30 "$http_get" "$@" 2>&1) || echo "exit status $?"
	if [[ $said != "$wanted" ]]; then
		printf 'expected "%s", got "%s"\n' "$wanted" "$said"
	fi
}

# refuses WHY URL [SPN]: it says why, fails, and shows no page
refuses() {
	local why=$1 said status=0
	shift

	said=$(timeout 30 "$http_get" "$@" 2>&1) || status=$?
	if ((status != 1)) || [[ $said != "http_get: "*"$why"* ]] ||
		((${#said} > 200)); then
		printf 'expected "%s", got status %d and "%s"\n' "$why" \
			"$status" "$said"
	fi
}

# Who we are to the server, from a header of its page.
known_as() {
	local wanted=$1 url=$2 said

	said=$(timeout 30 "$http_get" -v "$url" 2>&1 >/dev/null |
		sed -n 's/^X-Remote-User: \([^\r]*\)\r*$/\1/p')
	if [[ $said != "$wanted" ]]; then
		printf 'expected %s, got "%s"\n' "$wanted" "$said"
	fi
}

deceived_by_nobody() {
	local pid line said

	exec {said}< <(exec "$liar")
	pid=$!
	read -r -t 10 line <&"$said" || echo 'the liar does not listen'
	refuses 'did not prove itself' "http://localhost:${line#port }/"
	wait "$pid" || echo 'the liar was not shown any credentials'
	exec {said}<&-
}

http_rows() {
	local base=http://localhost:$LAB_HTTP_PORT
	local page=$base/protected/whoami

	check 'http_get: a server that asks nothing has proved nothing' \
		refuses 'did not prove itself' "$base/open"
	check 'http_get: a page for alice' gets whoami "$page"
	check 'http_get: the server knows her name' \
		known_as "alice@$LAB_REALM" "$page"
	check 'http_get: with an SPN' gets whoami "$page" HTTP/localhost
	check 'http_get: a page that is not there' \
		refuses 'no such page' "$base/protected/none"
	check 'http_get: an SPN that nobody has' \
		refuses SEC_E_TARGET_UNKNOWN "$page" "nosuch/$LAB_HOST"
	KRB5CCNAME=FILE:$LAB_DIR/none.cc check 'http_get: no credentials' \
		refuses SEC_E_NO_CREDENTIALS "$page"
	KRB5CCNAME=FILE:$LAB_DIR/expired.cc check 'http_get: expired ones' \
		refuses SEC_E_NO_CREDENTIALS "$page"
	check 'http_get: a server that proves nothing' deceived_by_nobody
}
