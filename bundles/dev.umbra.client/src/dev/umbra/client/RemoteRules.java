package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Rules;
import dev.umbra.wire.Methods;

/** {@link Rules} over the local API. */
final class RemoteRules implements Rules {
	private final RemoteHost remote;

	RemoteRules(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return remote.call(Methods.RULES_LIST, p);
	}

	@Override
	public CompletionStage<Outcome<Added>> add(Add p) {
		return remote.call(Methods.RULES_ADD, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return remote.call(Methods.RULES_REMOVE, p);
	}
}
