# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# How the rows of this lane are made: what a client says is compared with the
# lines that it has to say.
#
# Sourced by run; $work has the programs.

# says LINE... -- COMMAND...: it says these lines, in which a * is anything
says() {
	local -a lines=()
	local said wanted

	while [[ $1 != -- ]]; do
		lines+=("$1")
		shift
	done
	shift
	said=$(timeout 60 "$@" 2>&1) || true
	wanted=$(printf '%s\n' "${lines[@]}")
	# shellcheck disable=SC2053 # it is a pattern
	[[ $said == $wanted ]] || printf 'unexpected:\n%s\n' "$said"
}

# with VARIABLE=VALUE COMMAND...: where env cannot start a function
with() {
	local -x "${1?}"

	shift
	"$@"
}

# meddled PORT SIDE MESSAGE HOW... -- LINE... -- COMMAND...: the command with
# the meddler's port where it has "PORT", one message changed on its way
meddled() {
	local -a how=() lines=() command=()
	local fd pid line word

	while [[ $1 != -- ]]; do
		how+=("$1")
		shift
	done
	shift
	while [[ $1 != -- ]]; do
		lines+=("$1")
		shift
	done
	shift
	exec {fd}< <(exec "$work/meddler" "${how[@]}")
	pid=$!
	read -r -t 10 line <&"$fd" || echo 'the meddler does not listen'
	for word in "$@"; do
		[[ $word != PORT ]] || word=${line#port }
		command+=("$word")
	done
	says "${lines[@]}" -- "${command[@]}"
	wait "$pid" || echo 'there was nothing to change'
	exec {fd}<&-
}

# What turns the object identifiers of Kerberos, both of them, into such as
# nobody knows, by their last octets.
no_kerberos=(replace f712010202 f71201027e)
