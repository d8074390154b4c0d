package dev.umbra.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.Outcome;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.api.Changing;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Personas;
import dev.umbra.core.catalog.AgentContent;
import dev.umbra.core.catalog.BuiltInPersonas;
import dev.umbra.core.catalog.CatalogCheck;
import dev.umbra.core.catalog.CatalogRecord;
import dev.umbra.core.catalog.ContentHash;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.FieldProblem;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.PersonaContent;
import dev.umbra.core.catalog.PersonaDevice;
import dev.umbra.core.catalog.PersonaFile;
import dev.umbra.core.port.CatalogWrite;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.host.CatalogReader.Found;
import dev.umbra.host.CatalogReader.Shown;
import dev.umbra.wire.Codec;
import dev.umbra.wire.Method;
import dev.umbra.wire.Methods;

/** {@link Personas}, carried out here. Any thread; changes run in order. */
final class PersonasService implements Personas {
	private final HostParts parts;
	private final AgentLives lives;
	private final CatalogReader reader;
	private final CatalogWriter writer;
	private final IdentitiesService identities;

	PersonasService(HostParts parts, AgentLives lives, CatalogReader reader, CatalogWriter writer, IdentitiesService identities) {
		this.parts = parts;
		this.lives = lives;
		this.reader = reader;
		this.writer = writer;
		this.identities = identities;
	}

	/** For launches: of the agent's own identity, else a built-in one. */
	CompletionStage<Optional<Persona>> find(AgentRecord agent, String slug) {
		Optional<Persona> builtIn = BuiltInPersonas.ALL.stream().filter(each -> each.slug().value().equals(slug)).findFirst();
		PublicKey owner = agent.owner();
		if (builtIn.isPresent() || owner == null || !Slug.isOne(slug)) {
			return CompletableFuture.completedFuture(builtIn);
		}
		Coordinate at = Coordinate.of(owner, new Slug(slug));
		return parts.catalog().states(List.of(at)).thenApply(states -> Optional.ofNullable(states.get(at).record())
				.map(record -> PersonaContent.read(new Slug(slug), record.content())));
	}

	@Override
	public CompletionStage<Outcome<Listing>> list(Nothing p) {
		return Stages.outcome(() -> reader.shown().thenApply(shown -> {
			Map<String, Long> playing = lives.listed().stream().map(life -> life.record().definition().persona()).filter(Objects::nonNull)
					.collect(Collectors.groupingBy(slug -> slug, Collectors.counting()));
			return new Listing(parts.epoch(), lives.revision(), shown.personas().stream()
					.map(found -> one(shown, found, playing.getOrDefault(found.persona().slug().value(), 0L).intValue())).toList());
		}));
	}

	@Override
	public CompletionStage<Outcome<One>> get(Get p) {
		return Stages.outcome(() -> reader.shown().thenApply(shown -> {
			Found found = shown.persona(p.persona());
			return one(shown, found, playing(found.persona().slug()).size());
		}));
	}

	/** @param playing how many agents of this device play it */
	private One one(Shown shown, Found found, int playing) {
		Persona persona = found.persona();
		CatalogRecord record = found.record();
		PersonaDevice device = shown.device(persona.slug());
		return new One(persona, PersonaContent.hash(persona), found.builtIn(), device.active(), device.hidden(), record != null && record.shared(),
				record != null && shown.pending().contains(record.at()), found.builtIn() || found.mayRun(device), device.source(),
				record == null ? null : record.updated(), playing);
	}

	private List<AgentRecord> playing(Slug slug) {
		return lives.listed().stream().map(AgentLife::record).filter(agent -> slug.value().equals(agent.definition().persona())).toList();
	}

	@Override
	public CompletionStage<Outcome<Saved>> save(Save p) {
		return change(shown -> {
			if (p.persona() == null) {
				Persona fresh = changed(Persona.named(Slug.of(p.displayName() == null ? "" : p.displayName()), ""), p);
				return kept(fresh, null, fresh.acpCommand(), null, p, Methods.PERSONAS_SAVE);
			}
			Found found = own(shown, p.persona());
			if (p.expected() != null && !p.expected().equals(PersonaContent.hash(found.persona()))) {
				throw CatalogWriter.conflict();
			}
			Persona after = changed(found.persona(), p);
			return kept(after, found.record(), p.acpCommand(), shown.device(after.slug()), p, Methods.PERSONAS_SAVE);
		});
	}

	private static Persona changed(Persona b, Save p) {
		return new Persona(b.slug(), p.displayName() == null ? b.displayName() : p.displayName().strip(), text(b.systemPrompt(), p.systemPrompt()),
				text(b.acpCommand(), p.acpCommand()), text(b.avatarUrl(), p.avatarUrl()), text(b.runtime(), p.runtime()), text(b.model(), p.model()),
				text(b.provider(), p.provider()), p.namePool() == null ? b.namePool() : p.namePool(), text(b.respondTo(), p.respondTo()),
				p.respondToAllowlist() == null ? b.respondToAllowlist() : p.respondToAllowlist(),
				p.parallelism() == null ? b.parallelism() : p.parallelism() == 0 ? null : p.parallelism(), text(b.description(), p.description()), b.unknown());
	}

	/** Null stays, empty clears. */
	static @Nullable String text(@Nullable String before, @Nullable String given) {
		return given == null ? before : given.isBlank() ? null : given;
	}

	/**
	 * @param typed the command as the person typed it now, who thereby allows it; null: not typed
	 * @param device as it is, or null for a new one
	 */
	private CompletionStage<Saved> kept(Persona persona, @Nullable CatalogRecord before, @Nullable String typed, @Nullable PersonaDevice device,
			Changing p, Method<?, Saved> method) {
		refuse("persona", persona.displayName(), CatalogCheck.of(persona));
		return identities.needed().thenCompose(owner -> {
			List<CatalogWrite> more = new ArrayList<>();
			PersonaDevice now = device == null ? PersonaDevice.fresh(persona.slug()) : device;
			if (typed != null && persona.acpCommand() != null) {
				more.add(new CatalogWrite.PutPersonaDevice(owner,
						new PersonaDevice(now.persona(), now.active(), now.hidden(), ContentHash.of(persona.acpCommand()), now.source())));
			} else if (device != null && before == null) {
				more.add(new CatalogWrite.PutPersonaDevice(owner, now));
			}
			Saved saved = new Saved(persona.slug(), PersonaContent.hash(persona));
			String content = PersonaContent.of(persona, before == null ? null : before.content());
			Coordinate at = before == null ? Coordinate.of(owner, persona.slug()) : before.at();
			return writer.put(at, before, content, before != null && before.shared(), Kept.Why.EDITED, more, result(p, method, saved), saved);
		});
	}

	/** A persona of one's own, made of somebody else's; its command is not confirmed thereby. */
	CompletionStage<Saved> added(Persona copy, String source, Changing p, Method<?, Saved> method) {
		return writer.inOrder(() -> kept(copy, null, null, new PersonaDevice(copy.slug(), true, false, null, source), p, method));
	}

	/** @throws FailureException in words, naming every field */
	static void refuse(String what, String name, List<FieldProblem> problems) {
		if (!problems.isEmpty()) {
			throw new FailureException(Failure.usage("The " + what + (name.isBlank() ? "" : " \"" + name + "\"") + " cannot be kept. "
					+ problems.stream().map(each -> each.field() + ": " + each.words()).collect(Collectors.joining(" ")), null));
		}
	}

	static <R> CommandResult result(Changing p, Method<?, R> method, R result) {
		return new CommandResult(p.command(), method.name(), Codec.json(result));
	}

	private static Found own(Shown shown, String reference) {
		Found found = shown.persona(reference);
		if (found.builtIn()) {
			throw new FailureException(Failure.refused("The persona " + found.persona().displayName() + " comes with Umbra and cannot be changed.",
					"Duplicate it and change the copy, or hide it."));
		}
		return found;
	}

	private static CatalogRecord record(Found found) {
		CatalogRecord record = found.record();
		if (record == null) {
			throw new IllegalStateException("a built-in persona has no record");
		}
		return record;
	}

	@Override
	public CompletionStage<Outcome<Saved>> duplicate(Duplicate p) {
		return change(shown -> {
			Found found = shown.persona(p.persona());
			Persona o = found.persona();
			String name = p.displayName() == null ? o.displayName() + " (copy)" : p.displayName().strip();
			Persona copy = new Persona(Slug.of(name), name, o.systemPrompt(), o.acpCommand(), o.avatarUrl(), o.runtime(), o.model(), o.provider(),
					o.namePool(), o.respondTo(), o.respondToAllowlist(), o.parallelism(), o.description(), o.unknown());
			PersonaDevice device = new PersonaDevice(copy.slug(), true, false, shown.device(o.slug()).confirmed(), "a copy of " + o.displayName());
			return kept(copy, null, null, device, p, Methods.PERSONAS_DUPLICATE);
		});
	}

	@Override
	public CompletionStage<Outcome<Dependants>> dependants(Get p) {
		return Stages.outcome(() -> reader.shown().thenApply(shown -> new Dependants(dependants(shown, shown.persona(p.persona()).persona().slug()))));
	}

	private List<Dependant> dependants(Shown shown, Slug slug) {
		List<Dependant> all = new ArrayList<>();
		List<AgentRecord> here = playing(slug);
		here.forEach(agent -> all.add(new Dependant("agent", agent.id().value(), agent.name())));
		shown.teams().stream().map(CatalogReader.FoundTeam::team).filter(team -> team.personas().contains(slug.value()))
				.forEach(team -> all.add(new Dependant("team", team.id().value(), team.name())));
		for (CatalogRecord record : shown.agents()) {
			boolean ours = lives.listed().stream().anyMatch(life -> life.record().key() != null && record.at().d().equals(life.record().key().value()));
			if (!ours && slug.value().equals(AgentContent.read(record.content()).persona())) {
				all.add(new Dependant("other device's agent", record.at().d(), AgentContent.read(record.content()).name()));
			}
		}
		return List.copyOf(all);
	}

	@Override
	public CompletionStage<Outcome<Deleted>> delete(Delete p) {
		return change(shown -> {
			Found found = own(shown, p.persona());
			Slug slug = found.persona().slug();
			Instant until = p.undoable() ? writer.now().plus(CatalogWriter.GRACE) : null;
			Deleted deleted = new Deleted(slug.value(), found.persona().displayName(), until, dependants(shown, slug));
			return writer.delete(record(found), until, result(p, Methods.PERSONAS_DELETE, deleted), deleted);
		});
	}

	@Override
	public CompletionStage<Outcome<Done>> undo(Undo p) {
		return inOwn(p.id(), at -> writer.undo(at, "persona", result(p, Methods.PERSONAS_UNDO, new Done()), new Done()));
	}

	@Override
	public CompletionStage<Outcome<Done>> restore(Restore p) {
		return inOwn(p.id(), at -> writer.restore(at, p.nr(), "persona", result(p, Methods.PERSONAS_RESTORE, new Done()), new Done()));
	}

	@Override
	public CompletionStage<Outcome<Past>> history(Get p) {
		return inOwn(p.persona(), at -> parts.catalog().history(at).thenApply(Past::new));
	}

	private interface Located<R> {
		CompletionStage<R> run(Coordinate at);
	}

	/** By a whole slug, also of one that was deleted; else as everywhere. */
	private <R> CompletionStage<Outcome<R>> inOwn(String id, Located<R> work) {
		return change(shown -> {
			PublicKey owner = shown.owner();
			boolean there = shown.personas().stream().anyMatch(found -> found.persona().slug().value().equals(id));
			if (!there && owner != null && Slug.isOne(id)) {
				Coordinate at = Coordinate.of(owner, new Slug(id));
				return parts.catalog().history(at).thenCompose(kept -> work.run(kept.isEmpty() ? record(own(shown, id)).at() : at));
			}
			return work.run(record(own(shown, id)).at());
		});
	}

	@Override
	public CompletionStage<Outcome<Done>> share(Share p) {
		return change(shown -> {
			CatalogRecord record = record(own(shown, p.persona()));
			return writer.put(record.at(), record, record.content(), p.on(), Kept.Why.EDITED, List.of(), result(p, Methods.PERSONAS_SHARE, new Done()),
					new Done());
		});
	}

	@Override
	public CompletionStage<Outcome<Done>> mark(Mark p) {
		return change(shown -> {
			Found found = shown.persona(p.persona());
			Persona persona = found.persona();
			if (Boolean.FALSE.equals(p.active()) && !playing(persona.slug()).isEmpty()) {
				throw new FailureException(Failure.refused("The persona " + persona.displayName() + " is played by "
						+ playing(persona.slug()).stream().map(AgentRecord::name).collect(Collectors.joining(", ")) + " and cannot be made inactive.",
						"Give these agents another persona first."));
			}
			if (p.hidden() != null && !found.builtIn()) {
				throw new FailureException(Failure.usage("Only personas that come with Umbra can be hidden.", "Make it inactive, or delete it."));
			}
			PersonaDevice device = shown.device(persona.slug());
			return device(p, Methods.PERSONAS_MARK, new PersonaDevice(device.persona(), p.active() == null ? device.active() : p.active(),
					p.hidden() == null ? device.hidden() : p.hidden(), device.confirmed(), device.source()));
		});
	}

	@Override
	public CompletionStage<Outcome<Done>> confirm(Confirm p) {
		return change(shown -> {
			Persona persona = shown.persona(p.persona()).persona();
			if (!p.acpCommand().equals(persona.acpCommand())) {
				throw new FailureException(Failure.refused("The command of the persona " + persona.displayName() + " is another one by now.",
						"Read it again: umbra persona show " + persona.slug()));
			}
			PersonaDevice device = shown.device(persona.slug());
			return device(p, Methods.PERSONAS_CONFIRM,
					new PersonaDevice(device.persona(), device.active(), device.hidden(), ContentHash.of(p.acpCommand()), device.source()));
		});
	}

	private CompletionStage<Done> device(Changing p, Method<?, Done> method, PersonaDevice device) {
		return identities.needed().thenCompose(
				owner -> writer.putAll(List.of(), List.of(new CatalogWrite.PutPersonaDevice(owner, device)), result(p, method, new Done()), new Done()));
	}

	@Override
	public CompletionStage<Outcome<Imported>> importing(Import p) {
		return change(shown -> {
			CatalogImport found = CatalogImport.of(p.files(), shown);
			Imported imported = new Imported(found.lines(), p.apply());
			if (!p.apply()) {
				return CompletableFuture.completedFuture(imported);
			}
			return identities.needed().thenCompose(owner -> writer.putAll(found.planned(owner), found.devices(owner, shown),
					result(p, Methods.PERSONAS_IMPORT, imported), imported));
		});
	}

	@Override
	public CompletionStage<Outcome<Exported>> export(Export p) {
		return Stages.outcome(() -> reader.shown().thenApply(shown -> {
			List<Found> chosen = p.ids().isEmpty() ? shown.personas().stream().filter(found -> !found.builtIn()).toList()
					: p.ids().stream().map(shown::persona).toList();
			Map<String, TextFile> files = new LinkedHashMap<>();
			for (Found found : chosen) {
				Slug slug = found.persona().slug();
				CatalogRecord record = found.record();
				String content = record == null ? PersonaContent.of(found.persona(), null) : record.content();
				TextFile file = switch (p.form()) {
				case "md" -> new TextFile(slug + PersonaFile.MARKDOWN, PersonaFile.markdown(slug, content));
				case "json" -> new TextFile(slug + PersonaFile.JSON, PersonaFile.json(slug, content));
				default -> throw new FailureException(Failure.usage("Personas are exported as md or json, not as \"" + p.form() + "\".", null));
				};
				files.put(file.name(), file);
			}
			return new Exported(List.copyOf(files.values()));
		}));
	}

	private interface InCatalog<R> {
		CompletionStage<R> run(Shown shown);
	}

	private <R> CompletionStage<Outcome<R>> change(InCatalog<R> work) {
		Supplier<CompletionStage<R>> read = () -> reader.shown().thenCompose(work::run);
		return Stages.outcome(() -> writer.inOrder(read));
	}
}
