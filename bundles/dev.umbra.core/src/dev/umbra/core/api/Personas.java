package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.Slug;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.Persona;

/**
 * Personas of the identity in use, and the built-in ones, which are read-only. A {@code persona} is given by its slug, a unique
 * beginning of one (at least four characters), or its display name. Changes are announced by {@code AgentsChanged}.
 */
public interface Personas {
	CompletionStage<Outcome<Listing>> list(Nothing p);

	CompletionStage<Outcome<One>> get(Get p);

	/** Makes one, or changes what is given of one. What is wrong is {@code usage}, said of each field; nothing is kept then. */
	CompletionStage<Outcome<Saved>> save(Save p);

	/** A copy of one's own under a new slug: also of a built-in one. */
	CompletionStage<Outcome<Saved>> duplicate(Duplicate p);

	/** What would be left without it: agents, teams, sessions' agents of this device and records of others. Asked before {@link #delete}. */
	CompletionStage<Outcome<Dependants>> dependants(Get p);

	/** Built-in ones are refused: hide them. Relays are told after {@code grace}; until then {@link #undo} takes it back. */
	CompletionStage<Outcome<Deleted>> delete(Delete p);

	/** Takes a deletion back; {@code refused} when its time is over: then history has it. */
	CompletionStage<Outcome<Done>> undo(Undo p);

	/** Whether others may read it; a shared persona is always published plain. */
	CompletionStage<Outcome<Done>> share(Share p);

	/** Device layer: offered where agents are made, or hidden. One that an agent plays cannot be made inactive. */
	CompletionStage<Outcome<Done>> mark(Mark p);

	/** A person on this device allows its {@code acpCommand} to run; {@code refused} if it is another one by now. */
	CompletionStage<Outcome<Done>> confirm(Confirm p);

	/** Reads files as a person chose them; nothing is kept unless {@code apply}. */
	CompletionStage<Outcome<Imported>> importing(Import p);

	CompletionStage<Outcome<Exported>> export(Export p);

	CompletionStage<Outcome<Past>> history(Get p);

	CompletionStage<Outcome<Done>> restore(Restore p);

	record Listing(String epoch, long revision, List<One> personas) {
		public Listing {
			personas = List.copyOf(personas);
		}
	}

	/**
	 * @param hash of its content, as drift is detected by
	 * @param updated null for built-in ones
	 * @param pending whether a relay has not been told of it yet
	 * @param commandConfirmed whether its {@code acpCommand} may run here; true if it has none
	 * @param source where it came from, or null if it was made here
	 * @param agents managed agents of this device that play it
	 */
	record One(Persona persona, String hash, boolean builtIn, boolean active, boolean hidden, boolean shared, boolean pending,
			boolean commandConfirmed, @Nullable String source, @Nullable Instant updated, int agents) {
	}

	record Get(String persona) {
		public Get {
			Objects.requireNonNull(persona, "persona");
		}
	}

	/**
	 * What is null stays as it is; an empty text, and an empty list, clears.
	 *
	 * @param persona which one to change; null: a new one
	 * @param expected hash of the content that the person saw, or null; another one now is a conflict: {@code busy}, in words
	 * @param parallelism 0 clears
	 */
	record Save(CommandId command, @Nullable String persona, @Nullable String expected, @Nullable String displayName,
			@Nullable String systemPrompt, @Nullable String acpCommand, @Nullable String avatarUrl, @Nullable String runtime,
			@Nullable String model, @Nullable String provider, @Nullable List<String> namePool, @Nullable String respondTo,
			@Nullable List<String> respondToAllowlist, @Nullable Integer parallelism, @Nullable String description) implements Changing {
		public Save {
			Objects.requireNonNull(command, "command");
		}
	}

	/** @param hash of the content now, for the next {@link Save#expected} */
	record Saved(Slug slug, String hash) {
	}

	/** @param displayName null: that of the other, with <i>(copy)</i> */
	record Duplicate(CommandId command, String persona, @Nullable String displayName) implements Changing {
		public Duplicate {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(persona, "persona");
		}
	}

	/** @param kind {@code agent}, {@code team} or {@code other device's agent} */
	record Dependant(String kind, String id, String name) {
	}

	record Dependants(List<Dependant> dependants) {
		public Dependants {
			dependants = List.copyOf(dependants);
		}
	}

	/** @param undoable whether relays are told only after 10 s, so that {@link #undo} can take it back; the command line has no delay */
	record Delete(CommandId command, String persona, boolean undoable) implements Changing {
		public Delete {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(persona, "persona");
		}
	}

	/** @param undoUntil null: it cannot be taken back, but restored from its history */
	record Deleted(String id, String name, @Nullable Instant undoUntil, List<Dependant> dependants) {
		public Deleted {
			dependants = List.copyOf(dependants);
		}
	}

	/** @param id slug or team id, whole */
	record Undo(CommandId command, String id) implements Changing {
		public Undo {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(id, "id");
		}
	}

	record Share(CommandId command, String persona, boolean on) implements Changing {
		public Share {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(persona, "persona");
		}
	}

	/** @param active null stays; {@code hidden} likewise, for built-in ones only */
	record Mark(CommandId command, String persona, @Nullable Boolean active, @Nullable Boolean hidden) implements Changing {
		public Mark {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(persona, "persona");
		}
	}

	/** @param acpCommand as the person read it */
	record Confirm(CommandId command, String persona, String acpCommand) implements Changing {
		public Confirm {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(persona, "persona");
			Objects.requireNonNull(acpCommand, "acpCommand");
		}
	}

	/** @param name of the file, whose ending says what is in it: {@code .persona.md}, {@code .persona.json}, {@code .team.json} */
	record TextFile(String name, String text) {
		public TextFile {
			Objects.requireNonNull(name, "name");
			Objects.requireNonNull(text, "text");
		}
	}

	/** @param apply false: only say what would change. At most 5 MiB (UTF-8) and 1,000 records together. */
	record Import(CommandId command, List<TextFile> files, boolean apply) implements Changing {
		public Import {
			Objects.requireNonNull(command, "command");
			files = List.copyOf(files);
		}
	}

	/**
	 * What a record of a file does, or would do.
	 *
	 * @param kind {@code persona} or {@code team}
	 * @param action {@code new}, {@code changed}, {@code same} or {@code refused}
	 * @param fields those that change
	 * @param words why it is refused, or what else to know; empty if nothing
	 * @param acpCommand a command that must be confirmed before it can run, or null
	 */
	record ImportLine(String file, String kind, String id, String name, String action, List<String> fields, String words,
			@Nullable String acpCommand) {
		public ImportLine {
			fields = List.copyOf(fields);
		}
	}

	record Imported(List<ImportLine> lines, boolean applied) {
		public Imported {
			lines = List.copyOf(lines);
		}
	}

	/**
	 * @param ids of personas, or of teams; empty: all of one's own
	 * @param form {@code md} or {@code json}; teams are always JSON
	 */
	record Export(List<String> ids, String form) {
		public Export {
			ids = List.copyOf(ids);
			Objects.requireNonNull(form, "form");
		}
	}

	record Exported(List<TextFile> files) {
		public Exported {
			files = List.copyOf(files);
		}
	}

	/** @param kept the newest first */
	record Past(List<Kept> kept) {
		public Past {
			kept = List.copyOf(kept);
		}
	}

	/** @param id slug or team id, whole: also of one that was deleted; @param nr of the line of its history */
	record Restore(CommandId command, String id, long nr) implements Changing {
		public Restore {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(id, "id");
		}
	}
}
