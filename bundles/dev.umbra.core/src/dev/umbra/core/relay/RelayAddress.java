package dev.umbra.core.relay;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import dev.umbra.core.ForeignText;

/**
 * A relay's WebSocket URL in its one normal form: scheme and host in lower case, no default port, no fragment, and no slash at the
 * end. At most {@value #LONGEST} characters, without a user name or password.
 */
public record RelayAddress(String url) {
	public static final int LONGEST = 300;
	private static final int MOST_PORT = 65_535;

	/** @throws IllegalArgumentException in words, if it is not in that form */
	public RelayAddress {
		if (!url.equals(normal(url))) {
			throw new IllegalArgumentException("not a relay's URL in its normal form: " + url);
		}
	}

	/** One that a person gives. @throws IllegalArgumentException in words for a person, without a password, if it cannot be a relay's URL */
	public static RelayAddress of(String url) {
		String given = url.strip();
		if (given.chars().anyMatch(each -> each <= ' ' || each > '~')) {
			throw new IllegalArgumentException("A relay's URL has letters, digits and signs of ASCII only, and no blanks: " + shown(given));
		}
		RelayAddress address = new RelayAddress(normal(given));
		int port = URI.create(address.url).getPort();
		if (port == 0 || port > MOST_PORT) {
			throw new IllegalArgumentException("There is no port " + port + "; ports are 1 to " + MOST_PORT + ": " + shown(given));
		}
		return address;
	}

	/** One that is to be found among those there are, of which earlier versions took more. @throws IllegalArgumentException as {@link #of} does */
	public static RelayAddress known(String url) {
		return new RelayAddress(normal(url.strip()));
	}

	/** Without what may be a password, and with all that cannot be seen made visible. */
	private static String shown(String url) {
		return ForeignText.shownOnOneLine(url.replaceFirst("//.*@", "//…@"));
	}

	/** Host and port: short, for threads and tables. */
	public String host() {
		return URI.create(url).getAuthority();
	}

	/** Whether others on the way can read it, and it does not stay on this machine. */
	public boolean readableOnTheWay() {
		URI uri = URI.create(url);
		return "ws".equals(uri.getScheme()) && !"localhost".equals(uri.getHost()) && !uri.getHost().startsWith("127.") && !"[::1]".equals(uri.getHost());
	}

	@Override
	public String toString() {
		return url;
	}

	private static String normal(String url) {
		if (url.length() > LONGEST) {
			throw new IllegalArgumentException("A relay's URL has at most " + LONGEST + " characters; this one has " + url.length() + ".");
		}
		URI uri = parsed(url);
		String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
		if (!"ws".equals(scheme) && !"wss".equals(scheme)) {
			throw new IllegalArgumentException("A relay's URL begins with wss:// or ws://: " + shown(url));
		}
		if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
			throw new IllegalArgumentException("A relay's URL names a host, without user, password or #: " + shown(url));
		}
		String host = uri.getHost().toLowerCase(Locale.ROOT);
		int standard = "wss".equals(scheme) ? 443 : 80;
		String port = uri.getPort() < 0 || uri.getPort() == standard ? "" : ":" + uri.getPort();
		String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
		return scheme + "://" + host + port + path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
	}

	private static URI parsed(String url) {
		try {
			return new URI(url);
		} catch (URISyntaxException e) {
			throw new IllegalArgumentException("This is not a URL: " + shown(url));
		}
	}
}
