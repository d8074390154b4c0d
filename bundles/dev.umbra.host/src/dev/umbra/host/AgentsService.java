package dev.umbra.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.port.AgentLog;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;

/** {@link Agents}, carried out here. */
final class AgentsService implements Agents {
	private final HostParts parts;
	private final AgentLives lives;

	AgentsService(HostParts parts, AgentLives lives) {
		this.parts = parts;
		this.lives = lives;
	}

	@Override
	public CompletionStage<Outcome<Added>> add(Add p) {
		return Stages.outcome(() -> {
			if (!p.adHoc() && lives.named(p.name()).isPresent()) {
				throw new FailureException(Failure.usage("There is an agent \"" + p.name() + "\" already.",
						"Choose another name, or remove it first: umbra agent remove " + p.name()));
			}
			AgentRecord record = record(p);
			String warning = warning(record.device());
			Added added = new Added(record.id(), record.name(), warning);
			if (p.adHoc()) {
				lives.added(record, Cause.user(""));
				return CompletableFuture.completedFuture(added);
			}
			return parts.records()
					.saveAgent(record,
							new Entries.CommandResult(p.command(), Methods.AGENTS_ADD.name(), Codec.json(added)))
					.thenApply(revision -> {
						lives.added(record, Cause.user(""));
						return added;
					});
		});
	}

	private AgentRecord record(Add p) {
		String program = p.program();
		List<String> args = new ArrayList<>();
		if (p.preset() != null) {
			Preset preset = preset(p.preset());
			program = program == null ? preset.program() : program;
			args.addAll(preset.args());
		}
		if (program == null || program.isBlank()) {
			throw new FailureException(Failure.usage("An agent needs a preset or a command.",
					"See the presets with: umbra agent presets"));
		}
		args.addAll(p.args());
		if (p.folder() != null && !(Path.of(p.folder()).isAbsolute() && Files.isDirectory(Path.of(p.folder())))) {
			throw new FailureException(Failure.usage("The folder " + p.folder() + " does not exist.", null));
		}
		Instant now = parts.clocks().instant();
		return new AgentRecord(AgentId.random(), new AgentDefinition(p.name(), null),
				new DeviceLayer(program, args, p.env(), DeviceLayer.EnvMode.LOGIN, p.folder(), p.preset(), p.autostart(),
						false, null, null, null),
				List.of(), p.adHoc(), now, now);
	}

	private Preset preset(String id) {
		return parts.runtime().knownPresets().stream().filter(preset -> preset.id().equals(id)).findFirst()
				.orElseThrow(() -> new FailureException(Failure.notFound("There is no preset \"" + id + "\".",
						"Presets are: " + String.join(", ",
								parts.runtime().knownPresets().stream().map(Preset::id).toList()))));
	}

	private @Nullable String warning(DeviceLayer device) {
		if (device.command().equals(Preset.DEMO_PROGRAM) || parts.runtime().find(device.command()) != null) {
			return null;
		}
		String how = device.preset() == null ? "" : " To install it: " + preset(device.preset()).install();
		return "The program " + device.command() + " was not found on this machine." + how;
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return Stages.outcome(() -> counts().thenApply(counts -> new Listing(parts.epoch(), lives.revision(),
				lives.listed().stream().map(life -> one(life, counts)).toList())));
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return Stages.outcome(() -> {
			AgentLife life = lives.find(p.agent());
			return counts().thenApply(counts -> one(life, counts));
		});
	}

	private CompletionStage<Map<AgentId, Long>> counts() {
		return parts.entries().sessions(false).thenApply(
				all -> all.stream().collect(Collectors.groupingBy(SessionSummary::agent, Collectors.counting())));
	}

	private static One one(AgentLife life, Map<AgentId, Long> counts) {
		AgentLife.View view = life.view();
		return new One(life.record(), view.state(), view.since(), view.pid(), view.lastError(), view.exitCode(),
				counts.getOrDefault(life.record().id(), 0L).intValue());
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return Stages.outcome(() -> {
			AgentLife life = lives.find(p.agent());
			if (life.turnsRun() && !p.force()) {
				throw new FailureException(Failure.refused("A turn of the agent " + life.record().name() + " runs.",
						"Cancel it first, or remove the agent with --force."));
			}
			return parts.records().removeAgent(life.record().id(),
					done(p, Methods.AGENTS_REMOVE))
					.thenApply(revision -> {
						life.end();
						lives.removed(life.record().id(), Cause.user(""));
						return new Done();
					});
		});
	}

	@Override
	public CompletionStage<Outcome<Done>> start(Start p) {
		return Stages.outcome(() -> {
			AgentLife life = lives.find(p.agent());
			// stored first: a repeat after a stop must not start it again
			return parts.entries().remember(done(p, Methods.AGENTS_START)).thenApply(nothing -> {
				life.start();
				return new Done();
			});
		});
	}

	@Override
	public CompletionStage<Outcome<Done>> stop(Stop p) {
		return Stages.outcome(() -> {
			AgentLife life = lives.find(p.agent());
			if (life.turnsRun() && !p.force()) {
				throw new FailureException(Failure.refused("A turn of the agent " + life.record().name() + " runs.",
						"Cancel it first, or stop the agent with --force."));
			}
			return parts.entries().remember(done(p, Methods.AGENTS_STOP)).thenCompose(nothing -> life.end())
					.thenApply(nothing -> new Done());
		});
	}

	private static Entries.CommandResult done(Changing p, Method<?, Done> method) {
		return new Entries.CommandResult(p.command(), method.name(), Codec.json(new Done()));
	}

	@Override
	public CompletionStage<Outcome<Presets>> presets(Nothing p) {
		return Stages.outcome(() -> parts.runtime().presets().thenApply(Presets::new));
	}

	@Override
	public CompletionStage<Outcome<Changed>> set(Set p) {
		return Stages.notYet();
	}

	@Override
	public CompletionStage<Outcome<LoginStep>> login(Login p) {
		return Stages.notYet();
	}

	@Override
	public CompletionStage<Outcome<Done>> logout(Logout p) {
		return Stages.notYet();
	}

	@Override
	public CompletionStage<Outcome<AgentLog>> log(Log p) {
		return Stages.notYet();
	}

	@Override
	public CompletionStage<Outcome<Foreign>> sessions(SessionsOf p) {
		return Stages.notYet();
	}
}
