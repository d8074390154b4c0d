package dev.umbra.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.Threads;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.port.Entries;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Failures;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;

/** {@link Agents}, carried out here. What changes records is done one after the other; the rest as it comes. Any thread. */
final class AgentsService implements Agents {
	private static final System.Logger LOG = System.getLogger(AgentsService.class.getName());
	private static final Duration PATIENCE = Duration.ofSeconds(20);
	private static final int LOG_LINES = 1000;
	private static final int MAX_LOG_LINES = 10_000;
	private final HostParts parts;
	private final AgentLives lives;
	private final RulesService rules;
	private final AgentLogins logins;
	/** A change looks for programs and folders: not on a thread of the store. */
	private final Executor workers = Threads.virtualEach("agents");
	private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(null);

	AgentsService(HostParts parts, AgentLives lives, RulesService rules) {
		this.parts = parts;
		this.lives = lives;
		this.rules = rules;
		this.logins = new AgentLogins(parts, lives);
	}

	/** Runs it when the change before it is done, however that went: a change begins with what is there. */
	private synchronized <R> CompletionStage<R> inOrder(Supplier<CompletionStage<R>> work) {
		CompletableFuture<R> mine = lastChange.thenComposeAsync(before -> work.get(), workers);
		lastChange = mine.handle((done, error) -> null);
		return mine;
	}

	@Override
	public CompletionStage<Outcome<Added>> add(Add p) {
		return Stages.outcome(() -> inOrder(() -> {
			if (!p.adHoc() && lives.named(p.name()).isPresent()) {
				throw taken(p.name(), "Choose another name, or remove it first: umbra agent remove " + p.name());
			}
			AgentRecord record = record(p);
			Added added = new Added(record.id(), record.name(), warning(record.device()));
			if (p.adHoc()) {
				lives.added(record, Cause.user(""));
				return CompletableFuture.completedFuture(added);
			}
			return withSecrets(record.id(), p.secrets(), () -> parts.records().saveAgent(record, result(p, Methods.AGENTS_ADD, added)))
					.thenApply(revision -> {
						lives.added(record, Cause.user(""));
						return added;
					});
		}));
	}

	/** Keeps the secrets first, since a record that names them promises them; takes that back if the record is not kept. */
	private <R> CompletionStage<R> withSecrets(AgentId agent, Map<String, String> secrets, Supplier<CompletionStage<R>> save) {
		if (secrets.isEmpty()) {
			return save.get();
		}
		return parts.secrets().get(agent, secrets.keySet()).thenCompose(former -> parts.secrets().put(agent, secrets)
				.thenCompose(kept -> save.get()).exceptionallyCompose(error -> takeBack(agent, secrets.keySet(), former)
						.handle((back, worse) -> {
							if (worse != null) {
								LOG.log(System.Logger.Level.WARNING, "secrets of the agent " + agent + " were changed and its record was not", worse);
							}
							throw new CompletionException(error instanceof CompletionException e && e.getCause() != null ? e.getCause() : error);
						})));
	}

	private CompletionStage<Void> takeBack(AgentId agent, java.util.Set<String> names, Map<String, String> former) {
		List<String> fresh = names.stream().filter(name -> !former.containsKey(name)).toList();
		return parts.secrets().remove(agent, fresh).thenCompose(removed -> parts.secrets().put(agent, former));
	}

	private static FailureException taken(String name, String hint) {
		return new FailureException(Failure.usage("There is an agent \"" + name + "\" already.", hint));
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
		String folder = p.folder() == null ? null : AgentChange.folder("folder", p.folder());
		Instant now = parts.clocks().instant();
		return new AgentRecord(AgentId.random(), new AgentDefinition(p.name(), null),
				new DeviceLayer(program, args, p.env(), DeviceLayer.EnvMode.LOGIN, folder, p.preset(), p.autostart(),
						false, null, null, null),
				secretNames(p), p.adHoc(), now, now);
	}

	private static List<String> secretNames(Add p) {
		AgentChange.checkSecrets(p.secrets());
		if (p.adHoc() && !p.secrets().isEmpty()) {
			throw new FailureException(Failure.usage("An agent of one run keeps no secrets.", "Add one with them: umbra agent add NAME --env-secret K"));
		}
		p.secrets().keySet().stream().filter(p.env()::containsKey).findFirst().ifPresent(name -> {
			throw new FailureException(Failure.usage("The variable " + name + " is both in env and a secret.", "Give it once."));
		});
		return p.secrets().keySet().stream().sorted().toList();
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
		return Stages.outcome(() -> inOrder(() -> {
			AgentLife life = lives.find(p.agent());
			AgentRecord record = life.record();
			if (life.turnsRun() && !p.force()) {
				throw new FailureException(Failure.refused("A turn of the agent " + record.name() + " runs.",
						"Cancel it first, or remove the agent with --force."));
			}
			return parts.records().removeAgent(record.id(), result(p, Methods.AGENTS_REMOVE, new Done())).thenCompose(revision -> {
				lives.removed(record.id(), Cause.user(""));
				rules.agentRemoved(record.id());
				life.end().whenComplete((ended, error) -> parts.runtime().forget(record.id()));
				return forgetSecrets(record);
			}).thenApply(nothing -> new Done());
		}));
	}

	/** The agent is gone already: what cannot be removed of it is a problem to be told, not a failure of the call. */
	private CompletionStage<Void> forgetSecrets(AgentRecord record) {
		if (record.secretNames().isEmpty()) {
			return CompletableFuture.completedFuture(null);
		}
		return parts.secrets().removeAll(record.id()).exceptionally(error -> {
			parts.events().problem("The secrets of the agent " + record.name() + ", which was removed, are still kept: "
					+ Failures.of(error).message());
			return null;
		});
	}

	@Override
	public CompletionStage<Outcome<Changed>> set(Set p) {
		return Stages.outcome(() -> inOrder(() -> {
			AgentLife life = lives.find(p.agent());
			AgentRecord before = life.record();
			if (before.adHoc()) {
				throw new FailureException(Failure.usage("The agent " + before.name() + " is there for one run only; nothing of it is kept.", null));
			}
			AgentRecord after = AgentChange.of(before, p, parts.clocks().instant());
			if (!after.name().equals(before.name()) && lives.named(after.name()).isPresent()) {
				throw taken(after.name(), "Choose another name.");
			}
			String warning = after.device().command().equals(before.device().command()) ? null : warning(after.device());
			boolean otherwise = AgentChange.startsOtherwise(before, after) || !p.secrets().isEmpty() || !p.dropSecrets().isEmpty();
			return life.restartNeeded().thenCompose(needed -> {
				Changed changed = new Changed(after.id(), after.name(), life.up() && (needed || otherwise), warning);
				return withSecrets(after.id(), p.secrets(), () -> parts.records().saveAgent(after, result(p, Methods.AGENTS_SET, changed)))
						.thenCompose(revision -> {
							life.record(after);
							lives.changed(Cause.user(""));
							return dropSecrets(after, p.dropSecrets());
						}).thenApply(nothing -> changed);
			});
		}));
	}

	/** The record does not name them any more, so no process gets them: what stays in storage is told. */
	private CompletionStage<Void> dropSecrets(AgentRecord record, List<String> names) {
		return parts.secrets().remove(record.id(), names).exceptionally(error -> {
			parts.events().problem("Dropped secrets of the agent " + record.name() + " are still kept: " + Failures.of(error).message());
			return null;
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
		return result(p, method, new Done());
	}

	private static <R> Entries.CommandResult result(Changing p, Method<?, R> method, R result) {
		return new Entries.CommandResult(p.command(), method.name(), Codec.json(result));
	}

	@Override
	public CompletionStage<Outcome<Presets>> presets(Nothing p) {
		return Stages.outcome(() -> parts.runtime().presets().thenApply(Presets::new));
	}

	@Override
	public CompletionStage<Outcome<LoginStep>> login(Login p) {
		return Stages.outcome(() -> logins.login(p));
	}

	@Override
	public CompletionStage<Outcome<Done>> logout(Logout p) {
		return Stages.outcome(() -> logins.logout(p));
	}

	@Override
	public CompletionStage<Outcome<AgentLog>> log(Log p) {
		return Stages.outcome(() -> parts.runtime().log(lives.find(p.agent()).record().id(), p.kind(), Math.max(0, p.after()),
				p.limit() <= 0 ? LOG_LINES : Math.min(p.limit(), MAX_LOG_LINES), p.patient() ? PATIENCE : Duration.ZERO));
	}

	@Override
	public CompletionStage<Outcome<Foreign>> sessions(SessionsOf p) {
		return Stages.outcome(() -> {
			AgentLife life = lives.find(p.agent());
			String cwd = p.cwd() == null ? null : AgentChange.folder("cwd", p.cwd());
			return life.sessions(cwd).thenCombine(parts.entries().sessions(true),
					(foreign, ours) -> new Foreign(foreign, known(life.record().id(), foreign, ours)));
		});
	}

	/** By the agent's id of a session, ours; the newest one if there are several. */
	private static Map<String, String> known(AgentId agent, List<ForeignSession> foreign, List<SessionSummary> ours) {
		java.util.Set<String> named = foreign.stream().map(ForeignSession::acpSession).collect(Collectors.toSet());
		return ours.stream().filter(session -> session.agent().equals(agent) && named.contains(session.acpSession()))
				.collect(Collectors.toMap(session -> String.valueOf(session.acpSession()), session -> session.id().value(),
						(newer, older) -> newer));
	}
}
