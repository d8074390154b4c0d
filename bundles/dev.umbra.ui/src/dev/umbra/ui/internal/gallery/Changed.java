package dev.umbra.ui.internal.gallery;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Detail.Location;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** Tool calls that change files: new, changed, emptied, large. */
final class Changed {
	private static final String BEFORE = """
			package weather;

			import java.time.LocalDate;

			/** What comes. */
			final class Forecast {
				LocalDate day(Hour hour) {
					return LocalDate.now();
				}

				double rain(List<Hour> hours) {
					return hours.stream().mapToDouble(Hour::rain).sum();
				}
			}
			""";

	private Changed() {
	}

	static void fill(Shelf shelf) {
		shelf.begin(Messages.changed);
		shelf.say("A small change, which is open by itself");
		edit(shelf, EntryStatus.DONE, "Forecast.java", "a\nb\nc\n", "a\nB\nc\n");
		shelf.say("A change in two places");
		edit(shelf, EntryStatus.DONE, "Forecast.java", BEFORE, BEFORE.replace("import java.time.LocalDate;", "import java.time.LocalDate;\nimport java.time.ZoneId;")
				.replace("LocalDate.now()", "LocalDate.ofInstant(hour.begin(), zone)").replace("\tdouble rain", "\t/** In millimetres. */\n\tdouble rain"));
		shelf.say("A new file, one that becomes empty, one whose line ends change, one that stays as it is");
		edit(shelf, EntryStatus.DONE, "Station.java", null, "package weather;\n\nrecord Station(String name, ZoneId zone) {\n}\n");
		edit(shelf, EntryStatus.DONE, "old.txt", "gone\n", "");
		edit(shelf, EntryStatus.DONE, "dos.txt", "a\r\nb\r\n", "a\nb\n");
		edit(shelf, EntryStatus.DONE, "same.txt", "a\n", "a\n");
		shelf.say("Characters that a change must not hide; a long line");
		edit(shelf, EntryStatus.DONE, "hidden.txt", "if (admin) {\n", "if (admin\u202e\u2066) {\u200b\n\tx\n" + "0123456789 ".repeat(80) + "\n");
		shelf.say("In other states");
		edit(shelf, EntryStatus.PENDING, "later.txt", "a\n", "b\n");
		edit(shelf, EntryStatus.RUNNING, "now.txt", "a\n", "b\n");
		edit(shelf, EntryStatus.FAILED, "failed.txt", "a\n", "b\n");
		shelf.say("A large one; one that differs too much to be compared");
		edit(shelf, EntryStatus.DONE, "large.txt", null, numbered(3_000, "a line"));
		edit(shelf, EntryStatus.DONE, "other.txt", numbered(900, "before"), numbered(1_100, "after"));
		shelf.say("Several files in one call");
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, "", new Detail.Tool("call", "Apply a patch", "edit", List.of(location("a.txt"), location("b.txt")),
				List.of(new ToolContent.Diff(Chapters.FOLDER + "/a.txt", "1\n", "2\n"), new ToolContent.Text("Done."),
						new ToolContent.Diff("/outside/b.txt", null, "new\n")), null, null, false));
	}

	private static void edit(Shelf shelf, EntryStatus status, String name, @Nullable String before, String after) {
		shelf.put(EntryKind.TOOL, status, "", new Detail.Tool("call", "Edit " + name, "edit", List.of(location(name)),
				List.of(new ToolContent.Diff(Chapters.FOLDER + "/" + name, before, after)), null, null, false));
	}

	private static Location location(String name) {
		return new Location(Chapters.FOLDER + "/" + name, null);
	}

	private static String numbered(int lines, String words) {
		StringBuilder all = new StringBuilder();
		for (int i = 1; i <= lines; i++) {
			all.append(words).append(' ').append(i).append('\n');
		}
		return all.toString();
	}
}
