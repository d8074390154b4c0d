package dev.umbra.store;

import static dev.umbra.store.Given.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.port.EventStore.Kept;
import dev.umbra.core.port.EventStore.Query;
import dev.umbra.core.port.EventStore.Stored;
import dev.umbra.core.port.EventStore.TagValue;
import dev.umbra.testkit.FakeEvents;

/** The events of the embedded relay on disk; the fake in the test kit keeps the same rules. */
class RelayEventsTest {
	private static final Query ALL = new Query(null, null, null, Map.of(), null, null, null);
	@TempDir
	Path folder;
	private SqliteStore store;
	private StoredEvents events;

	@BeforeEach
	void open() {
		use("umbra.db");
	}

	private void use(String name) {
		store = SqliteStore.open(folder.resolve(name), new MovableClock());
		events = new StoredEvents(store);
	}

	@AfterEach
	void close() {
		store.close();
	}

	private static Stored event(String id, String author, long time, int kind, @Nullable String d, TagValue... tags) {
		List<TagValue> all = new ArrayList<>(List.of(tags));
		if (d != null) {
			all.add(new TagValue("d", d));
		}
		return new Stored(id, author, time, kind, d == null ? null : kind + ":" + author + ":" + d, all, "{\"id\":\"" + id + "\"}");
	}

	private static TagValue tag(String name, String value) {
		return new TagValue(name, value);
	}

	private Kept put(Stored event) {
		return await(events.put(event));
	}

	private List<String> ids(Query... queries) {
		return await(events.find(List.of(queries), 1000)).stream().map(json -> json.substring(7, json.length() - 2)).toList();
	}

	@Test
	void ofAnAddressOneEventIsKept() {
		assertEquals(Kept.NEW, put(event("b", "me", 10, 30175, "x")));
		assertEquals(Kept.DUPLICATE, put(event("b", "me", 10, 30175, "x")));
		assertEquals(Kept.OLDER, put(event("a", "me", 9, 30175, "x")));
		assertEquals(Kept.OLDER, put(event("c", "me", 10, 30175, "x")));
		assertEquals(Kept.NEW, put(event("a", "me", 10, 30175, "x")));
		assertEquals(Kept.NEW, put(event("d", "me", 10, 30175, "y")));
		assertEquals(Kept.NEW, put(event("e", "you", 1, 30175, "x")));
		assertEquals(Kept.NEW, put(event("f", "me", 1, 30176, "x")));
		assertEquals(List.of("a", "d", "e", "f"), ids(ALL));
		assertEquals(Kept.NEW, put(event("g", "me", 11, 30175, "x")));
		assertEquals(List.of("g", "d", "e", "f"), ids(ALL));
		assertEquals(4, await(events.events()));
	}

	@Test
	void deletionsHoldForTheirAuthorAndTheirTime() {
		put(event("a", "me", 10, 30175, "x"));
		put(event("n", "me", 10, 1, null));
		put(event("m", "you", 10, 1, null));
		assertEquals(Kept.NEW, put(event("k", "you", 50, 5, null, tag("a", "30175:me:x"), tag("e", "n"))));
		assertEquals(List.of("k", "a", "m", "n"), ids(ALL), "a stranger deletes nothing");
		assertEquals(Kept.NEW, put(event("l", "me", 20, 5, null, tag("a", "30175:me:x"), tag("e", "n"), tag("e", "m"), tag("e", "later"), tag("e", "k"))));
		assertEquals(List.of("k", "l", "m"), ids(ALL));
		assertEquals(Kept.DELETED, put(event("a", "me", 10, 30175, "x")));
		assertEquals(Kept.DELETED, put(event("c", "me", 20, 30175, "x")));
		assertEquals(Kept.DELETED, put(event("later", "me", 99, 1, null)), "named by its id, whenever");
		assertEquals(Kept.NEW, put(event("later2", "me", 1, 1, null)));
		assertEquals(Kept.NEW, put(event("d", "me", 21, 30175, "x")));
		assertEquals(List.of("k", "d", "l", "m", "later2"), ids(ALL));
		put(event("z", "me", 99, 5, null, tag("e", "l")));
		assertEquals(List.of("l"), ids(new Query(Set.of("l"), null, null, Map.of(), null, null, null)), "a deletion stays");
	}

	@Test
	void queriesAskForAllTheirParts() {
		put(event("a", "me", 10, 30175, "x", tag("t", "red"), tag("t", "blue"), tag("t", "red")));
		put(event("b", "me", 20, 1, null, tag("t", "blue")));
		put(event("c", "you", 30, 1, null));
		assertEquals(List.of("c", "b", "a"), ids(ALL));
		assertEquals(List.of("b", "a"), ids(new Query(null, Set.of("me"), null, Map.of(), null, null, null)));
		assertEquals(List.of("c", "b"), ids(new Query(null, null, Set.of(1, 7), Map.of(), null, null, null)));
		assertEquals(List.of("b", "a"), ids(new Query(null, null, null, Map.of("t", Set.of("blue", "red")), null, null, null)));
		assertEquals(List.of("a"), ids(new Query(null, null, null, Map.of("t", Set.of("blue"), "d", Set.of("x")), null, null, null)));
		assertEquals(List.of("b"), ids(new Query(null, null, null, Map.of(), 20L, 29L, null)));
		assertEquals(List.of("c", "b"), ids(new Query(null, null, null, Map.of(), 20L, 30L, null)));
		assertEquals(List.of("c"), ids(new Query(null, null, null, Map.of(), null, null, 1)));
		assertEquals(List.of(), ids(new Query(null, null, null, Map.of(), null, null, 0)));
		assertEquals(List.of(), ids(new Query(Set.of(), null, null, Map.of(), null, null, null)));
		assertEquals(List.of(), ids(new Query(null, null, null, Map.of("t", Set.of()), null, null, null)));
		assertEquals(List.of("c", "a"), ids(new Query(Set.of("a"), null, null, Map.of(), null, null, null), new Query(null, null, null, Map.of(), null, null, 1)));
		assertEquals(List.of("c", "b"), await(events.find(List.of(ALL), 2)).stream().map(json -> json.substring(7, 8)).toList());
	}

	@Test
	void eventsSurviveTheStoreAndAreInItsBackup() {
		put(event("a", "me", 10, 30175, "x"));
		await(store.backup(folder.resolve("copy.db")));
		put(event("b", "me", 11, 30175, "y"));
		close();
		open();
		assertEquals(List.of("b", "a"), ids(ALL));
		close();
		use("copy.db");
		assertEquals(List.of("a"), ids(ALL));
	}

	@Test
	void whateverHappensTheFakeAndTheStoreSayTheSame() {
		Random random = new Random(7);
		FakeEvents fake = new FakeEvents();
		for (int i = 0; i < 600; i++) {
			Stored event = random(random);
			assertEquals(await(fake.put(event)), put(event), () -> "event " + event);
			Query query = new Query(null, random.nextBoolean() ? null : Set.of("me"), random.nextBoolean() ? null : Set.of(1, 5, 30175),
					random.nextInt(3) > 0 ? Map.of() : Map.of("d", Set.of("0", "1")), random.nextBoolean() ? null : (long) random.nextInt(10), null,
					random.nextBoolean() ? null : random.nextInt(5));
			assertEquals(await(fake.find(List.of(query, ALL), 50)), await(events.find(List.of(query, ALL), 50)));
		}
		assertEquals(await(fake.events()), await(events.events()));
	}

	private static Stored random(Random random) {
		String author = random.nextBoolean() ? "me" : "you";
		long time = random.nextInt(12);
		String id = "i" + random.nextInt(200);
		return switch (random.nextInt(4)) {
		case 0 -> event(id, author, time, 1, null);
		case 1 -> event("x" + random.nextInt(200), author, time, 5, null, tag("e", "i" + random.nextInt(200)),
				tag("a", "30175:" + author + ":" + random.nextInt(4)));
		default -> event("p" + random.nextInt(400), author, time, 30175, String.valueOf(random.nextInt(4)));
		};
	}
}
