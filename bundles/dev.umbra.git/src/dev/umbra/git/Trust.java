package dev.umbra.git;

import java.io.IOException;
import java.nio.file.Path;

import dev.umbra.core.port.Repositories.Place;

/** Whether the person trusts a repository: by where it really is, links resolved. Blocks for a moment. */
final class Trust {
	private Trust() {
	}

	static boolean of(Place place, Layout layout) {
		return place.trusted().stream().map(Trust::real).anyMatch(folder -> layout.root().startsWith(folder) || layout.linked() && layout.mainFolder().startsWith(folder));
	}

	private static Path real(Path folder) {
		try {
			return folder.toRealPath();
		} catch (IOException e) {
			return folder;
		}
	}
}
