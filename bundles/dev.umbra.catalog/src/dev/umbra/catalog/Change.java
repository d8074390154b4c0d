package dev.umbra.catalog;

import java.util.List;
import java.util.Objects;

import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;

/** What happened to one field, small: of a long text only what came and went. Immutable. */
sealed interface Change {
	EStructuralFeature field();

	/** Does it to a field that stands as it did before this change. */
	void apply(EObject edited);

	Change inverse();

	/** Where in a text it ends, in UTF-16 code units; 0 in a list. */
	int end();

	static Change between(EStructuralFeature field, Object before, Object after) {
		return before instanceof String text ? TextChange.between(field, text, (String) after)
				: new ListChange(field, Lines.list(before), Lines.list(after));
	}

	/** At {@code offset}, {@code removed} became {@code inserted}. */
	record TextChange(EStructuralFeature field, int offset, String removed, String inserted) implements Change {
		static TextChange between(EStructuralFeature field, String before, String after) {
			int most = Math.min(before.length(), after.length());
			int start = 0;
			while (start < most && before.charAt(start) == after.charAt(start)) {
				start++;
			}
			int tail = 0;
			while (tail < most - start && before.charAt(before.length() - 1 - tail) == after.charAt(after.length() - 1 - tail)) {
				tail++;
			}
			return new TextChange(field, start, before.substring(start, before.length() - tail), after.substring(start, after.length() - tail));
		}

		@Override
		public void apply(EObject edited) {
			String text = (String) edited.eGet(field);
			edited.eSet(field, text.substring(0, offset) + inserted + text.substring(offset + removed.length()));
		}

		@Override
		public TextChange inverse() {
			return new TextChange(field, offset, inserted, removed);
		}

		@Override
		public int end() {
			return offset + inserted.length();
		}

		/** Whether a letter was typed behind this one: letters of a word are one step. */
		boolean isGoneOnBy(Change next) {
			return next instanceof TextChange(EStructuralFeature same, int at, String gone, String letter) && same.equals(field) && gone.isEmpty()
					&& removed.isEmpty() && at == end() && letter.length() == 1 && !Character.isWhitespace(letter.charAt(0)) && !inserted.isBlank()
					&& !inserted.contains("\n");
		}

		TextChange goneOn(TextChange next) {
			return new TextChange(field, offset, removed, inserted + next.inserted());
		}
	}

	/** The whole list, before and after. */
	record ListChange(EStructuralFeature field, List<String> before, List<String> after) implements Change {
		public ListChange {
			Objects.requireNonNull(field, "field");
			before = List.copyOf(before);
			after = List.copyOf(after);
		}

		@Override
		public void apply(EObject edited) {
			edited.eSet(field, after);
		}

		@Override
		public ListChange inverse() {
			return new ListChange(field, after, before);
		}

		@Override
		public int end() {
			return 0;
		}
	}
}
