# Shared by umbra and umbra-workbench; sourced, not run. Plain sh, on Linux and macOS.
# shellcheck shell=sh

umbra_say() { printf '%s\n' "$*" >&2; }
umbra_die() { umbra_say "$*"; exit 1; }

# umbra_root PATH: prints the folder that the script PATH really lies in.
umbra_root() {
  path=$1
  while [ -L "$path" ]; do
    link=$(readlink "$path")
    case $link in
      /*) path=$link ;;
      *) path=$(dirname "$path")/$link ;;
    esac
  done
  (cd "$(dirname "$path")" && pwd -P)
}

# Prints the feature version (25) of the Java in folder $1, nothing if it is none; reads a file instead of starting it.
umbra_java_version() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\{0,1\}\(1\.\)\{0,1\}\([0-9][0-9]*\).*/\2/p' "$1/release" | head -n 1
}

# Prints the java of version 21 or later to use: JAVA_HOME and the PATH win, else the newest one in the usual places. To be called
# in a subshell, $(umbra_java): sh has no variables of a function.
umbra_java() {
  java=
  best=20
  if [ -n "${JAVA_HOME:-}" ]; then
    version=$(umbra_java_version "$JAVA_HOME")
    if [ "${version:-0}" -ge 21 ]; then echo "$JAVA_HOME/bin/java"; return 0; fi
  fi
  on_path=$(command -v java 2>/dev/null || true)
  # The java of macOS is a stub that opens a dialog where none is installed.
  if [ -n "$on_path" ] && { [ "$on_path" != /usr/bin/java ] || [ ! -e /usr/libexec/java_home ]; }; then
    real=$(umbra_root "$on_path")
    version=$(umbra_java_version "${real%/bin}")
    if [ "${version:-0}" -ge 21 ]; then echo "$real/java"; return 0; fi
  fi
  for home in /usr/lib/jvm/* /usr/local/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/jdk/* \
    "${SDKMAN_DIR:-${HOME:-}/.sdkman}"/candidates/java/* "${HOME:-}"/.jdks/* "${HOME:-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -x "$home/bin/java" ] || continue
    version=$(umbra_java_version "$home")
    if [ "${version:-0}" -gt "$best" ]; then
      best=$version
      java=$home/bin/java
    fi
  done
  [ -n "$java" ] || umbra_die "Umbra needs Java 21 or later and found none (looked at JAVA_HOME=${JAVA_HOME:-}, PATH, /usr/lib/jvm and the other usual places).
Install one, for example: sudo apt-get install openjdk-21-jre (Debian 13, Ubuntu), or Eclipse Temurin; or set JAVA_HOME to its folder."
  echo "$java"
}

# Prints the folder for archives of loaded classes, which save a part of each start; nothing if there is none of our own.
umbra_cache() {
  [ -n "${HOME:-}" ] || [ -n "${XDG_CACHE_HOME:-}" ] || return 0
  cache=${XDG_CACHE_HOME:-${HOME:-}/.cache}/umbra
  if (umask 077 && mkdir -p "$cache") 2>/dev/null && [ -O "$cache" ]; then echo "$cache"; fi
}
