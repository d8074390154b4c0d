#!/usr/bin/env bash
# The umbra command from the checkout:  releng/umbra.sh host status
# Builds the headless runtime first if there is none or if a source is newer. UMBRA_RUNTIME=DIR takes another runtime, unbuilt.
set -euo pipefail
script=${BASH_SOURCE[0]}
if [[ -L $script ]]; then script=$(readlink -f "$script"); fi
case $script in
  /*) releng=${script%/*} ;;
  */*) releng=$PWD/${script%/*} ;;
  *) releng=$PWD ;;
esac
case $releng in */./* | */../* | */. | */..) releng=$(cd "$releng" && pwd) ;; esac
UMBRA_CHECKOUT=${releng%/*}
# shellcheck source=releng/lib.sh
source "$releng/lib.sh"

launch=$releng/target/launch
if [[ -n ${UMBRA_RUNTIME:-} ]]; then
  UMBRA_RUNTIME_DIR=$UMBRA_RUNTIME
  [[ -f $UMBRA_RUNTIME_DIR/bundles.info ]] || umbra_die "umbra: UMBRA_RUNTIME=$UMBRA_RUNTIME is no runtime folder (it has no bundles.info)."
  launch=
elif ! umbra_runtime_is_fresh; then
  umbra_build_runtime
fi

# What a start needs is found once per build: the JDK, the class path and the place of the class data archive.
java='' class_path='' archive=''
if [[ -n $launch && $launch -nt $UMBRA_RUNTIME_DIR/plugins ]]; then
  { IFS= read -r java && IFS= read -r class_path && IFS= read -r archive; } <"$launch" || true
fi
if [[ ! -x $java || -z $class_path || ! -f ${class_path%%:*} ]]; then
  umbra_require_jdk
  java=$UMBRA_JDK/bin/java
  umbra_class_path "$UMBRA_RUNTIME_DIR"
  class_path=$UMBRA_CLASS_PATH
  archive=
  cache=${XDG_CACHE_HOME:-${HOME:-}/.cache}/umbra
  if [[ $cache != /.cache/* ]] && (umask 077 && mkdir -p "$cache") 2>/dev/null; then
    key=$(printf '%s' "$UMBRA_RUNTIME_DIR $java" | cksum)
    archive=$cache/command-${key%% *}.jsa
  fi
  if [[ -n $launch ]]; then
    { mkdir -p "$releng/target" && printf '%s\n' "$java" "$class_path" "$archive" >"$launch.$$" && mv "$launch.$$" "$launch"; } 2>/dev/null || true
  fi
fi

options=(-XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData
  --enable-native-access=ALL-UNNAMED -Xlog:disable)

# The archive of the loaded classes saves a quarter of the start. The JVM makes it at the end of the first command that talks to
# the host (one that does not would leave out most classes) and cannot use it after a new build: then it is made anew.
talks_to_host() {
  while (($#)); do
    case $1 in
      --home) shift ;;
      -*) ;;
      run | session | agent | attention) return 0 ;;
      host) [[ ${2:-} == start ]] && return 0 || return 1 ;;
      *) return 1 ;;
    esac
    shift || return 1
  done
  return 1
}
if [[ -n $archive && -O ${archive%/*} ]]; then
  if [[ -f $archive && ! $archive -nt $UMBRA_RUNTIME_DIR/plugins ]]; then rm -f "$archive"; fi
  if [[ -f $archive ]] || talks_to_host "$@"; then
    options+=(-Xshare:auto -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$archive")
  fi
fi
exec "$java" "${options[@]}" "-Dumbra.runtime=$UMBRA_RUNTIME_DIR" -cp "$class_path" dev.umbra.cli.Main "$@"
