#!/usr/bin/env bash
# Builds Umbra if needed and shows it at work: the demo agent answers one prompt in a scratch folder.
# More arguments go to `umbra run`, for example --allow always; see also releng/umbra.sh, the whole command.
set -euo pipefail
releng=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=releng/lib.sh
source "$releng/lib.sh"
umbra_require_jdk
umbra_require_commands mvn=maven git=git setsid=util-linux

folder=$(mktemp -d "${TMPDIR:-/tmp}/umbra-demo.XXXXXX")
printf 'Umbra runs coding agents that outlive the window.\nThis folder belongs to the demo agent.\n' >"$folder/notes.txt"
umbra_say "The demo agent works in $folder and asks before it changes anything there."
# Without a terminal nobody could answer it.
answer=()
if [[ ! -t 0 || ! -t 1 ]] && [[ " $* " != *" --allow"* ]]; then answer=(--allow once); fi
exec "$releng/umbra.sh" run --preset demo --cwd "$folder" ${answer[@]+"${answer[@]}"} "$@" "tour"
