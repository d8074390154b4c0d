package dev.umbra.ui.internal.look;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;

/** What a part shows that has nothing to show: why, and what to do next. Sits in the middle, wraps in narrow parts. On the SWT thread. */
public final class EmptyState extends Composite {
	/** In points; wider lines read badly. */
	private static final int WIDEST = 380;

	/** What it offers to do. */
	public record Choice(String label, Runnable run) {
	}

	private final Composite block;
	private final Label icon;
	private final Label heading;
	private final Label text;
	private final Composite buttons;
	private List<Choice> choices = List.of();

	public EmptyState(Composite parent) {
		super(parent, SWT.NONE);
		block = new Composite(this, SWT.NONE);
		GridLayout layout = new GridLayout(1, false);
		layout.marginWidth = Space.INSET;
		layout.marginHeight = Space.INSET;
		layout.verticalSpacing = Space.NEAR;
		block.setLayout(layout);
		icon = new Label(block, SWT.NONE);
		icon.setLayoutData(new GridData(SWT.CENTER, SWT.TOP, true, false));
		heading = new Label(block, SWT.WRAP | SWT.CENTER);
		heading.setFont(Fonts.heading(heading));
		heading.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		text = new Label(block, SWT.WRAP | SWT.CENTER);
		text.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
		buttons = new Composite(block, SWT.NONE);
		GridLayout stacked = new GridLayout(1, true);
		stacked.marginWidth = 0;
		stacked.verticalSpacing = Space.NEAR;
		buttons.setLayout(stacked);
		buttons.setLayoutData(new GridData(SWT.CENTER, SWT.TOP, true, false));
		Painted.byUs(this, block, icon, heading, text, buttons);
		addListener(SWT.Resize, this::place);
	}

	/** Replaces what is shown; the same again changes nothing but what the choices do. */
	public void show(Icon image, String title, String words, Choice... offered) {
		List<String> before = choices.stream().map(Choice::label).toList();
		choices = List.of(offered);
		boolean sameChoices = before.equals(choices.stream().map(Choice::label).toList());
		if (sameChoices && heading.getText().equals(title) && text.getText().equals(words.replace("&", "&&"))) {
			return;
		}
		icon.setImage(Icons.large(image));
		heading.setText(title);
		text.setText(words.replace("&", "&&"));
		if (!sameChoices) {
			for (Control old : buttons.getChildren()) {
				old.dispose();
			}
			for (int i = 0; i < offered.length; i++) {
				button(i, offered[i].label());
			}
		}
		recolor();
		place(new Event());
	}

	/** After a change of the theme. */
	public void recolor() {
		Palette palette = Palette.of(getParent());
		for (Control each : List.of(this, block, icon, heading, text, buttons)) {
			each.setBackground(palette.surface());
		}
		heading.setForeground(palette.text());
		text.setForeground(palette.dim());
	}

	private void button(int index, String label) {
		Button button = new Button(buttons, SWT.PUSH);
		button.setText(label);
		// in a part that is narrower than the words
		button.setToolTipText(label.replace("&", ""));
		button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
		button.addListener(SWT.Selection, e -> choices.get(index).run().run());
	}

	private void place(Event event) {
		Point room = getSize();
		int width = Math.min(room.x, WIDEST);
		GridLayout layout = (GridLayout) block.getLayout();
		layout.marginHeight = Space.INSET;
		Point size = sized(width, true);
		if (size.y > room.y) {
			// the words matter more than the picture
			size = sized(width, false);
		}
		if (size.y > room.y) {
			// and more than short lines and air
			width = room.x;
			layout.marginHeight = Space.TIGHT;
			size = sized(width, false);
		}
		// a little above the middle, where the eye expects it
		block.setBounds((room.x - width) / 2, Math.max(0, (room.y - size.y) * 2 / 5), width, Math.min(size.y, Math.max(room.y, size.y)));
		block.layout(true, true);
	}

	private Point sized(int width, boolean picture) {
		icon.setVisible(picture);
		((GridData) icon.getLayoutData()).exclude = !picture;
		return block.computeSize(width, SWT.DEFAULT, true);
	}
}
