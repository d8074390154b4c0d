package dev.umbra.ui.internal.agents;

import dev.umbra.core.agent.AgentState;

/** Which agents are shown, by what they do. With any but all of them only agents are shown. */
enum StatusFilter {
	ALL, AT_WORK, WAITING, READY, STOPPED, FAILED, ELSEWHERE;

	String words() {
		return switch (this) {
		case ALL -> Messages.filter_all;
		case AT_WORK -> Messages.filter_at_work;
		case WAITING -> Messages.filter_waiting;
		case READY -> Messages.filter_ready;
		case STOPPED -> Messages.filter_stopped;
		case FAILED -> Messages.filter_failed;
		case ELSEWHERE -> Messages.filter_elsewhere;
		};
	}

	boolean takes(Row.OfAgent agent) {
		return this == ALL || agent.listed() && this == of(agent.state());
	}

	boolean takesElsewhere() {
		return this == ALL || this == ELSEWHERE;
	}

	private static StatusFilter of(AgentState state) {
		return switch (state) {
		case STARTING, WORKING -> AT_WORK;
		case WAITING -> WAITING;
		case READY -> READY;
		case STOPPED -> STOPPED;
		case BACKING_OFF, FAILED -> FAILED;
		};
	}
}
