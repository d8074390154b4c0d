package dev.umbra.ui.internal.commands;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.Snapshots;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.ui.Elements;
import dev.umbra.ui.internal.session.SessionPart;

/** What is active, if it is a session's tab. */
final class ActiveSession {
	private ActiveSession() {
	}

	/** Whether it is a session's tab, or a start page. */
	static boolean isTab(@Nullable MPart part) {
		return part != null && Elements.SESSION.equals(part.getElementId());
	}

	/** The session, or null: another part, none, or a start page. */
	static @Nullable SessionId of(@Nullable MPart part) {
		SessionPart shown = partOf(part);
		return shown == null ? null : shown.session();
	}

	static @Nullable SessionPart partOf(@Nullable MPart part) {
		return part != null && part.getObject() instanceof SessionPart shown ? shown : null;
	}

	/** As far as it is known, else what stands on the tab. */
	static String title(SessionId session, MPart part, @Nullable Snapshots snapshots) {
		Sessions.Listing known = snapshots == null ? null : snapshots.sessions().now().value();
		return known == null ? part.getLabel()
				: known.sessions().stream().filter(one -> one.id().equals(session)).map(SessionSummary::title).findFirst().orElse(part.getLabel());
	}
}
