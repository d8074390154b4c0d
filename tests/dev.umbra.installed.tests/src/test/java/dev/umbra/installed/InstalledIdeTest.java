package dev.umbra.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.Outcome;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.wire.DataFolder;

/** The IDE into which the build installed the plug-in from the update site. */
class InstalledIdeTest {
	private static final List<String> OURS = List.of("core", "wire", "store", "agent", "host", "client", "cli", "demo", "ui", "ide");
	@TempDir
	Path temp;

	private static <T> T ok(CompletionStage<Outcome<T>> answer) {
		return answer.toCompletableFuture().orTimeout(RunningIde.LIMIT_SECONDS, TimeUnit.SECONDS).join().orThrow();
	}

	private static boolean has(List<String> report, String beginning, String... words) {
		return report.stream().anyMatch(line -> line.startsWith(beginning) && List.of(words).stream().allMatch(line::contains));
	}

	private static void everythingResolved(List<String> report) {
		OURS.forEach(each -> assertTrue(report.contains("resolved\tdev.umbra." + each), () -> each + ": " + report));
		assertEquals(List.of(), report.stream().filter(line -> line.startsWith("unresolved\tdev.umbra.") || line.startsWith("failure")).toList());
	}

	@Test
	void itStartsAndLeavesNoTraceWhereNobodyUsesIt() throws Exception {
		Path home = temp.resolve("home");
		try (RunningIde ide = new RunningIde(temp.resolve("ide"), home, Map.of("close", "true"))) {
			everythingResolved(ide.await("a report", report -> has(report, "end")));
			assertEquals(0, ide.ended());
			assertFalse(ide.log().contains("Unresolved requirement"));
			assertTrue(Files.notExists(home), "a data folder was made");
		}
	}

	/** The host that the IDE starts comes from its own bundles; another window at it shows the same. */
	@Test
	void itsViewsOpenAndShowTheSessionThatAnotherWindowBegan() throws Exception {
		Path home = temp.resolve("home");
		Path project = Files.createDirectory(temp.resolve("shop"));
		Path file = Files.writeString(project.resolve("Cart.txt"), "items\ntotal\n");
		Map<String, String> does = Map.of("project", project.toString(), "open", file.toString(), "line", "2", "views",
				"dev.umbra.ui.part.attention,dev.umbra.ui.part.agents");
		try (RunningIde ide = new RunningIde(temp.resolve("ide"), home, does)) {
			List<String> first = ide.await("the views and the editor", report -> has(report, "part\tdev.umbra.ui.part.agents", "filled", "visible")
					&& has(report, "part\tdev.umbra.ui.part.attention", "filled") && has(report, "editor\tCart.txt"));
			everythingResolved(first);
			DataFolder folder = DataFolder.open(home, System.getenv());
			ide.await("a host", report -> Files.exists(folder.pointer()));
			try (RemoteHost window = RemoteHost.connect(folder, RemoteHost.Options.of("product").withoutStart())) {
				SessionId session = begin(window, project);
				ide.await("the session's tab", report -> has(report, "part\tdev.umbra.ui.part.session", "Session of two windows"));
				ok(window.sessions().prompt(new Sessions.Prompt(CommandId.random(), session.value(), "count to 5 every 1 ms", "product")));
				ide.await("the answer", report -> has(report, "text\t", "1 2 3 4 5"));
				assertEquals(List.of(session), ok(window.tabs().list(new Tabs.ListFor(null))).tabs().stream().map(Tabs.Tab::session).toList());
			} finally {
				end(folder);
			}
		}
	}

	private static SessionId begin(RemoteHost window, Path project) {
		ok(window.agents().add(new Agents.Add(CommandId.random(), "demo", "demo", null, List.of(), Map.of(), null, false, false)));
		SessionId session = ok(window.sessions().create(new Sessions.Create(CommandId.random(), "demo", project.toString(), List.of(),
				"Session of two windows", null))).session();
		ok(window.tabs().open(new Tabs.Open(CommandId.random(), session.value())));
		return session;
	}

	private static void end(DataFolder folder) throws Exception {
		try (RemoteHost remote = RemoteHost.connect(folder, RemoteHost.Options.of("tests").withoutStart())) {
			long pid = ok(remote.host().status(new Nothing())).pid();
			ok(remote.host().stop(new Host.Stop(false, false)));
			ProcessHandle process = ProcessHandle.of(pid).orElse(null);
			if (process != null) {
				process.onExit().get(RunningIde.LIMIT_SECONDS, TimeUnit.SECONDS);
			}
		}
	}
}
