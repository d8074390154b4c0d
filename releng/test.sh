#!/usr/bin/env bash
# Builds everything and runs all tests; ends with the counts. More arguments go to Maven.
# Windows open on a virtual display of their own, unless UMBRA_TEST_DISPLAY is set: then on the present one.
# Tests with real agents run when UMBRA_PEERS names an install of them, and count as skipped otherwise.
set -euo pipefail
releng=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$releng/.."
UMBRA_CHECKOUT=$PWD
# shellcheck source=releng/lib.sh
source "$releng/lib.sh"
umbra_require_jdk
umbra_require_commands mvn=maven git=git setsid=util-linux
# The tests bring their own data folders.
unset UMBRA_HOME UMBRA_RUNTIME UMBRA_AGENT UMBRA_WORKBENCH
if [[ $(uname -s) == Linux ]]; then
  umbra_require_gtk
  if [[ -z ${UMBRA_TEST_DISPLAY:-} ]]; then
    umbra_require_commands Xvfb=xvfb xauth=xauth
    trap umbra_end_processes EXIT
    umbra_start_display 1600x1000
  fi
  umbra_plain_look
  export LC_ALL=C.UTF-8
fi

# A module that is not reached must not show the counts of an earlier run.
rm -rf tests/*/target/surefire-reports
begin=$SECONDS
status=0
./mvnw -B --fail-at-end clean verify "$@" || status=$?

printf '\nTests by module:\n'
tests=0 failed=0 skipped=0
for reports in tests/*/target/surefire-reports; do
  [[ -d $reports ]] || continue
  module=${reports#tests/}
  module=${module%%/*}
  # The first testsuite element of each report has the counts.
  read -r t f e s < <(cat "$reports"/TEST-*.xml 2>/dev/null | tr '\n' ' ' | grep -o '<testsuite [^>]*>' | awk '
    function count(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0 }
    { t += count("tests"); f += count("failures"); e += count("errors"); s += count("skipped") }
    END { print t + 0, f + 0, e + 0, s + 0 }')
  printf '  %-28s %5d run, %d failed, %d skipped\n' "$module" $((t - s)) $((f + e)) "$s"
  # Each failed test with the beginning of its message: an element <failure> or <error> follows its <testcase>.
  ((f + e == 0)) || awk '
    function value(name) { return match($0, " " name "=\"[^\"]*") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3) : "" }
    /<testcase / { test = value("classname") "." value("name") }
    /<(failure|error)[ >]/ { print "    FAILED " test ": " substr(value("message") value("type"), 1, 600) }
  ' "$reports"/TEST-*.xml
  tests=$((tests + t)) failed=$((failed + f + e)) skipped=$((skipped + s))
done
printf 'Tests run: %d, failed: %d, skipped: %d. Time: %d s.\n' $((tests - skipped)) "$failed" "$skipped" $((SECONDS - begin))
if ((status)); then
  umbra_die "FAILED: the lines with [ERROR] above say what; the reports are in tests/*/target/surefire-reports."
fi
if ((tests == 0)) && (($# == 0)); then umbra_die "FAILED: the build ran no test at all."; fi
printf 'OK\n'
