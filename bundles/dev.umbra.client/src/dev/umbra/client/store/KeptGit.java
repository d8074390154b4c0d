package dev.umbra.client.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.GitSnapshot;
import dev.umbra.client.snapshot.GitWatch;
import dev.umbra.client.snapshot.Known;
import dev.umbra.client.snapshot.Listeners;
import dev.umbra.client.snapshot.Pulled;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitState;
import dev.umbra.core.session.SessionStatus;

/**
 * What git says of one session's folder, as a window keeps it for all who read it. The host has the state, one per folder; here is
 * the newest that it told. A push asks for what is newer, and so does a {@link Rhythm}; the files are asked for only when the state
 * is another, or the agent touched one more. While somebody looks, the host is told so, again and again.
 *
 * <p>Lock: the monitor, for moments; the host, the rhythm and listeners are called without it.
 */
final class KeptGit {
	/** That somebody looks holds for two minutes. */
	static final Duration SAY_AGAIN = Duration.ofSeconds(50);
	/** Where no pull is due by itself. */
	private static final Duration SAY_AT_LAST = Duration.ofSeconds(90);
	/** As a rule a file that was touched is told with the next state: this is for those of which git has nothing to say. */
	private static final Duration TOUCHED = Duration.ofSeconds(1);
	/** Between two hints of ours. */
	private static final Duration GAP = Duration.ofMillis(500);
	/** A folder of this many characters may be a longer one, cut. */
	private static final int CUT = 300;

	/** How the host is asked. */
	interface Source {
		<T> CompletionStage<Outcome<T>> ask(Function<Git, CompletionStage<Outcome<T>>> call);
	}

	private final SessionId session;
	private final String watcher;
	private final Source source;
	private final Rhythm.Surroundings around;
	private final Consumer<KeptGit> unread;
	private final Listeners listeners = new Listeners();
	private final List<Reader> readers = new ArrayList<>();
	private final KeptList<Git.State> states;
	private final Pulled<Git.Files> files;
	private final Pace hints;
	private final AtomicBoolean fresh = new AtomicBoolean();
	private boolean windowShown;
	private boolean watching;
	private boolean touchedMore;
	/** By {@link dev.umbra.core.Clocks#nanos}: when it was last said that somebody looks. */
	private long saidAt;
	private @Nullable ScheduledFuture<?> timer;

	/**
	 * @param watcher names this window
	 * @param unread told when the last reader has gone
	 */
	KeptGit(SessionId session, String watcher, Source source, Rhythm.Surroundings around, Cadence first, boolean windowShown, Consumer<KeptGit> unread) {
		this.session = session;
		this.watcher = watcher;
		this.source = source;
		this.around = around;
		this.windowShown = windowShown;
		this.unread = unread;
		states = new KeptList<>("git " + session, around, first, () -> SessionStatus.Kind.IDLE, () -> false, this::askState);
		files = new Pulled<>(this::askFiles);
		hints = new Pace(around.clocks(), around.ticks(), GAP, () -> {
			if (isWatching()) {
				say(true, false);
			}
		});
		states.windowShown(false);
		states.pulled().onChange(() -> {
			pullFilesOfAnotherState();
			listeners.tell();
		});
		files.onChange(listeners::tell);
	}

	SessionId id() {
		return session;
	}

	Rhythm rhythm() {
		return states.rhythm();
	}

	/** One more reader. */
	synchronized GitWatch read() {
		Reader reader = new Reader();
		readers.add(reader);
		return reader;
	}

	synchronized boolean isRead() {
		return !readers.isEmpty();
	}

	void windowShown(boolean shown) {
		synchronized (this) {
			windowShown = shown;
		}
		showing();
	}

	/** Somebody looks, or nobody does any more. */
	private void showing() {
		boolean on;
		synchronized (this) {
			on = windowShown && readers.stream().anyMatch(reader -> reader.shown);
			if (on == watching) {
				return;
			}
			watching = on;
		}
		say(on, false);
		states.windowShown(on);
		if (!on) {
			// what happens from now on is not told
			states.again();
		} else if (!states.pulled().now().asked()) {
			states.pulled().pull();
		}
	}

	private synchronized boolean isWatching() {
		return watching;
	}

	/** There is a host again, maybe another one: it does not know that somebody looks. */
	void found() {
		if (isWatching()) {
			say(true, false);
		}
		states.again();
	}

	/** Something changed in a folder; that it is this one is found out here. */
	void changed(String folder) {
		Git.State value = states.pulled().now().value();
		boolean ours = value == null || (folder.length() >= CUT ? value.folder().startsWith(folder) : value.folder().equals(folder));
		if (ours) {
			states.hint();
		}
	}

	/** Something was written at or below this path. */
	void written(Path path) {
		Git.State value = states.pulled().now().value();
		if (value != null && isWatching() && isAround(value, path)) {
			hints.hint();
		}
	}

	private static boolean isAround(Git.State value, Path path) {
		GitState state = value.state();
		String root = state != null && state.tree() != null ? state.tree().root() : value.folder();
		try {
			return path.startsWith(root) || Path.of(root).startsWith(path);
		} catch (InvalidPathException e) {
			// of a host on a system with other names
			return false;
		}
	}

	void close() {
		synchronized (this) {
			readers.clear();
		}
		showing();
		states.rhythm().close();
	}

	private GitSnapshot now() {
		Known<Git.State> state = states.pulled().now();
		Known<Git.Files> listing = files.now();
		Git.State value = state.value();
		Git.Files listed = listing.value();
		boolean known = value != null && listed != null && isOf(listed, value);
		return new GitSnapshot(value == null ? null : value.state(), listed == null ? List.of() : Objects.requireNonNullElse(listed.files(), List.of()),
				listed != null && listed.more(), known, state.failure() != null ? state.failure() : listing.failure());
	}

	/** @param still it was said before: nothing is looked at for it */
	private void say(boolean on, boolean still) {
		synchronized (this) {
			if (timer != null) {
				timer.cancel(false);
			}
			saidAt = around.clocks().nanos();
			timer = on ? around.ticks().schedule(() -> say(true, true), SAY_AT_LAST.toSeconds(), TimeUnit.SECONDS) : null;
		}
		source.ask(git -> git.watch(new Git.Watch(session.value(), watcher, on, still ? true : null)));
	}

	private void sayAgain() {
		boolean due;
		synchronized (this) {
			due = watching && around.clocks().nanos() - saidAt >= SAY_AGAIN.toNanos();
		}
		if (due) {
			say(true, true);
		}
	}

	private void touched() {
		boolean on;
		synchronized (this) {
			touchedMore = false;
			on = watching;
		}
		if (on) {
			files.pull();
		}
	}

	private void pullFilesOfAnotherState() {
		Git.State value = states.pulled().now().value();
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
		sayAgain();
		Git.State had = states.pulled().now().value();
		String position = had == null ? null : had.epoch() + ":" + had.revision();
		return source.ask(git -> git.state(new Git.Get(session.value(), position, fresh.getAndSet(false))))
				.thenApply(outcome -> outcome.map(answer -> answer.state() == null && had != null ? had : answer));
	}

	private CompletionStage<Outcome<Git.Files>> askFiles() {
		Git.Files had = files.now().value();
		Git.State state = states.pulled().now().value();
		// the state was read for us: its files need not be read anew
		String position = had != null ? had.epoch() + ":" + had.revision() : state != null ? state.epoch() + ":0" : null;
		return source.ask(git -> git.files(new Git.FilesOf(session.value(), position)))
				.thenApply(outcome -> outcome.map(answer -> answer.files() == null && had != null ? had : answer));
	}

	private final class Reader implements GitWatch {
		private final List<Subscription> subscriptions = new ArrayList<>();
		private boolean shown;

		@Override
		public SessionId session() {
			return session;
		}

		@Override
		public GitSnapshot now() {
			return KeptGit.this.now();
		}

		@Override
		public Subscription onChange(Runnable listener) {
			Subscription mine = listeners.add(listener);
			synchronized (KeptGit.this) {
				subscriptions.add(mine);
			}
			return mine;
		}

		@Override
		public void shown(boolean seen) {
			synchronized (KeptGit.this) {
				shown = seen && readers.contains(this);
			}
			showing();
		}

		@Override
		public boolean isShown() {
			synchronized (KeptGit.this) {
				return shown;
			}
		}

		@Override
		public void hint() {
			if (isWatching()) {
				hints.hint();
			}
		}

		@Override
		public void touched() {
			synchronized (KeptGit.this) {
				if (!watching || touchedMore) {
					return;
				}
				touchedMore = true;
			}
			around.ticks().schedule(KeptGit.this::touched, TOUCHED.toMillis(), TimeUnit.MILLISECONDS);
		}

		@Override
		public void pull() {
			states.pulled().pull();
		}

		@Override
		public void refresh() {
			fresh.set(true);
			states.pulled().pull();
			files.pull();
		}

		@Override
		public void close() {
			boolean gone;
			synchronized (KeptGit.this) {
				gone = readers.remove(this);
				shown = false;
				subscriptions.forEach(Subscription::close);
				subscriptions.clear();
			}
			if (gone) {
				showing();
				unread.accept(KeptGit.this);
			}
		}
	}
}
