package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.wire.Methods;

/** {@link Host} over the local API. */
final class RemoteHostCalls implements Host {
	private final RemoteHost remote;

	RemoteHostCalls(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Status>> status(Nothing p) {
		return remote.call(Methods.HOST_STATUS, p);
	}

	@Override
	public CompletionStage<Outcome<Stopping>> stop(Stop p) {
		return remote.call(Methods.HOST_STOP, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> backup(Backup p) {
		return remote.call(Methods.HOST_BACKUP, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> set(Set p) {
		return remote.call(Methods.HOST_SET, p);
	}

	@Override
	public CompletionStage<Outcome<Settings>> get(Get p) {
		return remote.call(Methods.HOST_GET, p);
	}

	@Override
	public CompletionStage<Outcome<Report>> doctor(Nothing p) {
		return remote.call(Methods.HOST_DOCTOR, p);
	}

	@Override
	public CompletionStage<Outcome<Serving>> serve(Serve p) {
		return remote.call(Methods.RELAYS_SERVE, p);
	}

	@Override
	public CompletionStage<Outcome<Serving>> serving(Nothing p) {
		return remote.call(Methods.RELAYS_SERVING, p);
	}
}
