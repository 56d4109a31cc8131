#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The public headers, in every combination: each alone, each mode, each version
# of C and C++; sizes, offsets and values; sources as Windows programmers write
# them; and what must not compile.
#
# usage: check.sh [CC [CXX]]   (default: both gcc g++ and clang clang++)
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/check/lib.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

c=(c99 c11 c17 gnu11)
cxx=(c++11 c++14 c++17 c++20)
program='-DSECURITY_WIN32'
wide='-DSECURITY_WIN32 -DUNICODE'
kernel='-DSECURITY_KERNEL'
both='-DSECURITY_WIN32 -DSECURITY_KERNEL'
long='-DSECURITY_WIN32 -DSECUR32_LONG_API'
long_wide='-DSECURITY_WIN32 -DSECUR32_LONG_API -DUNICODE'
modes=("$program" "$wide" "$kernel" "$both" "$long" "$long_wide")
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wundef -Werror'

# compiles COMPILER LANGUAGE STANDARD FLAGS FILE
compiles() {
	# shellcheck disable=SC2086 # flags are words
	"$1" -x "$2" -std="$3" $warnings $4 -Iinclude -fsyntax-only "$5"
}

strict_c() {
	compiles "$1" c "$2" "-Wstrict-prototypes -Wmissing-prototypes $3" "$4"
}

# refused WORD COMPILER LANGUAGE STANDARD FLAGS TEXT: and for that reason
refused() {
	local word=$1 log

	printf '%s\n' "$6" >"$work/refused.c"
	if log=$(compiles "$2" "$3" "$4" "$5" "$work/refused.c" 2>&1); then
		echo 'it compiles'
	else
		grep -qF -- "$word" <<<"$log" || printf '%s\n' "$log"
	fi
}

# alone HEADER: a file that includes nothing else
alone() {
	local file=$work/${1//\//-}.c

	printf '#include <%s>\n' "$1" >"$file"
	echo "$file"
}

# runs COMPILER LANGUAGE: long.c against its stand-in
runs() {
	local name=$work/long-$2 flags=(-DSECURITY_WIN32 -Iinclude -O2 -Wall
		-Wextra -Werror)

	"$1" -x "$2" "${flags[@]}" -DSTANDIN -c tests/headers/long.c \
		-o "$name-standin.o" &&
		"$1" -x "$2" "${flags[@]}" -c tests/headers/long.c \
			-o "$name.o" &&
		"$1" -no-pie -Wl,--unresolved-symbols=ignore-all \
			"$name-standin.o" "$name.o" -o "$name" && "$name"
}

headers() {
	local cc=$1 cplus=$2 header mode std file

	for header in security.h sspi.h secur32.h; do
		file=$(alone "$header")
		for mode in "${modes[@]}"; do
			for std in "${c[@]}"; do
				check "$cc $std $header $mode" \
					strict_c "$cc" "$std" "$mode" "$file"
			done
			for std in "${cxx[@]}"; do
				check "$cplus $std $header $mode" \
					compiles "$cplus" c++ "$std" "$mode" \
					"$file"
			done
		done
	done

	# A chapter may be read, and so included, by itself.
	for header in include/secur32/*.h; do
		header=${header#include/}
		file=$(alone "$header")
		for mode in "$program" "$kernel"; do
			if [[ $header$mode == secur32/long.h$kernel ]]; then
				continue
			fi
			check "$cc c11 $header $mode" \
				strict_c "$cc" c11 "$mode" "$file"
			check "$cplus c++11 $header $mode" \
				compiles "$cplus" c++ c++11 "$mode" "$file"
		done
	done
}

sources() {
	local cc=$1 cplus=$2 mode std types

	for mode in "$program" "$wide" "$kernel"; do
		check "$cc abi.c $mode" \
			strict_c "$cc" c11 "$mode" tests/headers/abi.c
		check "$cc values.c $mode" \
			strict_c "$cc" c11 "$mode" tests/headers/values.c
	done
	for mode in "$program" "$wide" "$long" "$long_wide"; do
		for std in "${c[@]}"; do
			check "$cc $std use.c $mode" strict_c "$cc" "$std" \
				"$mode" tests/headers/use.c
		done
		for std in "${cxx[@]}"; do
			check "$cplus $std use.cpp $mode" compiles "$cplus" \
				c++ "$std" "$mode" tests/headers/use.cpp
		done
	done
	for std in "${c[@]}"; do
		check "$cc $std kernel.c" strict_c "$cc" "$std" "$kernel" \
			tests/headers/kernel.c
	done
	for mode in "$program" "$kernel"; do
		for types in '' ' -D_NTDEF_'; do
			types="-include tests/headers/basetypes.h$types"
			check "$cc c11 $mode $types" strict_c "$cc" c11 \
				"$mode $types" "$(alone secur32.h)"
			check "$cplus c++11 $mode $types" compiles "$cplus" \
				c++ c++11 "$mode $types" "$(alone secur32.h)"
		done
	done
	check "$cc long.c runs" runs "$cc" c
	check "$cplus long.c runs" runs "$cplus" c++
}

refusals() {
	local cc=$1 cplus=$2 decrypt table ulong

	ulong='#define ULONG ignored
#include "tests/headers/basetypes.h"
#undef ULONG
typedef unsigned long ULONG;
#include <sspi.h>'
	decrypt='#include <security.h>
SECURITY_STATUS f(PCtxtHandle c, PSecBufferDesc m, number *q);
SECURITY_STATUS f(PCtxtHandle c, PSecBufferDesc m, number *q)
{
	return DecryptMessage(c, m, 0, q);
}'
	table='#include <security.h>
PSecurityFunctionTable f(INIT_SECURITY_INTERFACE entry);
PSecurityFunctionTable f(INIT_SECURITY_INTERFACE entry)
{
	return entry();
}'
	check "$cc refuses no mode" \
		refused 'define SECURITY_WIN32' "$cc" c c11 '' \
		'#include <sspi.h>'
	check "$cc refuses long in the kernel" \
		refused 'kernel code uses ULONG' "$cc" c c11 \
		"$kernel -DSECUR32_LONG_API" '#include <sspi.h>'
	check "$cc refuses a ULONG of 64 bits" \
		refused 'sizeof(ULONG) == 4' "$cc" c c11 "$program -I." \
		"$ulong"
	for compiler in "$cc c c11" "$cplus c++ c++11"; do
		# shellcheck disable=SC2086 # three words
		check "${compiler%% *} refuses unsigned long for ULONG" \
			refused_number $compiler "$program" "$decrypt" \
			'unsigned long'
		# shellcheck disable=SC2086
		check "${compiler%% *} refuses ULONG for unsigned long" \
			refused_number $compiler "$long" "$decrypt" ULONG
		# shellcheck disable=SC2086
		check "${compiler%% *} refuses a foreign table with long" \
			refused secur32_abi_table $compiler "$long" "$table"
	done
}

# refused_number COMPILER LANGUAGE STANDARD FLAGS TEXT TYPE
refused_number() {
	refused 'unsigned' "$1" "$2" "$3" "$4" "${5//number/$6}"
}

suite() {
	headers "$1" "$2"
	sources "$1" "$2"
	refusals "$1" "$2"
}

if (($# > 0)); then
	suite "$1" "${2:-g++}"
else
	suite gcc g++
	suite clang clang++
fi
checked
