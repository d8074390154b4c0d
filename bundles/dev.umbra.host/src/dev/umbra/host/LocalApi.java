package dev.umbra.host;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Threads;
import dev.umbra.core.Version;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;

/**
 * The local API: a Unix domain socket in a folder private to the user, and a pointer file that says where it is. One
 * virtual thread accepts, one per client reads ({@code client-<n>}).
 */
final class LocalApi {
	private static final System.Logger LOG = System.getLogger(LocalApi.class.getName());
	private static final Duration LAST_WORDS = Duration.ofSeconds(2);
	private final HostParts parts;
	private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
	private @Nullable Listening listening;
	private boolean closing;
	private int next;
	private volatile Runnable onClients = () -> {
	};

	LocalApi(HostParts parts) {
		this.parts = parts;
	}

	/**
	 * What this host has put where clients look for it.
	 *
	 * @param pointer content of the pointer file
	 * @param socketKey which file the socket is, or null where the file system does not tell files apart
	 */
	private record Listening(ServerSocketChannel channel, String pointer, @Nullable Object socketKey) {
	}

	void onClients(Runnable action) {
		onClients = action;
	}

	/** Listens, then says where. A socket file that is there is a dead host's: this process holds the lock. */
	void open(Calls calls) throws IOException {
		parts.counters().know(calls.names());
		Path socket = parts.role().socket();
		Files.deleteIfExists(socket);
		ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		Listening opened;
		try {
			channel.bind(UnixDomainSocketAddress.of(socket), 128);
			if (socket.getFileSystem().supportedFileAttributeViews().contains("posix")) {
				Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
			}
			opened = new Listening(channel, pointerTo(socket), keyOf(socket));
			writePointer(opened.pointer());
		} catch (IOException | RuntimeException e) {
			channel.close();
			throw e;
		}
		synchronized (this) {
			listening = opened;
		}
		Threads.virtual("client-accept", () -> accept(channel, calls));
	}

	private String pointerTo(Path socket) {
		ObjectNode pointer = Codec.object().put("pid", ProcessHandle.current().pid()).put("socket", socket.toString())
				.put("since", parts.role().since().toString()).put("version", Version.OWN.product())
				.put("protocol", Version.OWN.protocol());
		return pointer + "\n";
	}

	private void writePointer(String pointer) throws IOException {
		Path file = parts.folder().pointer();
		Path fresh = file.resolveSibling(file.getFileName() + ".new");
		Files.deleteIfExists(fresh);
		DataFolder.makePrivateFile(fresh);
		Files.writeString(fresh, pointer, StandardCharsets.UTF_8);
		Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

	private void accept(ServerSocketChannel channel, Calls calls) {
		while (true) {
			try {
				SocketChannel client = channel.accept();
				if (!PeerUser.isOurs(client, parts.folder().path())) {
					LOG.log(System.Logger.Level.WARNING, "a connection of another user was refused");
					client.close();
					continue;
				}
				client.setOption(StandardSocketOptions.SO_SNDBUF, 256 * 1024);
				admit(client, calls);
			} catch (ClosedChannelException e) {
				return;
			} catch (IOException | RuntimeException e) {
				LOG.log(System.Logger.Level.WARNING, "a connection could not be accepted", e);
				if (!channel.isOpen()) {
					return;
				}
			}
		}
	}

	/** A client that comes while the host ends is turned away unheard: it starts the next host. */
	private void admit(SocketChannel client, Calls calls) throws IOException {
		Connection connection;
		synchronized (this) {
			if (closing) {
				client.close();
				return;
			}
			next++;
			connection = new Connection("client-" + next, client, parts, calls, this::gone);
			connections.add(connection);
		}
		onClients.run();
		Threads.virtual(connection.name(), connection::run);
	}

	private void gone(Connection connection) {
		connections.remove(connection);
		onClients.run();
	}

	int clients() {
		return connections.size();
	}

	/** Whether no new client gets in any more: the host ends. */
	synchronized boolean isClosing() {
		return closing;
	}

	/** Stops listening if no client is connected; from then on the host only ends. */
	boolean closeIfUnused() {
		synchronized (this) {
			if (closing) {
				return true;
			}
			if (!connections.isEmpty()) {
				return false;
			}
			closing = true;
		}
		unlisten();
		return true;
	}

	/** Stops listening and ends all connections; waits a little for what is on its way to them. */
	void close() {
		unlisten();
		CompletableFuture<?>[] last = connections.stream().map(connection -> connection.finish().toCompletableFuture())
				.toArray(CompletableFuture<?>[]::new);
		try {
			CompletableFuture.allOf(last).get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
		} catch (TimeoutException | ExecutionException e) {
			LOG.log(System.Logger.Level.DEBUG, "a client did not take its last answers", e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Takes no new clients; those that are connected stay. Pointer and socket are removed only if they are this host's: who
	 * deletes the data folder under a host lets the next one begin beside it, at the same place.
	 */
	void unlisten() {
		Listening opened;
		synchronized (this) {
			closing = true;
			opened = listening;
			listening = null;
		}
		if (opened == null) {
			return;
		}
		ServerSocketChannel channel = opened.channel();
		try (channel) {
			boolean ours = removeOwnPointer(opened.pointer());
			Path socket = parts.role().socket();
			// while the channel is open no other file can have the socket's key
			if (opened.socketKey() == null ? ours : opened.socketKey().equals(keyOf(socket))) {
				Files.deleteIfExists(socket);
			}
		} catch (IOException e) {
			LOG.log(System.Logger.Level.WARNING, "the socket could not be removed", e);
		}
	}

	/** Whether the pointer was this host's. */
	private boolean removeOwnPointer(String own) throws IOException {
		Path file = parts.folder().pointer();
		byte[] bytes = own.getBytes(StandardCharsets.UTF_8);
		try {
			if (Files.size(file) == bytes.length && Arrays.equals(Files.readAllBytes(file), bytes)) {
				Files.delete(file);
				return true;
			}
		} catch (NoSuchFileException e) {
			// removed by somebody else, or with the whole folder
		}
		return false;
	}

	/** Which file it is, whatever its name; null if there is none, or where the file system does not say. */
	private static @Nullable Object keyOf(Path file) throws IOException {
		try {
			return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
		} catch (NoSuchFileException e) {
			return null;
		}
	}
}
