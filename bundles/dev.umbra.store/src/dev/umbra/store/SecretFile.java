package dev.umbra.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import javax.crypto.spec.PBEKeySpec;

import org.eclipse.equinox.security.storage.ISecurePreferences;
import org.eclipse.equinox.security.storage.SecurePreferencesFactory;
import org.eclipse.equinox.security.storage.StorageException;
import org.eclipse.equinox.security.storage.provider.IProviderHints;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.AgentId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.PublicKey;

/**
 * The file {@code secrets} of a data folder, in the format of Equinox secure storage, and beside it {@code secrets.key}, its
 * password: 32 random bytes in hex, made once. Both are for their owner only. Values are encrypted one by one.
 * <p>
 * Equinox writes a file in place, keeps what it could not read as empty, and never opens the same place twice. So each change
 * is made in a copy that then takes the file's place, and an encrypted list of all names tells a whole file from a damaged
 * one. What is damaged is refused in words and left as it is. The caller holds the lock of the data folder. Any thread; calls
 * wait for each other and block on the disk.
 */
final class SecretFile {
	private static final System.Logger LOG = System.getLogger(SecretFile.class.getName());
	private static final String AGENTS = "agents";
	private static final String KEYS = "keys";
	private static final String UMBRA = "umbra";
	private static final String NAMES = "names";
	private final Path file;
	private final Path key;
	private final Path work;
	private final ReentrantLock lock = new ReentrantLock();
	/** What the file holds, or null as long as nothing was read or there is no file. */
	private @Nullable ISecurePreferences present;

	SecretFile(Path folder) {
		file = folder.resolve("secrets");
		key = folder.resolve("secrets.key");
		work = folder.resolve("tmp");
	}

	private interface Step<T> {
		T run() throws IOException, StorageException;
	}

	private interface Change {
		void apply(ISecurePreferences root) throws StorageException;
	}

	/** The values below a place, {@link #path(AgentId)} or {@link #path(PublicKey)}; likewise everywhere here. */
	Map<String, String> get(String place, Set<String> names) {
		return guarded("read", () -> {
			ISecurePreferences root = present();
			Map<String, String> values = new HashMap<>();
			if (root != null && root.nodeExists(place)) {
				ISecurePreferences node = root.node(place);
				for (String name : node.keys()) {
					if (names.contains(name)) {
						values.put(name, new String(node.getByteArray(name, new byte[0]), StandardCharsets.UTF_8));
					}
				}
			}
			return Map.copyOf(values);
		});
	}

	void put(String place, Map<String, String> values) {
		change(root -> {
			ISecurePreferences node = root.node(place);
			for (Map.Entry<String, String> value : values.entrySet()) {
				node.putByteArray(value.getKey(), value.getValue().getBytes(StandardCharsets.UTF_8), true);
			}
		});
	}

	void remove(String place, Collection<String> names) {
		if (has(place)) {
			change(root -> names.forEach(root.node(place)::remove));
		}
	}

	void removeAll(String place) {
		if (has(place)) {
			change(root -> root.node(place).removeNode());
		}
	}

	private boolean has(String place) {
		return guarded("read", () -> {
			ISecurePreferences root = present();
			return root != null && root.nodeExists(place);
		});
	}

	static String path(AgentId agent) {
		return AGENTS + "/" + HexFormat.of().formatHex(agent.value().getBytes(StandardCharsets.UTF_8));
	}

	static String path(PublicKey key) {
		return KEYS + "/" + key.value();
	}

	private @Nullable ISecurePreferences present() throws IOException, StorageException {
		if (present == null && Files.exists(file)) {
			Path copy = copy();
			try {
				present = open(copy);
			} finally {
				Files.deleteIfExists(copy);
			}
		}
		return present;
	}

	private void change(Change change) {
		guarded("write", () -> {
			ISecurePreferences before = present();
			if (before != null && !Files.exists(file)) {
				throw new FailureException(Failure.failed("The file of the secrets, " + file + ", was removed while the host runs.",
						"Put it back, or restart the host and set the secrets again."));
			}
			Path copy = copy();
			try {
				ISecurePreferences root = open(copy);
				change.apply(root);
				root.node(UMBRA).putByteArray(NAMES, list(names(root)), true);
				root.flush();
				force(copy);
				Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
				present = root;
				return null;
			} finally {
				Files.deleteIfExists(copy);
			}
		});
	}

	/** The file as it is, at a place that Equinox has not seen; empty if there is none. */
	private Path copy() throws IOException {
		PrivateFiles.folder(work);
		Path copy = work.resolve("secrets-" + UUID.randomUUID());
		PrivateFiles.create(copy);
		if (Files.exists(file)) {
			PrivateFiles.close(file);
			Files.write(copy, Files.readAllBytes(file));
		}
		return copy;
	}

	private ISecurePreferences open(Path copy) throws IOException, StorageException {
		boolean made = Files.exists(file);
		Map<Object, Object> options = new HashMap<>();
		options.put(IProviderHints.DEFAULT_PASSWORD, new PBEKeySpec(password(made).toCharArray()));
		options.put(IProviderHints.PROMPT_USER, Boolean.FALSE);
		ISecurePreferences root = SecurePreferencesFactory.open(FileUrl.of(copy), options);
		if (made) {
			verify(root);
		}
		return root;
	}

	/** The key opens it, and everything is there that was put. */
	private void verify(ISecurePreferences root) throws StorageException {
		byte[] listed = root.nodeExists(UMBRA) ? root.node(UMBRA).getByteArray(NAMES, null) : null;
		if (listed == null || !new String(listed, StandardCharsets.UTF_8).equals(new String(list(names(root)), StandardCharsets.UTF_8))) {
			throw new IllegalStateException("the names in it are not those that were put");
		}
	}

	private static SortedSet<String> names(ISecurePreferences root) {
		SortedSet<String> names = new TreeSet<>();
		names(root, AGENTS, "", names);
		names(root, KEYS, KEYS + "/", names);
		return names;
	}

	private static void names(ISecurePreferences root, String below, String prefix, SortedSet<String> names) {
		if (!root.nodeExists(below)) {
			return;
		}
		ISecurePreferences node = root.node(below);
		for (String child : node.childrenNames()) {
			for (String name : node.node(child).keys()) {
				names.add(prefix + child + "/" + name);
			}
		}
	}

	private static byte[] list(SortedSet<String> names) {
		return String.join("\n", names).getBytes(StandardCharsets.UTF_8);
	}

	/** @param needed whether there is something it must open */
	private String password(boolean needed) throws IOException {
		if (!Files.exists(key)) {
			if (needed) {
				throw new FailureException(Failure.failed("The key of the secrets, " + key + ", is not there.",
						"Put it back from a backup. Without it " + file + " cannot be opened by anyone: move that file away, and set "
								+ "the secrets again: umbra agent set NAME --env-secret KEY"));
			}
			makeKey();
		}
		PrivateFiles.close(key);
		String text = Files.readString(key, StandardCharsets.ISO_8859_1).strip();
		if (!text.matches("[0-9a-f]{64}")) {
			throw new FailureException(Failure.failed("The key of the secrets, " + key + ", is damaged.",
					"Put it back from a backup, or move it and " + file
							+ " away and set the secrets again: umbra agent set NAME --env-secret KEY"));
		}
		return text;
	}

	private void makeKey() throws IOException {
		byte[] random = new byte[32];
		new SecureRandom().nextBytes(random);
		Path fresh = work.resolve("secrets-" + UUID.randomUUID());
		PrivateFiles.create(fresh);
		Files.writeString(fresh, HexFormat.of().formatHex(random) + "\n", StandardCharsets.ISO_8859_1);
		force(fresh);
		Files.move(fresh, key, StandardCopyOption.ATOMIC_MOVE);
	}

	private static void force(Path path) throws IOException {
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
			channel.write(ByteBuffer.allocate(0));
			channel.force(true);
		}
	}

	private FailureException damaged(Throwable cause) {
		return new FailureException(Failure.failed("The file of the secrets, " + file + ", is damaged, or " + key + " is not its key.",
				"Put both back from a backup, or move both away and set the secrets again: umbra agent set NAME --env-secret KEY"),
				cause);
	}

	private <T> T guarded(String what, Step<T> step) {
		lock.lock();
		try {
			return step.run();
		} catch (FailureException e) {
			throw e;
		} catch (IOException e) {
			throw new FailureException(Failure.failed("Cannot " + what + " the file of the secrets, " + file + ": " + e,
					"Is the disk full, or the data folder not writable?"), e);
		} catch (StorageException | RuntimeException e) {
			throw damaged(e);
		} finally {
			lock.unlock();
		}
	}

	/** Removes copies that a host left that was killed. */
	void clean() {
		if (!Files.isDirectory(work)) {
			return;
		}
		try (Stream<Path> left = Files.list(work)) {
			for (Path path : left.filter(p -> p.getFileName().toString().startsWith("secrets-")).toList()) {
				Files.deleteIfExists(path);
			}
		} catch (IOException | UncheckedIOException e) {
			LOG.log(System.Logger.Level.WARNING, "copies of the file of the secrets are left in " + work, e);
		}
	}
}
