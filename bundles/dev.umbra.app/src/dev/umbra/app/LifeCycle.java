package dev.umbra.app;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.lifecycle.PostContextCreate;
import org.eclipse.e4.ui.workbench.lifecycle.ProcessAdditions;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** What happens around the workbench's start. Called by the application, on the SWT thread, in the order of the methods. */
public final class LifeCycle {
	private static final System.Logger LOG = System.getLogger(LifeCycle.class.getName());
	private static final List<Integer> ICON_SIZES = List.of(16, 32, 48, 64, 128, 256);

	@PostContextCreate
	void beforeTheModel(IEclipseContext context, Display display) {
		makePrivate();
		new ThemeFollower(display, context).start();
	}

	@ProcessAdditions
	void afterTheModel(MApplication application, EModelService models, IEclipseContext context, Display display) {
		Window.setDefaultImages(icons(display));
		for (MWindow window : application.getChildren()) {
			new Layout(window, models).complete();
		}
		ThemeHandler.mark(application, models, ThemeFollower.choice());
		Closing closing = new Closing(context);
		closing.watch(display, application);
		context.set(Closing.class, closing);
		display.asyncExec(() -> application.getChildren().forEach(LifeCycle::layOut));
	}

	/** What fragments contribute to the trim is rendered after the window was laid out, and would have no height. */
	private static void layOut(MWindow window) {
		if (window.getWidget() instanceof Shell shell && !shell.isDisposed()) {
			shell.layout(true, true);
		}
	}

	/** Window layout and recent folders are nobody else's business. */
	private static void makePrivate() {
		Location location = Platform.getInstanceLocation();
		URL url = location == null ? null : location.getURL();
		if (url == null) {
			return;
		}
		try {
			Path folder = Path.of(url.toURI());
			Files.createDirectories(folder);
			if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
				Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
			}
		} catch (IOException | URISyntaxException | IllegalArgumentException e) {
			LOG.log(System.Logger.Level.WARNING, "the workbench's folder " + url + " could not be made private", e);
		}
	}

	private static Image[] icons(Display display) {
		List<Image> images = new ArrayList<>();
		for (int size : ICON_SIZES) {
			URL url = LifeCycle.class.getResource("/icons/umbra" + size + ".png");
			if (url == null) {
				throw new IllegalStateException("the bundle has no icon of size " + size);
			}
			images.add(ImageDescriptor.createFromURL(url).createImage(display));
		}
		display.disposeExec(() -> images.forEach(Image::dispose));
		return images.toArray(Image[]::new);
	}
}
