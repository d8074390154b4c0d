package dev.umbra.host;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.umbra.core.SessionId;

/** With which files the agent touched the files of each session were told last; of the sessions that were asked about last. Any thread. */
final class ToldFiles {
	private static final int MOST = 100;
	private final Map<SessionId, ToldLists<String>> sessions = new LinkedHashMap<>(16, 0.75f, true) {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<SessionId, ToldLists<String>> eldest) {
			return size() > MOST;
		}
	};

	synchronized ToldLists<String> of(SessionId session) {
		return sessions.computeIfAbsent(session, each -> new ToldLists<>());
	}
}
