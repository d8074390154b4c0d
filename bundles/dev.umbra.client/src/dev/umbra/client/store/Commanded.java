package dev.umbra.client.store;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;
import dev.umbra.core.api.Attention;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Queue;
import dev.umbra.core.api.Sessions;

/**
 * What a command that was carried out makes old.
 *
 * @param session which session; null: any
 * @param resumed it may have gone on from its end
 */
record Commanded(@Nullable SessionId session, boolean resumed) {
	/** Null where no session is concerned. */
	static @Nullable Commanded of(Changing command) {
		return switch (command) {
		case Sessions.Prompt p -> of(p.session(), true);
		case Sessions.Resume p -> of(p.session(), true);
		case Sessions.Reopen p -> of(p.session(), true);
		case Sessions.Cancel p -> of(p.session(), false);
		case Sessions.Rename p -> of(p.session(), false);
		case Sessions.Close p -> of(p.session(), false);
		case Sessions.Delete p -> of(p.session(), false);
		case Sessions.Choose p -> of(p.session(), false);
		case Sessions.KillTerminal p -> of(p.session(), false);
		case Queue.Edit p -> of(p.session(), false);
		case Queue.Move p -> of(p.session(), false);
		case Queue.Remove p -> of(p.session(), false);
		case Queue.SendNow p -> of(p.session(), false);
		case Attention.Answer p -> new Commanded(null, false);
		// not a sealed family: what is neither of these changes no session
		default -> null;
		};
	}

	private static Commanded of(String session, boolean resumed) {
		return new Commanded(new SessionId(session), resumed);
	}
}
