package dev.umbra.host;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.Position;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentLog;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.agent.Preset;
import dev.umbra.core.api.Agents;
import dev.umbra.core.catalog.AgentContent;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.catalog.CatalogCheck;
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
	private static final Entries.Tally NO_SESSIONS = new Entries.Tally(0, 0);
	private static final int LOG_LINES = 1000;
	private static final int MAX_LOG_LINES = 10_000;
	private final HostParts parts;
	private final AgentLives lives;
	private final RulesService rules;
	private final AgentLogins logins;
	private final ToldLists<One> told = new ToldLists<>();
	private final InOrder changes;
	private @Nullable AgentPersonas personas;

	AgentsService(HostParts parts, AgentLives lives, RulesService rules) {
		this.parts = parts;
		this.lives = lives;
		this.changes = lives.changes();
		this.rules = rules;
		this.logins = new AgentLogins(parts, lives);
	}

	/** Where personas are found; before the first call that names one. */
	void catalog(AgentPersonas found) {
		personas = found;
	}

	private AgentPersonas personas() {
		if (personas == null) {
			throw new FailureException(Failure.refused("This host has no personas.", null));
		}
		return personas;
	}

	@Override
	public CompletionStage<Outcome<Added>> add(Add p) {
		return Stages.outcome(() -> withPersona(p).thenCompose(full -> changes.run(() -> added(full))));
	}

	/** What a persona says is read before the change begins: it may have to make the identity that the agent belongs to. */
	private CompletionStage<Add> withPersona(Add p) {
		if (p.persona() == null) {
			return CompletableFuture.completedFuture(p);
		}
		boolean told = p.preset() != null || p.program() != null;
		CompletionStage<AgentPersonas.Start> start = told ? personas().slug(p.persona()).thenApply(slug -> new AgentPersonas.Start(slug, null, null, List.of()))
				: personas().start(p.persona());
		return start.thenApply(found -> new Add(p.command(), p.name(), told ? p.preset() : found.preset(), told ? p.program() : found.program(),
				told ? p.args() : Stream.concat(found.args().stream(), p.args().stream()).toList(), p.env(), p.folder(), p.autostart(), p.adHoc(),
				p.secrets(), found.slug()));
	}

	private CompletionStage<AgentRecord> owned(AgentRecord agent) {
		return personas == null ? CompletableFuture.completedFuture(agent) : personas.owned(agent);
	}

	private CompletionStage<Added> added(Add p) {
		if (!p.adHoc() && lives.named(p.name()).isPresent()) {
			throw taken(p.name(), "Choose another name, or remove it first: umbra agent remove " + p.name());
		}
		AgentRecord fresh = record(p);
		Added added = new Added(fresh.id(), fresh.name(), warning(fresh.device()));
		if (p.adHoc()) {
			lives.added(fresh, Cause.user(""));
			return CompletableFuture.completedFuture(added);
		}
		return owned(fresh).thenCompose(record -> withSecrets(record.id(), p.secrets(),
				() -> parts.records().saveAgent(record, result(p, Methods.AGENTS_ADD, added))).thenApply(revision -> {
					lives.added(record, Cause.user(""));
					return added;
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
		return new AgentRecord(AgentId.random(), definition(p),
				new DeviceLayer(program, args, p.env(), DeviceLayer.EnvMode.LOGIN, folder, p.preset(), p.autostart(),
						false, null, null, null),
				secretNames(p), p.adHoc(), now, now);
	}

	private static AgentDefinition definition(Add p) {
		String problem = CatalogCheck.nameProblem(p.name());
		if (problem != null) {
			throw new FailureException(Failure.usage("The name of the agent: " + problem, null));
		}
		return new AgentDefinition(p.name(), p.persona());
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
	public CompletionStage<Outcome<Listing>> list(ListAll p) {
		return Stages.outcome(() -> {
			// the revision first: what is read after it is at least as new
			Position now = new Position(parts.epoch(), lives.revision());
			return counts().thenCombine(versions(), (counts, versions) -> {
				List<One> all = lives.listed().stream().map(life -> one(life, counts, versions)).toList();
				return new Listing(now.epoch(), now.revision(), told.has(p.ifRevision(), now, all) ? null : all);
			});
		});
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return Stages.outcome(() -> {
			AgentLife life = lives.find(p.agent());
			return counts().thenCombine(versions(), (counts, versions) -> one(life, counts, versions));
		});
	}

	private CompletionStage<Map<AgentId, Entries.Tally>> counts() {
		return parts.entries().tallies();
	}

	/** Hashes of the personas there are now, by slug; nothing is read where no process plays one. */
	private CompletionStage<Map<String, String>> versions() {
		boolean none = personas == null || lives.listed().stream().allMatch(life -> life.role().version() == null);
		return none ? CompletableFuture.completedFuture(Map.of()) : personas().versions();
	}

	private static One one(AgentLife life, Map<AgentId, Entries.Tally> counts, Map<String, String> versions) {
		AgentLife.View view = life.view();
		return new One(life.record(), view.state(), view.since(), view.pid(), view.lastError(), view.exitCode(),
				counts.getOrDefault(life.record().id(), NO_SESSIONS).sessions(), drifted(life, versions));
	}

	private static boolean drifted(AgentLife life, Map<String, String> versions) {
		String with = life.role().version();
		String persona = life.record().definition().persona();
		return with != null && !with.equals(persona == null ? null : versions.get(persona));
	}

	@Override
	public CompletionStage<Outcome<Done>> remove(Remove p) {
		return Stages.outcome(() -> changes.run(() -> {
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
		String persona = p.values().get("persona");
		if (persona == null || persona.isEmpty()) {
			return changed(p);
		}
		return Stages.flat(() -> personas().slug(persona).thenCompose(slug -> {
			Map<String, String> values = new HashMap<>(p.values());
			values.put("persona", slug);
			return changed(new Set(p.command(), p.agent(), values, p.secrets(), p.dropSecrets(), p.confirmed(), p.expected()));
		}));
	}

	private CompletionStage<Outcome<Changed>> changed(Set p) {
		return Stages.outcome(() -> changes.run(() -> {
			AgentLife life = lives.find(p.agent());
			AgentRecord before = life.record();
			if (before.adHoc()) {
				throw new FailureException(Failure.usage("The agent " + before.name() + " is there for one run only; nothing of it is kept.", null));
			}
			if (p.expected() != null && !p.expected().equals(AgentContent.hash(before.definition()))) {
				throw CatalogWriter.conflict();
			}
			AgentRecord after = AgentChange.of(before, p, parts.clocks().instant());
			if (!after.name().equals(before.name()) && lives.named(after.name()).isPresent()) {
				throw taken(after.name(), "Choose another name.");
			}
			String warning = after.device().command().equals(before.device().command()) ? null : warning(after.device());
			boolean otherwise = AgentChange.startsOtherwise(before, after) || !p.secrets().isEmpty() || !p.dropSecrets().isEmpty();
			return life.restartNeeded().thenCompose(needed -> {
				Changed changed = new Changed(after.id(), after.name(), life.up() && (needed || otherwise), warning,
						AgentContent.hash(after.definition()));
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
