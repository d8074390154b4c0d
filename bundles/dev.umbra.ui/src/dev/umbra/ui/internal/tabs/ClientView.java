package dev.umbra.ui.internal.tabs;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import org.eclipse.swt.widgets.Display;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.SessionId;

/**
 * What this window looks at: the active tab, and how far each is scrolled. Told to the host at most once a second, and at
 * the end. On the SWT thread.
 */
final class ClientView {
	private static final int PAUSE_MILLIS = 1000;
	private final Display display;
	private final BiConsumer<@Nullable SessionId, Map<String, String>> keep;
	private final Runnable later = this::tell;
	private @Nullable SessionId active;
	private Map<String, String> scroll = new HashMap<>();
	private boolean changed;
	private boolean scheduled;

	/** @param keep has the host keep the active tab, and the entry at the top by session */
	ClientView(Display display, BiConsumer<@Nullable SessionId, Map<String, String>> keep) {
		this.display = display;
		this.keep = keep;
	}

	/** What the host has of an earlier window. */
	void restore(@Nullable SessionId activeThen, Map<String, String> scrollThen) {
		active = activeThen;
		scroll = new HashMap<>(scrollThen);
	}

	@Nullable SessionId active() {
		return active;
	}

	/** The entry at the top of a session's view, or null for a view at its end. */
	@Nullable String scroll(SessionId session) {
		return scroll.get(session.value());
	}

	void active(SessionId session) {
		if (!session.equals(active)) {
			active = session;
			changed();
		}
	}

	/** @param entry null for the end */
	void scrolled(SessionId session, @Nullable String entry) {
		String before = entry == null ? scroll.remove(session.value()) : scroll.put(session.value(), entry);
		if (entry == null ? before != null : !entry.equals(before)) {
			changed();
		}
	}

	/** The session has no tab any more. */
	void forget(SessionId session) {
		boolean was = session.equals(active);
		active = was ? null : active;
		if (scroll.remove(session.value()) != null || was) {
			changed();
		}
	}

	private void changed() {
		changed = true;
		if (!scheduled) {
			scheduled = true;
			display.timerExec(PAUSE_MILLIS, later);
		}
	}

	/** Tells the host now if there is something to tell. */
	void tell() {
		scheduled = false;
		if (changed) {
			changed = false;
			keep.accept(active, Map.copyOf(scroll));
		}
	}
}
