package dev.umbra.host;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** What bytes are: as somebody said, else by how they begin, else by the name of their file, else text or not. */
final class MediaTypes {
	private static final Map<String, String> BY_ENDING = Map.ofEntries(Map.entry("png", "image/png"), Map.entry("jpg", "image/jpeg"),
			Map.entry("jpeg", "image/jpeg"), Map.entry("gif", "image/gif"), Map.entry("webp", "image/webp"),
			Map.entry("bmp", "image/bmp"), Map.entry("svg", "image/svg+xml"), Map.entry("wav", "audio/wav"),
			Map.entry("mp3", "audio/mpeg"), Map.entry("ogg", "audio/ogg"), Map.entry("flac", "audio/flac"),
			Map.entry("pdf", "application/pdf"), Map.entry("zip", "application/zip"), Map.entry("json", "application/json"),
			Map.entry("xml", "application/xml"), Map.entry("html", "text/html"), Map.entry("css", "text/css"),
			Map.entry("csv", "text/csv"), Map.entry("md", "text/markdown"), Map.entry("txt", "text/plain"),
			Map.entry("java", "text/x-java"), Map.entry("py", "text/x-python"), Map.entry("sh", "text/x-shellscript"),
			Map.entry("js", "text/javascript"), Map.entry("ts", "text/x-typescript"));

	/** A text that is called like one of these is none. */
	private static final Pattern NEVER_TEXT = Pattern.compile("image/(?!svg).*|audio/.*|application/(pdf|zip)");

	private MediaTypes() {
	}

	/** @param said what the client said, or null */
	static String of(@Nullable String said, String name, byte[] bytes) {
		if (said != null) {
			return said.toLowerCase(Locale.ROOT);
		}
		String begins = ofBytes(bytes);
		if (begins != null) {
			return begins;
		}
		String named = ofName(name);
		if (Enclosures.isText(bytes)) {
			return named == null || NEVER_TEXT.matcher(named).matches() ? "text/plain" : named;
		}
		return named == null || named.startsWith("text/") ? "application/octet-stream" : named;
	}

	/** By the ending of a name, or null. */
	static @Nullable String ofName(String name) {
		return BY_ENDING.get(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
	}

	private static @Nullable String ofBytes(byte[] bytes) {
		String begin = new String(Arrays.copyOf(bytes, Math.min(bytes.length, 16)), StandardCharsets.ISO_8859_1);
		if (begin.startsWith("\u0089PNG\r\n")) {
			return "image/png";
		}
		if (begin.startsWith("\u00ff\u00d8\u00ff")) {
			return "image/jpeg";
		}
		if (begin.startsWith("GIF87a") || begin.startsWith("GIF89a")) {
			return "image/gif";
		}
		if (begin.startsWith("RIFF") && begin.startsWith("WEBP", 8)) {
			return "image/webp";
		}
		if (begin.startsWith("RIFF") && begin.startsWith("WAVE", 8)) {
			return "audio/wav";
		}
		if (begin.startsWith("OggS")) {
			return "audio/ogg";
		}
		if (begin.startsWith("fLaC")) {
			return "audio/flac";
		}
		if (begin.startsWith("ID3")) {
			return "audio/mpeg";
		}
		return begin.startsWith("%PDF-") ? "application/pdf" : null;
	}
}
