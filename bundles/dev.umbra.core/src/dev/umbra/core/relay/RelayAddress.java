package dev.umbra.core.relay;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * A relay's WebSocket URL in its one normal form: scheme and host in lower case, no default port, no fragment, and no slash at the
 * end. At most {@value #LONGEST} characters, without a user name or password.
 */
public record RelayAddress(String url) {
	public static final int LONGEST = 300;

	/** @throws IllegalArgumentException in words, if it is not in that form */
	public RelayAddress {
		if (!url.equals(normal(url))) {
			throw new IllegalArgumentException("not a relay's URL in its normal form: " + url);
		}
	}

	/** @throws IllegalArgumentException in words for a person, if it cannot be a relay's URL */
	public static RelayAddress of(String url) {
		return new RelayAddress(normal(url.strip()));
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
			throw new IllegalArgumentException("A relay's URL begins with wss:// or ws://: " + url);
		}
		if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
			throw new IllegalArgumentException("A relay's URL names a host, without user, password or #: " + url);
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
			throw new IllegalArgumentException("This is not a URL: " + url, e);
		}
	}
}
