package dev.umbra.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A URL whose path is that of a file letter by letter, as Equinox secure storage wants it: it writes to
 * {@code new File(url.getPath())}, so blanks, percent and number signs in the names of folders must not be encoded, and Java's
 * own file URLs would decode or cut them.
 */
final class FileUrl extends URLStreamHandler {
	private final Path file;

	private FileUrl(Path file) {
		this.file = file;
	}

	/** The constructor is the only way left: {@code URL.of} takes no handler for files. */
	@SuppressWarnings("deprecation")
	static URL of(Path file) throws MalformedURLException {
		return new URL((URL) null, "file:umbra", new FileUrl(file.toAbsolutePath()));
	}

	@Override
	protected void parseURL(URL url, String spec, int start, int limit) {
		setURL(url, "file", "", -1, null, null, file.toString(), null, null);
	}

	@Override
	protected URLConnection openConnection(URL url) {
		return new URLConnection(url) {
			@Override
			public void connect() {
				connected = true;
			}

			@Override
			public InputStream getInputStream() throws IOException {
				return Files.newInputStream(file);
			}
		};
	}
}
