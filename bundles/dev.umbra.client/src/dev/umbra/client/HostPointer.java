package dev.umbra.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.wire.Codec;
import dev.umbra.wire.DataFolder;

/**
 * What the host's pointer file says: where it listens, and who it is.
 *
 * @param pid 0 where the file does not say
 */
record HostPointer(Path socket, long pid, String since, String version, String protocol) {
	private static final int MAX_BYTES = 64 * 1024;

	/**
	 * Null where no host has left word, or an unreadable one.
	 *
	 * @throws FailureException if the socket is not ours: a pointer file may have come from another machine or person
	 */
	static @Nullable HostPointer read(DataFolder folder) {
		JsonNode json;
		try {
			if (Files.size(folder.pointer()) > MAX_BYTES) {
				return null;
			}
			json = Codec.parse(Files.readString(folder.pointer(), StandardCharsets.UTF_8));
		} catch (IOException | IllegalArgumentException e) {
			return null;
		}
		String socket = json.path("socket").asText("");
		if (socket.isEmpty()) {
			return null;
		}
		HostPointer pointer = new HostPointer(folder.path().resolve(socket), json.path("pid").asLong(),
				json.path("since").asText(""), json.path("version").asText(""), json.path("protocol").asText(""));
		return pointer.isThere(folder) ? pointer : null;
	}

	private boolean isThere(DataFolder folder) {
		try {
			if (!folder.path().getFileSystem().supportedFileAttributeViews().contains("unix")) {
				return Files.exists(socket);
			}
			Object owner = Files.getAttribute(socket, "unix:uid", LinkOption.NOFOLLOW_LINKS);
			if (!owner.equals(Files.getAttribute(folder.path(), "unix:uid"))) {
				throw new FailureException(Failure.refused("The host's socket " + socket + " belongs to somebody else.",
						"Remove " + folder.pointer() + " if no host of yours runs, and try again."));
			}
			return true;
		} catch (NoSuchFileException e) {
			return false;
		} catch (IOException e) {
			throw new FailureException(new Failure(Failure.Code.HOST_UNREACHABLE,
					"The host's socket " + socket + " cannot be reached: " + e.getMessage(), null), e);
		}
	}
}
