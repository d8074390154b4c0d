package dev.umbra.ui.internal.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** What is new in a transcript must be in the gallery too: else nobody looks at it. */
class ChaptersTest {
	private static final List<Entry> ENTRIES = Chapters.all().stream().flatMap(chapter -> chapter.entries().stream()).toList();

	private static Set<Class<?>> variants(Class<?> family) {
		return Set.copyOf(Arrays.asList(family.getPermittedSubclasses()));
	}

	@Test
	void everyKindOfEntryIsThere() {
		assertEquals(EnumSet.allOf(EntryKind.class), ENTRIES.stream().map(Entry::kind).collect(Collectors.toSet()));
	}

	@Test
	void everyDetailIsThere() {
		assertTrue(variants(Detail.class).size() >= 12);
		assertEquals(variants(Detail.class), ENTRIES.stream().map(entry -> entry.detail().getClass()).collect(Collectors.toSet()));
	}

	@Test
	void everyContentOfAToolCallIsThere() {
		assertEquals(variants(ToolContent.class), tools().flatMap(tool -> tool.content().stream()).map(Object::getClass).collect(Collectors.toSet()));
	}

	@Test
	void aToolCallIsThereInEveryState() {
		assertEquals(EnumSet.allOf(EntryStatus.class),
				ENTRIES.stream().filter(entry -> entry.kind() == EntryKind.TOOL).map(Entry::status).collect(Collectors.toSet()));
	}

	@Test
	void everyKindOfEnclosureIsThere() {
		Stream<Enclosure> enclosures = ENTRIES.stream().flatMap(entry -> switch (entry.detail()) {
		case Detail.Prompt(List<Enclosure> all) -> all.stream();
		case Detail.Media(Enclosure one) -> Stream.of(one);
		default -> Stream.of();
		});
		assertEquals(EnumSet.allOf(Enclosure.Kind.class), enclosures.map(Enclosure::kind).collect(Collectors.toSet()));
	}

	@Test
	void aQuestionIsThereOpenAnsweredAndLeft() {
		for (Class<?> detail : List.of(Detail.Permission.class, Detail.Input.class, Detail.Login.class)) {
			assertEquals(Set.of(EntryStatus.PENDING, EntryStatus.DONE, EntryStatus.CANCELLED, EntryStatus.EXPIRED),
					ENTRIES.stream().filter(entry -> detail.isInstance(entry.detail())).map(Entry::status).collect(Collectors.toSet()), detail::toString);
		}
	}

	@Test
	void ordinalsAndIdsAreThoseOfATranscript() {
		Set<Object> ids = new HashSet<>();
		for (int i = 0; i < ENTRIES.size(); i++) {
			assertEquals(i + 1, ENTRIES.get(i).ordinal());
			assertTrue(ids.add(ENTRIES.get(i).id()));
		}
	}

	private static Stream<Detail.Tool> tools() {
		return ENTRIES.stream().map(Entry::detail).filter(Detail.Tool.class::isInstance).map(Detail.Tool.class::cast);
	}
}
