package dev.umbra.store;

import static dev.umbra.store.Given.await;
import static dev.umbra.store.Given.windows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Drafts.Draft;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Tabs.Tab;
import dev.umbra.core.port.Entries.CommandResult;
import dev.umbra.core.port.StoreException;
import dev.umbra.core.port.WindowRecords.Shown;
import dev.umbra.core.port.WindowRecords.View;
import dev.umbra.core.port.WindowRecords;
import dev.umbra.core.reducer.TabOrder;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Change;

/** Tabs, views and drafts on disk. */
class WindowsTest {
	private static final SessionId A = new SessionId("a");
	private static final SessionId B = new SessionId("b");
	private static final SessionId C = new SessionId("c");
	@TempDir
	Path folder;
	private MovableClock clock;
	private SqliteStore store;

	@BeforeEach
	void open() {
		clock = new MovableClock();
		store = SqliteStore.open(folder.resolve("umbra.db"), clock);
		for (SessionId session : List.of(A, B, C)) {
			await(store.commit(Given.session(session)));
		}
	}

	@AfterEach
	void close() {
		store.close();
	}

	private void reopen() {
		store.close();
		store = SqliteStore.open(folder.resolve("umbra.db"), clock);
	}

	private OptionalLong change(UnaryOperator<List<Tab>> change) {
		return await(windows(store).changeTabs(change, null));
	}

	private static List<Tab> tabs(SessionId... sessions) {
		return List.of(sessions).stream().map(session -> new Tab(session, false)).toList();
	}

	@Test
	void theOrderComesBack() {
		assertEquals(new Shown(0, List.of(), View.NONE), await(windows(store).tabs(null)));
		change(tabs -> TabOrder.opened(tabs, A));
		change(tabs -> TabOrder.opened(tabs, B));
		change(tabs -> TabOrder.opened(tabs, C));
		change(tabs -> TabOrder.moved(tabs, C, 0));
		assertEquals(OptionalLong.of(5), change(tabs -> TabOrder.pinned(tabs, B, true)));
		reopen();
		assertEquals(new Shown(5, List.of(new Tab(B, true), new Tab(C, false), new Tab(A, false)), View.NONE), await(windows(store).tabs("x")));
	}

	@Test
	void openingAndClosingOneMovesNoOther() throws Exception {
		StoredWindows windows = windows(store);
		CommandResult command = new CommandResult(new CommandId("opened"), "tabs/open", "{}");
		assertEquals(OptionalLong.of(1), await(windows.openTab(A, command)));
		assertEquals(OptionalLong.of(2), await(windows.openTab(B, null)));
		assertEquals(Optional.of("{}"), await(store.commandResult(command.command())));
		assertEquals(OptionalLong.of(3), change(tabs -> TabOrder.pinned(tabs, B, true)));
		assertEquals(OptionalLong.empty(), await(windows.openTab(B, null)), "it is there, and stays pinned");
		assertEquals(OptionalLong.of(4), await(windows.openTab(C, null)));
		assertEquals(new Shown(4, List.of(new Tab(B, true), new Tab(A, false), new Tab(C, false)), View.NONE), await(windows.tabs(null)));
		String positions = "SELECT id || position FROM tab JOIN session ON nr = session WHERE id <> '" + A.value() + "' ORDER BY position";
		List<String> others = Databases.query(folder.resolve("umbra.db"), positions);
		assertEquals(OptionalLong.of(5), await(windows.closeTab(A, null)));
		assertEquals(OptionalLong.empty(), await(windows.closeTab(A, null)));
		assertEquals(OptionalLong.of(6), await(windows.openTab(A, null)));
		assertEquals(List.of(new Tab(B, true), new Tab(C, false), new Tab(A, false)), await(windows.tabs(null)).tabs());
		assertEquals(others, Databases.query(folder.resolve("umbra.db"), positions));
		assertEquals(OptionalLong.empty(), await(windows.closeTab(new SessionId("none"), null)));
		assertEquals(Failure.Code.NOT_FOUND, assertThrows(StoreException.class, () -> await(windows.openTab(new SessionId("none"), null))).failure().code());
		assertEquals(6, await(windows.tabs(null)).revision());
	}

	@Test
	void anyChangeOfTheListIsWhatIsReadAfterwards() {
		List<SessionId> sessions = List.of(A, B, C, new SessionId("d"), new SessionId("e"), new SessionId("f"));
		sessions.subList(3, 6).forEach(session -> await(store.commit(Given.session(session))));
		Random random = new Random(3);
		for (int i = 0; i < 300; i++) {
			List<SessionId> shuffled = new ArrayList<>(sessions);
			Collections.shuffle(shuffled, random);
			int some = random.nextInt(7);
			List<Tab> wanted = shuffled.subList(0, some).stream().map(session -> new Tab(session, random.nextBoolean())).toList();
			change(tabs -> wanted);
			assertEquals(wanted, await(windows(store).tabs(null)).tabs());
		}
	}

	@Test
	void whatChangesNothingRaisesNoRevisionAndKeepsItsResult() {
		change(tabs -> TabOrder.opened(tabs, A));
		CommandResult command = new CommandResult(new CommandId("x"), "tabs/open", "{}");
		assertEquals(OptionalLong.empty(), await(windows(store).changeTabs(tabs -> TabOrder.opened(tabs, A), command)));
		assertEquals(1, await(windows(store).tabs(null)).revision());
		assertEquals(Optional.of("{}"), await(store.commandResult(command.command())));
		assertThrows(StoreException.class, () -> await(windows(store).changeTabs(tabs -> tabs(B), command)));
		assertEquals(tabs(A), await(windows(store).tabs(null)).tabs());
	}

	@Test
	void aChangeThatIsRefusedIsRefusedInItsOwnWordsAndChangesNothing() {
		change(tabs -> TabOrder.opened(tabs, A));
		FailureException refusal = new FailureException(Failure.usage("not so", "so"));
		StoreException failure = assertThrows(StoreException.class, () -> change(tabs -> {
			throw refusal;
		}));
		assertEquals(refusal.failure(), failure.failure());
		assertEquals(Failure.Code.NOT_FOUND,
				assertThrows(StoreException.class, () -> change(tabs -> tabs(A, new SessionId("none")))).failure().code());
		assertEquals(new Shown(1, tabs(A), View.NONE), await(windows(store).tabs(null)));
	}

	@Test
	void aSessionThatIsArchivedLosesItsTabInThatCommit() {
		change(tabs -> tabs(A, B, C));
		var archived = Given.summary(B).edit().archived(true).build();
		assertEquals(Map.of("tabs", 2L), await(store.commit(Given.commit(B, 2, new Change.SummaryPut(archived)))));
		assertEquals(new Shown(2, tabs(A, C), View.NONE), await(windows(store).tabs(null)));

		// opened again, to be read: what is committed to a session that was archived before does not take the tab
		change(tabs -> TabOrder.opened(tabs, B));
		assertEquals(Map.of(), await(store.commit(Given.commit(B, 3, new Change.SummaryPut(archived)))));
		assertEquals(tabs(A, C, B), await(windows(store).tabs(null)).tabs());
		assertEquals(Map.of(), await(store.commit(Given.commit(B, 4, new Change.SummaryPut(Given.summary(B))))));
		assertEquals(Map.of("tabs", 4L), await(store.commit(Given.commit(B, 5, new Change.SummaryPut(archived)))));
	}

	@Test
	void whatIsOfASessionGoesWithIt() throws Exception {
		change(tabs -> tabs(A, B));
		await(windows(store).saveDraft(A, "typed", null, null));
		store.close();
		Databases.run(folder.resolve("umbra.db"), "PRAGMA foreign_keys = ON", "DELETE FROM session WHERE id = 'a'");
		reopen();
		assertEquals(tabs(B), await(windows(store).tabs(null)).tabs());
		assertEquals(List.of("0"), Databases.query(store.file(), "SELECT count(*) FROM draft"));
		assertEquals("", await(store.check()));
	}

	@Test
	void eachClientHasItsView() {
		View view = new View("a", Map.of("a", "e1", "b", "e2"));
		await(windows(store).saveView("product", view, 10, null));
		await(windows(store).saveView("ide:/w", new View(null, Map.of()), 10, new CommandResult(new CommandId("v"), "tabs/client", "{}")));
		assertEquals(view, await(windows(store).tabs("product")).view());
		assertEquals(View.NONE, await(windows(store).tabs("ide:/w")).view());
		assertEquals(View.NONE, await(windows(store).tabs("never")).view());
		await(windows(store).saveView("product", new View("b", Map.of()), 10, null));
		reopen();
		assertEquals(new View("b", Map.of()), await(windows(store).tabs("product")).view());
		assertEquals(0, await(windows(store).tabs("product")).revision(), "a view is nobody else's business");
		assertEquals(Optional.of("{}"), await(store.commandResult(new CommandId("v"))));
	}

	@Test
	void theViewsToldLastAreKept() {
		for (int i = 0; i < 5; i++) {
			clock.move(Duration.ofSeconds(1));
			await(windows(store).saveView("client" + i, new View("s" + i, Map.of()), 3, null));
		}
		clock.move(Duration.ofSeconds(-60)); // a clock that is set back does not lose what is written now
		await(windows(store).saveView("again", new View("s", Map.of()), 3, null));
		assertEquals("s", await(windows(store).tabs("again")).view().active());
		assertEquals("s4", await(windows(store).tabs("client4")).view().active());
		assertEquals("s3", await(windows(store).tabs("client3")).view().active());
		assertEquals(View.NONE, await(windows(store).tabs("client2")).view());
	}

	@Test
	void aViewThatCannotBeReadIsNone() throws Exception {
		await(windows(store).saveView("product", new View("a", Map.of()), 10, null));
		Databases.run(store.file(), "UPDATE client_view SET view = '{nonsense'");
		assertEquals(View.NONE, await(windows(store).tabs("product")).view());
	}

	@Test
	void whatIsToGoWithADraftIsKeptWithItsBytesUntilItGoes() {
		byte[] bytes = new byte[300_000];
		new Random(3).nextBytes(bytes);
		Blob blob = Blob.of(bytes);
		Drafts.Enclosed pasted = new Drafts.Enclosed(null, "p\u00e4ste", "image/png", false, blob.hash(), bytes.length);
		Drafts.Enclosed file = new Drafts.Enclosed("/some/file", "file", null, true, null, 0);
		List<WindowRecords.DraftEnclosure> both = List.of(new WindowRecords.DraftEnclosure(file, null),
				new WindowRecords.DraftEnclosure(pasted, blob));
		await(windows(store).saveDraft(A, null, both, null));
		assertEquals(Optional.of(new Draft("", clock.instant(), List.of(file, pasted))), await(windows(store).draft(A)));
		await(windows(store).saveDraft(A, "text", null, null));
		assertEquals(new Draft("text", clock.instant(), List.of(file, pasted)), await(windows(store).draft(A)).orElseThrow());
		assertArrayEquals(Arrays.copyOfRange(bytes, 100_000, 100_010), await(store.blob(A, blob.hash(), 100_000, 10)).orElseThrow().bytes());
		assertEquals(bytes.length, await(store.blob(A, blob.hash(), 0, 1)).orElseThrow().length());
		assertEquals(Optional.empty(), await(store.blob(B, blob.hash(), 0, 1)));
		await(windows(store).saveDraft(A, "", null, null));
		assertEquals(List.of(file, pasted), await(windows(store).draft(A)).orElseThrow().enclosures());
		await(windows(store).saveDraft(A, null, List.of(), null));
		assertEquals(Optional.empty(), await(windows(store).draft(A)));
		assertEquals(Optional.empty(), await(store.blob(A, blob.hash(), 0, 1)));
	}

	@Test
	void aDraftIsOneTextPerSession() {
		assertEquals(Optional.empty(), await(windows(store).draft(A)));
		String text = "half a word \ud83d\ude00 and \0 and \ud800" + "x".repeat(1 << 20);
		await(windows(store).saveDraft(A, "first", null, null));
		await(windows(store).saveDraft(A, text, null, new CommandResult(new CommandId("d"), "drafts/put", "{}")));
		await(windows(store).saveDraft(B, "other", null, null));
		reopen();
		assertEquals(Optional.of(new Draft(text, clock.instant())), await(windows(store).draft(A)));
		await(windows(store).saveDraft(A, "", null, null));
		assertEquals(Optional.empty(), await(windows(store).draft(A)));
		assertEquals("other", await(windows(store).draft(B)).orElseThrow().text());
		assertEquals(Optional.of("{}"), await(store.commandResult(new CommandId("d"))));
		assertEquals(Failure.Code.NOT_FOUND,
				assertThrows(StoreException.class, () -> await(windows(store).saveDraft(new SessionId("none"), "x", null, null))).failure().code());
	}

	@Test
	void aResultIsRememberedOnce() {
		CommandResult command = new CommandResult(new CommandId("r"), "agents/start", "{}");
		await(store.remember(command));
		assertEquals(Optional.of("{}"), await(store.commandResult(command.command())));
		assertThrows(StoreException.class, () -> await(store.remember(command)));
	}
}
