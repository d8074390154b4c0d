package dev.umbra.host;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Clocks;
import dev.umbra.core.SessionId;
import dev.umbra.core.git.GitState;
import dev.umbra.core.port.Repositories;

/**
 * What git says of one folder: the one state that everybody sees. It is read by one flight at a time; who asks meanwhile shares
 * the next one. Hints (git's files changed, a tool call ended) are coalesced to two a second, and wait while nobody watches. While
 * somebody does, the folder is looked at by {@link GitCadence} too, for what no hint tells of: so only what such a look finds makes
 * the next ones come sooner. Any thread; nothing blocks.
 */
final class GitFolder {
	private static final System.Logger LOG = System.getLogger(GitFolder.class.getName());
	private static final Duration GAP = Duration.ofMillis(500);
	/** Who watches says so again each minute. */
	private static final Duration LEASE = Duration.ofMinutes(2);
	private final Path folder;
	private final Around around;
	private final Map<String, Lease> leases = new HashMap<>();
	private volatile @Nullable Known known;
	private @Nullable CompletableFuture<Known> reading;
	private @Nullable CompletableFuture<Known> next;
	private Cause cause = Cause.SYSTEM;
	private long begunAt;
	private long announcedAt;
	private boolean announcing;
	private boolean hinted;
	/** The look that is due is not only for those who watch. */
	private boolean wanted;
	/** Something was hinted at while nobody watched. */
	private boolean missed;
	/** What is done when the look that was hinted at has ended. */
	private @Nullable CompletableFuture<Known> settling;
	/** The present look, or the next, is by no hint. */
	private boolean timed;
	private GitCadence cadence = GitCadence.BEGIN;
	private @Nullable ScheduledFuture<?> timer;
	private Repositories.@Nullable Watching watching;
	private @Nullable String watchedRoot;
	/** Why changes may be seen late, in words, or empty. */
	private String unwatched = "";
	private boolean closed;

	/** @param until by the monotonic clock, nanoseconds */
	private record Lease(SessionId session, long until) {
	}

	/**
	 * @param stamp of the files that differ: another one when they were written again
	 * @param readAt when git was asked last
	 */
	record Known(GitState state, long stamp, long revision, Instant readAt) {
	}

	/** Is told, on any thread, that the state is another. */
	interface Announcing {
		void changed(Path folder, long revision, Cause cause);
	}

	/**
	 * What all folders share.
	 *
	 * @param trusted folders that the person trusts
	 * @param revisions gives a higher number each time
	 */
	record Around(Clocks clocks, ScheduledExecutorService ticks, Repositories repositories, Supplier<List<Path>> trusted, LongSupplier revisions,
			Announcing announcing) {
	}

	GitFolder(Path folder, Around around) {
		this.folder = folder;
		this.around = around;
		this.begunAt = around.clocks().nanos() - GAP.toNanos();
		this.announcedAt = begunAt;
	}

	Repositories.Place place() {
		return new Repositories.Place(folder, around.trusted().get());
	}

	/** What is known, or null before the first look. */
	@Nullable
	Known known() {
		return known;
	}

	/** A look that begins from now on. */
	CompletionStage<Known> fresh(Cause why) {
		CompletableFuture<Known> mine;
		synchronized (this) {
			cause = why;
			if (reading != null) {
				next = next == null ? new CompletableFuture<>() : next;
				return next;
			}
			mine = new CompletableFuture<>();
			begin(mine);
		}
		read(mine);
		return mine;
	}

	/** What is known when every look has ended that was hinted at so far. */
	CompletionStage<Known> settled() {
		Known present;
		boolean old;
		synchronized (this) {
			if (next != null) {
				return next;
			}
			if (hinted) {
				settling = settling == null ? new CompletableFuture<>() : settling;
				return settling;
			}
			if (reading != null) {
				return reading;
			}
			present = known;
			old = missed;
		}
		return present == null || old ? fresh(Cause.SYSTEM) : CompletableFuture.completedFuture(present);
	}

	/** With the monitor. */
	private void begin(CompletableFuture<Known> flight) {
		reading = flight;
		begunAt = around.clocks().nanos();
		hinted = false;
		wanted = false;
		missed = false;
		if (settling != null) {
			CompletableFuture<Known> waiting = settling;
			settling = null;
			flight.thenAccept(waiting::complete);
		}
		if (timer != null) {
			timer.cancel(false);
			timer = null;
		}
	}

	private void read(CompletableFuture<Known> flight) {
		CompletionStage<GitState> state;
		try {
			state = around.repositories().state(place());
		} catch (RuntimeException e) {
			state = CompletableFuture.failedFuture(e);
		}
		state.whenComplete((value, error) -> {
			if (error != null) {
				LOG.log(System.Logger.Level.ERROR, "the state of " + folder + " could not be read", error);
			}
			done(flight, error == null ? value
					: new GitState(folder.toString(), GitState.Kind.UNREADABLE, "The state of " + folder + " could not be read: " + error.getMessage(), null, null));
		});
	}

	private void done(CompletableFuture<Known> flight, GitState read) {
		CompletableFuture<Known> following;
		Known now;
		boolean changed;
		long stamp = EditStamp.of(read);
		GitState state;
		synchronized (this) {
			state = told(read);
			Known before = known;
			changed = before == null || before.stamp() != stamp || !before.state().equals(state);
			now = new Known(state, stamp, changed ? around.revisions().getAsLong() : before.revision(), around.clocks().instant());
			known = now;
			cadence = changed && !timed ? cadence : cadence.after(changed);
			timed = false;
			reading = null;
			following = next;
			next = null;
			if (following != null) {
				begin(following);
			} else {
				later();
			}
		}
		flight.complete(now);
		if (changed) {
			announce();
		}
		watchFiles(state);
		if (following != null) {
			read(following);
		}
	}

	/** Something may have changed: looks soon, or when somebody watches again. */
	void hint(Cause why) {
		synchronized (this) {
			if (!watched()) {
				missed = true;
				return;
			}
		}
		soon(why);
	}

	/** Looks soon, whether or not somebody watches. */
	void look(Cause why) {
		synchronized (this) {
			wanted = true;
		}
		soon(why);
	}

	/** No sooner than half a second after the last look began. */
	private void soon(Cause why) {
		long wait;
		synchronized (this) {
			if (hinted || closed) {
				return;
			}
			hinted = true;
			cause = why;
			wait = Math.max(0, begunAt + GAP.toNanos() - around.clocks().nanos());
		}
		around.ticks().schedule(() -> hinted(why), wait, TimeUnit.NANOSECONDS);
	}

	private void hinted(Cause why) {
		CompletableFuture<Known> waiting;
		Known present;
		synchronized (this) {
			if (!hinted) {
				// another look began meanwhile, and saw it
				return;
			}
			present = known;
			if (present == null || wanted || watched()) {
				waiting = null;
			} else {
				// nobody watches any more
				hinted = false;
				missed = true;
				waiting = settling == null ? new CompletableFuture<>() : settling;
				settling = null;
			}
		}
		if (waiting == null) {
			fresh(why);
		} else {
			waiting.complete(present);
		}
	}

	/** What the state stands for changed though git says the same, for example what was merged. */
	void changed(Cause why) {
		synchronized (this) {
			Known before = known;
			if (before == null) {
				return;
			}
			cause = why;
			known = new Known(before.state(), before.stamp(), around.revisions().getAsLong(), before.readAt());
		}
		announce();
	}

	/** The first at once, then no more than two a second. */
	private void announce() {
		synchronized (this) {
			if (announcing || closed) {
				return;
			}
			long wait = announcedAt + GAP.toNanos() - around.clocks().nanos();
			if (wait > 0) {
				announcing = true;
				around.ticks().schedule(this::publish, wait, TimeUnit.NANOSECONDS);
				return;
			}
		}
		publish();
	}

	private void publish() {
		Cause why;
		Known now;
		synchronized (this) {
			announcing = false;
			announcedAt = around.clocks().nanos();
			why = cause;
			now = known;
		}
		if (now != null) {
			around.announcing().changed(folder, now.revision(), why);
		}
	}

	/**
	 * Somebody looks at it, for two minutes unless that is said again.
	 *
	 * @param still that was said before: nothing is looked at for it, unless it was forgotten meanwhile
	 */
	void watch(String watcher, SessionId session, boolean still) {
		synchronized (this) {
			boolean known = watched() && leases.containsKey(watcher);
			leases.put(watcher, new Lease(session, around.clocks().nanos() + LEASE.toNanos()));
			if (still && known) {
				return;
			}
			// what was hinted at meanwhile is no sign that there is more that nobody tells of
			timed = !missed;
		}
		look(Cause.SYSTEM);
	}

	synchronized void unwatch(String watcher) {
		leases.remove(watcher);
		later();
	}

	/** The session is closed: nobody waits for news of it. */
	synchronized void unwatch(SessionId session) {
		leases.values().removeIf(lease -> lease.session().equals(session));
		later();
	}

	/** With the monitor. Sets the timer for the next look, if anybody watches. */
	private void later() {
		if (timer != null) {
			timer.cancel(false);
			timer = null;
		}
		if (watched() && reading == null && !closed) {
			timer = around.ticks().schedule(this::tick, cadence.delay().toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	private void tick() {
		synchronized (this) {
			timer = null;
			if (!watched()) {
				return;
			}
			timed = true;
		}
		fresh(Cause.SYSTEM);
	}

	/** Whether anybody watches it now. */
	synchronized boolean watched() {
		long now = around.clocks().nanos();
		leases.values().removeIf(lease -> lease.until() - now < 0);
		return !leases.isEmpty();
	}

	/** Some of git's own files are not watched: what happens there is seen at the next look, and the person is told so. */
	private void unwatched(String root, String why) {
		synchronized (this) {
			if (!root.equals(watchedRoot)) {
				return;
			}
			unwatched = "Changes that others make here with git may be seen late, after up to " + GitCadence.longest().toSeconds() + " s: " + why + ".";
		}
		hint(Cause.SYSTEM);
	}

	/** With the monitor. */
	private GitState told(GitState state) {
		return state.tree() == null || unwatched.isEmpty() ? state : new GitState(state.folder(), state.kind(), unwatched, state.tree(), state.worktree());
	}

	/** A folder may become a repository, or be moved into another. */
	private void watchFiles(GitState state) {
		String root = state.tree() == null ? null : state.tree().root();
		Repositories.Watching former;
		synchronized (this) {
			if (closed || Objects.equals(root, watchedRoot)) {
				return;
			}
			former = watching;
			watchedRoot = root;
			unwatched = "";
			watching = root == null ? null : around.repositories().watch(place(), () -> hint(Cause.SYSTEM), why -> unwatched(root, why));
		}
		if (former != null) {
			former.close();
		}
	}

	void close() {
		Repositories.Watching former;
		synchronized (this) {
			closed = true;
			leases.clear();
			later();
			former = watching;
			watching = null;
		}
		if (former != null) {
			former.close();
		}
	}
}
