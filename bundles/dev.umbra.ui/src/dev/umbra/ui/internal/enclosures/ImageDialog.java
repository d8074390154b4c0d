package dev.umbra.ui.internal.enclosures;

import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

import dev.umbra.ui.internal.look.Fields;
import dev.umbra.ui.internal.look.Named;

/** An image in a window of its own, as large as it is or as the screen allows; then it scrolls. On the SWT thread. */
final class ImageDialog extends Dialog {
	private static final int LEAST = 320;
	private final String name;
	private final ImageData pixels;
	private final String size;
	private final Runnable save;

	/** @param size in words @param save keeps it as a file */
	ImageDialog(Shell parent, String name, ImageData pixels, String size, Runnable save) {
		super(parent);
		this.name = name;
		this.pixels = pixels;
		this.size = size;
		this.save = save;
		setShellStyle(SWT.SHELL_TRIM | SWT.RESIZE);
		setBlockOnOpen(false);
	}

	@Override
	protected void configureShell(Shell shell) {
		super.configureShell(shell);
		shell.setText(name);
	}

	@Override
	protected Control createDialogArea(Composite parent) {
		Composite area = (Composite) super.createDialogArea(parent);
		Fields.note(area, size);
		ScrolledComposite scrolled = new ScrolledComposite(area, SWT.H_SCROLL | SWT.V_SCROLL);
		scrolled.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
		Image image = new Image(parent.getDisplay(), pixels);
		Label label = Named.named(new Label(scrolled, SWT.NONE), name);
		label.setImage(image);
		label.setSize(label.computeSize(SWT.DEFAULT, SWT.DEFAULT));
		label.addListener(SWT.Dispose, event -> image.dispose());
		scrolled.setContent(label);
		return area;
	}

	@Override
	protected void createButtonsForButtonBar(Composite parent) {
		createButton(parent, IDialogConstants.CLIENT_ID, Messages.save, false);
		createButton(parent, IDialogConstants.CANCEL_ID, Messages.close, true);
	}

	@Override
	protected void buttonPressed(int button) {
		if (button == IDialogConstants.CLIENT_ID) {
			save.run();
		} else {
			super.buttonPressed(button);
		}
	}

	@Override
	protected Point getInitialSize() {
		Point wanted = super.getInitialSize();
		Rectangle screen = getShell().getMonitor().getClientArea();
		return new Point(Math.clamp(wanted.x, LEAST, screen.width * 9 / 10), Math.clamp(wanted.y, LEAST, screen.height * 9 / 10));
	}
}
