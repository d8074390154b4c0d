package dev.umbra.ui.internal.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.eclipse.e4.core.contexts.IEclipseContext;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.SessionWatch;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.SessionId;

/**
 * The session whose tab is in front, for parts that tell more about it. They read it through the tab's own watch: what they say and
 * what the tab says cannot differ, and nothing is asked twice. One for all windows of an application. On the SWT thread.
 */
public final class FrontSession {
	private final Map<SessionId, SessionWatch> open = new HashMap<>();
	private final List<Runnable> listeners = new ArrayList<>();
	private @Nullable SessionId session;

	/** The one of this application; made by the first who asks. */
	public static FrontSession of(IEclipseContext application) {
		FrontSession known = application.getLocal(FrontSession.class);
		if (known == null) {
			known = new FrontSession();
			application.set(FrontSession.class, known);
		}
		return known;
	}

	/** Null while no session's tab is in front. */
	public @Nullable SessionId session() {
		return session;
	}

	/** How the session in front is followed; null while none is, or its tab has no content yet. Owned by the tab. */
	public @Nullable SessionWatch watch() {
		return session == null ? null : open.get(session);
	}

	/** Told on the SWT thread after {@link #session} or {@link #watch} became another. */
	public Subscription onChange(Runnable listener) {
		Runnable mine = () -> listener.run();
		listeners.add(mine);
		return () -> listeners.remove(mine);
	}

	/** @param present null: none */
	public void front(@Nullable SessionId present) {
		if (!Objects.equals(session, present)) {
			session = present;
			tell();
		}
	}

	void opened(SessionWatch watch) {
		open.put(watch.session(), watch);
		told(watch);
	}

	void closed(SessionWatch watch) {
		if (open.remove(watch.session(), watch)) {
			told(watch);
		}
	}

	private void told(SessionWatch watch) {
		if (watch.session().equals(session)) {
			tell();
		}
	}

	private void tell() {
		List.copyOf(listeners).forEach(Runnable::run);
	}
}
