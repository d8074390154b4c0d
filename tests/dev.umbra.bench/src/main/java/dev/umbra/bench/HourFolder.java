package dev.umbra.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.GitSnapshot;
import dev.umbra.client.snapshot.GitWatch;
import dev.umbra.client.snapshot.LiveSnapshots.Contracts;
import dev.umbra.client.store.SessionStore;
import dev.umbra.core.SessionId;
import dev.umbra.core.event.GitChanged;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.Repositories;
import dev.umbra.host.OneFolder;
import dev.umbra.testkit.FakeRepositories;
import dev.umbra.testkit.ManualClock;
import dev.umbra.testkit.ManualTicks;

/**
 * The folder of the hour's session: what the agent changes there, and who looks. With a repository it is asked by the git command,
 * every process of which is counted; without one nothing but the calls is of interest. Either way what the host does about it is the
 * product's. One thread.
 */
final class HourFolder {
	private static final Path NOWHERE = Path.of("/work");
	private final @Nullable Path repository;
	private final FakeRepositories fake = new FakeRepositories();
	private final Repositories repositories;
	private final ManualClock clock;
	private @Nullable OneFolder folder;
	private @Nullable GitWatch watch;
	private int written;
	private long oldRuns;
	private long before;
	private int wanted;
	private long writtenAt;
	private final Samples ages = new Samples();

	/** @param repository null: none */
	HourFolder(@Nullable Path repository, ManualClock clock) {
		this.repository = repository;
		this.clock = clock;
		repositories = repository == null ? fake : RealGit.blocking(repository.resolveSibling("data"), BigRepository.git());
		fake.say(differing(0));
	}

	private static GitState differing(int files) {
		return new GitState(NOWHERE.toString(), GitState.Kind.WORK_TREE, "", new WorkTree("/work", null,
				new WorkTree.Head(WorkTree.HeadKind.UNBORN, "main", null), null, new WorkTree.FileCounts(0, files, 0, 0), List.of(), false, 0, null, null, false),
				null);
	}

	/** Has the store look at it. The host has run for a while: which git there is it knows already. */
	void open(SessionStore store, HourHost host, SessionId session, ManualTicks ticks) {
		if (repository != null) {
			repositories.state(new Repositories.Place(repository.getRoot(), List.of())).toCompletableFuture().join();
			before = repositories.runs();
		}
		Consumer<GitChanged> announced = event -> {
			host.announced();
			store.heard(event);
		};
		OneFolder made = new OneFolder(session, repository == null ? NOWHERE : repository, clock, ticks, repositories, announced);
		folder = made;
		store.use(() -> new Contracts(host, null, null, null, null, null, new HourGit(made.git(), host)));
		GitWatch watching = store.git(session);
		watching.onChange(this::seen);
		watching.shown(true);
		watch = watching;
	}

	@Nullable GitSnapshot now() {
		GitWatch present = watch;
		return present == null ? null : present.now();
	}

	/** The agent wrote one more line into one more file. */
	private String write() {
		if (repository == null) {
			fake.say(differing(++written));
			return NOWHERE.resolve(BigRepository.name(written)).toString();
		}
		Path file = repository.resolve(BigRepository.name(written++));
		try {
			Files.writeString(file, "and one line more\n", StandardOpenOption.APPEND);
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
		return file.toString();
	}

	void toolEnded(boolean changed, boolean shown) {
		String wrote = changed ? write() : null;
		if (wrote != null && shown) {
			wanted = written;
			writtenAt = clock.nanos();
		}
		OneFolder present = folder;
		GitWatch watching = watch;
		if (present != null && watching != null) {
			present.toolEnded(wrote);
			watching.touched();
		}
	}

	/** What the old way does every 3 s: a process of its own. */
	void old() {
		if (repository == null) {
			return;
		}
		oldRuns++;
		List<String> status = BigRepository.run(repository, "status", "--porcelain=v2", "--branch");
		known((int) status.stream().filter(line -> line.startsWith("1 ")).count());
	}

	private void seen() {
		GitSnapshot present = now();
		if (present != null && present.filesKnown()) {
			known((int) present.files().stream().filter(file -> file.operation() == SessionFile.Operation.MODIFIED).count());
		}
	}

	private void known(int files) {
		if (wanted > 0 && files >= wanted) {
			ages.addNanos(clock.nanos() - writtenAt);
			wanted = 0;
		}
	}

	long runs() {
		return repository == null ? 0 : oldRuns + repositories.runs() - before;
	}

	/** Of the agent's changes while somebody looks: how old each is when it is known. */
	Duration age() {
		return Duration.ofMillis(Math.round(ages.count() == 0 ? 0 : ages.p95()));
	}
}
