package dev.umbra.core;

import java.util.function.Function;

/** What a call came to: a value, or an expected failure in words. Unexpected failures are exceptions. */
public sealed interface Outcome<T> {
	record Ok<T>(T value) implements Outcome<T> {
	}

	record NotOk<T>(Failure failure) implements Outcome<T> {
	}

	static <T> Outcome<T> ok(T value) {
		return new Ok<>(value);
	}

	static <T> Outcome<T> notOk(Failure failure) {
		return new NotOk<>(failure);
	}

	default <U> Outcome<U> map(Function<? super T, ? extends U> f) {
		return switch (this) {
		case Ok<T> ok -> new Ok<>(f.apply(ok.value()));
		case NotOk<T> not -> new NotOk<>(not.failure());
		};
	}

	/** @throws FailureException if this is not a value */
	default T orThrow() {
		return switch (this) {
		case Ok<T> ok -> ok.value();
		case NotOk<T> not -> throw new FailureException(not.failure());
		};
	}
}
