package dev.umbra.wire;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.umbra.core.agent.Launch;

/**
 * Blots the values of secrets out of what is kept beside sessions, or leaves them: each becomes {@code ⟨secret NAME⟩}. Found
 * is the value as it is, as it stands in JSON (also in JSON within JSON), in a URL, and in Base64 wherever in the encoded
 * text it begins. Values of fewer than {@value #MIN} characters are left alone: they would blot out half of every text.
 * Immutable; any thread.
 */
public final class Blotter {
	static final int MIN = 4;
	/** A shorter piece of Base64 would be found by chance. */
	private static final int MIN_BASE64 = 6;
	private static final Blotter NONE = new Blotter(Map.of());

	private record Pattern(byte[] wanted, byte[] instead) {
	}

	/** The longest first: where one begins with another, the whole is blotted out. */
	private final List<Pattern> patterns;
	private final boolean[] first = new boolean[256];

	/** Names by value: one name may have had several values. */
	private final Map<String, String> names;

	private Blotter(Map<String, String> names) {
		this.names = Map.copyOf(names);
		Map<String, String> forms = new LinkedHashMap<>();
		names.forEach((value, name) -> {
			if (value.length() >= MIN) {
				forms(value).forEach(form -> forms.putIfAbsent(form, name));
			}
		});
		List<Pattern> found = new ArrayList<>();
		forms.forEach((form, name) -> found.add(new Pattern(bytes(form), bytes("⟨secret " + name + "⟩"))));
		found.sort(Comparator.comparingInt((Pattern pattern) -> pattern.wanted().length).reversed());
		found.forEach(pattern -> first[pattern.wanted()[0] & 0xFF] = true);
		this.patterns = List.copyOf(found);
	}

	public static Blotter of(Launch launch) {
		Map<String, String> secrets = new LinkedHashMap<>();
		launch.secrets().stream().sorted().filter(launch.env()::containsKey)
				.forEach(name -> secrets.put(name, launch.env().getOrDefault(name, "")));
		return of(secrets);
	}

	/** @param secrets values by name */
	public static Blotter of(Map<String, String> secrets) {
		return NONE.with(secrets);
	}

	/** One that knows these, too. @param secrets values by name */
	public Blotter with(Map<String, String> secrets) {
		Map<String, String> all = new LinkedHashMap<>(names);
		secrets.forEach((name, value) -> all.putIfAbsent(value, name));
		return all.size() == names.size() ? this : new Blotter(all);
	}

	public String text(String text) {
		return patterns.isEmpty() ? text : new String(bytes(bytes(text), true), StandardCharsets.UTF_8);
	}

	/** The beginning of something longer: the beginning of a secret at its end goes, too. */
	public String beginning(String text) {
		return patterns.isEmpty() ? text : new String(bytes(bytes(text), false), StandardCharsets.UTF_8);
	}

	/** @param whole false for the beginning of something longer: then the beginning of a secret at its end goes, too */
	public byte[] bytes(byte[] bytes, boolean whole) {
		if (patterns.isEmpty()) {
			return bytes;
		}
		Stream stream = new Stream();
		byte[] out = stream.next(bytes, bytes.length);
		return whole ? joined(out, stream.rest()) : out;
	}

	/** For something that comes in pieces; a secret may be spread over any number of them. */
	public Stream stream() {
		return new Stream();
	}

	/** Holds back what may be the beginning of a secret until it is clear. Not thread-safe. */
	public final class Stream {
		private byte[] held = {};

		private Stream() {
		}

		/** What came and is not clear yet: a secret may have begun. Whole characters, if whole characters came. */
		public String held() {
			return new String(held, StandardCharsets.UTF_8);
		}

		/** What is clear now, of all that came so far. */
		public byte[] next(byte[] bytes, int length) {
			if (patterns.isEmpty()) {
				return Arrays.copyOf(bytes, length);
			}
			return blotted(joined(held, Arrays.copyOf(bytes, length)), false);
		}

		/** The end: what was held back was no secret. */
		public byte[] rest() {
			byte[] rest = held;
			held = new byte[0];
			return blotted(rest, true);
		}

		private byte[] blotted(byte[] all, boolean end) {
			ByteArrayOutputStream out = new ByteArrayOutputStream(all.length + 16);
			int clear = 0;
			for (int at = 0; at < all.length;) {
				int next = first[all[at] & 0xFF] ? match(all, at, end, out, clear) : at + 1;
				if (next < 0) {
					held = Arrays.copyOfRange(all, at, all.length);
					out.write(all, clear, at - clear);
					return out.toByteArray();
				}
				if (next > at + 1) {
					clear = next;
				}
				at = next;
			}
			held = new byte[0];
			out.write(all, clear, all.length - clear);
			return out.toByteArray();
		}

		/** @return where to go on; −1 if only what comes next can tell */
		private int match(byte[] all, int at, boolean end, ByteArrayOutputStream out, int clear) {
			for (Pattern pattern : patterns) {
				byte[] wanted = pattern.wanted();
				int length = Math.min(wanted.length, all.length - at);
				if (!Arrays.equals(all, at, at + length, wanted, 0, length)) {
					continue;
				}
				if (length == wanted.length) {
					out.write(all, clear, at - clear);
					out.writeBytes(pattern.instead());
					return at + length;
				}
				if (!end) {
					return -1;
				}
			}
			return at + 1;
		}
	}

	private static List<String> forms(String value) {
		List<String> forms = new ArrayList<>();
		forms.add(value);
		String json = json(value);
		for (String escaped : List.of(json, json.replace("/", "\\/"), ascii(json))) {
			forms.add(escaped);
			forms.add(json(escaped));
		}
		String url = URLEncoder.encode(value, StandardCharsets.UTF_8);
		for (String encoded : List.of(url, url.replace("+", "%20"))) {
			forms.add(encoded);
			forms.add(lowerHex(encoded));
		}
		byte[] bytes = bytes(value);
		for (int before = 0; before < 3; before++) {
			base64(bytes, before).stream().filter(form -> form.length() >= MIN_BASE64).forEach(forms::add);
		}
		return forms;
	}

	/** As Jackson writes it, without the quotes. */
	private static String json(String text) {
		String quoted = JsonNodeFactory.instance.textNode(text).toString();
		return quoted.substring(1, quoted.length() - 1);
	}

	private static String ascii(String json) {
		StringBuilder out = new StringBuilder();
		json.chars().forEach(c -> {
			if (c < 0x80) {
				out.append((char) c);
			} else {
				out.append(String.format("\\u%04x", c));
			}
		});
		return out.toString();
	}

	private static String lowerHex(String url) {
		StringBuilder out = new StringBuilder(url);
		for (int i = out.indexOf("%"); i >= 0; i = out.indexOf("%", i + 1)) {
			for (int j = i + 1; j < i + 3 && j < out.length(); j++) {
				out.setCharAt(j, Character.toLowerCase(out.charAt(j)));
			}
		}
		return out.toString();
	}

	/** The characters that depend on nothing but the value, if {@code before} bytes (modulo 3) stand before it. */
	private static List<String> base64(byte[] value, int before) {
		byte[] shifted = new byte[before + value.length];
		System.arraycopy(value, 0, shifted, before, value.length);
		int from = before == 0 ? 0 : before + 1;
		int to = shifted.length * 8 / 6;
		return to <= from ? List.of()
				: List.of(Base64.getEncoder().encodeToString(shifted).substring(from, to),
						Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
	}

	private static byte[] joined(byte[] one, byte[] two) {
		if (one.length == 0) {
			return two;
		}
		byte[] both = Arrays.copyOf(one, one.length + two.length);
		System.arraycopy(two, 0, both, one.length, two.length);
		return both;
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}
}
