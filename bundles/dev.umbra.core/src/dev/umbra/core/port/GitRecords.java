package dev.umbra.core.port;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;

/** What is remembered of a session's repository, on disk; goes with the session. The stages behave as those of {@link Entries}. */
public interface GitRecords {
	CompletionStage<Optional<SessionGit>> git(SessionId session);

	/** Inserts or replaces, flushed to the disk. */
	CompletionStage<Void> saveGit(SessionId session, SessionGit git, Entries.@Nullable CommandResult command);

	/**
	 * @param start the last commit when the session began, full hash; null: there was none
	 * @param code as in {@link Repositories.Start}, then or when the person last said that it is all right
	 * @param repository the main folder of the repository that the session's worktree belongs to, or null
	 * @param tip what the worktree's branch stood at when it was removed, full hash, or null
	 * @param merged the commit that merged the branch back last and was not taken back, full hash, or null
	 * @param reverted where {@code merged} is null, the commit that took it back last; else the one below it that brought back what had
	 *        been taken back; full hash, or null
	 * @param draft a message that was typed and not used; empty for none
	 */
	record SessionGit(@Nullable String start, String code, @Nullable String repository, @Nullable String tip, @Nullable String merged,
			@Nullable String reverted, String draft) {
		public SessionGit {
			Objects.requireNonNull(code, "code");
			Objects.requireNonNull(draft, "draft");
		}

		/** The commit that took the last merge back, or null if it is in or never was. */
		public @Nullable String takenBack() {
			return merged == null ? reverted : null;
		}

		public SessionGit withCode(String now) {
			return new SessionGit(start, now, repository, tip, merged, reverted, draft);
		}

		public SessionGit withTip(@Nullable String now) {
			return new SessionGit(start, code, repository, now, merged, reverted, draft);
		}

		/** Merged, or taken back. */
		public SessionGit withMerge(@Nullable String merge, @Nullable String revert) {
			return new SessionGit(start, code, repository, tip, merge, revert, draft);
		}

		public SessionGit withDraft(String text) {
			return new SessionGit(start, code, repository, tip, merged, reverted, text);
		}
	}
}
