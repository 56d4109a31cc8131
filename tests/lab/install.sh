#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# Install the Debian packages named in the given lists, those that are missing
# only: with nothing missing it needs neither network nor privilege.  No
# service is started: a refusing policy-rc.d stands guard while apt-get runs.
#
# usage: install.sh LIST...   a list holds one package name per line, # comments
set -euo pipefail

policy=/usr/sbin/policy-rc.d
guarded=
as_root=()

unguard() {
	if [[ -n $guarded ]]; then
		"${as_root[@]}" rm -f "$policy"
	fi
}

guard() {
	if [[ -e $policy ]]; then
		return
	fi
	guarded=yes
	printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
	"${as_root[@]}" chmod 755 "$policy"
}

is_installed() {
	local state

	state=$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) ||
		return 1
	[[ $state == installed ]]
}

if (($# == 0)); then
	echo "usage: ${0##*/} LIST..." >&2
	exit 2
fi

# read in a loop, not $(cat): a list that cannot be read must end the run.
missing=()
for list in "$@"; do
	while read -r name _ || [[ -n $name ]]; do
		if [[ -n $name && $name != '#'* ]] && ! is_installed "$name"; then
			missing+=("$name")
		fi
	done <"$list"
done
if ((${#missing[@]} == 0)); then
	exit 0
fi

if ((EUID != 0)); then
	if ! command -v sudo >/dev/null; then
		echo "${0##*/}: root or sudo is needed for: ${missing[*]}" >&2
		exit 1
	fi
	as_root=(sudo)
fi

trap unguard EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
guard
# Another apt-get may hold the lock: wait for it, but not for ever.
apt_get=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
	apt-get -q -y -o DPkg::Lock::Timeout=300)
"${apt_get[@]}" update
"${apt_get[@]}" install --no-install-recommends "${missing[@]}"
