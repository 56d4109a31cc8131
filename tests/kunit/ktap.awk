# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# A kernel log to results.  The KTAP in it is what "suites" has started: one
# document, its suites, their cases and the parameters of these, all announced
# and all there, in order.
#
# One line for each thing found, its fields apart by tabs:
#	pass SUITE CASE		CASE/PARAMETER where there are parameters
#	fail SUITE CASE
#	said SUITE TEXT		what KUnit said of a failure
#	fault SUITE		failslab refused memory
#	broken WHY		the document is not whole
#	report TEXT		a checker of the kernel has found something

function tell(a, b, c) {
	print a "\t" b (c == "" ? "" : "\t" c)
}

function broken(why) {
	tell("broken", "line " NR ": " why)
}

# "ok 3 name", "not ok 3 name": leaves result, number and name.
function take_result(text) {
	result = sub(/^not ok /, "", text) ? "fail" : "pass"
	sub(/^ok /, "", text)
	number = text + 0
	name = text
	sub(/^[0-9]+ /, "", name)
	if (sub(/ # SKIP.*$/, "", name))
		result = "fail"
}

function expect_number(want) {
	if (number != want)
		broken("number " number " instead of " want " for " name)
}

function end_document() {
	if (depth != 1 || seen != planned)
		broken(seen " suites of " planned)
	depth = 0
	ended = 1
}

function start_suite(text) {
	if (suite != "")
		broken("suite " text " begins inside of " suite)
	suite = text
	cases = -1
	case_seen = 0
	totals = 0
	failures = 0
	wrapped = 0
}

function end_suite() {
	if (name != suite)
		broken("result of " name " in suite " suite)
	if (case_seen != cases)
		broken(case_seen " cases of " cases " in " suite)
	if ((failures > 0) != (result == "fail"))
		broken(failures " failures in " suite ", which is " result)
	seen++
	numbered++
	expect_number(numbered)
	suite = ""
}

function start_parameters(text) {
	if (wrapped != "")
		broken("parameters of " text " inside of those of " wrapped)
	wrapped = text
	parameters = 0
	bad_parameters = 0
}

function one_parameter() {
	parameters++
	expect_number(parameters)
	tell(result, suite, wrapped "/" name)
	bad_parameters += result == "fail"
	totals++
}

function end_case() {
	case_seen++
	expect_number(case_seen)
	failures += result == "fail"
	if (wrapped == "") {
		tell(result, suite, name)
		totals++
		return
	}
	if (wrapped != name)
		broken("parameters of " wrapped " in case " name)
	if (!parameters)
		broken(name " has no parameters")
	if ((bad_parameters > 0) != (result == "fail"))
		broken(bad_parameters " failures in " name ", which is " result)
	wrapped = ""
}

# "# Totals: pass:1 fail:0 skip:0 total:1"
function check_totals(text) {
	sub(/^.*total:/, "", text)
	if (text + 0 != totals)
		broken(totals " results of " text " in " suite)
}

# What each checker's report begins with.
function is_report(text) {
	return text ~ /(^|[^A-Za-z])(BUG|WARNING|UBSAN|KASAN|Oops|KFENCE)[:( ]/ ||
		text ~ /^INFO: (task|possible|trying|rcu|lockdep|inconsistent)/ ||
		text ~ /^(general protection fault|stack segment|double fault)/ ||
		text ~ /^Kernel panic|kernel stack overflow|unable to handle/ ||
		text ~ /^watchdog: |possible (recursive|circular|irq)/ ||
		text ~ /refcount_t: |list_(add|del) corruption/ ||
		text ~ /^\[ BUG|bad: scheduling|sleeping function called/ ||
		text ~ /^kmemleak: (Kernel memory leak detector dis|Cannot insert)/
}

{
	sub(/\r$/, "")
	text = $0
	sub(/^\[ *[0-9]+\.[0-9]+\]/, "", text)
	sub(/^\[ *[TC][0-9]+\]/, "", text)
	sub(/^ /, "", text)
}

is_report(text) { tell("report", text); next }
text ~ /^FAULT_INJECTION: / { tell("fault", suite); next }

text == "KTAP version 1" {
	if (depth)
		broken("a document in a document")
	depth = 1
	ended = 0
	documents++
	seen = planned = numbered = 0
	suite = wrapped = ""
	next
}
text == "# secur32: end" { end_document(); next }
text == "# secur32: loaded again" { numbered = 0; next }
!depth { next }

# The kernel itself has none, and says so when it starts.
text == "1..0" { depth = 0; documents--; next }
text ~ /^1\.\.[0-9]+$/ { planned = substr(text, 4) + 0; next }
text ~ /^    # Subtest: / { start_suite(substr(text, 16)); wrapped = ""; next }
text ~ /^    1\.\.[0-9]+$/ { cases = substr(text, 8) + 0; next }
text ~ /^        # Subtest: / { start_parameters(substr(text, 20)); next }
text ~ /^        (not )?ok [0-9]+ / {
	take_result(substr(text, 9))
	one_parameter()
	next
}
text ~ /^    (not )?ok [0-9]+ / {
	take_result(substr(text, 5))
	end_case()
	next
}
text ~ /^(not )?ok [0-9]+ / { take_result(text); end_suite(); next }
text ~ /^ *KTAP version 1$/ { next }
text ~ /^# Totals: / { check_totals(text); next }
text ~ /^(    )?# [^ ]*: pass:[0-9]+ fail:[0-9]+ skip:[0-9]+ total:/ { next }
text ~ /^    / { tell("said", suite, text); next }

END {
	if (!documents)
		broken("no tests")
	else if (!ended)
		broken("the log ends " (suite == "" ? "between suites" : \
			"in suite " suite))
}
