package dev.umbra.bench.acp;

import java.nio.file.Path;
import java.time.Instant;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.port.HostRole;

/** The right to start agents, for a program that is the only one to do so in its folder. */
record NoHost(Path home) implements HostRole {
	@Override
	public Path socket() {
		return home.resolve("socket");
	}

	@Override
	public String epoch() {
		return "schema";
	}

	@Override
	public Instant since() {
		return Instant.EPOCH;
	}

	@Override
	public void startFailed(Failure failure) {
		throw new FailureException(failure);
	}

	@Override
	public void ready() {
		// nobody waits for it
	}

	@Override
	public void end(String reason) {
		// ends with its program
	}
}
