package dev.umbra.store;

import static dev.umbra.store.Given.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.Failure;
import dev.umbra.core.port.HostRole;
import dev.umbra.core.port.StoreException;

class StoreComponentTest {
	@TempDir
	Path folder;

	@Test
	void theStoreIsOpenWhileTheComponentIsActive() {
		StoreComponent component = new StoreComponent(new Role(folder), new MovableClock());
		component.open();
		assertEquals(folder.resolve("umbra.db"), component.file());
		await(component.put("a", "1", null));
		assertEquals(Map.of("a", "1"), await(component.all()));
		component.close();
		assertThrows(StoreException.class, () -> await(component.all()));
	}

	@Test
	void aStoreThatCannotBeOpenedIsToldToTheHost() throws Exception {
		Files.writeString(folder.resolve("umbra.db"), "no store");
		Role role = new Role(folder);
		StoreComponent component = new StoreComponent(role, new MovableClock());
		StoreException failure = assertThrows(StoreException.class, component::open);
		assertSame(failure.failure(), role.failures.getFirst());
		component.close();
	}

	private static final class Role implements HostRole {
		private final Path home;
		private final List<Failure> failures = new ArrayList<>();

		Role(Path home) {
			this.home = home;
		}

		@Override
		public Path home() {
			return home;
		}

		@Override
		public Path socket() {
			return home.resolve("socket");
		}

		@Override
		public String epoch() {
			return "epoch";
		}

		@Override
		public Instant since() {
			return Given.NOON;
		}

		@Override
		public void startFailed(Failure failure) {
			failures.add(failure);
		}

		@Override
		public void ready() {
		}

		@Override
		public void end(String reason) {
		}
	}
}
