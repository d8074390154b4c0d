package dev.umbra.agent;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Enclosure;
import org.jspecify.annotations.Nullable;

/**
 * Content blocks that are no text (ACP {@code ContentBlock}: image, audio, resource_link, resource) as enclosures.
 *
 * @param blob what it stands for, or null for a link
 */
record Media(Enclosure enclosure, @Nullable Blob blob) {
	/** The most that is taken of one piece, decoded. */
	static final int MAX_BYTES = 20 << 20;
	private static final int MAX_NAME = 200;
	private static final int KEPT_RAW = 64 << 10;
	/** By the field's name, the longest value that is kept raw, in code units: encoded bytes, and texts of files. */
	private static final Map<String, Integer> KEPT = Map.of("data", KEPT_RAW, "blob", KEPT_RAW, "text", 1 << 20);

	/** @return null if it is of a kind that is not known, not what its kind should be, or too large */
	static @Nullable Media of(JsonNode block, Fields fields) {
		return switch (block.path("type").asText("")) {
		case "image" -> encoded(Enclosure.Kind.IMAGE, block, "data", "image", fields);
		case "audio" -> encoded(Enclosure.Kind.AUDIO, block, "data", "sound", fields);
		case "resource_link" -> link(block, fields);
		case "resource" -> resource(block.path("resource"), fields);
		default -> null;
		};
	}

	/** What it is called where only text can be shown. */
	String words() {
		return "[" + switch (enclosure.kind()) {
		case IMAGE -> "image ";
		case AUDIO -> "sound ";
		case TEXT, BINARY -> "file ";
		case LINK -> "link ";
		} + enclosure.name() + "]";
	}

	/** As JSON text, long values cut: bytes that could not be taken help nobody. */
	static String raw(JsonNode in) {
		String whole = in.toString();
		if (whole.length() <= KEPT_RAW || !(in.deepCopy() instanceof ObjectNode copy)) {
			return whole;
		}
		cut(copy);
		return copy.toString();
	}

	private static void cut(JsonNode in) {
		if (in instanceof ObjectNode object) {
			for (Map.Entry<String, Integer> field : KEPT.entrySet()) {
				JsonNode value = object.path(field.getKey());
				if (value.isTextual() && value.textValue().length() > field.getValue()) {
					object.put(field.getKey(), "(" + value.textValue().length() + " characters left out)");
				}
			}
		}
		in.forEach(Media::cut);
	}

	private static @Nullable Media resource(JsonNode resource, Fields fields) {
		String text = resource.path("text").isTextual() ? resource.path("text").textValue() : null;
		if (text == null) {
			return encoded(Enclosure.Kind.BINARY, resource, "blob", "file", fields);
		}
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return bytes.length > MAX_BYTES ? null : media(Enclosure.Kind.TEXT, resource, "file", Blob.of(bytes), fields);
	}

	private static @Nullable Media encoded(Enclosure.Kind kind, JsonNode block, String field, String noName, Fields fields) {
		String data = fields.text(block, noName, field);
		String uri = fields.text(block, noName, "uri");
		if (data == null || data.isEmpty()) {
			// some have the address alone
			return uri == null ? null : media(kind, block, noName, null, fields);
		}
		byte[] bytes = decoded(data);
		return bytes == null ? null : media(kind, block, noName, Blob.of(bytes), fields);
	}

	private static byte @Nullable [] decoded(String data) {
		if (data.length() / 4L * 3 > MAX_BYTES + 3L) {
			return null;
		}
		try {
			byte[] bytes = Base64.getDecoder().decode(data);
			return bytes.length > MAX_BYTES ? null : bytes;
		} catch (IllegalArgumentException e) {
			return null;
		}
	}

	private static @Nullable Media link(JsonNode block, Fields fields) {
		String uri = fields.text(block, "resource_link", "uri");
		if (uri == null) {
			return null;
		}
		String title = fields.text(block, "resource_link", "title");
		String name = title != null ? title : fields.text(block, "resource_link", "name");
		return new Media(new Enclosure(Enclosure.Kind.LINK, name == null || name.isBlank() ? lastOf(uri, "link") : shown(name),
				fields.text(block, "resource_link", "mimeType"), uri, null, 0), null);
	}

	private static Media media(Enclosure.Kind kind, JsonNode block, String noName, @Nullable Blob blob, Fields fields) {
		String uri = fields.text(block, noName, "uri");
		return new Media(new Enclosure(kind, lastOf(uri, noName), fields.text(block, noName, "mimeType"), uri,
				blob == null ? null : blob.hash(), blob == null ? 0 : blob.bytes().length), blob);
	}

	private static String lastOf(@Nullable String uri, String otherwise) {
		if (uri == null) {
			return otherwise;
		}
		String path = uri.replaceFirst("[?#].*$", "").replaceFirst("/+$", "");
		String last = path.substring(path.lastIndexOf('/') + 1);
		return last.isBlank() ? otherwise : shown(last);
	}

	private static String shown(String name) {
		return Visible.line(name, MAX_NAME);
	}
}
