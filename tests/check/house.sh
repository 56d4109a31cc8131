#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The rules of the house that a machine can hold: licences, who may know whom,
# lists that are complete, files of a readable size.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/check/lib.sh

licence='SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause'
later='TO''DO|FIX''ME'

# Text that holds no statement of ours to license, and data.
unlicensed() {
	case $1 in
	LICENSES/* | *.md | *.bin | *.der | *.hex | *.keytab) return 0 ;;
	*) return 1 ;;
	esac
}

# Line 1 in the form of the language; scripts have theirs below the "#!".
licences() {
	files | while read -r file; do
		if unlicensed "$file"; then
			continue
		fi
		case $file in
		*.c | *.cc | *.cpp) want="// $licence" ;;
		*.h | *.lds | *.map) want="/* $licence */" ;;
		*.8) want=".\\\" $licence" ;;
		*) want="# $licence" ;;
		esac
		head -n 2 "$file" | grep -qxF -- "$want" ||
			printf '%s: no licence line\n' "$file"
	done
}

# code FILE: without comments, so that these may explain
code() {
	gcc -fpreprocessed -dD -E -P -w -x c "$1"
}

mechanisms() {
	find core -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort
}

# Not by name, and not by object identifier either.
spnego_names_nobody() {
	find core/spnego -name '*.[ch]' | sort | while read -r file; do
		code "$file" | tr -s ' \n' ' ' |
			search -oiE '[a-z0-9_]*(krb5|kerberos|ntlm)[a-z0-9_]*|0x2a, 0x86, 0x48, 0x8[26], 0xf7, 0x12|0x2b, 0x06, 0x01, 0x04, 0x01, 0x82, 0x37, 0x02, 0x02, 0x0a' |
			sed "s,^,$file: ,"
	done
}

mechanisms_apart() {
	mechanisms | while read -r one; do
		search -rnE '^#include "core/[a-z0-9]+/' "core/$one" |
			search -v "\"core/$one/"
	done
}

# What is not a mechanism knows them through the table alone.
table_alone() {
	local outside

	mapfile -t outside < <(find core -maxdepth 1 -name '*.[ch]' \
		! -path core/mech.c)
	search -nE '^#include "core/[a-z0-9]+/' "${outside[@]}"
}

nothing_left_for_later() {
	local all

	mapfile -t all < <(files | grep -vE '\.(md|bin)$')
	search -nwE "$later" "${all[@]}"
}

sizes() {
	files | grep -E '\.([ch]|sh|cmake)$|^(tests|scripts)/[^.]*$' |
		grep -vE '^include/|^tests/vectors/' |
		while read -r file; do
			lines=$(wc -l <"$file")
			if ((lines > 700)); then
				printf '%s: %d lines\n' "$file" "$lines"
			fi
		done
}

# list_complete LIST FOLDER DEPTH: LIST is sorted and has every .c of FOLDER
list_complete() {
	objects "$1" | sort -c -u
	comm -3 --output-delimiter='not in the list: ' \
		<(objects "$1" | sort) \
		<(find "$2" -maxdepth "$3" -name '*.c' | sed 's/\.c$//' | sort)
}

check 'every file begins with its licence' licences
check 'SPNEGO names no other mechanism' spnego_names_nobody
check 'no mechanism includes another' mechanisms_apart
check 'only core/mech.c knows the mechanisms' table_alone
check 'nothing is marked as left for later' nothing_left_for_later
check 'no file is longer than 700 lines' sizes
check 'core/Objects.mk is sorted and complete' \
	list_complete core/Objects.mk core 2
check 'platform/user/Objects.mk is sorted and complete' \
	list_complete platform/user/Objects.mk platform/user 1
check 'platform/kernel/Objects.mk is sorted and complete' \
	list_complete platform/kernel/Objects.mk platform/kernel 1
check 'tests/kernel/Objects.mk is sorted and complete' \
	list_complete tests/kernel/Objects.mk tests/kernel 1
check 'tests/Objects.mk is sorted and complete' \
	list_complete tests/Objects.mk tests 1
check 'tests/user/Objects.mk is sorted and complete' \
	list_complete tests/user/Objects.mk tests/user 1
check 'tools/ksecdd-upcall/Objects.mk is sorted and complete' \
	list_complete tools/ksecdd-upcall/Objects.mk tools/ksecdd-upcall 1
checked
