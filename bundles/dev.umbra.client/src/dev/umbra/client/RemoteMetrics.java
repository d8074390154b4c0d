package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Metrics;
import dev.umbra.wire.Methods;

/** {@link Metrics} over the local API. */
final class RemoteMetrics implements Metrics {
	private final RemoteHost remote;

	RemoteMetrics(RemoteHost remote) {
		this.remote = remote;
	}

	@Override
	public CompletionStage<Outcome<Numbers>> get(Get p) {
		return remote.call(Methods.METRICS_GET, p);
	}

	@Override
	public CompletionStage<Outcome<Done>> report(Report p) {
		return remote.call(Methods.METRICS_REPORT, p);
	}
}
