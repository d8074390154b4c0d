package dev.umbra.client.snapshot;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;

/**
 * What was learnt by the last pull. A failure keeps the value that was known before it: it is shown as old, not lost.
 *
 * @param value null before the first answer
 * @param failure why the last pull failed, or null
 */
public record Known<T>(@Nullable T value, @Nullable Failure failure) {
	static <T> Known<T> nothing() {
		return new Known<>(null, null);
	}

	/** Whether a pull was answered, well or not. */
	public boolean asked() {
		return value != null || failure != null;
	}

	public Optional<T> present() {
		return Optional.ofNullable(value);
	}
}
