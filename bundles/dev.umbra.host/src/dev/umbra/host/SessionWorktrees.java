package dev.umbra.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Git;
import dev.umbra.core.git.GitReply;
import dev.umbra.core.git.GitState;
import dev.umbra.core.git.Worktree;
import dev.umbra.core.port.GitRecords.SessionGit;
import dev.umbra.core.port.Repositories;
import dev.umbra.core.reducer.SessionInput;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Methods;

/**
 * Worktrees of sessions: a folder and a branch of its own for each, {@code <data>/worktrees/<repository>-<short id>} on
 * {@code umbra/<short id>-<slug>}. Work that is nowhere else is not removed unless the person says so. Any thread; nothing blocks but
 * a look whether a folder is there.
 */
final class SessionWorktrees {
	private static final int SHORT = 8;
	private static final int LONGEST_SLUG = 40;
	private final HostParts parts;
	private final SessionGits gits;
	private final SessionMailboxes mailboxes;
	private final Repositories repositories;
	private final GitIntents intents;

	SessionWorktrees(HostParts parts, SessionGits gits, SessionMailboxes mailboxes) {
		this.parts = parts;
		this.gits = gits;
		this.mailboxes = mailboxes;
		this.repositories = gits.repositories();
		this.intents = new GitIntents(parts.entries());
	}

	/** Of a session that is being made. */
	CompletionStage<Repositories.Added> add(SessionId session, Path folder, String title) {
		String id = shortId(session);
		return gits.busy(() -> repositories.addWorktree(gits.folders().of(folder).place(), parts.folder().path().resolve("worktrees"), "<repository>-" + id,
				"umbra/" + id + "-" + slug(title), null));
	}

	/** The session could not be made after all; nothing was worked there. */
	CompletionStage<Void> takeBack(Repositories.Added added) {
		return repositories.removeWorktree(place(added.repository().toString()), added.path(), added.branch(), true);
	}

	/** The session is made. @param added its worktree, or null */
	void began(SessionSummary session, Repositories.@Nullable Added added) {
		gits.began(session.id(), place(session.cwd()), added == null ? null : added.repository().toString());
	}

	private static String shortId(SessionId session) {
		return session.value().substring(0, Math.min(SHORT, session.value().length()));
	}

	/** Of letters and digits that any file system and any remote takes. */
	static String slug(String title) {
		String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
		String cut = plain.substring(0, Math.min(LONGEST_SLUG, plain.length())).replaceAll("^-+|-+$", "");
		return cut.isEmpty() ? "session" : cut;
	}

	private Repositories.Place place(String folder) {
		return gits.folders().of(Path.of(folder)).place();
	}

	/** The state with what is known of the session's worktree beside what git tells of it. */
	CompletionStage<GitState> described(SessionSummary session, GitState state) {
		String path = session.worktree();
		if (path == null || state.kind() != GitState.Kind.NO_FOLDER && state.worktree() == null) {
			return CompletableFuture.completedFuture(state);
		}
		return gits.find(session.id()).thenCompose(found -> {
			SessionGit git = found.orElse(null);
			Worktree seen = state.worktree();
			if (seen != null) {
				return CompletableFuture.completedFuture(with(state, new Worktree(seen.path(), seen.branch(), seen.repository(), seen.target(), false,
						seen.branchThere(), seen.ahead(), git == null ? null : git.merged(), git == null ? null : git.takenBack(), true)));
			}
			if (git == null || git.repository() == null || session.branch() == null) {
				return CompletableFuture.completedFuture(state);
			}
			String repository = git.repository();
			return repositories.atStake(place(repository), Path.of(path), session.branch())
					.handle((stake, error) -> with(state, new Worktree(path, session.branch(), repository, null, true,
							error == null && (stake.tip() != null || git.tip() != null), null, git.merged(), git.takenBack(), true)));
		});
	}

	private static GitState with(GitState state, Worktree worktree) {
		String words = worktree.missing() ? "The worktree " + worktree.path() + " of this session is not there."
				+ (worktree.branchThere() ? " It can be made again on its branch " + worktree.branch() + "." : " Its branch " + worktree.branch() + " is gone, too.")
				: state.words();
		return new GitState(state.folder(), state.kind(), words, state.tree(), worktree);
	}

	/** What a worktree's calls need. */
	private record Its(SessionGit git, Repositories.Place repository, Path path, String branch) {
	}

	/** @throws FailureException as refused, if the session has none */
	private CompletionStage<Its> its(SessionSummary session) {
		return gits.find(session.id()).thenApply(found -> {
			SessionGit git = found.orElse(null);
			if (session.worktree() == null || session.branch() == null || git == null || git.repository() == null) {
				throw new FailureException(Failure.refused("The session \"" + session.title() + "\" (" + session.id() + ") has no worktree of its own.",
						"A new session gets one with: umbra session new --worktree"));
			}
			return new Its(git, place(git.repository()), Path.of(session.worktree()), session.branch());
		});
	}

	CompletionStage<GitReply> create(SessionSummary session, Git.OfWorktree p) {
		String path = session.worktree();
		if (path == null) {
			return first(session, p);
		}
		if (!Files.exists(Path.of(path))) {
			return its(session).thenCompose(its -> again(session, its, p));
		}
		return intents.find(p.command())
				.thenApply(begun -> begun.orElseThrow(() -> new FailureException(Failure.refused("The worktree " + path + " is there.", null))));
	}

	private CompletionStage<GitReply> first(SessionSummary session, Git.OfWorktree p) {
		if (session.acpSession() != null || session.turn() != null) {
			throw new FailureException(Failure.refused("The agent of the session \"" + session.title() + "\" works in " + session.cwd() + " already.",
					"Begin a session in a worktree: umbra session new --worktree"));
		}
		return add(session.id(), Path.of(session.cwd()), session.title()).thenCompose(added -> intents.begin(p.command(), Methods.GIT_WORKTREE_CREATE.name(), made(added))
				.thenCompose(noted -> mailboxes.get(session.id())).thenCompose(mailbox -> mailbox.call(new SessionInput.MoveTo(added.folder().toString(), added.path().toString(), added.branch()), null,
						Methods.GIT_WORKTREE_CREATE.name(), Cause.user(""), Done.class, reply -> new Done()))
				.thenApply(outcome -> outcome.orThrow()).handle((moved, error) -> error)
				.thenCompose(error -> {
					if (error != null) {
						return takeBack(added).handle((back, problem) -> null).thenCompose(back -> CompletableFuture.failedFuture(error));
					}
					gits.began(session.id(), place(added.folder().toString()), added.repository().toString());
					return CompletableFuture.completedFuture(made(added));
				}));
	}

	private static GitReply.Done made(Repositories.Added added) {
		return new GitReply.Done("Made the worktree " + added.path() + " on the branch " + added.branch() + ".", null, null);
	}

	private CompletionStage<GitReply> again(SessionSummary session, Its its, Git.OfWorktree p) {
		GitReply.Done reply = new GitReply.Done("Made the worktree " + its.path() + " again, on the branch " + its.branch() + ".", null, null);
		return repositories.atStake(its.repository(), its.path(), its.branch()).thenCompose(stake -> {
			if (stake.tip() == null && its.git().tip() == null) {
				throw new FailureException(Failure.refused("The worktree of the session \"" + session.title() + "\" cannot be made again: its branch " + its.branch()
						+ " is gone.", "Begin a new session: umbra session new --worktree"));
			}
			return intents.begin(p.command(), Methods.GIT_WORKTREE_CREATE.name(), reply).thenCompose(noted -> repositories.addWorktree(its.repository(),
					its.path().getParent(), its.path().getFileName().toString(), its.branch(), its.git().tip()));
		}).thenApply(added -> reply);
	}

	CompletionStage<GitReply> merge(SessionSummary session, Git.OfWorktree p) {
		return its(session).thenCompose(its -> repositories.made(its.repository(), GitIntents.mark(p.command())).thenCompose(made -> {
			if (made.isPresent()) {
				return merge(session, its, p);
			}
			return repositories.atStake(its.repository(), its.path(), its.branch()).thenCompose(stake -> {
				if (stake.uncommitted() > 0) {
					throw new FailureException(Failure.refused("The worktree " + its.path() + " has changes that are not committed, in " + stake.uncommitted()
							+ (stake.uncommitted() == 1 ? " file." : " files."), "Commit or discard them first."));
				}
				return gits.codeChanged(session.id(), its.repository(), p.answers(), true).thenCompose(questions -> questions.isEmpty() ? merge(session, its, p)
						: CompletableFuture.completedFuture(new GitReply.Asked(questions)));
			});
		}));
	}

	private static boolean hooks(Git.OfWorktree p) {
		return !SessionGits.chosen(p.answers(), GitReply.Topic.CODE_CHANGED, null, "no_hooks");
	}

	private CompletionStage<GitReply> merge(SessionSummary session, Its its, Git.OfWorktree p) {
		String title = session.title().isBlank() ? session.id().value() : session.title();
		String message = "Merge session \"" + title + "\"\n\nBranch " + its.branch() + "\n";
		return repositories.merge(its.repository(), new Repositories.Merge(its.branch(), message, hooks(p), its.git().takenBack(), GitIntents.mark(p.command())))
				.thenCompose(merged -> gits.change(session.id(), git -> git.withMerge(merged.commit(), merged.broughtBack()), null).thenCompose(kept -> {
					changed(session, its);
					return done("Merged " + its.branch() + " into " + its.repository().folder() + " as " + merged.commit().substring(0, SHORT) + ".", merged.commit());
				}));
	}

	CompletionStage<GitReply> revert(SessionSummary session, Git.OfWorktree p) {
		return its(session).thenCompose(its -> repositories.made(its.repository(), GitIntents.mark(p.command())).thenCompose(made -> {
			if (made.isPresent()) {
				return takenBack(session, its, made.get());
			}
			String merged = its.git().merged();
			if (merged == null) {
				throw new FailureException(Failure.refused("The branch " + its.branch() + " was not merged back from here, so there is nothing to take back.", null));
			}
			return gits.codeChanged(session.id(), its.repository(), p.answers(), true).thenCompose(questions -> questions.isEmpty()
					? repositories.takeBack(its.repository(), new Repositories.Merged(merged, its.git().reverted()), hooks(p), GitIntents.mark(p.command()))
							.thenCompose(hash -> takenBack(session, its, hash))
					: CompletableFuture.<GitReply>completedFuture(new GitReply.Asked(questions)));
		}));
	}

	private CompletionStage<GitReply> takenBack(SessionSummary session, Its its, String hash) {
		return gits.change(session.id(), git -> git.withMerge(null, hash), null).thenCompose(kept -> {
			changed(session, its);
			return done("Took the merge of " + its.branch() + " back, by " + hash.substring(0, SHORT) + ".", hash);
		});
	}

	CompletionStage<GitReply> remove(SessionSummary session, Git.OfWorktree p) {
		if (session.turn() != null) {
			throw new FailureException(Failure.refused("A turn runs in the session \"" + session.title() + "\", in its worktree.", "Wait for its end, or cancel it."));
		}
		return its(session).thenCompose(its -> repositories.atStake(its.repository(), its.path(), its.branch()).thenCompose(stake -> {
			List<GitReply.Question> questions = questions(its, stake, p);
			if (!questions.isEmpty()) {
				return CompletableFuture.<GitReply>completedFuture(new GitReply.Asked(questions));
			}
			boolean keep = SessionGits.chosen(p.answers(), GitReply.Topic.UNMERGED_WORK, null, "keep_branch");
			// a repeat finds the branch gone
			return gits.change(session.id(), git -> stake.tip() == null ? git : git.withTip(stake.tip()), null)
					.thenCompose(kept -> repositories.removeWorktree(its.repository(), its.path(), its.branch(), !keep)).thenCompose(removed -> {
						changed(session, its);
						return done("Removed the worktree " + its.path() + (keep ? "; its branch " + its.branch() + " stays." : " and its branch " + its.branch() + "."), null);
					});
		}));
	}

	private static List<GitReply.Question> questions(Its its, Repositories.AtStake stake, Git.OfWorktree p) {
		List<GitReply.Question> questions = new ArrayList<>();
		if (stake.uncommitted() > 0 && !SessionGits.chosen(p.answers(), GitReply.Topic.UNCOMMITTED_WORK, null, "remove")) {
			questions.add(new GitReply.Question(GitReply.Topic.UNCOMMITTED_WORK, null,
					"The worktree " + its.path() + " has changes that are not committed, in " + stake.uncommitted() + (stake.uncommitted() == 1 ? " file" : " files")
							+ ". They would be lost.", List.of(new GitReply.Choice("remove", "Remove them", true))));
		}
		boolean decided = SessionGits.chosen(p.answers(), GitReply.Topic.UNMERGED_WORK, null, "remove")
				|| SessionGits.chosen(p.answers(), GitReply.Topic.UNMERGED_WORK, null, "keep_branch");
		if (stake.commits() > 0 && !decided) {
			questions.add(new GitReply.Question(GitReply.Topic.UNMERGED_WORK, null,
					"The branch " + its.branch() + " has " + (stake.commits() == 1 ? "a commit that is" : stake.commits() + " commits that are") + " on no other branch.",
					List.of(new GitReply.Choice("keep_branch", "Remove the folder, keep the branch", false), new GitReply.Choice("remove", "Remove both", true))));
		}
		return questions;
	}

	/** Both folders are shown anew. */
	private void changed(SessionSummary session, Its its) {
		gits.folders().ifKnown(Path.of(session.cwd()), folder -> folder.changed(Cause.user("")));
		gits.folders().ifKnown(its.repository().folder(), folder -> folder.hint(Cause.user("")));
	}

	private static CompletionStage<GitReply> done(String words, @Nullable String commit) {
		return CompletableFuture.completedFuture(new GitReply.Done(words, commit, null));
	}
}
