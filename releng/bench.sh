#!/usr/bin/env bash
# Runs a measurement of tests/dev.umbra.bench by name, after building what it needs:  releng/bench.sh spine [ARGUMENT…]
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
umbra_bench_is_fresh || umbra_build_bench
bench=$UMBRA_CHECKOUT/tests/dev.umbra.bench/target
class_path=$bench/classes
for jar in "$UMBRA_CHECKOUT"/tests/dev.umbra.testkit/target/dev.umbra.testkit-*.jar "$UMBRA_RUNTIME_DIR"/plugins/*.jar; do
  class_path+=:$jar
done
cd "$UMBRA_CHECKOUT"
exec "$UMBRA_JDK/bin/java" -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED \
  "-Dumbra.runtime=$UMBRA_RUNTIME_DIR" "-Dumbra.checkout=$UMBRA_CHECKOUT" -cp "$class_path" dev.umbra.bench.Main "$@"
