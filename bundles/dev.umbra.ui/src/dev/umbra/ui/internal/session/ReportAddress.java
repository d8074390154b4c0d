package dev.umbra.ui.internal.session;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

import org.eclipse.core.runtime.IProduct;
import org.eclipse.core.runtime.Platform;
import org.jspecify.annotations.Nullable;

import dev.umbra.client.store.SessionStore.Choices;

/**
 * Where problems are reported: a mail address or a page, opened with a title and a text that the person sees first and may still
 * change. Immutable.
 *
 * @param uri {@code mailto:}, {@code https:} or {@code http:}
 */
record ReportAddress(String uri) {
	/** In the preferences, node {@link Choices#NODE}; the empty text hides what a product has. */
	static final String KEY = "report-address";
	/** Of the product that runs, where nothing was chosen. */
	static final String PRODUCT_PROPERTY = "reportAddress";

	/** As the person, or else the product, says; nothing where neither does. */
	static Optional<ReportAddress> present() {
		IProduct product = Platform.getProduct();
		String usual = product == null ? null : product.getProperty(PRODUCT_PROPERTY);
		return of(Platform.getPreferencesService().getString(Choices.NODE, KEY, usual == null ? "" : usual, null));
	}

	/** Nothing for what is neither a page nor a mail address. */
	static Optional<ReportAddress> of(@Nullable String setting) {
		String text = setting == null ? "" : setting.strip();
		try {
			URI uri = new URI(text);
			String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
			return switch (scheme) {
			case "http", "https" -> uri.getHost() == null ? Optional.empty() : Optional.of(new ReportAddress(text));
			case "mailto" -> Optional.of(new ReportAddress(text));
			case "" -> text.matches("[^@/?#\\s]+@[^@/?#\\s]+") ? Optional.of(new ReportAddress("mailto:" + text)) : Optional.empty();
			default -> Optional.empty();
			};
		} catch (URISyntaxException e) {
			return Optional.empty();
		}
	}

	/** What is opened: the address with a title and a text for a form, or for a mail. */
	String link(String title, String text) {
		boolean mail = uri.regionMatches(true, 0, "mailto:", 0, "mailto:".length());
		int fragment = uri.indexOf('#');
		String before = fragment < 0 ? uri : uri.substring(0, fragment);
		return before + (before.indexOf('?') < 0 ? "?" : "&") + (mail ? "subject=" : "title=") + encoded(title) + "&body=" + encoded(text)
				+ (fragment < 0 ? "" : uri.substring(fragment));
	}

	/** A space is not a plus: mail programs would show it. */
	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}
}
