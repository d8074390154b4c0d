package dev.umbra.ui.internal.gallery;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Detail.Location;
import dev.umbra.core.session.Detail.TerminalRun;
import dev.umbra.core.session.Detail.ToolContent;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.EntryStatus;

/** Tool calls: of every kind, in every state, with everything they can carry. Plans too. */
final class Called {
	private static final List<String> KINDS = List.of("read", "edit", "delete", "move", "search", "execute", "think", "fetch", "switch_mode", "other",
			"a_kind_of_its_own");

	private Called() {
	}

	static void fill(Shelf shelf) {
		shelf.begin(Messages.called);
		shelf.say("Every kind of tool");
		for (String kind : KINDS) {
			shelf.put(EntryKind.TOOL, EntryStatus.DONE, "", tool("A call of the kind " + kind, kind, "{\"path\":\"src/Forecast.java\",\"limit\":20}"));
		}
		shelf.say("Every state");
		for (EntryStatus status : EntryStatus.values()) {
			shelf.put(EntryKind.TOOL, status, "", new Detail.Tool("call", "grep -rn \"LocalDate.now\" src", "search",
					List.of(new Location(Chapters.FOLDER + "/src/Forecast.java", 41)), List.of(), "{\"pattern\":\"LocalDate.now\",\"glob\":\"*.java\"}", null, false));
		}
		shelf.say("What a call can carry");
		carried(shelf);
		shelf.say("Commands in a terminal");
		terminals(shelf);
		plans(shelf);
	}

	private static void carried(Shelf shelf) {
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, "", new Detail.Tool("call", "Search for the zone", "search",
				List.of(new Location(Chapters.FOLDER + "/src/Forecast.java", 41), new Location(Chapters.FOLDER + "/src/Station.java", null),
						new Location("/etc/outside-of-the-session", 3)),
				List.of(new ToolContent.Text("src/Forecast.java:41: zone\nsrc/Station.java:7: zone\n")), null, null, false));
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, "", new Detail.Tool("call", "Read src/Forecast.java", "read",
				List.of(new Location(Chapters.FOLDER + "/src/Forecast.java", 1)),
				List.of(new ToolContent.Text("```java\npackage weather;\n\nfinal class Forecast {\n\tprivate final Zone zone;\n}\n```")), null, null, false));
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, "", new Detail.Tool("call", "Take a picture of the page", "other", List.of(),
				List.of(new ToolContent.Text("1 picture"), new ToolContent.Media(Said.image("page.png", Said.WIDE, 48_300))), null, null, false));
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, "", new Detail.Tool("call", "Something with raw values", "other", List.of(), List.of(),
				"{\n  \"question\": \"What is the weather?\",\n  \"units\": \"metric\",\n  \"days\": 3\n}", "{\"answer\":[{\"day\":1,\"rain\":12.4}],\"source\":null}", false, "weather__ask",
				List.of()));
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, "", new Detail.Tool("call", "A call that the agent never announced", "other", List.of(), List.of(),
				null, "\"ok\"", true));
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, "", new Detail.Tool("call", "Content of a kind of its own", "other", List.of(),
				List.of(new ToolContent.Other("hologram", "{\"type\":\"hologram\",\"depth\":3}"), new ToolContent.Terminal("t-unknown")), null, null, false));
		shelf.put(EntryKind.TOOL, EntryStatus.FAILED, "", new Detail.Tool("call", "Fetch https://example.org/open-data", "fetch", List.of(),
				List.of(new ToolContent.Text("404 Not Found")), "{\"url\":\"https://example.org/open-data\"}", null, false));
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, "", new Detail.Tool("call", "Print a lot", "execute", List.of(),
				List.of(new ToolContent.Text(lines(2_000))), "{\"command\":\"seq 2000\"}", null, false));
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, "", new Detail.Tool("call",
				"A title that is much longer than a title should be, because some agents put the whole command into it: find . -name '*.java' -not -path '*/target/*' | xargs grep -ln 'LocalDate.now' | sort | uniq -c | sort -rn | head -n 20",
				"execute", List.of(), List.of(), null, null, false));
	}

	private static void terminals(Shelf shelf) {
		shelf.put(EntryKind.TOOL, EntryStatus.RUNNING, "\u001b[32m[INFO]\u001b[0m Scanning for projects...\n" + lines(30),
				terminal(new TerminalRun("t1", "./mvnw -B verify", Chapters.FOLDER, true, null, null, 0)));
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, lines(5), terminal(new TerminalRun("t2", "cat <<'END' | sort\nb\na\nEND", Chapters.FOLDER, false, 0, null, 0)));
		shelf.put(EntryKind.TOOL, EntryStatus.FAILED, "error: no such file\n", terminal(new TerminalRun("t3", "make all", Chapters.FOLDER, false, 2, null, 0)));
		shelf.put(EntryKind.TOOL, EntryStatus.CANCELLED, lines(3), terminal(new TerminalRun("t4", "tail -f log", "", false, null, "TERM", 0)));
		shelf.put(EntryKind.TOOL, EntryStatus.DONE, lines(900), terminal(new TerminalRun("t5", "yes | head -c 9000000", Chapters.FOLDER, false, null, null, 8_737_856)));
		shelf.put(EntryKind.TOOL, EntryStatus.RUNNING, "", terminal(new TerminalRun("t6", "sleep 10", Chapters.FOLDER, true, null, null, 0)));
	}

	private static void plans(Shelf shelf) {
		shelf.say("Plans");
		shelf.put(EntryKind.PLAN, EntryStatus.RUNNING, "", new Detail.Plan(List.of(new Detail.PlanItem("Find where the zone is lost", "high", "completed"),
				new Detail.PlanItem("Group by the zone of the **station**", "high", "in_progress"), new Detail.PlanItem("Add a test", "medium", "pending"),
				new Detail.PlanItem("An item of a state of its own, and with a text that goes on for long enough to be wrapped in a window that is not very wide, so that it is seen where the second line begins",
						"low", "postponed"))));
		shelf.put(EntryKind.PLAN, EntryStatus.DONE, "", new Detail.Plan(List.of(new Detail.PlanItem("All of it", "low", "completed"))));
		shelf.put(EntryKind.PLAN, EntryStatus.DONE, "", new Detail.Plan(List.of()));
	}

	private static Detail.Tool tool(String title, String kind, @Nullable String input) {
		return new Detail.Tool("call", title, kind, List.of(), List.of(), input, null, false);
	}

	private static Detail.Tool terminal(TerminalRun run) {
		return new Detail.Tool("call", "Run a command", "execute", List.of(), List.of(new ToolContent.Terminal(run.terminal())), null, null, false, null,
				List.of(run));
	}

	private static String lines(int count) {
		StringBuilder all = new StringBuilder();
		for (int i = 1; i <= count; i++) {
			all.append("line ").append(i).append("\tof the output\n");
		}
		return all.toString();
	}
}
