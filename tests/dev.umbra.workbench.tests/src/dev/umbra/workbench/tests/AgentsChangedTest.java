package dev.umbra.workbench.tests;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

import dev.umbra.core.AgentId;
import dev.umbra.core.Cause;
import dev.umbra.core.Failure;
import dev.umbra.core.Outcome;
import dev.umbra.core.agent.AgentDefinition;
import dev.umbra.core.agent.AgentRecord;
import dev.umbra.core.agent.AgentState;
import dev.umbra.core.agent.DeviceLayer;
import dev.umbra.core.api.Agents;
import dev.umbra.core.api.Done;
import dev.umbra.core.api.Nothing;
import dev.umbra.core.event.AgentsChanged;
import dev.umbra.ui.Elements;

/** A bundle that knows nothing of windows posts a change in this framework; the agents' part shows it by itself. */
class AgentsChangedTest {
	@TempDir
	Path temp;

	@Test
	void anEventOfAnotherBundleRefreshesTheAgentsPart() throws Exception {
		Kept kept = new Kept();
		kept.add("first");
		try (OtherWindow other = OtherWindow.on(temp.resolve("home"))) {
			ServiceRegistration<Agents> registration = Window.CONTEXT.registerService(Agents.class, kept,
					new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 1000)));
			try (Window window = Window.open()) {
				window.await("the agent that was there", () -> rows(window).stream().anyMatch(row -> row.contains("first")));
				kept.add("second");
				EventAdmin broker = Objects.requireNonNull(Window.service(EventAdmin.class));
				broker.postEvent(new Event(AgentsChanged.TOPIC, Map.of("org.eclipse.e4.data", new AgentsChanged("epoch", 2, Cause.SYSTEM))));
				window.await("the new one", () -> rows(window).stream().anyMatch(row -> row.contains("second")));
			} finally {
				registration.unregister();
			}
		}
	}

	private static List<String> rows(Window window) {
		List<String> rows = new ArrayList<>();
		for (MPart part : Objects.requireNonNull(window.application().getContext().get(EModelService.class)).findElements(window.application(), Elements.AGENTS,
				MPart.class)) {
			for (Tree tree : Window.controls(part.getWidget(), Tree.class, each -> true)) {
				add(rows, tree.getItems());
			}
		}
		return rows;
	}

	private static void add(List<String> rows, TreeItem[] items) {
		for (TreeItem item : items) {
			rows.add(item.getText());
			add(rows, item.getItems());
		}
	}

	/** Agents that are only listed. */
	private static final class Kept implements Agents {
		@Override
		public CompletionStage<Outcome<Changed>> set(Set p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<LoginStep>> login(Login p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<Done>> logout(Logout p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<dev.umbra.core.agent.AgentLog>> log(Log p) {
			throw new UnsupportedOperationException();
		}

		@Override
		public CompletionStage<Outcome<Foreign>> sessions(SessionsOf p) {
			throw new UnsupportedOperationException();
		}

		private final List<One> all = new CopyOnWriteArrayList<>();

		void add(String name) {
			Instant noon = Instant.parse("2030-01-02T12:00:00Z");
			AgentRecord record = new AgentRecord(AgentId.random(), new AgentDefinition(name, null), new DeviceLayer("/bin/" + name, List.of(), Map.of(),
					DeviceLayer.EnvMode.LOGIN, null, null, false, false, null, null, null), List.of(), false, noon, noon);
			all.add(new One(record, AgentState.STOPPED, noon, null, null, null, 0));
		}

		private static <T> CompletionStage<Outcome<T>> no() {
			return CompletableFuture.completedFuture(Outcome.notOk(Failure.refused("These agents are only listed.", null)));
		}

		@Override
		public CompletionStage<Outcome<Added>> add(Add p) {
			return no();
		}

		@Override
		public CompletionStage<Outcome<Listing>> list(ListAll p) {
			return CompletableFuture.completedFuture(Outcome.ok(new Listing("epoch", all.size(), List.copyOf(all))));
		}

		@Override
		public CompletionStage<Outcome<One>> get(Get p) {
			return no();
		}

		@Override
		public CompletionStage<Outcome<Done>> remove(Remove p) {
			return no();
		}

		@Override
		public CompletionStage<Outcome<Done>> start(Start p) {
			return no();
		}

		@Override
		public CompletionStage<Outcome<Done>> stop(Stop p) {
			return no();
		}

		@Override
		public CompletionStage<Outcome<Presets>> presets(Nothing p) {
			return CompletableFuture.completedFuture(Outcome.ok(new Presets(List.of())));
		}
	}
}
