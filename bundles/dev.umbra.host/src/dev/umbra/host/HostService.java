package dev.umbra.host;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.Version;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Methods;

/** {@link Host}, carried out here. */
final class HostService implements Host {
	private final HostParts parts;
	private final HostSettings settings;
	private final SessionMailboxes mailboxes;
	private final SessionTurns turns;
	private final AgentLives lives;
	private final Ending ending;
	private final Doctor doctor;
	private final IntSupplier clients;
	private final EmbeddedRelay relay;

	HostService(HostParts parts, HostSettings settings, SessionMailboxes mailboxes, SessionTurns turns,
			AgentLives lives, Ending ending, IntSupplier clients, EmbeddedRelay relay) {
		this.parts = parts;
		this.settings = settings;
		this.mailboxes = mailboxes;
		this.turns = turns;
		this.lives = lives;
		this.ending = ending;
		this.clients = clients;
		this.relay = relay;
		this.doctor = new Doctor(parts, lives);
	}

	@Override
	public CompletionStage<Outcome<Status>> status(Nothing p) {
		return Stages.outcome(() -> parts.entries().tallies().thenCombine(parts.entries().waiting(),
				(tallies, waiting) -> {
					Runtime runtime = Runtime.getRuntime();
					int sessions = tallies.values().stream().mapToInt(Entries.Tally::sessions).sum();
					int active = tallies.values().stream().mapToInt(Entries.Tally::active).sum();
					int waitingTurns = turns.limit().waiting();
					return new Status(ProcessHandle.current().pid(), parts.role().since(), Version.OWN.product(),
							Version.OWN.protocol(), parts.epoch(), lives.revision(), ending.word(), sessions,
							Math.max(0, active - waitingTurns), settings.runningTurns(), waitingTurns, waiting.size(), lives.listed().size(), clients.getAsInt(), parts.folder().path().toString(),
							parts.role().socket().toString(), parts.store().bytes(),
							runtime.totalMemory() - runtime.freeMemory());
				}));
	}

	@Override
	public CompletionStage<Outcome<Stopping>> stop(Stop p) {
		List<String> interrupts = mailboxes.running().stream()
				.map(mailbox -> mailbox.state().summary().title() + " (" + mailbox.id() + ")").toList();
		ending.stop(p.whenIdle(), p.restart() ? "asked to restart" : "asked to stop");
		return CompletableFuture.completedFuture(
				Outcome.ok(new Stopping(ProcessHandle.current().pid(), p.whenIdle() ? List.of() : interrupts)));
	}

	@Override
	public CompletionStage<Outcome<Done>> backup(Backup p) {
		return Stages.outcome(() -> {
			Path target = Path.of(p.file());
			if (!target.isAbsolute()) {
				throw new FailureException(Failure.usage("Not an absolute path: " + p.file(), null));
			}
			return parts.store().backup(target)
					.thenCompose(nothing -> parts.entries().remember(
							new Entries.CommandResult(p.command(), Methods.HOST_BACKUP.name(), Codec.json(new Done()))))
					.thenApply(nothing -> new Done());
		});
	}

	@Override
	public CompletionStage<Outcome<Done>> set(Set p) {
		return Stages.outcome(() -> settings.put(p.key(), p.value(),
				new Entries.CommandResult(p.command(), Methods.HOST_SET.name(), Codec.json(new Done())))
				.thenApply(nothing -> new Done()));
	}

	@Override
	public CompletionStage<Outcome<Settings>> get(Get p) {
		return Stages.outcome(() -> CompletableFuture.completedFuture(new Settings(settings.values(p.key()))));
	}

	@Override
	public CompletionStage<Outcome<Report>> doctor(Nothing p) {
		return Stages.outcome(doctor::report);
	}

	@Override
	public CompletionStage<Outcome<Serving>> serve(Serve p) {
		return Stages.outcome(() -> CompletableFuture.completedFuture(relay.serve(p)));
	}

	@Override
	public CompletionStage<Outcome<Serving>> serving(Nothing p) {
		return Stages.outcome(() -> CompletableFuture.completedFuture(relay.serving()));
	}
}
