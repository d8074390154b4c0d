package dev.umbra.core.agent;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How to start a well-known agent.
 *
 * @param program the program, or {@code umbra:demo}
 * @param install how a person gets it, in words
 * @param path where the program was found, or null if it is not installed
 * @param version what it says of its version, or null if it says nothing in time
 */
public record Preset(String id, String title, String program, List<String> args, String install, @Nullable String path,
		@Nullable String version) {
	public Preset {
		args = List.copyOf(args);
	}

	public boolean installed() {
		return path != null;
	}

	/** The demo agent's program in a device layer: found in the host's own installation at each start. */
	public static final String DEMO_PROGRAM = "umbra:demo";
}
