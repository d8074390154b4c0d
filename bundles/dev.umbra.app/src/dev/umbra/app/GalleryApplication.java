package dev.umbra.app;

import java.util.List;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import dev.umbra.ui.gallery.Gallery;

/**
 * The gallery in a window of its own: {@code -application dev.umbra.app.gallery [-chapter TITLE]}. The workbench is not started,
 * so nothing connects to a host. Run on the main thread, which becomes the SWT thread.
 */
public final class GalleryApplication implements IApplication {
	private volatile @Nullable Display display;

	@Override
	public Object start(IApplicationContext context) {
		Display made = new Display();
		display = made;
		try {
			boolean dark = ThemeChoice.of(System.getProperty("umbra.theme")).dark(Display.isSystemDarkTheme());
			NativeTheme.use(dark);
			Shell shell = new Shell(made, SWT.SHELL_TRIM);
			shell.setText(Messages.Gallery_title);
			shell.setLayout(new FillLayout());
			Gallery.open(shell, dark, chapter(context));
			shell.setSize(1280, 820);
			shell.open();
			while (!shell.isDisposed()) {
				if (!made.readAndDispatch()) {
					made.sleep();
				}
			}
		} finally {
			made.dispose();
		}
		return EXIT_OK;
	}

	private static String chapter(IApplicationContext context) {
		List<String> arguments = context.getArguments().get(IApplicationContext.APPLICATION_ARGS) instanceof String[] all ? List.of(all) : List.of();
		int at = arguments.indexOf("-chapter");
		return at >= 0 && at + 1 < arguments.size() ? arguments.get(at + 1) : "";
	}

	@Override
	public void stop() {
		Display present = display;
		if (present != null && !present.isDisposed()) {
			present.asyncExec(() -> {
				if (!present.isDisposed()) {
					for (Shell shell : present.getShells()) {
						shell.close();
					}
				}
			});
		}
	}
}
