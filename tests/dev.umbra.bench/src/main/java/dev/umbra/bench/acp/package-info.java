/**
 * {@code releng/acp-schema.sh}: checks the protocol that our agents' connection speaks against a JSON schema of ACP. Start
 * reading at {@code AcpSchema}.
 *
 * <p>It looks at messages, not at source: a scripted agent, a real process, says everything the schema knows and records
 * everything it is told.
 */
@NullMarked
package dev.umbra.bench.acp;

import org.jspecify.annotations.NullMarked;
