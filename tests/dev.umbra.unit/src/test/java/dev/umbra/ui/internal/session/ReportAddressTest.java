package dev.umbra.ui.internal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Problems are reported by mail or on a page; to nothing else. */
class ReportAddressTest {
	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "  ", "file:///etc/passwd", "javascript:alert(1)", "/somewhere", "help", "a b@example.org", "https:///nobody", "http:x" })
	void whatIsNoAddressHidesTheButton(String setting) {
		assertEquals(Optional.empty(), ReportAddress.of(setting));
	}

	@ParameterizedTest
	@CsvSource({
			"help@example.org, mailto:help@example.org?subject=A%20title&body=Line%201%0A%26%20line%202%3F",
			"mailto:help@example.org, mailto:help@example.org?subject=A%20title&body=Line%201%0A%26%20line%202%3F",
			"https://example.org/new, https://example.org/new?title=A%20title&body=Line%201%0A%26%20line%202%3F",
			"https://example.org/new?labels=x#top, https://example.org/new?labels=x&title=A%20title&body=Line%201%0A%26%20line%202%3F#top" })
	void titleAndTextAreForTheFormOrTheMail(String setting, String link) {
		assertEquals(link, ReportAddress.of(setting).orElseThrow().link("A title", "Line 1\n& line 2?"));
	}
}
