package dev.umbra.core.agent;

import java.util.Locale;

/** What an agent is doing; everywhere the same words. With several sessions: waiting before working before ready. */
public enum AgentState {
	STOPPED, STARTING, READY, WORKING, WAITING, BACKING_OFF, FAILED;

	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}
}
