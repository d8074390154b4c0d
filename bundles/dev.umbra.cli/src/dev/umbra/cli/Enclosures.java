package dev.umbra.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Sessions;
import picocli.CommandLine.Model.CommandSpec;

/** What goes with a prompt: {@code --image F}…, {@code --link F}…; read by the host, checked here for words that come at once. */
final class Enclosures {
	private static final long MAX_BYTES = 10L << 20;

	private Enclosures() {
	}

	static CommandSpec options(CommandSpec spec) {
		return spec
				.addOption(Commands.values("--image", "F", "send this file along: an image as an image, others as they are; again for more"))
				.addOption(Commands.values("--link", "F", "send only where this file is; again for more"));
	}

	static List<Sessions.NewEnclosure> of(Call call) {
		List<Sessions.NewEnclosure> enclosures = new ArrayList<>();
		call.options("--image").forEach(file -> enclosures.add(enclosure(call, file, false)));
		call.options("--link").forEach(file -> enclosures.add(enclosure(call, file, true)));
		return enclosures;
	}

	private static Sessions.NewEnclosure enclosure(Call call, String typed, boolean link) {
		String path = call.path(typed);
		Path file = Path.of(path);
		try {
			if (!Files.exists(file) || !link && !Files.isRegularFile(file)) {
				throw new FailureException(Failure.usage("There is no file " + path + ".", null));
			}
			if (!link && Files.size(file) > MAX_BYTES) {
				throw new FailureException(Failure.usage("The file " + path + " has more than 10 MiB.",
						"Send only where it is: --link " + typed));
			}
		} catch (IOException e) {
			throw new FailureException(Failure.usage("The file " + path + " cannot be read: " + e.getMessage(), null), e);
		}
		return new Sessions.NewEnclosure(path, null, null, null, link);
	}
}
