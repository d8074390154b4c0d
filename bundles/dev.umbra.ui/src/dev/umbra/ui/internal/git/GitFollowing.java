package dev.umbra.ui.internal.git;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Pulled;
import dev.umbra.core.Clocks;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.SessionFile;

/**
 * Follows what git says of one session's folder, as long as somebody looks. The host has the state, one per folder; here is the newest that it
 * told. A hint that something changed asks for what is newer; the files are asked for only when the state is another. While it is shown the
 * host is told so once a minute: it looks at the working tree by itself only as long as somebody does. Any thread; nothing blocks.
 */
final class GitFollowing implements AutoCloseable {
	/** Half of what a word that somebody looks holds for. */
	static final Duration SAY_AGAIN = Duration.ofSeconds(60);
	/** A folder of this many characters may be a longer one, cut. */
	private static final int CUT = 300;

	/**
	 * @param state null before the first answer
	 * @param files empty before the first answer; {@code more} whether there are more than these
	 * @param filesKnown whether they are those of {@code state}
	 * @param failure why the state, or the files, cannot be read, or null; what was known before is still here
	 */
	record Now(@Nullable GitState state, List<SessionFile> files, boolean more, boolean filesKnown, @Nullable Failure failure) {
	}

	private final SessionId session;
	private final String watcher;
	private final Supplier<@Nullable Git> service;
	private final Clocks clocks;
	private final Pulled<Git.State> states;
	private final Pulled<Git.Files> files;
	private final AtomicBoolean fresh = new AtomicBoolean();
	private boolean watching;
	private long saidAt;
	private boolean closed;

	/**
	 * @param watcher names who looks
	 * @param service null while there is none
	 * @param told after each change of {@link #now}, on the thread that brings it; must not block
	 */
	GitFollowing(SessionId session, String watcher, Supplier<@Nullable Git> service, Clocks clocks, Runnable told) {
		this.session = session;
		this.watcher = watcher;
		this.service = service;
		this.clocks = clocks;
		states = new Pulled<>(this::askState);
		files = new Pulled<>(() -> ask(git -> git.files(new Git.FilesOf(session.value()))));
		states.onChange(() -> {
			pullFilesOfAnotherState();
			told.run();
		});
		files.onChange(told);
	}

	SessionId session() {
		return session;
	}

	Now now() {
		Known<Git.State> state = states.now();
		Known<Git.Files> listing = files.now();
		Git.State value = state.value();
		Git.Files listed = listing.value();
		boolean known = value != null && listed != null && isOf(listed, value);
		return new Now(value == null ? null : value.state(), listed == null ? List.of() : listed.files(), listed != null && listed.more(), known,
				state.failure() != null ? state.failure() : listing.failure());
	}

	/** Somebody looks, or not any more. Asks for what is newer when somebody begins to. */
	void shown(boolean looked) {
		boolean said;
		synchronized (this) {
			if (closed) {
				return;
			}
			said = looked != watching || looked && clocks.nanos() - saidAt >= SAY_AGAIN.toNanos();
			watching = looked;
			if (said) {
				saidAt = clocks.nanos();
			}
		}
		if (said) {
			say(looked);
			if (looked) {
				states.pull();
			}
		}
	}

	/** The window came to the front: the host looks at the folder soon. */
	void lookedAt() {
		boolean on;
		synchronized (this) {
			on = watching && !closed;
			if (on) {
				saidAt = clocks.nanos();
			}
		}
		if (on) {
			say(true);
		}
	}

	/** Something changed in a folder; that it is this one is found out here. */
	void changed(String folder) {
		Git.State value = states.now().value();
		boolean ours = value == null || folder.length() >= CUT ? value == null || value.folder().startsWith(folder) : value.folder().equals(folder);
		if (ours && isWatching()) {
			states.pull();
		}
	}

	/** Asks for what is newer. */
	void pull() {
		states.pull();
	}

	/** Has the folder read now, whatever is known. */
	void readAgain() {
		fresh.set(true);
		states.pull();
		files.pull();
	}

	/** What the agent touched may be more. */
	void pullFiles() {
		if (isWatching()) {
			files.pull();
		}
	}

	/** Whether somebody looks, as far as was said. */
	synchronized boolean isWatching() {
		return watching;
	}

	private void say(boolean on) {
		ask(git -> git.watch(new Git.Watch(session.value(), watcher, on)));
	}

	private void pullFilesOfAnotherState() {
		Git.State value = states.now().value();
		Git.Files listed = files.now().value();
		GitState state = value == null ? null : value.state();
		if (value != null && state != null && state.tree() != null && (listed == null || !isOf(listed, value))) {
			files.pull();
		}
	}

	private static boolean isOf(Git.Files listed, Git.State state) {
		return listed.revision() == state.revision() && listed.epoch().equals(state.epoch());
	}

	private CompletionStage<Outcome<Git.State>> askState() {
		Git.State had = states.now().value();
		String position = had == null ? null : had.epoch() + ":" + had.revision();
		return ask(git -> git.state(new Git.Get(session.value(), position, fresh.getAndSet(false)))).thenApply(outcome -> switch (outcome) {
		case Outcome.Ok<Git.State>(Git.State state) when state.state() == null && had != null -> Outcome.ok(had);
		case Outcome.Ok<Git.State> ok -> ok;
		case Outcome.NotOk<Git.State> not -> not;
		});
	}

	/** Never completes exceptionally. */
	private <T> CompletionStage<Outcome<T>> ask(Function<Git, CompletionStage<Outcome<T>>> call) {
		Git git = service.get();
		if (git == null) {
			return CompletableFuture.completedFuture(Outcome.notOk(
					new Failure(Failure.Code.HOST_UNREACHABLE, Messages.no_host, Messages.no_host_hint)));
		}
		try {
			return call.apply(git).exceptionally(e -> Outcome.notOk(Failure.failed(Objects.toString(e.getMessage(), e.toString()), null)));
		} catch (RuntimeException e) {
			return CompletableFuture.completedFuture(Outcome.notOk(Failure.failed(Objects.toString(e.getMessage(), e.toString()), null)));
		}
	}

	@Override
	public void close() {
		boolean said;
		synchronized (this) {
			said = watching && !closed;
			watching = false;
			closed = true;
		}
		if (said) {
			say(false);
		}
	}
}
