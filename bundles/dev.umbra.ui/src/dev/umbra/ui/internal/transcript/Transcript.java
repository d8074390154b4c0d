package dev.umbra.ui.internal.transcript;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.widgets.Control;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.snapshot.SessionSnapshot;
import dev.umbra.core.EntryId;
import dev.umbra.core.session.Enclosure;

/** What was said and done in a session, to be read. On the SWT thread. */
public interface Transcript {
	/** What a transcript wants of its surroundings. */
	interface Surroundings {
		/** The person reads towards the beginning: the entries before the first one are wanted. */
		void wantOlder();

		/** The person has scrolled: {@link #position} may be another now. */
		void scrolled();

		/** A file that the agent named is to be opened. @param line from 1, or null */
		void open(Path file, @Nullable Integer line);

		/** Something that goes with a prompt or an answer is to be looked at. */
		void open(Enclosure enclosure);

		/** All that a tool call says is to be read. */
		void output(EntryId entry);

		/** A command that an agent had started is to end. @param terminal our id of it */
		void stop(String terminal);

		/**
		 * A picture is in view, and wanted. It is asked for once while the transcript has it in view.
		 *
		 * @param width of the picture at most, in pixels of the screen
		 * @param then gets it on the SWT thread, in a later event; never called if there is nothing to show: its words stay
		 */
		void picture(Enclosure enclosure, int width, Consumer<ImageData> then);

		/** The person wants to look for something in this session. */
		void find();
	}

	Control control();

	/** Shows this state; only what differs from the one before is painted anew. */
	void show(SessionSnapshot snapshot);

	/** Follows a change of the theme, which the background of {@link #control} tells, or of the font. */
	void restyle();

	/** The entry at the upper edge, or null while the end is followed. */
	@Nullable EntryId position();

	/** Goes to where {@link #position} was. An entry that is not there yet is gone to when it comes. */
	void goTo(@Nullable EntryId entry);

	/** Whether the end is in view, and so followed. */
	boolean isAtEnd();

	void toEnd();

	/** Puts the selected text on the clipboard. */
	void copy();

	/** Puts everything that is shown on the clipboard. */
	void copyAll();

	/** Marks every place of this text in what is shown, whatever its case, from now on. @param text empty: nothing is marked */
	void mark(String text);

	/**
	 * Brings a place that {@link #mark} marks into view, and selects it; an entry that is folded is unfolded if the place is in
	 * what it hides. Entries that are not here yet are asked for, and gone to when they come.
	 *
	 * @param n from 0, of the places of this entry; beyond the last one: the last
	 * @return how many places the entry has in what is shown of it; 0 if there is none or the entry is not here yet
	 */
	int goToPlace(EntryId entry, int n);
}
