package dev.umbra.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;

/** {@link Agents} of which nothing may be asked: a test overrides what it expects. Any thread. */
public class UnaskedAgents implements Agents {
	private static <T> CompletionStage<Outcome<T>> unasked(String method) {
		return CompletableFuture.failedFuture(new AssertionError("nobody should ask for " + method));
	}

	@Override
	public CompletionStage<Outcome<Added>> add(Add p) {
		return unasked("add");
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		return unasked("list");
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return unasked("get");
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return unasked("remove");
	}

	@Override
	public CompletionStage<Outcome<Done>> start(Start p) {
		return unasked("start");
	}

	@Override
	public CompletionStage<Outcome<Done>> stop(Stop p) {
		return unasked("stop");
	}

	@Override
	public CompletionStage<Outcome<Presets>> presets(Nothing p) {
		return unasked("presets");
	}

	@Override
	public CompletionStage<Outcome<Changed>> set(Set p) {
		return unasked("set");
	}

	@Override
	public CompletionStage<Outcome<LoginStep>> login(Login p) {
		return unasked("login");
	}

	@Override
	public CompletionStage<Outcome<Done>> logout(Logout p) {
		return unasked("logout");
	}

	@Override
	public CompletionStage<Outcome<AgentLog>> log(Log p) {
		return unasked("log");
	}

	@Override
	public CompletionStage<Outcome<Foreign>> sessions(SessionsOf p) {
		return unasked("sessions");
	}
}
