#!/usr/bin/env bash
# Runs a measurement of tests/dev.umbra.bench by name, after building what it needs:  releng/bench.sh spine [ARGUMENT…]
# Windows open on a virtual display of their own, unless UMBRA_TEST_DISPLAY is set: then on the present one.
set -euo pipefail
releng=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
UMBRA_CHECKOUT=${releng%/*}
# shellcheck source=releng/lib.sh
source "$releng/lib.sh"
if (($# == 0)); then
  umbra_say "Usage: releng/bench.sh NAME [ARGUMENT…]     for example: releng/bench.sh spine"
  exit 2
fi
umbra_require_jdk
umbra_require_commands mvn=maven git=git setsid=util-linux
more=()
# of the parts of relay one opens a window
windows=
case $1 in
  window | sessions) windows=1 ;;
  relay) case " ${*:2} " in *" paint "* | "  " | " --quick ") windows=1 ;; esac ;;
esac
if [[ -n $windows ]]; then
  if [[ $(uname -s) == Linux ]]; then
    umbra_require_gtk
    if [[ -z ${UMBRA_TEST_DISPLAY:-} ]]; then umbra_require_commands Xvfb=xvfb xauth=xauth; fi
  fi
  umbra_product_is_fresh || umbra_build_product
  more+=("-Dumbra.product=$UMBRA_PRODUCT_DIR")
fi
umbra_bench_is_fresh || umbra_build_bench
bench=$UMBRA_CHECKOUT/tests/dev.umbra.bench/target
if [[ $1 == agents ]]; then
  # only to stand beside: a build that fails, without a network for example, is said in the report
  sdk=$UMBRA_CHECKOUT/tests/dev.umbra.bench.sdk
  if [[ ! -d $sdk/target/libraries || -n $(find "$sdk/src" "$sdk/pom.xml" -newer "$sdk/target/libraries" -print -quit) ]]; then
    umbra_say "Building the Java SDK's client …"
    "$UMBRA_CHECKOUT/mvnw" -B -q -f "$sdk/pom.xml" clean package && touch "$sdk/target/libraries" || umbra_say "It could not be built."
  fi
  if [[ -d $sdk/target/libraries ]]; then more+=("-Dumbra.bench.sdk=$sdk/target/classes:$sdk/target/libraries/*"); fi
fi
if [[ $1 == relay ]]; then
  # the random lives of two devices are those of the unit tests
  lives=$UMBRA_CHECKOUT/tests/dev.umbra.unit
  if [[ ! -f $lives/target/lives || -n $(find "$lives/src/test/java/dev/umbra/relay" "$UMBRA_CHECKOUT/bundles/dev.umbra.relay/src" -newer "$lives/target/lives" -print -quit) ]]; then
    umbra_say "Building the unit tests …"
    "$UMBRA_CHECKOUT/mvnw" -B -q -f "$UMBRA_CHECKOUT/pom.xml" package -DskipTests -pl tests/dev.umbra.unit -am && touch "$lives/target/lives" || umbra_say "They could not be built."
  fi
  if [[ -f $lives/target/lives ]]; then more+=("-Dumbra.bench.tests=$lives/target/test-classes"); fi
fi
class_path=$bench/classes
for jar in "$UMBRA_CHECKOUT"/tests/dev.umbra.testkit/target/dev.umbra.testkit-*.jar "$UMBRA_RUNTIME_DIR"/plugins/*.jar; do
  class_path+=:$jar
done
for jar in "$UMBRA_CHECKOUT"/tests/dev.umbra.bench.probe/target/dev.umbra.bench.probe-*.jar; do
  more+=("-Dumbra.bench.probe=$jar")
done
unset UMBRA_HOME UMBRA_RUNTIME UMBRA_AGENT UMBRA_WORKBENCH
if [[ -n $windows && $(uname -s) == Linux ]]; then
  if [[ -z ${UMBRA_TEST_DISPLAY:-} ]]; then
    trap umbra_end_processes EXIT
    umbra_start_display 1600x1000
  fi
  umbra_plain_look
fi
cd "$UMBRA_CHECKOUT"
"$UMBRA_JDK/bin/java" -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED \
  "-Dumbra.runtime=$UMBRA_RUNTIME_DIR" "-Dumbra.checkout=$UMBRA_CHECKOUT" ${more[@]+"${more[@]}"} -cp "$class_path" dev.umbra.bench.Main "$@"
