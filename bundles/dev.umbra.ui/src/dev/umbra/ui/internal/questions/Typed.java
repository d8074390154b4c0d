package dev.umbra.ui.internal.questions;

import java.util.List;

/** What stands in one field of a form. */
sealed interface Typed {
	/** In a field for text, a number or a raw value; empty: nothing. */
	record Words(String text) implements Typed {
	}

	record Ticked(boolean on) implements Typed {
	}

	/** Values that were chosen, in the order they are offered; at most one where only one can be. */
	record Chosen(List<String> values) implements Typed {
		public Chosen {
			values = List.copyOf(values);
		}
	}
}
