package dev.umbra.demo;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The folder a session may touch: real paths only, so that no link leads out of it. */
final class Workspace {
	private final Path folder;

	/** @param folder a real path */
	Workspace(Path folder) {
		this.folder = folder;
	}

	Path folder() {
		return folder;
	}

	/**
	 * The real path of what was typed; it need not exist.
	 *
	 * @throws FailureException refused, where it is outside the folder; usage, where it is no path
	 */
	Path resolve(String typed) {
		Path asked;
		try {
			asked = folder.resolve(typed).normalize();
		} catch (InvalidPathException e) {
			throw new FailureException(Failure.usage("“" + typed + "” is not a file name.", null));
		}
		if (typed.equals("~") || typed.startsWith("~/")) {
			throw outside(typed);
		}
		Path existing = asked;
		while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
			existing = existing.getParent();
			if (existing == null) {
				throw outside(typed);
			}
		}
		Path real;
		try {
			real = existing.toRealPath().resolve(existing.relativize(asked)).normalize();
		} catch (IOException e) {
			throw new FailureException(Failure.refused("“" + typed + "” is a link that leads nowhere, so I leave it alone.", null));
		}
		if (!real.startsWith(folder)) {
			throw outside(typed);
		}
		return real;
	}

	/**
	 * As {@link #resolve}, for a change.
	 *
	 * @throws FailureException refused, also inside {@code .git}, whose files programs execute
	 */
	Path resolveForChange(String typed) {
		Path path = resolve(typed);
		for (Path part : folder.relativize(path)) {
			if (part.toString().equalsIgnoreCase(".git")) {
				throw new FailureException(Failure.refused("I do not change anything inside .git.", null));
			}
		}
		return path;
	}

	/** Relative to the folder, with slashes. */
	String shown(Path path) {
		String relative = folder.relativize(path).toString().replace('\\', '/');
		return relative.isEmpty() ? "." : relative;
	}

	private FailureException outside(String typed) {
		return new FailureException(Failure.refused("No: “" + typed + "” is outside this session's folder, " + folder
				+ ", and I only touch what is inside.", null));
	}
}
