package dev.umbra.ui.internal.look;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;

/**
 * A line or two in a part, where the person looks: what happened, what to do, and a button that does it. Takes no room while
 * it has nothing to say. The parent has a {@link GridLayout}. On the SWT thread.
 */
public final class NoticeBar extends Composite {
	/** What a notice offers to do. */
	public record Action(String label, Runnable run) {
	}

	private final Label icon;
	private final Label text;
	private final Composite buttons;
	private final ToolBar close;
	private List<Action> actions = List.of();

	public NoticeBar(Composite parent) {
		super(parent, SWT.NONE);
		GridData data = new GridData(SWT.FILL, SWT.TOP, true, false);
		data.exclude = true;
		setLayoutData(data);
		setVisible(false);
		GridLayout layout = new GridLayout(3, false);
		layout.marginWidth = Space.NEAR;
		layout.marginHeight = Space.TIGHT;
		layout.horizontalSpacing = Space.NEAR;
		layout.verticalSpacing = Space.TIGHT;
		setLayout(layout);
		icon = new Label(this, SWT.NONE);
		icon.setLayoutData(new GridData(SWT.CENTER, SWT.TOP, false, false));
		text = new Label(this, SWT.WRAP);
		text.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		close = new ToolBar(this, SWT.FLAT);
		close.setLayoutData(new GridData(SWT.END, SWT.TOP, false, false));
		ToolItem item = new ToolItem(close, SWT.PUSH);
		item.setImage(Icons.image(Icon.CLOSE));
		item.setToolTipText(Messages.notice_dismiss);
		item.addListener(SWT.Selection, e -> clear());
		Named.named(close, Messages.notice_dismiss);
		Painted.byUs(this, icon, text, close);
		buttons = new Composite(this, SWT.NONE);
		buttons.setLayoutData(new GridData(SWT.END, SWT.CENTER, true, false, 3, 1));
		RowLayout row = new RowLayout(SWT.HORIZONTAL);
		row.marginLeft = row.marginTop = row.marginRight = row.marginBottom = 0;
		row.spacing = Space.NEAR;
		buttons.setLayout(row);
		Painted.byUs(buttons);
	}

	/** Message and hint of a failure. */
	public void show(Failure failure, @Nullable Action offered) {
		String hint = failure.hint();
		show(Icon.FAILED, hint == null ? failure.message() : failure.message() + "\n" + hint, offered);
	}

	/** Replaces what is shown; the same again changes nothing. */
	public void show(Icon kind, String words, @Nullable Action offered) {
		choose(kind, words, offered == null ? List.of() : List.of(offered));
	}

	/** Replaces what is shown; the same again changes nothing but what the buttons do. @param offered side by side, in this order */
	public void choose(Icon kind, String words, List<Action> offered) {
		List<String> labels = labels();
		actions = List.copyOf(offered);
		if (getVisible() && text.getText().equals(escaped(words)) && labels.equals(labels())) {
			return;
		}
		icon.setImage(Icons.image(kind));
		text.setText(escaped(words));
		for (Control old : buttons.getChildren()) {
			old.dispose();
		}
		for (int i = 0; i < actions.size(); i++) {
			button(i);
		}
		Fields.show(buttons, !actions.isEmpty());
		recolor();
		room(true);
	}

	private List<String> labels() {
		return actions.stream().map(Action::label).toList();
	}

	private void button(int index) {
		Button button = new Button(buttons, SWT.PUSH);
		button.setText(actions.get(index).label());
		button.addListener(SWT.Selection, event -> {
			// what a click does may have taken the notice away
			if (index < actions.size()) {
				actions.get(index).run().run();
			}
		});
	}

	public void clear() {
		if (getVisible()) {
			actions = List.of();
			room(false);
		}
	}

	/** After a change of the theme. */
	public void recolor() {
		Palette palette = Palette.of(getParent());
		setBackground(palette.raised());
		icon.setBackground(palette.raised());
		text.setBackground(palette.raised());
		buttons.setBackground(palette.raised());
		text.setForeground(palette.text());
		close.setBackground(palette.raised());
	}

	private void room(boolean wanted) {
		setVisible(wanted);
		((GridData) getLayoutData()).exclude = !wanted;
		getParent().layout(true, true);
	}

	/** An ampersand is one, not a mnemonic. */
	private static String escaped(String words) {
		return words.replace("&", "&&");
	}
}
