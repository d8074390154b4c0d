package dev.umbra.app;

import java.util.Optional;

import org.eclipse.core.runtime.IProduct;
import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.core.di.annotations.Execute;
import org.eclipse.e4.ui.services.IServiceConstants;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Shell;
import org.jspecify.annotations.Nullable;

import jakarta.inject.Named;

/** Says what this is, and which. */
public final class AboutHandler {
	private static final int ICON = 3;

	@Execute
	void about(@org.eclipse.e4.core.di.annotations.Optional @Named(IServiceConstants.ACTIVE_SHELL) Shell shell) {
		new About(shell, words()).open();
	}

	private static String words() {
		IProduct product = Platform.getProduct();
		String about = Optional.ofNullable(product).map(p -> p.getProperty("aboutText")).orElse(Messages.About_name);
		String version = Optional.ofNullable(product).map(p -> p.getDefiningBundle().getVersion().toString()).orElse("");
		return about + "\n\n" + Messages.bind(Messages.About_version,
				new Object[] { version, System.getProperty("java.version"), System.getProperty("java.vendor"),
						Platform.getOS() + " " + Platform.getOSArch() });
	}

	private static final class About extends MessageDialog {
		About(@Nullable Shell parent, String words) {
			super(parent, Messages.About_title, null, words, MessageDialog.INFORMATION, 0, IDialogConstants.CLOSE_LABEL);
		}

		@Override
		public Image getImage() {
			Image[] images = Window.getDefaultImages();
			return images.length > ICON ? images[ICON] : super.getImage();
		}
	}
}
