# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# For the structural checks: sourced, in the root of the tree.  A check is a
# command that prints what is wrong, and nothing when all is well.

export LC_ALL=C
passed=0
failed=0

# check NAME COMMAND...
check() {
	local name=$1 said status=0

	shift
	said=$("$@" 2>&1) || status=$?
	if [[ -z $said ]] && ((status == 0)); then
		passed=$((passed + 1))
		printf 'ok    %s\n' "$name"
		return
	fi
	failed=$((failed + 1))
	printf 'FAIL  %s\n' "$name"
	printf '%s\n' "${said:-(exit status $status)}" | head -n 40 |
		sed 's/^/      /'
}

# The result line, and the script's exit status.
checked() {
	printf '%d passed, %d failed\n' "$passed" "$failed"
	((failed == 0 && passed > 0))
}

# Like grep, but finding nothing is not an error.
search() {
	grep "$@" || (($? == 1))
}

# All files of the tree: those git tracks or would, else (in a tarball) those
# outside build/.
files() {
	if [[ $(git rev-parse --show-toplevel 2>/dev/null) == "$PWD" ]]; then
		git ls-files -co --exclude-standard
	else
		find . -path ./build -prune -o -path ./.git -prune -o \
			-type f -printf '%P\n'
	fi | sort -u | while read -r file; do
		if [[ -f $file ]]; then
			printf '%s\n' "$file"
		fi
	done
}

# Names, without the suffix .o, that list FILE adds to its variable.
objects() {
	sed -n 's/^ssp-[a-z-]*-y += \(.*\)\.o$/\1/p' "$1"
}
