package dev.umbra.workbench.tests;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Drafts;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Enclosure;
import dev.umbra.core.session.EntryKind;
import dev.umbra.core.session.SessionStatus;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.DataFolder;

/** Another window at the same host, without widgets; it starts the host's process, from the runtime folder, and ends it. */
final class OtherWindow implements AutoCloseable {
	private final RemoteHost remote;

	private OtherWindow(RemoteHost remote) {
		this.remote = remote;
	}

	/** Starts a host on this folder and has this framework's client look there. */
	static OtherWindow on(Path home) throws BundleException {
		lookAt(home);
		RemoteHost remote = RemoteHost.lazy(DataFolder.open(home, System.getenv()),
				RemoteHost.Options.of("other").withRuntime(Path.of(Objects.requireNonNull(System.getProperty("umbra.runtime")))));
		Await.ok(remote.host().status(new Nothing()));
		return new OtherWindow(remote);
	}

	/** The next window of this framework is one of the host on this folder. */
	static void lookAt(Path home) throws BundleException {
		System.setProperty("umbra.home", home.toString());
		client().stop(Bundle.STOP_TRANSIENT);
		client().start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
	}

	private static Bundle client() {
		return Arrays.stream(Window.CONTEXT.getBundles()).filter(each -> each.getSymbolicName().equals("dev.umbra.client")).findAny().orElseThrow();
	}

	RemoteHost remote() {
		return remote;
	}

	void addDemo() {
		Await.ok(remote.agents().add(new Agents.Add(CommandId.random(), "demo", "demo", null, List.of(), Map.of(), null, false, false)));
	}

	void add(String name, String program, List<String> arguments) {
		Await.ok(remote.agents().add(new Agents.Add(CommandId.random(), name, null, program, arguments, Map.of(), null, false, false)));
	}

	SessionId session(String agent, Path folder, String title) {
		return Await.ok(remote.sessions().create(new Sessions.Create(CommandId.random(), agent, folder.toString(), List.of(), title, null))).session();
	}

	/** A session with a tab. */
	SessionId opened(String agent, Path folder, String title) {
		SessionId session = session(agent, folder, title);
		Await.ok(remote.tabs().open(new Tabs.Open(CommandId.random(), session.value())));
		return session;
	}

	void move(SessionId session, int index) {
		Await.ok(remote.tabs().move(new Tabs.Move(CommandId.random(), session.value(), index)));
	}

	void closeTab(SessionId session) {
		Await.ok(remote.tabs().close(new Tabs.Close(CommandId.random(), session.value())));
	}

	void prompt(SessionId session, String text) {
		Await.ok(remote.sessions().prompt(new Sessions.Prompt(CommandId.random(), session.value(), text, "other")));
	}

	Tabs.Listing tabs(String client) {
		return Await.ok(remote.tabs().list(new Tabs.ListFor(client)));
	}

	List<SessionId> order() {
		return tabs("product").tabs().stream().map(Tabs.Tab::session).toList();
	}

	String draft(SessionId session) {
		return Await.ok(remote.drafts().get(new Drafts.Get(session.value()))).text();
	}

	List<SessionId> pinned() {
		return tabs("product").tabs().stream().filter(Tabs.Tab::pinned).map(Tabs.Tab::session).toList();
	}

	SessionSummary summary(SessionId session) {
		return Objects.requireNonNull(Await.ok(remote.sessions().get(new Sessions.Get(session.value(), null))).summary());
	}

	/** The id of an agent. */
	String agent(String name) {
		return Await.ok(remote.agents().get(new Agents.Get(name))).agent().id().value();
	}

	/** Of the process of an agent that runs. */
	long pid(String agent) {
		return Objects.requireNonNull(Await.ok(remote.agents().get(new Agents.Get(agent))).pid());
	}

	/** What went with each prompt of a session. */
	List<List<Enclosure>> prompts(SessionId session) {
		return Await.ok(remote.sessions().entries(new Sessions.Read(session.value(), null, 0, 0, false))).entries().stream()
				.filter(entry -> entry.kind() == EntryKind.PROMPT)
				.map(entry -> entry.detail() instanceof Detail.Prompt(List<Enclosure> enclosures) ? enclosures : List.<Enclosure>of()).toList();
	}

	SessionStatus status(SessionId session) {
		return summary(session).status();
	}

	@Override
	public void close() throws Exception {
		// it outlives the window here, and a late call of it would start the host again, in a folder that is being deleted
		client().stop(Bundle.STOP_TRANSIENT);
		long pid = Await.ok(remote.host().stop(new Host.Stop(false, false))).pid();
		remote.close();
		ProcessHandle host = ProcessHandle.of(pid).orElse(null);
		if (host != null) {
			host.onExit().get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
		}
	}
}
