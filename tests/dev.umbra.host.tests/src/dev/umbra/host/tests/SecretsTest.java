package dev.umbra.host.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.umbra.core.AgentId;
import dev.umbra.core.FailureException;
import dev.umbra.core.port.Secrets;

/** Secrets in the real secure storage, in a framework without a window: kept over a restart, never readable, never lost by damage. */
class SecretsTest {
	private static final AgentId AGENT = AgentId.random();
	private static final AgentId OTHER = AgentId.random();
	private static final String VALUE = "s3cret-värde \ud83d\ude00\nline two";
	@TempDir
	Path temp;
	private Path home;

	@BeforeEach
	void oddName() throws Exception {
		Framework.clientLooksAt(Framework.BORN_WITH);
		home = temp.resolve("h#me 100%41 ü");
	}

	private interface Use {
		void with(Secrets secrets) throws Exception;
	}

	private void host(Use test) throws Exception {
		EmbeddedHost host = EmbeddedHost.start(home);
		try {
			test.with(Framework.service(Secrets.class));
		} finally {
			host.close();
		}
	}

	private static <T> T of(CompletionStage<T> stage) throws Exception {
		return Answers.of(stage);
	}

	private static String words(CompletionStage<?> stage) {
		ExecutionException failed = assertThrows(ExecutionException.class, () -> Answers.of(stage));
		return String.valueOf(assertInstanceOf(FailureException.class, failed.getCause()).getMessage());
	}

	@Test
	void aSecretSurvivesARestartAndIsNowhereInPlainText() throws Exception {
		host(secrets -> {
			assertEquals(Map.of(), of(secrets.get(AGENT, List.of("KEY"))));
			assertFalse(Files.exists(home.resolve("secrets.key")), "nothing is made for nothing");
			of(secrets.put(AGENT, Map.of("KEY", VALUE, "EMPTY", "")));
			of(secrets.put(OTHER, Map.of("KEY", "other")));
			of(secrets.put(AGENT, Map.of("MORE", "1")));
		});
		host(secrets -> {
			assertEquals(Map.of("KEY", VALUE, "EMPTY", "", "MORE", "1"), of(secrets.get(AGENT, List.of("KEY", "EMPTY", "MORE", "NONE"))));
			assertEquals(Map.of("KEY", "other"), of(secrets.get(OTHER, List.of("KEY"))));
			assertEquals(Map.of(), of(secrets.get(AgentId.random(), List.of("KEY"))));
		});
		String base64 = Base64.getEncoder().encodeToString(VALUE.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
		try (Stream<Path> files = Files.walk(home)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				String text = Files.readString(file, StandardCharsets.ISO_8859_1);
				assertFalse(text.contains("s3cret") || text.contains(base64), file.toString());
			}
		}
		assertEquals(List.of(), leftOver());
	}

	@Test
	void theFilesAreForTheirOwnerOnly() throws Exception {
		host(secrets -> of(secrets.put(AGENT, Map.of("KEY", VALUE))));
		for (String name : List.of("secrets", "secrets.key")) {
			assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(name))), name);
		}
	}

	@Test
	void whatIsRemovedIsGoneAfterARestartToo() throws Exception {
		host(secrets -> {
			of(secrets.put(AGENT, Map.of("KEY", VALUE, "MORE", "1")));
			of(secrets.put(OTHER, Map.of("KEY", "other")));
			of(secrets.remove(AGENT, List.of("KEY", "NEVER")));
			assertEquals(Map.of("MORE", "1"), of(secrets.get(AGENT, List.of("KEY", "MORE"))));
		});
		host(secrets -> {
			assertEquals(Map.of("MORE", "1"), of(secrets.get(AGENT, List.of("KEY", "MORE"))));
			of(secrets.removeAll(AGENT));
			of(secrets.removeAll(AGENT));
			assertEquals(Map.of(), of(secrets.get(AGENT, List.of("MORE"))));
		});
		host(secrets -> {
			assertEquals(Map.of(), of(secrets.get(AGENT, List.of("KEY", "MORE"))));
			assertEquals(Map.of("KEY", "other"), of(secrets.get(OTHER, List.of("KEY"))));
		});
	}

	@Test
	void aDamagedFileIsRefusedInWordsAndLeftAsItIs() throws Exception {
		host(secrets -> of(secrets.put(AGENT, Map.of("KEY", VALUE, "MORE", "1"))));
		Path file = home.resolve("secrets");
		byte[] whole = Files.readAllBytes(file);
		String text = new String(whole, StandardCharsets.ISO_8859_1);
		List<String> lines = text.lines().toList();
		String value = lines.stream().filter(line -> line.startsWith("/agents/")).findFirst().orElseThrow();
		List<String> damages = List.of("", "nonsense", text.substring(0, text.length() / 2), text.replace(value + "\n", ""),
				text.replace("/umbra/names", "/umbra/other"), text + "\\u00zz=1\n");
		for (String damage : damages) {
			byte[] damaged = damage.getBytes(StandardCharsets.ISO_8859_1);
			Files.write(file, damaged);
			host(secrets -> {
				String words = words(secrets.get(AGENT, List.of("KEY")));
				assertTrue(words.contains(file.toString()) && words.contains("damaged"), words);
				words(secrets.put(OTHER, Map.of("KEY", "new")));
				words(secrets.removeAll(AGENT));
			});
			assertArrayEquals(damaged, Files.readAllBytes(file), "it was touched");
		}
		Files.write(file, whole);
		host(secrets -> assertEquals(Map.of("KEY", VALUE), of(secrets.get(AGENT, List.of("KEY")))));
	}

	@Test
	void withoutItsOwnKeyNothingOpensAndNothingIsOverwritten() throws Exception {
		host(secrets -> of(secrets.put(AGENT, Map.of("KEY", VALUE))));
		Path key = home.resolve("secrets.key");
		String own = Files.readString(key);
		byte[] file = Files.readAllBytes(home.resolve("secrets"));
		for (String wrong : List.of("", "abc", "0".repeat(64))) {
			Files.writeString(key, wrong);
			host(secrets -> {
				assertTrue(words(secrets.get(AGENT, List.of("KEY"))).contains(key.toString()));
				assertTrue(words(secrets.put(AGENT, Map.of("KEY", "new"))).contains(key.toString()));
			});
			assertEquals(wrong, Files.readString(key));
		}
		Files.delete(key);
		host(secrets -> {
			assertTrue(words(secrets.get(AGENT, List.of("KEY"))).contains("is not there"));
			assertTrue(words(secrets.put(AGENT, Map.of("KEY", "new"))).contains(key.toString()));
		});
		assertFalse(Files.exists(key));
		assertArrayEquals(file, Files.readAllBytes(home.resolve("secrets")));
		Files.writeString(key, own);
		host(secrets -> assertEquals(Map.of("KEY", VALUE), of(secrets.get(AGENT, List.of("KEY")))));
	}

	@Test
	void aFileThatVanishesWhileTheHostRunsIsNotReplacedByLess() throws Exception {
		host(secrets -> {
			of(secrets.put(AGENT, Map.of("KEY", VALUE)));
			Files.move(home.resolve("secrets"), home.resolve("elsewhere"));
			assertTrue(words(secrets.put(OTHER, Map.of("KEY", "1"))).contains("removed while the host runs"));
			Files.move(home.resolve("elsewhere"), home.resolve("secrets"));
			of(secrets.put(OTHER, Map.of("KEY", "1")));
			assertEquals(Map.of("KEY", VALUE), of(secrets.get(AGENT, List.of("KEY"))));
		});
	}

	@Test
	void copiesOfAKilledHostAreRemoved() throws Exception {
		Files.createDirectories(home.resolve("tmp"));
		Files.writeString(home.resolve("tmp/secrets-left"), "half");
		host(secrets -> assertEquals(List.of(), leftOver()));
	}

	private List<String> leftOver() throws IOException {
		if (!Files.isDirectory(home.resolve("tmp"))) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(home.resolve("tmp"))) {
			return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("secrets")).toList();
		}
	}
}
