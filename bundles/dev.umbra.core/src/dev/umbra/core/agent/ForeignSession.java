package dev.umbra.core.agent;

import org.jspecify.annotations.Nullable;

/** A session as the agent itself lists it. @param updated ISO-8601 as the agent wrote it, or null */
public record ForeignSession(String acpSession, String cwd, @Nullable String title, @Nullable String updated) {
}
