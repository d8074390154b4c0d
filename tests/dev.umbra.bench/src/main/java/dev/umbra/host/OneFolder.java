package dev.umbra.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Clocks;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Git;
import dev.umbra.core.event.GitChanged;
import dev.umbra.core.port.Repositories;
import dev.umbra.testkit.UnaskedGit;

/** What the host does with the folder of one session, on a clock that is moved and without the host around it. One thread. */
public final class OneFolder {
	private static final String EPOCH = "1ff60d8a";
	private final SessionId session;
	private final GitFolder folder;
	private final GitTelling telling;
	private final Set<String> touched = new TreeSet<>();

	/** @param announced what the host would tell its clients */
	public OneFolder(SessionId session, Path path, Clocks clocks, ScheduledExecutorService ticks, Repositories repositories,
			Consumer<GitChanged> announced) {
		this.session = session;
		AtomicLong revisions = new AtomicLong();
		folder = new GitFolder(path, new GitFolder.Around(clocks, ticks, repositories, List::of, revisions::incrementAndGet,
				(changed, revision, cause) -> announced.accept(new GitChanged(EPOCH, revision, cause, changed.toString()))));
		telling = new GitTelling(() -> EPOCH, repositories);
	}

	/** A tool call of the session ended. @param wrote the file it says it changed, absolute, or null */
	public void toolEnded(@Nullable String wrote) {
		if (wrote != null) {
			touched.add(wrote);
		}
		folder.hint(Cause.agent("bench"));
	}

	/** As a client has it. */
	public Git git() {
		return new UnaskedGit() {
			@Override
			public CompletionStage<Outcome<State>> state(Get p) {
				return telling.state(folder, p, CompletableFuture::completedFuture).thenApply(Outcome::ok);
			}

			@Override
			public CompletionStage<Outcome<Files>> files(FilesOf p) {
				return telling.files(folder, session, p, CompletableFuture.completedFuture(Set.copyOf(touched)),
						() -> CompletableFuture.completedFuture(null)).thenApply(Outcome::ok);
			}

			@Override
			public CompletionStage<Outcome<Done>> watch(Watch p) {
				if (p.on()) {
					folder.watch(p.watcher(), session, p.again());
				} else {
					folder.unwatch(p.watcher());
				}
				return CompletableFuture.completedFuture(Outcome.ok(new Done()));
			}
		};
	}
}
