package dev.umbra.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.TeamId;
import dev.umbra.core.catalog.Team;

/**
 * Teams of the identity in use. A {@code team} is given by its id, a unique beginning of one (at least four characters), or its name.
 * Changes are announced by {@code AgentsChanged}. What teams have in common with personas is described there.
 */
public interface Teams {
	CompletionStage<Outcome<Listing>> list(Nothing p);

	CompletionStage<Outcome<One>> get(Get p);

	CompletionStage<Outcome<Saved>> save(Save p);

	CompletionStage<Outcome<Saved>> duplicate(Duplicate p);

	CompletionStage<Outcome<Personas.Deleted>> delete(Delete p);

	CompletionStage<Outcome<Done>> undo(Personas.Undo p);

	/** As {@link Personas#export}; refused for a team with a missing persona. Its personas are in the file. */
	CompletionStage<Outcome<Personas.Exported>> export(Personas.Export p);

	CompletionStage<Outcome<Personas.Past>> history(Get p);

	CompletionStage<Outcome<Done>> restore(Personas.Restore p);

	/**
	 * One session per member, each with its agent, named from the persona's name pool, then numbered, on one prompt. Refused, before
	 * anything is made, while a persona is missing or a member has no agent on this device.
	 */
	CompletionStage<Outcome<Deployed>> deploy(Deploy p);

	record Listing(String epoch, long revision, List<One> teams) {
		public Listing {
			teams = List.copyOf(teams);
		}
	}

	/** @param missing slugs of members that are no personas here; while there are any, deploying and export are off */
	record One(Team team, String hash, List<String> missing, boolean pending, Instant updated) {
		public One {
			missing = List.copyOf(missing);
		}
	}

	record Get(String team) {
		public Get {
			Objects.requireNonNull(team, "team");
		}
	}

	/**
	 * What is null stays as it is; an empty text, and an empty list, clears.
	 *
	 * @param team which one to change; null: a new one
	 * @param expected hash of the content that the person saw, or null; another one now is a conflict: {@code busy}, in words
	 * @param personas slugs, or anything else that names a persona
	 */
	record Save(CommandId command, @Nullable String team, @Nullable String expected, @Nullable String name, @Nullable String description,
			@Nullable String instructions, @Nullable List<String> personas) implements Changing {
		public Save {
			Objects.requireNonNull(command, "command");
		}
	}

	record Saved(TeamId id, String hash) {
	}

	record Duplicate(CommandId command, String team, @Nullable String name) implements Changing {
		public Duplicate {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(team, "team");
		}
	}

	/** @param undoable as in {@link Personas.Delete} */
	record Delete(CommandId command, String team, boolean undoable) implements Changing {
		public Delete {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(team, "team");
		}
	}

	/**
	 * @param cwd folder of the sessions, absolute
	 * @param prompt sent to each, or null: the sessions wait
	 */
	record Deploy(CommandId command, String team, String cwd, @Nullable String prompt) implements Changing {
		public Deploy {
			Objects.requireNonNull(command, "command");
			Objects.requireNonNull(team, "team");
			Objects.requireNonNull(cwd, "cwd");
		}
	}

	/** @param failure why there is none, or why the prompt was not taken, in words; null: all went well */
	record Member(String persona, String agent, @Nullable SessionId session, String title, @Nullable String failure) {
	}

	record Deployed(List<Member> members) {
		public Deployed {
			members = List.copyOf(members);
		}
	}
}
