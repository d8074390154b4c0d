package dev.umbra.ui.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.eclipse.e4.ui.di.UISynchronize;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.client.snapshot.Subscription;
import dev.umbra.core.AgentId;
import dev.umbra.core.SessionId;
import dev.umbra.core.agent.Policy;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.event.SessionAdvanced;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.internal.live.SessionsPace;

/** What a session's view shows of the host and of its agent, from what the window knows of them. Any thread; nothing blocks. */
final class SessionFacts implements AutoCloseable {
	private final Snapshots snapshots;
	private final SessionsPace host;
	private final List<Subscription> subscriptions = new ArrayList<>();

	SessionFacts(Snapshots snapshots, UISynchronize ui, Display display) {
		this.snapshots = snapshots;
		host = SessionsPace.of(ui, display, snapshots.host()::pull);
	}

	/** Told on a thread of the client; must not block. Asks for what is not known yet. */
	void onChange(Runnable listener) {
		subscriptions.add(snapshots.agents().onChange(listener));
		subscriptions.add(snapshots.host().onChange(listener));
		if (!snapshots.agents().now().asked()) {
			snapshots.agents().pull();
		}
	}

	/** Told of each session that may have advanced, on any thread; must not block. */
	void onAdvanced(Consumer<SessionId> listener) {
		subscriptions.add(snapshots.onNews(event -> {
			if (event instanceof SessionAdvanced advanced) {
				listener.accept(advanced.session());
			}
		}));
	}

	/** Whether the agent does everything unasked, as far as that is known. */
	boolean allowsAll(AgentId agent) {
		Agents.Listing known = snapshots.agents().now().value();
		return known != null && known.agents().stream()
				.anyMatch(each -> each.agent().id().equals(agent) && each.agent().device().policy() == Policy.ALLOW_ALL);
	}

	/** The title of another session; empty while it is not known. */
	String title(SessionId session) {
		Sessions.Listing known = snapshots.sessions().now().value();
		return known == null ? "" : known.sessions().stream().filter(each -> each.id().equals(session)).map(SessionSummary::title).findFirst().orElse("");
	}

	/** How many turns run already, in words. */
	String pending() {
		Host.Status known = snapshots.host().now().value();
		// of a moment when nothing waited, it does not tell why this one does
		if (known == null || known.waitingTurns() == 0) {
			return Messages.pending_unknown;
		}
		return NLS.bind(Messages.pending, new Object[] { known.runningTurns(), known.turnLimit(), known.waitingTurns() });
	}

	/** What {@link #pending} tells may be another. */
	void pullHost() {
		host.advanced();
	}

	@Override
	public void close() {
		subscriptions.forEach(Subscription::close);
	}
}
