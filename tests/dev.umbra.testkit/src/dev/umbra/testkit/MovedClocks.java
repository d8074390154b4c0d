package dev.umbra.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import dev.umbra.core.Clocks;

/**
 * The machine's clocks, ahead by what a file says: a duration such as {@code PT25H}, written by the test whenever it likes.
 * In a host process that was started with {@code -Dumbra.runtime.extra} naming this bundle's jar it takes the place of the
 * host's own clocks. The file is {@code -Dumbra.test.clock}, given to the host by {@code -Dumbra.host.flags}; without it, or
 * while it is not there, nothing is moved. Timers that run already do not notice.
 */
@Component(service = Clocks.class, property = "service.ranking:Integer=100")
public final class MovedClocks implements Clocks {
	private final @Nullable Path file;

	/** Waits for nothing, so that it is there before the host's parts look for clocks. */
	public MovedClocks() {
		String named = System.getProperty("umbra.test.clock");
		file = named == null ? null : Path.of(named);
	}

	private Duration ahead() {
		if (file == null) {
			return Duration.ZERO;
		}
		try {
			return Duration.parse(Files.readString(file).strip());
		} catch (NoSuchFileException e) {
			return Duration.ZERO;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public Instant instant() {
		return SYSTEM.instant().plus(ahead());
	}

	@Override
	public long nanos() {
		return SYSTEM.nanos() + ahead().toNanos();
	}
}
