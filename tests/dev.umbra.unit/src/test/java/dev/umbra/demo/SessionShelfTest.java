package dev.umbra.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.umbra.core.Clocks;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionShelfTest {
	@TempDir
	private Path temp;

	private SessionShelf shelf() {
		return new SessionShelf(temp.resolve("state"), Clocks.SYSTEM);
	}

	@Test
	void theOldestGoWhenThereAreTooManyButNotThoseInUse() {
		SessionShelf shelf = shelf();
		SessionRecord inUse = shelf.create(temp);
		for (int i = 0; i < SessionShelf.MAX_SESSIONS + 5; i++) {
			shelf.close(shelf.create(temp).id());
		}
		assertEquals(SessionShelf.MAX_SESSIONS, shelf.list().size());
		assertTrue(shelf.open(inUse.id()).isPresent());
	}

	@Test
	void filesAreForTheirOwnerOnly() throws IOException {
		assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
		SessionShelf shelf = shelf();
		String id = shelf.create(temp).id();
		shelf.append(id, Acp.usage(1));
		assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve("state"))));
		try (Stream<Path> files = Files.list(temp.resolve("state"))) {
			for (Path file : files.toList()) {
				assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
			}
		}
	}

	@Test
	void conversationJoinsChunksAndEndsToolCallsThatNeverDid() {
		SessionShelf shelf = shelf();
		String id = shelf.create(temp).id();
		shelf.append(id, Acp.chunk(Acp.Speaker.AGENT, "m1", "Hel"));
		shelf.append(id, Acp.chunk(Acp.Speaker.AGENT, "m1", "lo"));
		shelf.append(id, Acp.chunk(Acp.Speaker.AGENT, "m2", "you"));
		shelf.append(id, Acp.update("tool_call").put("toolCallId", "c").put("status", "pending"));
		shelf.append(id, Acp.update("tool_call_update").put("toolCallId", "c").put("status", "in_progress"));
		assertEquals(List.of(Acp.chunk(Acp.Speaker.AGENT, "m1", "Hello"), Acp.chunk(Acp.Speaker.AGENT, "m2", "you"),
				Acp.update("tool_call").put("toolCallId", "c").put("status", "failed")), shelf.conversation(id));
	}

	@Test
	void longConversationsStayBounded() throws IOException {
		SessionShelf shelf = shelf();
		String id = shelf.create(temp).id();
		for (int i = 0; i < 30; i++) {
			shelf.append(id, Acp.chunk(Acp.Speaker.AGENT, "m" + i, "x".repeat(300_000)));
		}
		assertTrue(Files.size(temp.resolve("state").resolve(id + ".jsonl")) <= 5 << 20);
		assertEquals("m29", shelf.conversation(id).getLast().path("messageId").asText());
	}

	@Test
	void aFolderThatCannotBeWrittenCostsOnlyTheMemoryOfTheSession() throws IOException {
		Files.writeString(temp.resolve("state"), "a file where the folder should be");
		SessionShelf shelf = shelf();
		SessionRecord record = shelf.create(temp);
		shelf.append(record.id(), Acp.usage(1));
		assertTrue(shelf.open(record.id()).isEmpty());
		assertEquals(List.of(), shelf.list());
	}

	@Test
	void theStateFolderFollowsTheEnvironment() {
		String absolute = temp.resolve("x").toString();
		assertEquals(temp.resolve("x"), Main.stateFolder(Map.of("UMBRA_DEMO_STATE", absolute)));
		assertEquals(temp.resolve("x/umbra-demo"), Main.stateFolder(Map.of("XDG_STATE_HOME", absolute)));
		assertTrue(Main.stateFolder(Map.of("XDG_STATE_HOME", "relative")).endsWith(".local/state/umbra-demo"));
	}
}
