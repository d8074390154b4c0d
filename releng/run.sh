#!/usr/bin/env bash
# Opens the Umbra workbench from the checkout; builds it first if there is none or if a source is newer.
#   releng/run.sh [--home DIR] [--theme light|dark|system] …     more arguments go to the workbench
#   releng/run.sh --virtual [--shot FILE] …                      without a display: opens it under Xvfb, writes a screenshot, ends
#   releng/run.sh --gallery [--chapter TITLE] …                  instead of it: every kind of entry of a transcript; no host, no data folder
set -euo pipefail
releng=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
UMBRA_CHECKOUT=${releng%/*}
# shellcheck source=releng/lib.sh
source "$releng/lib.sh"

virtual=
shot=
gallery=()
passed=()
while (($#)); do
  case $1 in
    --virtual) virtual=yes ;;
    --shot) (($# >= 2)) || umbra_die "run.sh: --shot needs a file."; shot=$2; virtual=yes; shift ;;
    --shot=*) shot=${1#--shot=}; virtual=yes ;;
    --gallery) gallery=(-application dev.umbra.app.gallery ${gallery[@]+"${gallery[@]}"}) ;;
    --chapter) (($# >= 2)) || umbra_die "run.sh: --chapter needs the beginning of a title."; gallery+=(-chapter "$2"); shift ;;
    --help | -h) sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) passed+=("$1") ;;
  esac
  shift
done
if ((${#gallery[@]})); then
  [[ ${gallery[0]} == -application ]] || umbra_die "run.sh: --chapter goes with --gallery."
  # At the end: the workbench's own options come first.
  passed+=("${gallery[@]}")
  export UMBRA_WORKBENCH=$releng/target/gallery
fi
umbra_require_jdk
umbra_require_commands mvn=maven git=git setsid=util-linux
if [[ $(uname -s) == Linux ]]; then
  if [[ -z $virtual && -z ${DISPLAY:-} && -z ${WAYLAND_DISPLAY:-} ]]; then
    umbra_die "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can be opened.
  ./releng/run.sh --virtual    opens it on a virtual display and writes a screenshot
  ./releng/umbra.sh --help     the umbra command, which needs no display"
  fi
  umbra_require_gtk
  if [[ -n $virtual ]]; then umbra_require_commands Xvfb=xvfb xdotool=xdotool import=imagemagick; fi
elif [[ -n $virtual ]]; then
  umbra_die "run.sh: --virtual is for Linux; without it the window opens here."
fi

umbra_product_is_fresh || umbra_build_product
export JAVA_HOME=$UMBRA_JDK
if [[ -z $virtual ]]; then
  exec "$UMBRA_PRODUCT_DIR/umbra-workbench" ${passed[@]+"${passed[@]}"}
fi

shot=${shot:-$releng/target/workbench.png}
mkdir -p "$(dirname "$shot")" "$releng/target"
log=$releng/target/workbench.log
umbra_start_display 1280x860
trap 'umbra_end_processes' EXIT
if command -v metacity >/dev/null 2>&1; then
  metacity >/dev/null 2>&1 &
  umbra_started+=($!)
fi
begin=$SECONDS
"$UMBRA_PRODUCT_DIR/umbra-workbench" ${passed[@]+"${passed[@]}"} >"$log" 2>&1 &
workbench=$!
umbra_started+=("$workbench")
window=
until window=$(xdotool search --onlyvisible --name '^Umbra' 2>/dev/null | head -n 1) && [[ -n $window ]]; do
  kill -0 "$workbench" 2>/dev/null || { tail -n 20 "$log" >&2; umbra_die "The workbench ended before it showed a window; its output is in $log."; }
  ((SECONDS - begin < 120)) || umbra_die "No window after 120 s; the output of the workbench is in $log."
  sleep 0.2
done
# The parts ask the host for what they show; a host that has to be started needs a moment.
sleep "${UMBRA_SHOT_DELAY:-6}"
import -window root "$shot"
umbra_say "The workbench was open on the virtual display $DISPLAY. Screenshot: $shot"
if ((!${#gallery[@]})); then
  umbra_say "It is closed again; its data is kept, and the host goes on as long as it is needed: ./releng/umbra.sh host status"
fi
