package dev.umbra.client.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Sessions;
import dev.umbra.testkit.UnaskedSessions;

/** A host at the end of a slow link: questions, answers and changes take half of the way's time each, and stay in order. */
final class SlowSessions extends UnaskedSessions {
	private final Sessions to;
	private final ScheduledExecutorService ticks;
	private final long half;

	/** @param there and back, together */
	SlowSessions(Sessions to, ScheduledExecutorService ticks, Duration there) {
		this.to = to;
		this.ticks = ticks;
		this.half = there.toNanos() / 2;
	}

	private <T> CompletionStage<T> slow(Supplier<CompletionStage<T>> call) {
		CompletableFuture<T> answer = new CompletableFuture<>();
		later(() -> call.get().thenAccept(value -> later(() -> answer.complete(value))));
		return answer;
	}

	private void later(Runnable work) {
		ticks.schedule(work, half, TimeUnit.NANOSECONDS);
	}

	@Override
	public CompletionStage<Outcome<Attached>> attach(Attach p, Consumer<Changes> changes) {
		return slow(() -> to.attach(p, change -> later(() -> changes.accept(change))));
	}

	@Override
	public CompletionStage<Outcome<Done>> detach(Detach p) {
		return slow(() -> to.detach(p));
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return slow(() -> to.get(p));
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		return slow(() -> to.list(p));
	}

	@Override
	public CompletionStage<Outcome<Page>> entries(Read p) {
		return slow(() -> to.entries(p));
	}

	@Override
	public CompletionStage<Outcome<TextRange>> text(ReadText p) {
		return slow(() -> to.text(p));
	}
}
