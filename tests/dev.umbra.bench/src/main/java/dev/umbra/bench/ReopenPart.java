package dev.umbra.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;

/** A window is opened again: how soon the tab in front can be read, how long another tab takes, and what very many tabs cost. */
final class ReopenPart {
	private static final double READABLE_MILLIS = 300;
	private static final double WARM_MILLIS = 25;
	private static final double COLD_MILLIS = 70;
	private static final double MANY_MILLIS = 3000;
	/** Between two switches, so that one does not pay for the other. */
	private static final int REST_MILLIS = 400;
	private static final int AT_ONCE = 64;
	private static final int QUIET_SECONDS = 25;

	private ReopenPart() {
	}

	static void measure(SessionsRun.Size size, Report report) throws Exception {
		few(size, report);
		many(size, report);
	}

	private static void few(SessionsRun.Size size, Report report) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			Flooded flooded = new Flooded(host, size.tabs());
			for (SessionId session : flooded.sessions()) {
				flooded.have(session, "fill " + size.entries(), size.entries());
			}
			report.heading("A window opened again, with " + size.tabs() + " tabs of " + size.entries() + " entries each");
			Samples readable = new Samples();
			// the first start makes the archive of classes
			for (int i = -1; i < size.starts(); i++) {
				try (Workbench window = Workbench.product(host, host.scratch("window"))) {
					long shown = window.first("window");
					long read = window.first("transcript");
					if (i >= 0) {
						readable.addNanos(read - shown);
					}
				}
			}
			report.row("reopen", "from the window's first paint to the transcript's", readable, "ms");
			report.promise("reopen", "first tab readable, p95", readable.p95(), READABLE_MILLIS, "ms");
			try (Workbench window = Workbench.product(host, host.scratch("window"))) {
				window.first("transcript");
				switches(window, size, report);
			}
		}
	}

	private static void switches(Workbench window, SessionsRun.Size size, Report report) throws Exception {
		Pause.seconds(2);
		report.promise("reopen", "parts made before any switch", window.ask("parts", "created").path("created").asDouble(), 1, "parts");
		Workbench.Switches cold = window.switches(REST_MILLIS, size.tabs() - 1);
		Workbench.Switches warm = window.switches(REST_MILLIS, size.tabs());
		double widgets = window.ask("naive widgets " + size.entries() + " 0", "naive").path("millis").asDouble();
		window.say("naive-end");
		double text = window.ask("naive text " + size.entries() + " 0", "naive").path("millis").asDouble();
		window.say("naive-end");
		report.row("reopen", "switch to a tab that was not shown yet", cold.took(), "ms");
		report.row("reopen", "of it computed by the SWT thread", cold.computed(), "ms");
		report.row("reopen", "switch to a tab that was shown before", warm.took(), "ms");
		report.row("reopen", "of it computed by the SWT thread, warm", warm.computed(), "ms");
		report.value("reopen", "the naive way: so many messages, a widget each", widgets, "ms");
		report.value("reopen", "the naive way: so many messages in one text", text, "ms");
		report.value("reopen", "a widget per message, in cold switches", widgets / cold.took().median(), "×");
		report.value("reopen", "one text, in cold switches", text / cold.took().median(), "×");
		report.promise("reopen", "switch, cold, p95", cold.took().p95(), COLD_MILLIS, "ms");
		report.promise("reopen", "switch, warm, p95", warm.took().p95(), WARM_MILLIS, "ms");
	}

	private static void many(SessionsRun.Size size, Report report) throws Exception {
		try (HostProcess host = HostProcess.fresh().start()) {
			Flooded flooded = new Flooded(host, 1);
			flooded.fill(200);
			open(host, size.manyTabs() - 1);
			// a session that nobody looks at leaves the host's memory after a quarter of a minute: that work is of its making
			Pause.seconds(QUIET_SECONDS);
			report.heading("A window with " + size.manyTabs() + " tabs");
			Samples usable = new Samples();
			JsonNode parts = null;
			for (int i = -1; i < size.starts(); i++) {
				try (Workbench window = Workbench.product(host, host.scratch("window"))) {
					long read = window.first("transcript");
					parts = window.ask("parts", "created");
					if (i >= 0) {
						usable.addNanos(read);
					}
				}
			}
			report.row("reopen", "from the start of the process to the transcript in front", usable, "ms");
			report.promise("reopen", "many tabs: window, p95", usable.p95(), MANY_MILLIS, "ms");
			report.promise("reopen", "many tabs: parts made", parts == null ? 0 : parts.path("created").asDouble(), 1, "parts");
		}
	}

	private static void open(HostProcess host, int number) throws Exception {
		String agent = host.get(host.remote().agents().add(new Agents.Add(CommandId.random(), "silent", null, ClockAgent.program(),
				FloodAgent.arguments(), Map.of(), null, false, false))).id().value();
		String folder = host.work().toString();
		for (int begin = 0; begin < number; begin += AT_ONCE) {
			List<CompletableFuture<?>> made = IntStream.range(begin, Math.min(number, begin + AT_ONCE)).mapToObj(i -> host.remote().sessions()
					.create(new Sessions.Create(CommandId.random(), agent, folder, List.of(), "Tab " + i, null))
					.thenCompose(session -> host.remote().tabs().open(new Tabs.Open(CommandId.random(), session.orThrow().session().value())))
					.thenAccept(done -> done.orThrow()).toCompletableFuture()).<CompletableFuture<?>>map(each -> each).toList();
			CompletableFuture.allOf(made.toArray(CompletableFuture<?>[]::new)).join();
		}
	}
}
