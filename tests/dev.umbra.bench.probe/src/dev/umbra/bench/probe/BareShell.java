package dev.umbra.bench.probe;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;

/** The least that shows a window with SWT: says when it is painted, and ends. */
public final class BareShell {
	private BareShell() {
	}

	public static void main(String[] args) {
		Display display = new Display();
		Shell shell = new Shell(display);
		shell.setText("Bare");
		shell.setLayout(new FillLayout());
		new Label(shell, SWT.CENTER).setText("Bare");
		shell.setSize(1280, 820);
		boolean[] painted = new boolean[1];
		display.addFilter(SWT.Paint, event -> {
			if (!painted[0]) {
				painted[0] = true;
				display.asyncExec(() -> {
					Told.first(FirstPaints.WINDOW, System.nanoTime());
					shell.dispose();
				});
			}
		});
		shell.open();
		while (!shell.isDisposed()) {
			if (!display.readAndDispatch()) {
				display.sleep();
			}
		}
		display.dispose();
	}
}
