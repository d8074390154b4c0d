package dev.umbra.agent;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Blob;
import dev.umbra.core.session.Enclosure;
import org.jspecify.annotations.Nullable;

/** A person's prompt as content blocks: contents where the agent takes them, else links, which every agent takes. Stateless. */
final class PromptContent {
	private PromptContent() {
	}

	/** @param leftOut hears, in words, of each piece that the agent can have in no form */
	static ArrayNode blocks(List<AgentRuntime.Content> content, AgentRuntime.Facts agent, Consumer<String> leftOut) {
		ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
		for (AgentRuntime.Content piece : content) {
			switch (piece) {
			case AgentRuntime.Content.Text text -> blocks.addObject().put("type", "text").put("text", text.text());
			case AgentRuntime.Content.Enclosed enclosed -> {
				ObjectNode block = block(enclosed.enclosure(), enclosed.bytes(), agent);
				if (block != null) {
					blocks.add(block);
				} else {
					leftOut.accept(words(enclosed.enclosure()));
				}
			}
			}
		}
		return blocks;
	}

	private static String words(Enclosure enclosure) {
		String what = switch (enclosure.kind()) {
		case IMAGE -> "images";
		case AUDIO -> "sounds";
		case TEXT, BINARY -> "contents of files";
		case LINK -> "links without an address";
		};
		return "Not sent: " + Visible.line(enclosure.name(), 200) + ". The agent takes no " + what
				+ (enclosure.kind() == Enclosure.Kind.LINK ? "." : " in prompts, and there is no address to send instead.");
	}

	private static @Nullable ObjectNode block(Enclosure enclosure, @Nullable Blob blob, AgentRuntime.Facts agent) {
		boolean taken = blob != null && switch (enclosure.kind()) {
		case IMAGE -> agent.images();
		case AUDIO -> agent.audio();
		case TEXT, BINARY -> agent.embedded();
		case LINK -> false;
		};
		return blob != null && taken ? contents(enclosure, blob) : link(enclosure, blob);
	}

	private static ObjectNode contents(Enclosure enclosure, Blob blob) {
		ObjectNode block = JsonNodeFactory.instance.objectNode();
		switch (enclosure.kind()) {
		case IMAGE -> {
			block.put("type", "image").put("data", base64(blob)).put("mimeType", mimeType(enclosure, "image/png"));
			if (enclosure.uri() != null) {
				block.put("uri", enclosure.uri());
			}
		}
		case AUDIO -> block.put("type", "audio").put("data", base64(blob)).put("mimeType", mimeType(enclosure, "audio/wav"));
		case TEXT, BINARY, LINK -> {
			ObjectNode resource = block.put("type", "resource").putObject("resource").put("uri", address(enclosure));
			if (enclosure.mimeType() != null) {
				resource.put("mimeType", enclosure.mimeType());
			}
			if (enclosure.kind() == Enclosure.Kind.TEXT) {
				resource.put("text", new String(blob.bytes(), StandardCharsets.UTF_8));
			} else {
				resource.put("blob", base64(blob));
			}
		}
		}
		return block;
	}

	private static @Nullable ObjectNode link(Enclosure enclosure, @Nullable Blob blob) {
		if (enclosure.uri() == null) {
			return null;
		}
		ObjectNode block = JsonNodeFactory.instance.objectNode().put("type", "resource_link").put("name", enclosure.name())
				.put("uri", enclosure.uri());
		if (enclosure.mimeType() != null) {
			block.put("mimeType", enclosure.mimeType());
		}
		if (blob != null) {
			block.put("size", (long) blob.bytes().length);
		}
		return block;
	}

	/** An embedded resource must have one; what was pasted has none of its own. */
	private static String address(Enclosure enclosure) {
		return enclosure.uri() != null ? enclosure.uri()
				: "attachment:///" + URLEncoder.encode(enclosure.name(), StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static String mimeType(Enclosure enclosure, String absent) {
		return Objects.requireNonNullElse(enclosure.mimeType(), absent);
	}

	private static String base64(Blob blob) {
		return Base64.getEncoder().encodeToString(blob.bytes());
	}
}
