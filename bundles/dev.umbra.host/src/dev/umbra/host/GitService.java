package dev.umbra.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitDiff;
import dev.umbra.core.git.GitFile;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.git.SessionFile;
import dev.umbra.core.git.WorkTree;
import dev.umbra.core.port.Entries;
import dev.umbra.core.port.GitRecords.SessionGit;
import dev.umbra.core.port.Repositories;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/** {@link Git}, carried out here: a session's folder, the questions before a change, and what is remembered afterwards. */
final class GitService implements Git {
	/** UTF-16 code units. */
	private static final int LONGEST_MESSAGE = 64 * 1024;
	private static final int LONGEST_WATCHER = 200;
	private final HostParts parts;
	private final SessionMailboxes mailboxes;
	private final SessionGits gits;
	private final SessionWorktrees worktrees;
	private final Repositories repositories;
	private final TouchedPaths touched;
	private final GitTelling telling;
	private final GitIntents intents;

	GitService(HostParts parts, SessionMailboxes mailboxes, SessionGits gits, SessionWorktrees worktrees) {
		this.parts = parts;
		this.mailboxes = mailboxes;
		this.gits = gits;
		this.worktrees = worktrees;
		this.repositories = gits.repositories();
		this.touched = new TouchedPaths(parts.entries());
		this.telling = new GitTelling(parts::epoch, repositories);
		this.intents = new GitIntents(parts.entries());
	}

	/** A session and its folder. */
	private record Of(SessionSummary session, GitFolder folder) {
		Repositories.Place place() {
			return folder.place();
		}
	}

	private <R> CompletionStage<Outcome<R>> with(String session, Function<Of, CompletionStage<R>> work) {
		return Stages.outcome(() -> mailboxes.resolve(session).thenCompose(parts.entries()::session).thenCompose(found -> {
			SessionSummary summary = found.orElseThrow(() -> SessionMailboxes.notFound(session));
			return work.apply(new Of(summary, gits.folders().of(Path.of(summary.cwd()))));
		}));
	}

	@Override
	public CompletionStage<Outcome<State>> state(Get p) {
		return with(p.session(), of -> telling.state(of.folder(), p, state -> worktrees.described(of.session(), state)));
	}

	@Override
	public CompletionStage<Outcome<Files>> files(FilesOf p) {
		return with(p.session(), of -> telling.files(of.folder(), of.session().id(), p, touched.of(of.session().id()),
				() -> gits.find(of.session().id()).thenApply(git -> git.map(SessionGit::start).orElse(null))));
	}

	@Override
	public CompletionStage<Outcome<GitDiff>> diff(Diff p) {
		return with(p.session(), of -> p.kind() != GitDiff.Kind.SESSION ? repositories.diff(of.place(), p.kind(), p.path(), null)
				: gits.find(of.session().id()).thenCompose(git -> {
					String start = git.orElseThrow(() -> new FailureException(Failure.refused(
							"It is not known what the last commit was when the session \"" + of.session().title() + "\" began.",
							"See what differs from the last commit instead."))).start();
					return repositories.diff(of.place(), p.kind(), p.path(), start);
				}));
	}

	@Override
	public CompletionStage<Outcome<Done>> watch(Watch p) {
		return with(p.session(), of -> {
			if (p.watcher().isEmpty() || p.watcher().length() > LONGEST_WATCHER) {
				throw new FailureException(Failure.usage("Who watches has a name of 1 to " + LONGEST_WATCHER + " characters.", null));
			}
			if (p.on() && of.session().status().kind() != SessionStatus.Kind.TERMINAL) {
				of.folder().watch(p.watcher(), of.session().id(), p.again());
			} else {
				of.folder().unwatch(p.watcher());
			}
			return CompletableFuture.completedFuture(new Done());
		});
	}

	@Override
	public CompletionStage<Outcome<GitReply>> stage(Paths p) {
		return changing(p.session(), p, Methods.GIT_STAGE.name(),
				of -> asked(of, p.answers(), false).thenCompose(questions -> questions.isEmpty() ? repositories.stage(of.place(), p.paths())
						.thenApply(done -> done("Staged " + files(p.paths()) + ".", null, null)) : ask(questions)));
	}

	@Override
	public CompletionStage<Outcome<GitReply>> unstage(Paths p) {
		return changing(p.session(), p, Methods.GIT_UNSTAGE.name(), of -> repositories.unstage(of.place(), p.paths())
				.thenApply(done -> done("Unstaged " + files(p.paths()) + ".", null, null)));
	}

	@Override
	public CompletionStage<Outcome<GitReply>> discard(Paths p) {
		return changing(p.session(), p, Methods.GIT_DISCARD.name(), of -> intents.find(p.command()).thenCompose(begun -> begun
				.map(reply -> repositories.discardRest(of.place(), String.valueOf(reply.undo())).thenApply(rest -> (GitReply) reply))
				.orElseGet(() -> repositories.discard(of.place(), p.paths(), undo -> intents.begin(p.command(), Methods.GIT_DISCARD.name(), discarded(p, undo)))
						.thenApply(undo -> discarded(p, undo)))));
	}

	private static GitReply.Done discarded(Paths p, String undo) {
		return done("Discarded what was not staged of " + files(p.paths()) + ".", null, undo);
	}

	@Override
	public CompletionStage<Outcome<GitReply>> undo(Undo p) {
		return changing(p.session(), p, Methods.GIT_UNDO.name(), of -> repositories.undo(of.place(), p.undo())
				.thenApply(nothing -> done("Brought back what was discarded.", null, null)));
	}

	@Override
	public CompletionStage<Outcome<GitReply>> commit(Commit p) {
		return changing(p.session(), p, Methods.GIT_COMMIT.name(), of -> repositories.made(of.place(), GitIntents.mark(p.command()))
				.thenCompose(made -> made.map(hash -> committed(of, p, hash)).orElseGet(() -> of.folder().fresh(Cause.SYSTEM).thenCompose(known -> commit(of, p, known)))));
	}

	private CompletionStage<GitReply> commit(Of of, Commit p, GitFolder.Known known) {
		WorkTree tree = known.state().tree();
		if (tree == null) {
			throw new FailureException(Failure.refused(known.state().words(), null));
		}
		return asked(of, p.answers(), true).thenCompose(changed -> partly(of, tree, p).thenCompose(partly -> {
			List<GitReply.Question> questions = new ArrayList<>(changed);
			questions.addAll(unanswered(partly, p.answers()));
			return questions.isEmpty() ? commit(of, p, partly) : ask(questions);
		}));
	}

	private CompletionStage<GitReply> commit(Of of, Commit p, Set<String> partly) {
		Map<Boolean, List<String>> byStaged = p.paths().stream()
				.collect(Collectors.partitioningBy(path -> partly.contains(path) && chosen(p.answers(), GitReply.Topic.PARTLY_STAGED, path, "staged")));
		boolean hooks = !chosen(p.answers(), GitReply.Topic.CODE_CHANGED, null, "no_hooks");
		return repositories.commit(of.place(), new Repositories.Commit(p.message(), byStaged.get(false), byStaged.get(true), hooks, GitIntents.mark(p.command())))
				.thenCompose(hash -> committed(of, p, hash));
	}

	private CompletionStage<GitReply> committed(Of of, Commit p, String hash) {
		return gits.change(of.session().id(), git -> git.withDraft(""), null)
				.handle((kept, error) -> done("Committed " + files(p.paths()) + " as " + hash.substring(0, 8) + ".", hash, null));
	}

	/** Chosen files of which only a part is staged. */
	private CompletionStage<Set<String>> partly(Of of, WorkTree tree, Commit p) {
		Set<String> chosen = new HashSet<>(p.paths());
		if (!tree.more()) {
			return CompletableFuture.completedFuture(tree.files().stream().filter(file -> chosen.contains(file.path()) && file.partlyStaged())
					.map(GitFile::path).collect(Collectors.toSet()));
		}
		List<String> absolute = p.paths().stream().filter(path -> !path.startsWith("\"")).map(path -> tree.root() + "/" + path).toList();
		return repositories.files(of.place(), absolute, 0).thenApply(files -> files.stream()
				.filter(file -> chosen.contains(file.path()) && file.partlyStaged()).map(SessionFile::path).collect(Collectors.toSet()));
	}

	private static List<GitReply.Question> unanswered(Set<String> partly, List<GitReply.Answer> answers) {
		return partly.stream().sorted().filter(path -> !chosen(answers, GitReply.Topic.PARTLY_STAGED, path, "whole")
				&& !chosen(answers, GitReply.Topic.PARTLY_STAGED, path, "staged"))
				.map(path -> new GitReply.Question(GitReply.Topic.PARTLY_STAGED, path, "Only a part of the changes of " + path + " is staged.",
						List.of(new GitReply.Choice("whole", "Commit the whole file", false), new GitReply.Choice("staged", "Commit the staged part", false))))
				.toList();
	}

	private static boolean chosen(List<GitReply.Answer> answers, GitReply.Topic topic, @Nullable String path, String choice) {
		return SessionGits.chosen(answers, topic, path, choice);
	}

	private CompletionStage<List<GitReply.Question>> asked(Of of, List<GitReply.Answer> answers, boolean commit) {
		return gits.codeChanged(of.session().id(), of.place(), answers, commit);
	}

	private static CompletionStage<GitReply> ask(List<GitReply.Question> questions) {
		return CompletableFuture.completedFuture(new GitReply.Asked(questions));
	}

	private static GitReply.Done done(String words, @Nullable String commit, @Nullable String undo) {
		return new GitReply.Done(words, commit, undo);
	}

	private static String files(List<String> paths) {
		return paths.size() == 1 ? paths.getFirst() : paths.size() + " files";
	}

	/**
	 * Work that changes the folder; its result is kept for a repeat, and the folder is looked at, however it went. A host that is
	 * killed before it is kept does the work again: the work sees to it that what it did is not done twice.
	 */
	private CompletionStage<Outcome<GitReply>> changing(String session, Changing p, String method, Function<Of, CompletionStage<GitReply>> work) {
		return with(session, of -> gits.busy(() -> work.apply(of)).thenCompose(reply -> switch (reply) {
		case GitReply.Asked asked -> CompletableFuture.completedFuture((GitReply) asked);
		case GitReply.Done done -> parts.entries().remember(new Entries.CommandResult(p.command(), method, Codec.json(done))).thenApply(kept -> (GitReply) done);
		}).whenComplete((reply, error) -> of.folder().fresh(Cause.user(""))));
	}

	@Override
	public CompletionStage<Outcome<Draft>> draft(DraftOf p) {
		return with(p.session(), of -> gits.find(of.session().id()).thenApply(git -> new Draft(git.map(SessionGit::draft).orElse(""))));
	}

	@Override
	public CompletionStage<Outcome<Done>> putDraft(PutDraft p) {
		return with(p.session(), of -> {
			if (p.text().length() > LONGEST_MESSAGE) {
				throw new FailureException(Failure.usage("The message would have " + p.text().length() + " characters; at most " + LONGEST_MESSAGE + " are kept.",
						"Make it shorter."));
			}
			return gits.change(of.session().id(), git -> git.withDraft(p.text()),
					new Entries.CommandResult(p.command(), Methods.GIT_PUT_DRAFT.name(), Codec.json(new Done()))).thenApply(kept -> new Done());
		});
	}

	@Override
	public CompletionStage<Outcome<GitReply>> createWorktree(OfWorktree p) {
		return changing(p.session(), p, Methods.GIT_WORKTREE_CREATE.name(), of -> worktrees.create(of.session(), p));
	}

	@Override
	public CompletionStage<Outcome<GitReply>> mergeWorktree(OfWorktree p) {
		return changing(p.session(), p, Methods.GIT_WORKTREE_MERGE.name(), of -> worktrees.merge(of.session(), p));
	}

	@Override
	public CompletionStage<Outcome<GitReply>> revertWorktree(OfWorktree p) {
		return changing(p.session(), p, Methods.GIT_WORKTREE_REVERT.name(), of -> worktrees.revert(of.session(), p));
	}

	@Override
	public CompletionStage<Outcome<GitReply>> removeWorktree(OfWorktree p) {
		return changing(p.session(), p, Methods.GIT_WORKTREE_REMOVE.name(), of -> worktrees.remove(of.session(), p));
	}
}
