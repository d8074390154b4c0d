package dev.umbra.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.wire.RpcException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Text files of one session: read and written through the client where it offers that (it may know unsaved changes), else
 * on the disk. Regular files up to {@value #MAX_BYTES} bytes. Expected failures come as {@link FailureException}.
 */
final class TextFiles {
	static final int MAX_BYTES = 1 << 20;
	private static final int HEAD = 8 << 10;

	private final Turn turn;
	private final Client client;
	private final Workspace workspace;

	TextFiles(Turn turn, Client client, Workspace workspace) {
		this.turn = turn;
		this.client = client;
		this.workspace = workspace;
	}

	/** The whole text; empty where there is no such file. */
	Optional<String> readIfPresent(Path file) {
		return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
	}

	/** @throws FailureException not found; or failed: a folder, too large, not a text */
	String read(Path file) {
		try {
			requireText(file);
			if (!client.readsFiles()) {
				return decode(Files.readAllBytes(file));
			}
		} catch (NoSuchFileException e) {
			throw new FailureException(Failure.notFound("There is no file " + workspace.shown(file) + " in this folder.",
					"`list` shows what there is."));
		} catch (CharacterCodingException e) {
			throw failed(file, "is not a text file");
		} catch (IOException e) {
			throw failed(file, "cannot be read: " + e);
		}
		return ask("read", "fs/read_text_file", file, Acp.object()).path("content").asText();
	}

	void write(Path file, String text) {
		if (client.writesFiles()) {
			ask("write", "fs/write_text_file", file, Acp.object().put("content", text));
			return;
		}
		try {
			Files.createDirectories(file.getParent());
			Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
					StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS);
		} catch (IOException e) {
			throw failed(file, "cannot be written: " + e);
		}
	}

	/** On the disk: ACP has no method for it. */
	void delete(Path file) {
		try {
			Files.delete(file);
		} catch (IOException e) {
			throw failed(file, "cannot be deleted: " + e);
		}
	}

	/** Whether the beginning looks like text; false also where it cannot be read. */
	static boolean looksLikeText(Path file) {
		try (InputStream in = Files.newInputStream(file)) {
			for (byte b : in.readNBytes(HEAD)) {
				if (b == 0) {
					return false;
				}
			}
			return true;
		} catch (IOException e) {
			return false;
		}
	}

	static String decode(byte[] bytes) throws CharacterCodingException {
		return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
	}

	private void requireText(Path file) throws IOException {
		if (Files.isDirectory(file)) {
			throw failed(file, "is a folder; try `list " + workspace.shown(file) + "`");
		}
		long size = Files.size(file);
		if (!Files.isRegularFile(file)) {
			throw failed(file, "is not a regular file");
		}
		if (size > MAX_BYTES) {
			throw failed(file, "has " + size + " bytes; I read at most " + MAX_BYTES);
		}
		if (!Files.isReadable(file)) {
			throw failed(file, "may not be read by this user");
		}
		if (!looksLikeText(file)) {
			throw failed(file, "is not a text file");
		}
	}

	private JsonNode ask(String verb, String method, Path file, ObjectNode params) {
		try {
			return turn.await(client.call(method, params.put("sessionId", turn.session().id()).put("path", file.toString())));
		} catch (RpcException e) {
			throw new FailureException(Failure.failed("Your client did not " + verb + " " + workspace.shown(file) + " for me: "
					+ e.message(), null));
		}
	}

	private FailureException failed(Path file, String what) {
		return new FailureException(Failure.failed(workspace.shown(file) + " " + what + ".", null));
	}
}
