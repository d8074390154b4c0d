package dev.umbra.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.wire.RpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The parameters of one request; what is missing or wrong is refused in words (−32602). */
record Params(String method, JsonNode node) {
	/** A string that must be there. */
	String text(String name) {
		JsonNode value = node.path(name);
		if (!value.isTextual()) {
			throw invalid(name + " must be a string");
		}
		return value.textValue();
	}

	/** The session's folder by its real path. */
	Path folder() {
		String cwd = text("cwd");
		try {
			Path folder = Path.of(cwd);
			if (!folder.isAbsolute()) {
				throw invalid("cwd must be an absolute path, not " + cwd);
			}
			if (!Files.isDirectory(folder)) {
				throw invalid("cwd is not a folder that I can see: " + cwd);
			}
			return folder.toRealPath();
		} catch (InvalidPathException | IOException e) {
			throw invalid("cwd is not a folder that I can open: " + cwd);
		}
	}

	RpcException invalid(String words) {
		return RpcException.invalidParams(method + ": " + words);
	}
}
