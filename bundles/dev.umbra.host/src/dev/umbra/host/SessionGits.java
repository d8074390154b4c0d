package dev.umbra.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.GitRecords;
import dev.umbra.core.port.GitRecords.SessionGit;
import dev.umbra.core.port.Repositories;

/** What is remembered of sessions' repositories, and whether something is under way in one. Any thread; nothing blocks. */
final class SessionGits {
	private static final System.Logger LOG = System.getLogger(SessionGits.class.getName());
	private static final SessionGit NONE = new SessionGit(null, "", null, null, null, null, "");
	private final GitRecords records;
	private final Repositories repositories;
	private final GitFolders folders;
	private final Runnable look;
	private final AtomicInteger busy = new AtomicInteger();
	/** One change of a record after the other: each begins with what the one before it left. */
	private CompletionStage<?> last = CompletableFuture.completedFuture(null);

	/** @param look called when the host may have less to do than before */
	SessionGits(GitRecords records, Repositories repositories, GitFolders folders, Runnable look) {
		this.records = records;
		this.repositories = repositories;
		this.folders = folders;
		this.look = look;
	}

	Repositories repositories() {
		return repositories;
	}

	GitFolders folders() {
		return folders;
	}

	CompletionStage<Optional<SessionGit>> find(SessionId session) {
		return records.git(session);
	}

	synchronized CompletionStage<Void> change(SessionId session, UnaryOperator<SessionGit> change, Entries.@Nullable CommandResult command) {
		CompletionStage<Void> changed = last.handle((before, error) -> null).thenCompose(before -> records.git(session))
				.thenCompose(found -> records.saveGit(session, change.apply(found.orElse(NONE)), command));
		last = changed;
		return changed;
	}

	/** Notes what the repository of a new session is like. Nothing waits for it. */
	void began(SessionId session, Repositories.Place place, @Nullable String repository) {
		busy(() -> repositories.start(place).thenCompose(start -> change(session,
				git -> new SessionGit(start.commit(), start.code(), repository, git.tip(), git.merged(), git.reverted(), git.draft()), null)))
				.exceptionally(error -> {
					LOG.log(System.Logger.Level.INFO, "what the repository of session " + session + " is like was not noted: " + error.getMessage());
					return null;
				});
	}

	/** Work that the host does not end in the middle of. */
	<T> CompletionStage<T> busy(Supplier<CompletionStage<T>> work) {
		busy.incrementAndGet();
		CompletionStage<T> stage;
		try {
			stage = work.get();
		} catch (RuntimeException e) {
			stage = CompletableFuture.failedFuture(e);
		}
		return stage.whenComplete((value, error) -> {
			busy.decrementAndGet();
			look.run();
		});
	}

	boolean isBusy() {
		return busy.get() > 0;
	}

	/**
	 * The question whether hooks and configuration may run that are not as when the session began; none if they are, or if the
	 * person said that they may: then they count as known.
	 *
	 * @param commit whether it can also be done without hooks
	 */
	CompletionStage<List<GitReply.Question>> codeChanged(SessionId session, Repositories.Place place, List<GitReply.Answer> answers, boolean commit) {
		return find(session).thenCompose(git -> {
			if (git.isEmpty() || commit && chosen(answers, GitReply.Topic.CODE_CHANGED, null, "no_hooks")) {
				return CompletableFuture.completedFuture(List.of());
			}
			return repositories.start(place).thenCompose(now -> {
				if (now.code().equals(git.get().code())) {
					return CompletableFuture.completedFuture(List.of());
				}
				if (chosen(answers, GitReply.Topic.CODE_CHANGED, null, "go_on")) {
					return change(session, each -> each.withCode(now.code()), null).thenApply(kept -> List.of());
				}
				return CompletableFuture.completedFuture(List.of(question(commit)));
			});
		});
	}

	private static GitReply.Question question(boolean commit) {
		List<GitReply.Choice> choices = new ArrayList<>(List.of(new GitReply.Choice("go_on", "Go on", false)));
		if (commit) {
			choices.add(new GitReply.Choice("no_hooks", "Go on without hooks", false));
		}
		return new GitReply.Question(GitReply.Topic.CODE_CHANGED, null,
				"The repository's hooks or git's configuration changed since the session began. They can make git run programs, and the agent may have written them.",
				choices);
	}

	static boolean chosen(List<GitReply.Answer> answers, GitReply.Topic topic, @Nullable String path, String choice) {
		return answers.stream().anyMatch(answer -> answer.topic() == topic && Objects.equals(answer.path(), path) && answer.choice().equals(choice));
	}
}
