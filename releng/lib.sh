# Shared by mvnw and the scripts in this folder; sourced, not run. It needs bash and finds what else is needed.
# shellcheck shell=bash

umbra_say() { printf '%s\n' "$*" >&2; }
umbra_die() { umbra_say "$*"; exit 1; }

# Prints the feature version (25) of the Java in folder $1, nothing if it is none; reads a file instead of starting it.
umbra_java_version() {
  local line=
  [[ -x $1/bin/java && -r $1/release ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line == JAVA_VERSION=* ]]; then
      line=${line#JAVA_VERSION=}
      line=${line//\"/}
      line=${line#1.}
      line=${line%%[!0-9]*}
      printf '%s' "$line"
      return 0
    fi
  done <"$1/release"
}

# Sets UMBRA_JDK to a JDK of version 21 or later; returns 1 if there is none.
# JAVA_HOME and the java of the PATH win, else the newest one in the usual places.
umbra_find_jdk() {
  local home version best=0 bin
  UMBRA_JDK=
  if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/javac ]]; then
    version=$(umbra_java_version "$JAVA_HOME")
    if ((${version:-0} >= 21)); then UMBRA_JDK=$JAVA_HOME; return 0; fi
  fi
  if bin=$(command -v javac 2>/dev/null) && [[ $bin != /usr/bin/javac || ! -e /usr/libexec/java_home ]]; then
    bin=$(readlink -f "$bin" 2>/dev/null || printf '%s' "$bin")
    home=${bin%/bin/javac}
    version=$(umbra_java_version "$home")
    if ((${version:-0} >= 21)); then UMBRA_JDK=$home; return 0; fi
  fi
  for home in /usr/lib/jvm/* /usr/local/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/jdk/* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/* "$HOME"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [[ -x $home/bin/javac ]] || continue
    version=$(umbra_java_version "$home")
    if ((${version:-0} >= 21 && version > best)); then best=$version UMBRA_JDK=$home; fi
  done
  if [[ -z $UMBRA_JDK && -x /usr/libexec/java_home ]]; then
    UMBRA_JDK=$(/usr/libexec/java_home -v 21+ 2>/dev/null || true)
  fi
  [[ -n $UMBRA_JDK ]]
}

umbra_require_jdk() {
  umbra_find_jdk || umbra_die "No JDK 21 or later found (looked at JAVA_HOME=${JAVA_HOME:-}, PATH, /usr/lib/jvm and the other usual places).
Install one, for example a JDK 25 of your distribution or of Eclipse Temurin, or set JAVA_HOME to its folder."
}

# umbra_require_commands COMMAND=PACKAGE...: installs the Debian packages of missing commands when it may, else says which.
umbra_require_commands() {
  local pair packages=() sudo=()
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null 2>&1 || packages+=("${pair#*=}")
  done
  ((${#packages[@]})) || return 0
  if command -v apt-get >/dev/null 2>&1; then
    if [[ $(id -u) != 0 ]]; then
      if sudo -n true 2>/dev/null; then sudo=(sudo -n); else sudo=(none); fi
    fi
    if [[ ${sudo[*]} != none ]]; then
      umbra_say "Installing ${packages[*]} with apt-get …"
      if { "${sudo[@]}" apt-get -qq update && "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq install -y --no-install-recommends "${packages[@]}"; } >&2; then
        return 0
      fi
    fi
    umbra_die "Missing programs. Install them and try again:  sudo apt-get install ${packages[*]}"
  fi
  umbra_die "Missing programs. Install the packages ${packages[*]} (the names are Debian's) and try again."
}

# Installs GTK 3, which windows need on Linux, and a font, when it may and they are not there. No command tells of a library.
umbra_require_gtk() {
  local lib
  for lib in /usr/lib/*/libgtk-3.so.0 /usr/lib64/libgtk-3.so.0 /usr/lib/libgtk-3.so.0 /usr/local/lib/libgtk-3.so.0; do
    if [[ -e $lib ]]; then return 0; fi
  done
  if { PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null || true; } | grep -q 'libgtk-3\.so\.0'; then return 0; fi
  # The package's name never is a command, so it is always installed.
  umbra_require_commands libgtk-3.so.0=libgtk-3-0 fonts-dejavu-core.ttf=fonts-dejavu-core
}

umbra_started=()

# Starts an X server without a screen, of SIZE (1280x860), and sets DISPLAY to it. End it by umbra_end_processes.
umbra_start_display() {
  local number pipe=$UMBRA_CHECKOUT/releng/target/display.$$
  mkdir -p "${pipe%/*}"
  rm -f "$pipe"
  mkfifo -m 600 "$pipe"
  exec 8<>"$pipe"
  rm -f "$pipe"
  # The server picks a free number and says it.
  Xvfb -displayfd 8 -screen 0 "$1x24" -nolisten tcp >/dev/null 2>&1 &
  umbra_started+=($!)
  IFS= read -r -t 30 number <&8 || umbra_die "Xvfb did not start."
  exec 8>&-
  export DISPLAY=:$number
  unset WAYLAND_DISPLAY
}

# One look on all machines: no desktop's theme, zoom, input method or accessibility bus.
umbra_plain_look() {
  export GDK_BACKEND=x11 GTK_THEME=Adwaita GDK_SCALE=1 GDK_DPI_SCALE=1 GTK_IM_MODULE=gtk-im-context-simple NO_AT_BRIDGE=1 GSETTINGS_BACKEND=memory
  unset GTK_MODULES GTK_RC_FILES GTK2_RC_FILES SWT_GTK4
}

# Ends what was started here, the youngest first.
umbra_end_processes() {
  local i
  for ((i = ${#umbra_started[@]} - 1; i >= 0; i--)); do
    if kill "${umbra_started[i]}" 2>/dev/null; then wait "${umbra_started[i]}" 2>/dev/null || true; fi
  done
  umbra_started=()
}

# Below: builds. The caller has set UMBRA_CHECKOUT to the root of the work tree. Logs and marks are in releng/target,
# which no `mvn clean` empties.

# umbra_is_newer MARK PATH...: is any file below the paths newer than the file MARK, or MARK not there?
umbra_is_newer() {
  local mark=$1
  shift
  [[ -f $mark ]] || return 0
  [[ -n $(cd "$UMBRA_CHECKOUT" && find "$@" \( -name target -o -name bin -o -name '.polyglot.*' -o -name .tycho-consumer-pom.xml \) -prune \
    -o -type f -newer "$mark" -print 2>/dev/null | head -n 1) ]]
}

umbra_sources=(pom.xml .mvn bundles features releng/dev.umbra.target releng/dev.umbra.runtime)

# Sets UMBRA_RUNTIME_DIR; true if it was built and no source is newer.
umbra_runtime_is_fresh() {
  UMBRA_RUNTIME_DIR=$UMBRA_CHECKOUT/releng/dev.umbra.runtime/target/runtime
  ! umbra_is_newer "$UMBRA_RUNTIME_DIR/bundles.info" "${umbra_sources[@]}"
}

# umbra_build WORDS NAME MODULE MARK CHECK: builds MODULE and what it needs, without tests, unless the function CHECK is
# content (again after waiting for another build). Quiet but for one line on standard error, and the errors if it fails.
# The compiler looks at changed files only, not at what depends on them: hence `clean`.
umbra_build() {
  local target=$UMBRA_CHECKOUT/releng/target
  local log=$target/$2.log
  mkdir -p "$target"
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$target/build.lock"
    if ! flock -n 9; then
      umbra_say "umbra: waiting for another build of this checkout …"
      flock 9
    fi
  fi
  if ! "$5"; then
    umbra_say "umbra: building $1 (log: $log) …"
    : >"$target/$2.started"
    if ! (cd "$UMBRA_CHECKOUT" && ./mvnw -B -DskipTests clean package -pl "$3" -am >"$log" 2>&1 </dev/null 9>&-); then
      grep -E '^\[ERROR\]' "$log" | head -n 40 >&2 || tail -n 20 "$log" >&2
      umbra_die "umbra: the build failed; the whole log is in $log."
    fi
    # What was edited during the build is newer than its result.
    touch -r "$target/$2.started" "$UMBRA_CHECKOUT/$4"
  fi
  exec 9>&-
}

umbra_build_runtime() {
  umbra_build "the runtime" runtime releng/dev.umbra.runtime releng/dev.umbra.runtime/target/runtime/bundles.info umbra_runtime_is_fresh
}

# Sets UMBRA_PRODUCT_DIR, the workbench of this machine; true if it was built and no source is newer.
umbra_product_is_fresh() {
  local os=linux/gtk arch=x86_64 inside=
  if [[ $(uname -s) == Darwin ]]; then os=macosx/cocoa inside=/Umbra.app/Contents/Eclipse; fi
  case $(uname -m) in arm64 | aarch64) arch=aarch64 ;; esac
  UMBRA_PRODUCT_DIR=$UMBRA_CHECKOUT/releng/dev.umbra.product/target/products/dev.umbra.product/$os/$arch$inside
  ! umbra_is_newer "$UMBRA_PRODUCT_DIR/bundles.info" "${umbra_sources[@]}" releng/dev.umbra.product
}

umbra_build_product() {
  umbra_build "the workbench" product releng/dev.umbra.product "${UMBRA_PRODUCT_DIR#"$UMBRA_CHECKOUT"/}/bundles.info" umbra_product_is_fresh
}

umbra_bench_is_fresh() {
  umbra_runtime_is_fresh && ! umbra_is_newer "$UMBRA_CHECKOUT/tests/dev.umbra.bench/target/built" "${umbra_sources[@]}" \
    tests/pom.xml tests/dev.umbra.bench tests/dev.umbra.bench.probe tests/dev.umbra.testkit
}

umbra_build_bench() {
  umbra_build "the bench" bench tests/dev.umbra.bench,tests/dev.umbra.bench.probe tests/dev.umbra.bench/target/built umbra_bench_is_fresh
}

# Sets UMBRA_CLASS_PATH: the jars of the command (it runs without OSGi), from the runtime folder $1.
umbra_class_path() {
  local name jar found
  UMBRA_CLASS_PATH=
  for name in dev.umbra.core dev.umbra.wire dev.umbra.client dev.umbra.cli com.fasterxml.jackson.core.jackson-annotations \
    com.fasterxml.jackson.core.jackson-core com.fasterxml.jackson.core.jackson-databind picocli; do
    found=
    for jar in "$1"/plugins/"$name"_*.jar; do
      if [[ -f $jar ]]; then found=$jar; fi
    done
    [[ -n $found ]] || umbra_die "umbra: $1/plugins has no $name. Remove $UMBRA_CHECKOUT/releng/dev.umbra.runtime/target and try again."
    UMBRA_CLASS_PATH+=${UMBRA_CLASS_PATH:+:}$found
  done
}
