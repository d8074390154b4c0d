package dev.umbra.ui.internal.output;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.core.Failure;
import dev.umbra.core.ForeignText;
import dev.umbra.core.Outcome;
import dev.umbra.core.Threads;
import dev.umbra.ui.internal.enclosures.Saving;
import dev.umbra.ui.internal.live.HostAnswers;
import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Named;
import dev.umbra.ui.internal.look.OwnColours;
import dev.umbra.ui.internal.look.Palette;

/** All that a tool call says, as plain text to be read, copied and kept as a file. On the SWT thread; reading is done apart from it. */
public final class OutputDialog extends Dialog {
	private static final Point SIZE = new Point(900, 640);
	/** Between two portions, in milliseconds: the window stays in use. */
	private static final int PAUSE = 1;

	private final String title;
	private final OutputReading.Ranges ranges;
	private final Supplier<String> kept;
	private @Nullable String whole;
	private @Nullable StyledText text;
	private @Nullable Label state;

	/**
	 * @param title of the tool call
	 * @param kept what the entry has, asked for if the host has no more
	 */
	public OutputDialog(Shell parent, String title, OutputReading.Ranges ranges, Supplier<String> kept) {
		super(parent);
		this.title = ForeignText.shortened(ForeignText.shownOnOneLine(title), 120);
		this.ranges = ranges;
		this.kept = kept;
		setShellStyle(SWT.SHELL_TRIM | SWT.RESIZE);
		setBlockOnOpen(false);
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(NLS.bind(Messages.title, title));
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		state = Fields.note(area, Messages.reading);
		StyledText made = Named.named(new StyledText(area, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL | SWT.BORDER), Messages.name);
		made.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		made.setFont(JFaceResources.getTextFont());
		Palette palette = Palette.of(area);
		made.setBackground(palette.surface());
		made.setForeground(palette.text());
		OwnColours.keep(made);
		text = made;
		Display display = made.getDisplay();
		OutputReading.all(ranges, kept).thenAccept(outcome -> Threads.virtual("output", () -> {
			OutputLines lines = OutputLines.of(outcome instanceof Outcome.Ok<String>(String all) ? all : "");
			if (!display.isDisposed()) {
				display.asyncExec(() -> show(outcome, lines));
			}
		}));
		return area;
	}

	private void show(Outcome<String> outcome, OutputLines lines) {
		StyledText shown = text;
		if (shown == null || shown.isDisposed()) {
			return;
		}
		switch (outcome) {
		case Outcome.NotOk<String>(Failure failure) -> say(HostAnswers.words(failure));
		case Outcome.Ok<String>(String all) -> {
			whole = all;
			say(all.isBlank() ? Messages.empty : NLS.bind(Messages.lines, lines.lines()));
			enable(IDialogConstants.CLIENT_ID);
			enable(IDialogConstants.CLIENT_ID + 1);
			portion(shown, lines.portions(), 0);
		}
		}
	}

	private void portion(StyledText shown, List<String> portions, int index) {
		if (shown.isDisposed() || index >= portions.size()) {
			return;
		}
		if (index == 0) {
			shown.setText(portions.getFirst());
		} else {
			shown.append(portions.get(index));
		}
		shown.getDisplay().timerExec(PAUSE, () -> portion(shown, portions, index + 1));
	}

	private void say(String words) {
		Label label = state;
		if (label != null) {
			label.setText(words.replace("&", "&&"));
			label.getParent().layout();
		}
	}

	private void enable(int id) {
		Button button = getButton(id);
		if (button != null) {
			button.setEnabled(true);
		}
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.CLIENT_ID, Messages.copy, false).setEnabled(whole != null);
		createButton(parent, IDialogConstants.CLIENT_ID + 1, Messages.save, false).setEnabled(whole != null);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.close, true);
	}

	@Override
	protected void buttonPressed(int button) {
		String all = whole;
		if (button == IDialogConstants.CLIENT_ID && all != null) {
			Clipboard clipboard = new Clipboard(getShell().getDisplay());
			try {
				clipboard.setContents(new Object[] { all }, new Transfer[] { TextTransfer.getInstance() });
			} finally {
				clipboard.dispose();
			}
			say(Messages.copied);
		} else if (button == IDialogConstants.CLIENT_ID + 1 && all != null) {
			Saving.save(getShell(), Messages.file_name, all.getBytes(StandardCharsets.UTF_8), this::say);
		} else {
			super.buttonPressed(button);
		}
	}

	@Override
	protected Point getInitialSize() {
		Rectangle screen = getShell().getMonitor().getClientArea();
		return new Point(Math.min(SIZE.x, screen.width * 9 / 10), Math.min(SIZE.y, screen.height * 9 / 10));
	}
}
