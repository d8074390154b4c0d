package dev.umbra.ui.internal.editors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.umbra.catalog.Document;
import dev.umbra.catalog.Draft;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.PublicKey;
import dev.umbra.core.Slug;
import dev.umbra.core.api.Done;
import dev.umbra.core.catalog.Coordinate;
import dev.umbra.core.catalog.Kept;
import dev.umbra.core.catalog.Persona;
import dev.umbra.core.catalog.PersonaContent;
import dev.umbra.core.catalog.RecordKind;
import dev.umbra.ui.internal.editors.Editing.Phase;
import dev.umbra.ui.internal.editors.Subject.CopyOf;
import dev.umbra.ui.internal.editors.Subject.Kind;
import dev.umbra.ui.internal.editors.Subject.New;
import dev.umbra.ui.internal.editors.Subject.Present;

class EditingTest {
	private static final Failure GONE = Failure.notFound("There is no such persona.", "Look.");
	private static final Failure NO_HOST = new Failure(Failure.Code.HOST_UNREACHABLE, "No host.", null);
	private final Records host = new Records();
	private final Unsaved kept = new Unsaved();

	/** Personas at a host, whose answers come when the test says so. */
	private static final class Records implements Source<Persona, Persona> {
		record Save(Draft draft, CommandId command, @Nullable String id, @Nullable String expected) {
		}

		final Map<String, Persona> there = new HashMap<>();
		final List<Save> saves = new ArrayList<>();
		final List<CommandId> copies = new ArrayList<>();
		final List<CompletableFuture<Outcome<Persona>>> gets = new ArrayList<>();
		final List<CompletableFuture<Outcome<Saved>>> answers = new ArrayList<>();
		/** Reads are answered by the test, else at once. */
		boolean slow;
		boolean away;

		void put(String slug, String name) {
			there.put(slug, Persona.named(new Slug(slug), name));
		}

		@Override
		public Document<Persona> document() {
			return Document.persona();
		}

		@Override
		public CompletionStage<Outcome<Persona>> get(String id) {
			CompletableFuture<Outcome<Persona>> answer = new CompletableFuture<>();
			gets.add(answer);
			if (!slow) {
				answerGet(id);
			}
			return answer;
		}

		void answerGet(String id) {
			gets.removeFirst().complete(away ? Outcome.notOk(NO_HOST) : there.containsKey(id) ? Outcome.ok(there.get(id)) : Outcome.notOk(GONE));
		}

		@Override
		public Persona record(Persona one) {
			return one;
		}

		@Override
		public String hash(Persona one) {
			return "hash of " + one.displayName();
		}

		@Override
		public boolean isReadOnly(Persona one) {
			return one.slug().value().startsWith("umbra-");
		}

		@Override
		public CompletionStage<Outcome<Saved>> save(Draft draft, CommandId command, @Nullable String id, @Nullable String expected) {
			saves.add(new Save(draft, command, id, expected));
			answers.add(new CompletableFuture<>());
			return answers.getLast();
		}

		/** The host keeps it. */
		void keepLast(String slug) {
			String name = (String) saves.getLast().draft().mine().get("displayName");
			put(slug, name);
			answers.removeFirst().complete(Outcome.ok(new Saved(slug, "hash of " + name)));
		}

		@Override
		public CompletionStage<Outcome<Saved>> duplicate(CommandId command, String id) {
			copies.add(command);
			put("copy-1", there.get(id).displayName() + " (copy)");
			return CompletableFuture.completedFuture(Outcome.ok(new Saved("copy-1", null)));
		}

		@Override
		public CompletionStage<Outcome<List<Kept>>> history(String id) {
			return CompletableFuture.completedFuture(Outcome.ok(List.of()));
		}

		@Override
		public CompletionStage<Outcome<Done>> restore(CommandId command, String id, long nr) {
			return CompletableFuture.completedFuture(Outcome.ok(new Done()));
		}

		@Override
		public Persona past(Kept old) {
			return PersonaContent.read(new Slug(old.record().d()), old.content());
		}
	}

	private static final class Unsaved implements Editing.Drafts {
		final Map<String, Draft> drafts = new HashMap<>();

		@Override
		public CompletionStage<Optional<Draft>> left(String subject) {
			return CompletableFuture.completedFuture(Optional.ofNullable(drafts.get(subject)));
		}

		@Override
		public void keep(String subject, @Nullable Draft draft) {
			if (draft == null) {
				drafts.remove(subject);
			} else {
				drafts.put(subject, draft);
			}
		}
	}

	private Editing<Persona, Persona> editing(Subject subject) {
		Editing<Persona, Persona> editing = new Editing<>(host, subject, Runnable::run, kept, () -> {
		});
		editing.begin();
		return editing;
	}

	private Editing<Persona, Persona> reviewer() {
		host.put("reviewer-1", "Reviewer");
		return editing(new Present(Kind.PERSONA, "reviewer-1"));
	}

	private static void name(Editing<?, ?> editing, String name) {
		editing.document().set("displayName", name);
	}

	@Test
	void anEarlierStateIsShownByItsFieldsAndOneThatCannotBeReadByNone() {
		Coordinate at = new Coordinate(new PublicKey("a".repeat(64)), RecordKind.PERSONA, "rita-1");
		assertEquals("Rita", host.values(new Kept(1, at, Instant.EPOCH, Kept.Why.EDITED, "", "{\"display_name\":\"Rita\"}", false)).get("displayName"));
		assertEquals(Map.of(), host.values(new Kept(1, at, Instant.EPOCH, Kept.Why.EDITED, "", "{}", false)));
	}

	@Test
	void whatIsSavedIsExpectedToBeWhatWasRead() {
		Editing<Persona, Persona> editing = reviewer();
		assertEquals(Phase.READY, editing.phase());
		assertFalse(editing.canSave());
		name(editing, "Other");
		editing.save();
		assertEquals("reviewer-1", host.saves.getLast().id());
		assertEquals("hash of Reviewer", host.saves.getLast().expected());
		assertFalse(editing.canSave(), "one at a time");
		host.keepLast("reviewer-1");
		assertFalse(editing.document().isDirty());
		name(editing, "Third");
		editing.save();
		assertEquals("hash of Other", host.saves.getLast().expected());
	}

	@Test
	void aNewOneBecomesTheOneThatTheHostMade() {
		Editing<Persona, Persona> editing = editing(new New(Kind.PERSONA, CommandId.random()));
		assertTrue(editing.isNew());
		name(editing, "Fresh");
		editing.save();
		assertNull(host.saves.getLast().id());
		host.keepLast("fresh-1");
		assertEquals(new Present(Kind.PERSONA, "fresh-1"), editing.subject());
		assertFalse(editing.document().isDirty());
	}

	@Test
	void aLostAnswerIsAskedForByTheSameCommandAndAnotherTextIsAnother() {
		Editing<Persona, Persona> editing = reviewer();
		name(editing, "Other");
		editing.save();
		host.answers.removeFirst().complete(Outcome.notOk(NO_HOST));
		assertEquals(NO_HOST, editing.failure());
		assertTrue(editing.document().isDirty());
		editing.save();
		assertEquals(host.saves.get(0).command(), host.saves.get(1).command());
		host.answers.removeFirst().complete(Outcome.notOk(NO_HOST));
		name(editing, "Third");
		editing.save();
		assertNotEquals(host.saves.get(1).command(), host.saves.get(2).command());
	}

	@Test
	void whatIsReadWhileItIsSavedIsNobodyElsesChange() {
		Editing<Persona, Persona> editing = reviewer();
		host.slow = true;
		name(editing, "Other");
		editing.save();
		host.put("reviewer-1", "Other");
		editing.look();
		host.answerGet("reviewer-1");
		editing.document().set("model", "typed meanwhile");
		host.answers.removeFirst().complete(Outcome.ok(new Source.Saved("reviewer-1", "hash of Other")));
		host.answerGet("reviewer-1");
		assertFalse(editing.document().isConflict());
		assertEquals("typed meanwhile", editing.document().text("model"));
		assertTrue(editing.document().isDirty());
	}

	@Test
	void whatWasChangedElsewhereWaitsForThePersonAndIsExpectedThen() {
		Editing<Persona, Persona> editing = reviewer();
		name(editing, "Mine");
		host.put("reviewer-1", "Theirs");
		editing.save();
		host.answers.removeFirst().complete(Outcome.notOk(Failure.busy("It is another one by now.", null)));
		assertTrue(editing.document().isConflict());
		assertNull(editing.failure(), "the question says it");
		assertFalse(editing.canSave());
		editing.keepMine();
		editing.save();
		assertEquals("hash of Theirs", host.saves.getLast().expected());
		host.keepLast("reviewer-1");
		assertEquals("Mine", host.there.get("reviewer-1").displayName());
	}

	@Test
	void nothingIsSavedWhileAFieldIsWrong() {
		Editing<Persona, Persona> editing = reviewer();
		name(editing, " ");
		editing.save();
		assertEquals(List.of(), host.saves);
	}

	@Test
	void whatIsNotThereIsSaidAndWhatCannotBeReadNowStays() {
		Editing<Persona, Persona> missing = editing(new Present(Kind.PERSONA, "nobody-1"));
		assertEquals(Phase.FAILED, missing.phase());
		assertEquals(GONE, missing.failure());
		host.put("nobody-1", "Came");
		missing.look();
		assertEquals(Phase.READY, missing.phase());
		host.away = true;
		missing.look();
		assertEquals(Phase.READY, missing.phase());
		assertEquals("Came", missing.document().text("displayName"));
	}

	@Test
	void aDeletedOneIsKeptAsANewOneOrComesBack() {
		Editing<Persona, Persona> editing = reviewer();
		host.there.clear();
		editing.look();
		assertEquals(Phase.GONE, editing.phase());
		host.put("reviewer-1", "Reviewer");
		editing.look();
		assertEquals(Phase.READY, editing.phase());
		host.there.clear();
		editing.look();
		editing.keepAsNew();
		assertTrue(editing.document().isDirty());
		editing.save();
		assertNull(host.saves.getLast().id());
		assertNull(host.saves.getLast().expected());
		assertEquals("Reviewer", host.saves.getLast().draft().mine().get("displayName"));
		assertTrue(host.saves.getLast().draft().isChanged("displayName"), "all of it is sent");
	}

	@Test
	void whatIsUnsavedGoesOnInTheNextWindowUntilItIsSaved() {
		Editing<Persona, Persona> first = reviewer();
		name(first, "Unsaved");
		first.keep();
		Editing<Persona, Persona> second = editing(new Present(Kind.PERSONA, "reviewer-1"));
		assertTrue(second.isResumed());
		assertEquals("Unsaved", second.document().text("displayName"));
		assertFalse(second.document().isConflict());
		second.save();
		assertEquals("hash of Reviewer", host.saves.getLast().expected());
		host.keepLast("reviewer-1");
		assertEquals(Map.of(), kept.drafts);
		assertFalse(editing(new Present(Kind.PERSONA, "reviewer-1")).isResumed());
	}

	@Test
	void whatIsUnsavedMeetsWhatChangedMeanwhile() {
		Editing<Persona, Persona> first = reviewer();
		name(first, "Unsaved");
		first.keep();
		host.put("reviewer-1", "Theirs");
		Editing<Persona, Persona> second = editing(new Present(Kind.PERSONA, "reviewer-1"));
		assertTrue(second.document().isConflict());
		second.takeTheirs();
		assertFalse(second.document().isDirty());
		assertEquals(Map.of(), kept.drafts);
	}

	@Test
	void aSaveThatIsUnderWayIsNotGivenUpWithItsEditor() {
		Editing<Persona, Persona> editing = reviewer();
		name(editing, "Other");
		editing.keep();
		editing.save();
		editing.discard();
		assertEquals(1, kept.drafts.size(), "until it is answered");
		host.keepLast("reviewer-1");
		assertEquals(Map.of(), kept.drafts);
		name(editing, "Third");
		editing.keep();
		editing.discard();
		assertEquals(Map.of(), kept.drafts);
	}

	@Test
	void aCopyIsMadeOnceAndEdited() {
		host.put("reviewer-1", "Reviewer");
		CommandId command = CommandId.random();
		Editing<Persona, Persona> editing = editing(new CopyOf(Kind.PERSONA, "reviewer-1", command));
		assertEquals(List.of(command), host.copies);
		assertEquals(new Present(Kind.PERSONA, "copy-1"), editing.subject());
		assertEquals("Reviewer (copy)", editing.document().text("displayName"));
		assertFalse(editing.document().isDirty());
	}

	@Test
	void builtInOnesAreReadOnly() {
		host.put("umbra-reviewer", "Reviewer");
		Editing<Persona, Persona> editing = editing(new Present(Kind.PERSONA, "umbra-reviewer"));
		assertTrue(editing.isReadOnly());
		name(editing, "Mine");
		assertFalse(editing.canSave());
	}

	@Test
	void subjectsAreReadAsTheyAreWritten() {
		CommandId command = CommandId.random();
		for (Subject each : List.of(new Present(Kind.TEAM, "t-1"), new New(Kind.PERSONA, command), new CopyOf(Kind.PERSONA, "a-1", command),
				new Present(Kind.AGENT, "x"))) {
			assertEquals(Optional.of(each), Subject.read(each.written()));
		}
		assertEquals(Optional.empty(), Subject.read(""));
		assertEquals(Optional.empty(), Subject.read("persona"));
		assertEquals(Optional.empty(), Subject.read("something:else"));
	}
}
