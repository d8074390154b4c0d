package dev.umbra.ui.internal.session;

import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.VerifyEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;

import dev.umbra.core.TurnId;
import dev.umbra.ui.internal.look.Icon;
import dev.umbra.ui.internal.look.Icons;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;
import dev.umbra.ui.internal.look.Space;
import dev.umbra.ui.internal.look.TextFit;

/** One prompt that waits: its text on one line, what can be done with it, and, while it is edited, a box. On the SWT thread. */
final class QueueBubble {
	private static final int MOST_LINES = 6;

	/** What the person wants done. */
	interface Listener {
		void edit(TurnId turn, String text);

		void move(TurnId turn, int index);

		void remove(QueueRow row);

		void sendNow(TurnId turn);
	}

	private final Composite bubble;
	private final Listener listener;
	private final Canvas line;
	private final ToolBar actions;
	private final ToolBar deciding;
	private final StyledText editor;
	private final ToolItem up;
	private final ToolItem down;
	private QueueRow row;
	private boolean editing;

	QueueBubble(Composite parent, QueueRow row, Listener listener) {
		this.row = row;
		this.listener = listener;
		bubble = new Composite(parent, SWT.NONE);
		GridLayout layout = new GridLayout(3, false);
		layout.marginWidth = Space.NEAR;
		layout.marginHeight = 1;
		layout.horizontalSpacing = Space.TIGHT;
		bubble.setLayout(layout);
		bubble.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, false));
		bubble.addListener(SWT.Paint, this::border);
		line = new Canvas(bubble, SWT.DOUBLE_BUFFERED);
		line.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		line.addListener(SWT.Paint, this::paintLine);
		line.addListener(SWT.KeyDown, this::key);
		line.addListener(SWT.Traverse, event -> event.doit = event.detail == SWT.TRAVERSE_TAB_NEXT || event.detail == SWT.TRAVERSE_TAB_PREVIOUS);
		line.addListener(SWT.FocusIn, event -> bubble.redraw());
		line.addListener(SWT.FocusOut, event -> bubble.redraw());
		line.addListener(SWT.MouseDoubleClick, event -> edit());
		line.addListener(SWT.MouseDown, event -> line.setFocus());
		Named.named(line, () -> NLS.bind(Messages.queue_row_name, this.row.index() + 1, this.row.line()));
		editor = new StyledText(bubble, SWT.MULTI | SWT.WRAP | SWT.V_SCROLL);
		editor.setAlwaysShowScrollBars(false);
		editor.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		editor.setMargins(2, Space.TIGHT, 2, 2);
		editor.addVerifyKeyListener(this::editorKey);
		editor.addListener(SWT.Modify, event -> grow());
		Named.named(editor, Messages.queue_edit_name);
		actions = new ToolBar(bubble, SWT.FLAT);
		item(actions, Icon.EDIT, Messages.queue_edit, this::edit);
		up = item(actions, Icon.UP, Messages.queue_up, () -> move(-1));
		down = item(actions, Icon.DOWN, Messages.queue_down, () -> move(1));
		item(actions, Icon.DELETE, Messages.queue_remove, () -> listener.remove(this.row));
		item(actions, Icon.SEND, Messages.queue_send_now, () -> listener.sendNow(this.row.turn()));
		Named.named(actions, () -> NLS.bind(Messages.queue_actions_name, this.row.index() + 1));
		deciding = new ToolBar(bubble, SWT.FLAT);
		item(deciding, Icon.DONE, Messages.queue_save, this::save);
		item(deciding, Icon.CLOSE, Messages.queue_cancel, this::leave);
		Named.named(deciding, Messages.queue_edit_name);
		OwnColours.keep(bubble);
		show(row);
		arrange();
		paint(Palette.of(parent.getParent()));
	}

	private static ToolItem item(ToolBar bar, Icon icon, String tip, Runnable action) {
		ToolItem item = new ToolItem(bar, SWT.PUSH);
		item.setImage(Icons.image(icon));
		item.setToolTipText(tip);
		item.addListener(SWT.Selection, event -> action.run());
		return item;
	}

	Composite control() {
		return bubble;
	}

	QueueRow row() {
		return row;
	}

	/** What stands in the box of one that is being edited. */
	String edited() {
		return editor.getText();
	}

	boolean editing() {
		return editing;
	}

	void show(QueueRow newRow) {
		row = newRow;
		line.setToolTipText(row.tip().replace("&", "&&"));
		up.setEnabled(!row.first());
		down.setEnabled(!row.last());
		line.redraw();
	}

	boolean hasFocus() {
		return line.isFocusControl() || actions.isFocusControl();
	}

	void setFocus() {
		if (editing) {
			editor.setFocus();
		} else {
			line.setFocus();
		}
	}

	private void move(int step) {
		int to = row.index() + step;
		if (to >= 0 && (step < 0 || !row.last())) {
			listener.move(row.turn(), to);
		}
	}

	private void edit() {
		editing = true;
		editor.setText(row.text());
		editor.setCaretOffset(editor.getCharCount());
		arrange();
		grow();
		editor.setFocus();
	}

	private void save() {
		String text = editor.getText();
		if (text.isBlank()) {
			leave();
			listener.remove(row);
			return;
		}
		if (!text.equals(row.text())) {
			listener.edit(row.turn(), text);
		}
		leave();
	}

	private void leave() {
		editing = false;
		arrange();
		line.setFocus();
	}

	private void arrange() {
		((GridData) line.getLayoutData()).exclude = editing;
		line.setVisible(!editing);
		((GridData) editor.getLayoutData()).exclude = !editing;
		editor.setVisible(editing);
		place(actions, !editing);
		place(deciding, editing);
		((GridData) line.getLayoutData()).heightHint = lineHeight();
		bubble.requestLayout();
		bubble.layout();
	}

	private static void place(ToolBar bar, boolean shown) {
		GridData place = new GridData(SWT.END, SWT.CENTER, false, false);
		place.exclude = !shown;
		bar.setLayoutData(place);
		bar.setVisible(shown);
	}

	private int lineHeight() {
		return editor.getLineHeight() + 2;
	}

	private void grow() {
		GridData place = (GridData) editor.getLayoutData();
		int width = editor.getSize().x;
		int wanted = width <= 0 ? 0 : editor.computeSize(width, SWT.DEFAULT).y;
		int height = Math.max(lineHeight() + Space.TIGHT, Math.min(editor.getLineHeight() * MOST_LINES, wanted));
		if (height != place.heightHint) {
			place.heightHint = height;
			editor.requestLayout();
		}
	}

	private void key(Event event) {
		int modifiers = event.stateMask & SWT.MODIFIER_MASK;
		boolean enter = event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR;
		if (modifiers == SWT.ALT && event.keyCode == SWT.ARROW_UP) {
			move(-1);
		} else if (modifiers == SWT.ALT && event.keyCode == SWT.ARROW_DOWN) {
			move(1);
		} else if (modifiers == 0 && enter) {
			edit();
		} else if (modifiers == SWT.MOD1 && enter) {
			listener.sendNow(row.turn());
		} else if (modifiers == 0 && event.keyCode == SWT.DEL) {
			listener.remove(row);
		} else {
			return;
		}
		event.doit = false;
	}

	private void editorKey(VerifyEvent event) {
		boolean enter = event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR;
		if (enter && (event.stateMask & SWT.MODIFIER_MASK) == 0) {
			event.doit = false;
			save();
		} else if (event.keyCode == SWT.ESC) {
			event.doit = false;
			leave();
		}
	}

	private void paintLine(Event event) {
		Palette palette = Palette.of(bubble.getParent());
		Rectangle area = line.getClientArea();
		String place = row.index() + 1 + "  ";
		event.gc.setForeground(palette.dim());
		Point size = event.gc.textExtent(place);
		int top = (area.height - size.y) / 2;
		event.gc.drawText(place, 0, top, SWT.DRAW_TRANSPARENT);
		event.gc.setForeground(palette.text());
		event.gc.drawText(TextFit.fitted(event.gc, row.line(), area.width - size.x), size.x, top, SWT.DRAW_TRANSPARENT);
	}

	private void border(Event event) {
		Palette palette = Palette.of(bubble.getParent());
		Rectangle area = bubble.getClientArea();
		event.gc.setAntialias(SWT.ON);
		event.gc.setForeground(line.isFocusControl() || editing ? palette.accent() : palette.line());
		event.gc.drawRoundRectangle(0, 0, area.width - 1, area.height - 1, Space.NEAR, Space.NEAR);
	}

	void paint(Palette palette) {
		bubble.setBackground(palette.raised());
		line.setBackground(palette.raised());
		actions.setBackground(palette.raised());
		deciding.setBackground(palette.raised());
		editor.setBackground(palette.surface());
		editor.setForeground(palette.text());
		editor.setMarginColor(palette.surface());
		bubble.redraw();
	}
}
