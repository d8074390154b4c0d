package dev.umbra.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Clocks;
import dev.umbra.wire.JsonTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sessions on disk, so that they can be loaded after a restart: {@code <id>.json} is the record, {@code <id>.jsonl} the
 * updates, one per line, appended as they are said and compacted when they grow. At most {@value #MAX_SESSIONS} are kept,
 * the oldest go first. A disk that cannot be written is logged once and costs only the memory of the sessions.
 * Any thread; one session's files are written by one turn at a time.
 */
final class SessionShelf {
	private static final System.Logger LOG = System.getLogger(SessionShelf.class.getName());
	static final int MAX_SESSIONS = 200;
	private static final long COMPACT_AT = 4 << 20;
	private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

	private final Path folder;
	private final Clocks clocks;
	private final AtomicBoolean complained = new AtomicBoolean();
	private final Set<String> open = ConcurrentHashMap.newKeySet();

	SessionShelf(Path folder, Clocks clocks) {
		this.folder = folder;
		this.clocks = clocks;
	}

	Instant now() {
		return clocks.instant();
	}

	/** A new session, kept at once. */
	SessionRecord create(Path cwd) {
		SessionRecord record = new SessionRecord(UUID.randomUUID().toString(), cwd, null, Acp.MODE_ASK, 0, now());
		open.add(record.id());
		keep(record);
		prune();
		return record;
	}

	/** The kept session of this id, now in use; empty if there is none that can be read. */
	Optional<SessionRecord> open(String id) {
		Optional<SessionRecord> record = isId(id) ? read(recordFile(id)) : Optional.empty();
		record.ifPresent(found -> open.add(found.id()));
		return record;
	}

	/** No longer in use: may be removed when there are too many. */
	void close(String id) {
		open.remove(id);
	}

	/** The latest first. */
	List<SessionRecord> list() {
		List<SessionRecord> records = new ArrayList<>();
		for (Path file : recordFiles()) {
			read(file).ifPresent(records::add);
		}
		records.sort(Comparator.comparing(SessionRecord::updatedAt).reversed());
		return records;
	}

	void keep(SessionRecord record) {
		ObjectNode node = Acp.object().put("sessionId", record.id()).put("cwd", record.folder().toString())
				.put("title", record.title()).put("mode", record.mode()).put("words", record.words())
				.put("updatedAt", record.updatedAt().toString());
		attempt("keep session " + record.id(), () -> replace(recordFile(record.id()), node + "\n"));
	}

	void append(String id, JsonNode update) {
		attempt("keep an update of session " + id, () -> {
			Path file = updatesFile(id);
			write(file, update + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			if (Files.size(file) > COMPACT_AT) {
				compact(id);
			}
		});
	}

	/** The conversation so far, joined to whole messages and tool calls. Empty where nothing can be read. */
	List<ObjectNode> conversation(String id) {
		Conversation conversation = new Conversation();
		Path file = updatesFile(id);
		if (Files.exists(file)) {
			attempt("read session " + id, () -> {
				for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
					parse(line).ifPresent(conversation::add);
				}
			});
		}
		return conversation.updates();
	}

	/** Whole messages instead of chunks; if that is still too long, the older half goes. */
	private void compact(String id) throws IOException {
		List<ObjectNode> updates = conversation(id);
		ArrayDeque<String> lines = new ArrayDeque<>();
		long length = 0;
		for (int i = updates.size() - 1; i >= 0 && length < COMPACT_AT / 2; i--) {
			lines.addFirst(updates.get(i) + "\n");
			length += lines.getFirst().length();
		}
		replace(updatesFile(id), String.join("", lines));
	}

	private void prune() {
		List<Path> files = recordFiles();
		if (files.size() <= MAX_SESSIONS) {
			return;
		}
		Map<Path, FileTime> modified = new HashMap<>();
		files.forEach(file -> modified.put(file, modified(file)));
		files.sort(Comparator.comparing(modified::get));
		int tooMany = files.size() - MAX_SESSIONS;
		for (Path file : files) {
			String id = idOf(file);
			if (tooMany > 0 && !open.contains(id)) {
				attempt("remove session " + id, () -> {
					Files.deleteIfExists(file);
					Files.deleteIfExists(updatesFile(id));
				});
				tooMany--;
			}
		}
	}

	private List<Path> recordFiles() {
		if (!Files.isDirectory(folder)) {
			return new ArrayList<>();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return new ArrayList<>(files.filter(file -> file.toString().endsWith(".json") && isId(idOf(file))).toList());
		} catch (IOException e) {
			complain("list " + folder, e);
			return new ArrayList<>();
		}
	}

	private Optional<SessionRecord> read(Path file) {
		try {
			JsonNode node = JsonTree.parse(Files.readString(file));
			return Optional.of(new SessionRecord(idOf(file), Path.of(node.path("cwd").asText()),
					node.path("title").textValue(), node.path("mode").asText(Acp.MODE_ASK), node.path("words").asLong(),
					Instant.parse(node.path("updatedAt").asText())));
		} catch (IOException | IllegalArgumentException | DateTimeException e) {
			return Optional.empty();
		}
	}

	private static Optional<ObjectNode> parse(String line) {
		try {
			return JsonTree.parse(line) instanceof ObjectNode update ? Optional.of(update) : Optional.empty();
		} catch (IllegalArgumentException cutByACrash) {
			return Optional.empty();
		}
	}

	private interface DiskWork {
		void run() throws IOException;
	}

	private void attempt(String what, DiskWork work) {
		try {
			work.run();
		} catch (IOException e) {
			complain(what, e);
		}
	}

	private void complain(String what, IOException e) {
		if (complained.compareAndSet(false, true)) {
			LOG.log(System.Logger.Level.WARNING, "could not " + what + ": " + e
					+ "; sessions may not survive the end of this process (said once)");
		}
	}

	private void replace(Path file, String text) throws IOException {
		Path fresh = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
		write(fresh, text, StandardOpenOption.CREATE_NEW);
		Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
	}

	private void write(Path file, String text, OpenOption... options) throws IOException {
		Files.createDirectories(folder, readableByUs("rwx------"));
		Set<OpenOption> all = Stream.concat(Stream.of(StandardOpenOption.WRITE), Stream.of(options))
				.collect(Collectors.toSet());
		try (SeekableByteChannel channel = Files.newByteChannel(file, all, readableByUs("rw-------"))) {
			ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
		}
	}

	private static FileAttribute<?>[] readableByUs(String permissions) {
		return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
				: new FileAttribute<?>[0];
	}

	private static FileTime modified(Path file) {
		try {
			return Files.getLastModifiedTime(file);
		} catch (IOException gone) {
			return FileTime.fromMillis(0);
		}
	}

	private Path recordFile(String id) {
		return folder.resolve(id + ".json");
	}

	private Path updatesFile(String id) {
		return folder.resolve(id + ".jsonl");
	}

	private static String idOf(Path file) {
		String name = file.getFileName().toString();
		return name.substring(0, name.lastIndexOf('.'));
	}

	private static boolean isId(String id) {
		return id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
	}
}
