package dev.umbra.ui.internal.gallery;

import java.util.List;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** Prompts, messages and thoughts, with and without what goes with them. */
final class Said {
	/** Names of the blobs of pictures that the gallery draws itself. */
	static final String WIDE = "wide";
	static final String TALL = "tall";
	static final String SMALL = "small";
	static final String BROKEN = "broken";

	private Said() {
	}

	static void fill(Shelf shelf) {
		shelf.begin(Messages.said);
		shelf.put(EntryKind.PROMPT, EntryStatus.DONE, "Why does the forecast jump at midnight?");
		shelf.put(EntryKind.MESSAGE, EntryStatus.DONE, "The hours are grouped by the **server's** day. In `Forecast.group` the zone is missing.");
		shelf.put(EntryKind.PROMPT, EntryStatus.DONE, """
				Then do this:
				  1. group by the zone of the *station*
				  2. add a test for the night the clocks change

				<b>Nothing here is markup</b>: it stays as I wrote it.""");
		shelf.put(EntryKind.PROMPT, EntryStatus.DONE, "What is wrong in these?", new Detail.Prompt(List.of(
				image("night.png", WIDE, 48_300), image("icon.png", SMALL, 812),
				new Enclosure(Enclosure.Kind.AUDIO, "note to self.ogg", "audio/ogg", null, "sound", 210_000),
				new Enclosure(Enclosure.Kind.TEXT, "stations.csv", "text/csv", null, "table", 1_400),
				new Enclosure(Enclosure.Kind.BINARY, "radar.bin", "application/octet-stream", null, "radar", 7_340_032),
				new Enclosure(Enclosure.Kind.LINK, "Forecast.java", null, Chapters.FOLDER + "/src/Forecast.java", null, 0),
				new Enclosure(Enclosure.Kind.LINK, "The open data of the weather service", null, "https://example.org/open-data", null, 0))));
		shelf.put(EntryKind.PROMPT, EntryStatus.PENDING, "This prompt waits for the one before it.");
		shelf.put(EntryKind.PROMPT, EntryStatus.CANCELLED, "This prompt was taken back before it was sent.");
		shelf.put(EntryKind.PROMPT, EntryStatus.FAILED, "This prompt could not be sent.");
		thoughts(shelf);
		shelf.put(EntryKind.MESSAGE, EntryStatus.RUNNING, "This message still grows: the next word is on its w");
		shelf.put(EntryKind.MESSAGE, EntryStatus.CANCELLED, "This message was stopped by the person in the middle of");
		shelf.put(EntryKind.MESSAGE, EntryStatus.FAILED, "This message was cut off by the end of the agent's pro");
		shelf.put(EntryKind.MESSAGE, EntryStatus.DONE, "");
		shelf.put(EntryKind.MESSAGE, EntryStatus.RUNNING, "");
		shelf.say("Pictures, a sound and a file that come with an answer:");
		shelf.put(EntryKind.MESSAGE, EntryStatus.DONE, "", new Detail.Media(image("a wide one.png", WIDE, 48_300)));
		shelf.put(EntryKind.MESSAGE, EntryStatus.DONE, "", new Detail.Media(image("a tall one.png", TALL, 51_000)));
		shelf.put(EntryKind.MESSAGE, EntryStatus.DONE, "", new Detail.Media(image("one that cannot be read.png", BROKEN, 11)));
		shelf.put(EntryKind.MESSAGE, EntryStatus.DONE, "", new Detail.Media(new Enclosure(Enclosure.Kind.AUDIO, "", "audio/wav", null, "sound", 32_000)));
		shelf.put(EntryKind.THOUGHT, EntryStatus.DONE, "", new Detail.Media(image("what I think of.png", SMALL, 812)));
	}

	private static void thoughts(Shelf shelf) {
		shelf.put(EntryKind.THOUGHT, EntryStatus.DONE, """
				**Looking at the grouping first.** The zone is lost where the hours become days.

				* `LocalDate.now()` takes the zone of the machine
				* the station has one of its own""");
		shelf.put(EntryKind.THOUGHT, EntryStatus.RUNNING, "Which of the two tests is the one that");
		shelf.put(EntryKind.THOUGHT, EntryStatus.RUNNING, "");
		shelf.put(EntryKind.THOUGHT, EntryStatus.CANCELLED, "A thought that was stopped");
	}

	static Enclosure image(String name, String blob, long bytes) {
		return new Enclosure(Enclosure.Kind.IMAGE, name, "image/png", null, blob, bytes);
	}
}
