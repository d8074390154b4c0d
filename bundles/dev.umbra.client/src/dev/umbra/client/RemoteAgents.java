package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.wire.Methods;

/** {@link Agents} over the local API. */
final class RemoteAgents implements Agents {
	private final RemoteHost remote;

	RemoteAgents(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Added>> add(Add p) {
		return remote.call(Methods.AGENTS_ADD, p);
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		return remote.call(Methods.AGENTS_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return remote.call(Methods.AGENTS_GET, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return remote.call(Methods.AGENTS_REMOVE, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> start(Start p) {
		return remote.call(Methods.AGENTS_START, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> stop(Stop p) {
		return remote.call(Methods.AGENTS_STOP, p);
	}

	@Override
	public CompletionStage<Outcome<Presets>> presets(Nothing p) {
		return remote.call(Methods.AGENTS_PRESETS, p);
	}

	@Override
	public CompletionStage<Outcome<Changed>> set(Set p) {
		return remote.call(Methods.AGENTS_SET, p);
	}

	@Override
	public CompletionStage<Outcome<LoginStep>> login(Login p) {
		return remote.call(Methods.AGENTS_LOGIN, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> logout(Logout p) {
		return remote.call(Methods.AGENTS_LOGOUT, p);
	}

	@Override
	public CompletionStage<Outcome<AgentLog>> log(Log p) {
		return remote.call(Methods.AGENTS_LOG, p);
	}

	@Override
	public CompletionStage<Outcome<Foreign>> sessions(SessionsOf p) {
		return remote.call(Methods.AGENTS_SESSIONS, p);
	}
}
