package dev.umbra.ui.internal.gallery;

import java.util.List;

import dev.umbra.core.session.Entry;

/** @param entries by ordinal; the first is the title */
record Chapter(String title, List<Entry> entries) {
	Chapter {
		entries = List.copyOf(entries);
	}
}
