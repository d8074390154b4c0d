package dev.umbra.host;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import dev.umbra.core.Cause;
import dev.umbra.core.Threads;
import dev.umbra.core.event.HostStateChanged;
import dev.umbra.core.event.TabsChanged;

/**
 * Looks once a minute whether another program wrote to the store. Then everything that is in memory is read anew, the epoch is
 * another one, so that no client can take what it knows for the present, and that is announced. What only the host knows, such
 * as a turn that runs, goes on. Any thread.
 */
final class ForeignCommits {
	private static final System.Logger LOG = System.getLogger(ForeignCommits.class.getName());
	static final Duration EVERY = Duration.ofSeconds(60);
	private static final Duration LIMIT = Duration.ofSeconds(30);
	private final HostParts parts;
	private final HostSettings settings;
	private final AgentLives lives;
	private final RulesService rules;
	private final SessionMailboxes mailboxes;

	ForeignCommits(HostParts parts, HostSettings settings, AgentLives lives, RulesService rules, SessionMailboxes mailboxes) {
		this.parts = parts;
		this.settings = settings;
		this.lives = lives;
		this.rules = rules;
		this.mailboxes = mailboxes;
	}

	/** Begins to look; ends with the timer. */
	void start() {
		parts.ticks().schedule(this::look, EVERY.toMillis(), TimeUnit.MILLISECONDS);
	}

	private void look() {
		parts.store().changedElsewhere().whenComplete((changed, error) -> {
			if (error != null) {
				LOG.log(System.Logger.Level.WARNING, "it could not be found out whether another program wrote to the store", error);
			}
			if (Boolean.TRUE.equals(changed)) {
				Threads.virtual("read-anew", this::readAnew);
			} else {
				start();
			}
		});
	}

	private void readAnew() {
		try {
			LOG.log(System.Logger.Level.INFO, "another program wrote to the store: everything is read anew");
			now(mailboxes.readAnew());
			settings.readAnew(now(parts.settings().all()));
			rules.load();
			lives.loadOffers(now(parts.records().offers()));
			// what is read from here on is what the store says now
			parts.events().renewEpoch();
			parts.events().sessionsChanged();
			mailboxes.renewed();
			lives.readAnew(now(parts.records().agents()), now(parts.records().revision("agents")));
			parts.events().publish(new HostStateChanged(parts.epoch(), 0, Cause.SYSTEM, "ready"));
			parts.events().publish(new TabsChanged(parts.epoch(), now(parts.records().revision("tabs")), Cause.SYSTEM));
		} catch (RuntimeException e) {
			LOG.log(System.Logger.Level.ERROR, "the store could not be read anew", e);
			parts.events().problem("Another program wrote to the store, and it could not be read anew: " + e.getMessage()
					+ " Restart the host: umbra host restart");
		} finally {
			start();
		}
	}

	private static <T> T now(CompletionStage<T> stage) {
		return stage.toCompletableFuture().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
	}
}
