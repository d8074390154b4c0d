package dev.umbra.ide.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.SessionId;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Host;
import dev.umbra.core.api.Sessions;
import dev.umbra.core.api.Tabs;
import dev.umbra.wire.DataFolder;

/**
 * A host process on a data folder of its own, for all tests of this run, and a second client at it, in the role of the
 * product. The first use points the IDE's client there; the process is started by the first call and ends by itself when nobody needs it.
 */
final class HostOfTests {
	/** The data folder that the IDE was started with. */
	static final Path BORN_WITH = Path.of(Objects.requireNonNull(System.getProperty("umbra.home")));
	private static HostOfTests only;
	private final RemoteHost product;
	private int names;

	private HostOfTests() throws IOException, BundleException {
		Path home = Files.createTempDirectory("umbra-ide-tests");
		System.setProperty("umbra.home", home.toString());
		Bundle client = Arrays.stream(Ide.CONTEXT.getBundles()).filter(each -> each.getSymbolicName().equals("dev.umbra.client"))
				.findAny().orElseThrow();
		client.stop(Bundle.STOP_TRANSIENT);
		client.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
		Ide.ok(Ide.service(Agents.class).list(new Agents.ListAll()));
		product = RemoteHost.connect(DataFolder.open(home, System.getenv()), RemoteHost.Options.of("product").withoutStart());
		// it outlives this JVM, but not for long
		Ide.ok(product.host().set(new Host.Set(CommandId.random(), "idle-end", "PT10S")));
	}

	static HostOfTests use() throws IOException, BundleException {
		if (only == null) {
			only = new HostOfTests();
		}
		return only;
	}

	/** The other window's connection. */
	RemoteHost product() {
		return product;
	}

	/** A session of a demo agent of its own, idle, without a tab. */
	SessionId session(Path folder) {
		String name = "demo " + ++names;
		Ide.ok(product.agents().add(new Agents.Add(CommandId.random(), name, "demo", null, List.of(), Map.of(), null, false, false)));
		return Ide.ok(product.sessions().create(new Sessions.Create(CommandId.random(), name, folder.toString(), List.of(),
				"Session of " + name, null))).session();
	}

	/** As a person opens it in the product's window. */
	void openTab(SessionId session) {
		Ide.ok(product.tabs().open(new Tabs.Open(CommandId.random(), session.value())));
	}

	void prompt(SessionId session, String text) {
		Ide.ok(product.sessions().prompt(new Sessions.Prompt(CommandId.random(), session.value(), text, "product")));
	}

	/** Ends a turn and the session, and so its tab. */
	void close(SessionId session) {
		Ide.ok(product.sessions().close(new Sessions.Close(CommandId.random(), session.value(), Sessions.CloseMode.STOP, "product")));
	}
}
