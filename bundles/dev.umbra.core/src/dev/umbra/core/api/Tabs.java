package dev.umbra.core.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;

/**
 * The tabs of a person's windows: which sessions are open, in which order, which are pinned. One list, the same for all
 * windows; only which tab is active, and how far it is scrolled, is kept per client key ({@code product},
 * {@code ide:<workspace>}).
 */
public interface Tabs {
	CompletionStage<Outcome<Listing>> list(ListFor p);

	/** Adds a tab at the end; done also where the session has one already. A tab is made by a window, never by the host. */
	CompletionStage<Outcome<Done>> open(Open p);

	/** Removes the tab, not the session: that is {@link Sessions#close}. Done also where there is none. */
	CompletionStage<Outcome<Done>> close(Close p);

	/** Puts a tab at a place. Pinned ones stay before the others: the place is moved into the tab's own group. */
	CompletionStage<Outcome<Done>> move(Move p);

	/** Pins a tab, which then is the last pinned one, or unpins it, which then is the first of the others. */
	CompletionStage<Outcome<Done>> pin(Pin p);

	/** Keeps what one client shows. Raises no event: nobody else is concerned. */
	CompletionStage<Outcome<Done>> client(Client p);

	/** @param client key of the asking client, or null: its view is then not told */
	record ListFor(@Nullable String client) {
	}

	/**
	 * @param tabs in order
	 * @param active the asking client's active tab, or null
	 * @param scroll of the asking client: the entry at the top of the view by session; nothing for a view at its end
	 */
	record Listing(String epoch, long revision, List<Tab> tabs, @Nullable SessionId active, Map<String, String> scroll) {
		public Listing {
			tabs = List.copyOf(tabs);
			scroll = Map.copyOf(scroll);
		}
	}

	record Tab(SessionId session, boolean pinned) {
	}

	record Open(CommandId command, String session) implements Changing {
		public Open {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
		}
	}

	record Close(CommandId command, String session) implements Changing {
		public Close {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
		}
	}

	/** @param index the place it has afterwards, from 0 */
	record Move(CommandId command, String session, int index) implements Changing {
		public Move {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
		}
	}

	record Pin(CommandId command, String session, boolean pinned) implements Changing {
		public Pin {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(session, "session");
		}
	}

	/** Replaces what is kept for the client key. @param scroll see {@link Listing} */
	record Client(CommandId command, String client, @Nullable String active, Map<String, String> scroll)
			implements Changing {
		public Client {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(client, "client");
			scroll = Map.copyOf(scroll);
		}
	}
}
