package dev.umbra.core.port;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Drafts.Draft;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Tabs.Tab;
import dev.umbra.core.session.Blob;

/**
 * What a person's windows leave at the host, on disk: tabs, each client's view of them, drafts. One call is one
 * transaction; the stages behave as those of {@link Entries}. All of a session goes with it, and a session that becomes
 * archived loses its tab in that commit, see {@link Entries#commit}.
 */
public interface WindowRecords {
	/** @param client whose view is read in the same moment, or null for none */
	CompletionStage<Shown> tabs(@Nullable String client);

	/**
	 * Changes the list of tabs, flushed to the disk.
	 *
	 * @param change makes the new list of the present one; pure, may run more than once, on the writer's thread. What it
	 *        throws fails the stage, and nothing is changed
	 * @return the new revision of the subject {@code tabs}; empty where the list is as it was
	 */
	CompletionStage<OptionalLong> changeTabs(UnaryOperator<List<Tab>> change, Entries.@Nullable CommandResult command);

	/**
	 * Gives a session a tab, the last one, unless it has one; flushed to the disk. Its cost does not grow with the list as that of
	 * {@link #changeTabs} does. Fails where there is no such session.
	 *
	 * @return as that of {@link #changeTabs}
	 */
	CompletionStage<OptionalLong> openTab(SessionId session, Entries.@Nullable CommandResult command);

	/** Takes a session's tab, if it has one; else as {@link #openTab}. */
	CompletionStage<OptionalLong> closeTab(SessionId session, Entries.@Nullable CommandResult command);

	/**
	 * Replaces a client's view. Kept for the clients that told theirs last, as many as {@code keep}.
	 *
	 * @param keep at least 1
	 */
	CompletionStage<Void> saveView(String client, View view, int keep, Entries.@Nullable CommandResult command);

	/**
	 * Replaces a session's draft, flushed to the disk; the empty text without enclosures removes it. Fails where there is no such session.
	 *
	 * @param text null: stays as it is
	 * @param enclosures null: stay as they are
	 */
	CompletionStage<Void> saveDraft(SessionId session, @Nullable String text, @Nullable List<DraftEnclosure> enclosures,
			Entries.@Nullable CommandResult command);

	CompletionStage<Optional<Draft>> draft(SessionId session);

	/** @param blob what {@code enclosed} names by its hash, or null where it names a file. {@link Entries#blob} finds it as long as the draft has it */
	record DraftEnclosure(Drafts.Enclosed enclosed, @Nullable Blob blob) {
	}

	/**
	 * Read in one transaction.
	 *
	 * @param revision of the subject {@code tabs}
	 * @param view the client's, {@link View#NONE} where it never told one
	 */
	record Shown(long revision, List<Tab> tabs, View view) {
		public Shown {
			tabs = List.copyOf(tabs);
		}
	}

	/**
	 * @param active id of a session, which may have no tab any more
	 * @param scroll ids of entries by those of sessions, which may have no tab any more
	 */
	record View(@Nullable String active, Map<String, String> scroll) {
		public static final View NONE = new View(null, Map.of());

		public View {
			scroll = Map.copyOf(scroll);
		}
	}
}
