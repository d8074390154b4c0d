package dev.umbra.client;

import java.util.concurrent.CompletionStage;

import dev.umbra.core.Outcome;
import dev.umbra.core.api.Done;

/** Puts a new host in the place of the one that runs. A service wherever the host is another process. */
public interface HostRestart {
	/** As {@link RemoteHost#restartWhenIdle}: returns at once, completes on a thread of the client. */
	CompletionStage<Outcome<Done>> whenIdle();
}
