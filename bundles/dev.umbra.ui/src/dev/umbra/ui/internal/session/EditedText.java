package dev.umbra.ui.internal.session;

import org.eclipse.swt.custom.ST;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.SWT;

/** A text that is written, with undo; what the program puts into it is told from what a person types. On the SWT thread. */
public final class EditedText {
	private final StyledText text;
	private final Typing typing = new Typing();
	private boolean replaying;
	private boolean replacing;

	public EditedText(StyledText text) {
		this.text = text;
		text.setKeyBinding('A' | SWT.MOD1, ST.SELECT_ALL);
		text.addExtendedModifyListener(event -> {
			if (!replaying) {
				typing.typed(event.start, event.replacedText, text.getTextRange(event.start, event.length));
			}
		});
	}

	/** Whether the text changes because {@link #replace} was called, not because somebody types. */
	public boolean replacing() {
		return replacing;
	}

	/** Puts a text in place of all that is there. */
	public void replace(String words) {
		replacing = true;
		try {
			text.setText(words);
			text.setCaretOffset(words.length());
			text.showSelection();
		} finally {
			replacing = false;
		}
	}

	/** Puts a text in place of a part and the cursor behind it. */
	void replace(int start, int end, String words) {
		replacing = true;
		try {
			text.replaceTextRange(start, end - start, words);
			text.setCaretOffset(start + words.length());
			text.showSelection();
		} finally {
			replacing = false;
		}
	}

	void newLine() {
		int start = text.getSelection().x;
		text.replaceTextRange(start, text.getSelectionCount(), "\n");
		text.setCaretOffset(start + 1);
		text.showSelection();
	}

	public void undo() {
		typing.undo().ifPresent(this::replay);
	}

	public void redo() {
		typing.redo().ifPresent(this::replay);
	}

	/** Has the usual keys take back what was typed, and type it again. */
	public void withUndoKeys() {
		text.addVerifyKeyListener(event -> {
			boolean redo = event.keyCode == 'y' && event.stateMask == SWT.MOD1 || event.keyCode == 'z' && event.stateMask == (SWT.MOD1 | SWT.MOD2);
			if (redo || event.keyCode == 'z' && event.stateMask == SWT.MOD1) {
				event.doit = false;
				if (redo) {
					redo();
				} else {
					undo();
				}
			}
		});
	}

	/** Wrapped lines count as lines. */
	boolean onFirstLine() {
		return text.getLocationAtOffset(text.getCaretOffset()).y <= text.getLocationAtOffset(0).y;
	}

	boolean onLastLine() {
		return text.getLocationAtOffset(text.getCaretOffset()).y >= text.getLocationAtOffset(text.getCharCount()).y;
	}

	private void replay(Typing.Change change) {
		replaying = true;
		try {
			int end = Math.min(text.getCharCount(), change.offset() + change.before().length());
			int start = Math.min(change.offset(), end);
			text.replaceTextRange(start, end - start, change.after());
			text.setCaretOffset(start + change.after().length());
			text.showSelection();
		} finally {
			replaying = false;
		}
	}
}
