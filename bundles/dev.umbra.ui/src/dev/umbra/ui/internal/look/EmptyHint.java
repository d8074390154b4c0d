package dev.umbra.ui.internal.look;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.widgets.Event;

/** Words in a text field that say what it is for, as long as nothing stands there; wrapped. On the SWT thread. */
public final class EmptyHint {
	private final StyledText field;
	private final String words;

	private EmptyHint(StyledText field, String words) {
		this.field = field;
		this.words = words;
	}

	/** @param field with margins of its own */
	public static void in(StyledText field, String words) {
		EmptyHint hint = new EmptyHint(field, words);
		field.addListener(SWT.Paint, hint::paint);
		// with the first character the hint goes from all of the field
		field.addListener(SWT.Modify, event -> field.redraw());
	}

	private void paint(Event event) {
		if (field.getCharCount() == 0) {
			event.gc.setForeground(Palette.of(field.getParent()).dim());
			int left = field.getLeftMargin() + 1;
			TextLayout layout = new TextLayout(field.getDisplay());
			layout.setText(words);
			layout.setFont(field.getFont());
			layout.setWidth(Math.max(1, field.getClientArea().width - left - field.getRightMargin()));
			layout.draw(event.gc, left, field.getTopMargin());
			layout.dispose();
		}
	}
}
