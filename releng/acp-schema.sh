#!/usr/bin/env bash
# Checks the protocol that Umbra speaks to agents against a JSON schema of ACP v1:  releng/acp-schema.sh SCHEMA.json
# Exit code 0: they agree; 1: findings, on standard output; 2: no such schema. Builds what it needs first.
set -euo pipefail
releng=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
UMBRA_CHECKOUT=${releng%/*}
# shellcheck source=releng/lib.sh
source "$releng/lib.sh"
if (($# != 1)); then
  umbra_say "Usage: releng/acp-schema.sh SCHEMA.json"
  exit 2
fi
if [[ ! -f $1 ]]; then
  umbra_say "No such schema: $1"
  exit 2
fi
umbra_require_jdk
umbra_bench_is_fresh || umbra_build_bench
class_path=$UMBRA_CHECKOUT/tests/dev.umbra.bench/target/classes
for jar in "$UMBRA_CHECKOUT"/tests/dev.umbra.testkit/target/dev.umbra.testkit-*.jar "$UMBRA_RUNTIME_DIR"/plugins/*.jar; do
  class_path+=:$jar
done
unset UMBRA_HOME UMBRA_RUNTIME UMBRA_AGENT
"$UMBRA_JDK/bin/java" -cp "$class_path" dev.umbra.bench.acp.AcpSchema "$1"
