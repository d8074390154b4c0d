package dev.umbra.core.git;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a call that changes a repository came to: it is done, or there is something to ask first and nothing was changed. */
public sealed interface GitReply {
	/**
	 * @param words what was done, for people, one sentence
	 * @param commit full hash of the commit that was made, or null
	 * @param undo names what {@code git/undo} takes back, or null. Good as long as git keeps it (two weeks as git is set
	 *        up by itself)
	 */
	record Done(String words, @Nullable String commit, @Nullable String undo) implements GitReply {
	}

	/** Nothing was changed. The same call again, under a new command id and with an answer to each question, goes on. */
	record Asked(List<Question> questions) implements GitReply {
		public Asked {
			questions = List.copyOf(questions);
		}
	}

	/**
	 * @param path the file it is about, or null
	 * @param text in words
	 * @param choices what {@link Answer#choice} may be, with what a button says; not choosing leaves everything as it is
	 */
	record Question(Topic topic, @Nullable String path, String text, List<Choice> choices) {
		public Question {
			choices = List.copyOf(choices);
		}
	}

	/** @param id what an answer says; @param label what a button says; @param destroys whether something is lost by it */
	record Choice(String id, String label, boolean destroys) {
	}

	/** @param path as in the question */
	record Answer(Topic topic, @Nullable String path, String choice) {
	}

	enum Topic {
		/** Choices {@code whole} and {@code staged}: commit the file as it is, or only what is staged of it. */
		PARTLY_STAGED,
		/** Hooks or git's configuration changed since the session began. Choice {@code go_on}; {@code no_hooks} for a commit. */
		CODE_CHANGED,
		/** The worktree holds what is not committed. Choice {@code remove}. */
		UNCOMMITTED_WORK,
		/** The branch has commits that are nowhere else. Choices {@code keep_branch} and {@code remove}. */
		UNMERGED_WORK,
		/** A question that only a newer host knows. */
		OTHER
	}
}
