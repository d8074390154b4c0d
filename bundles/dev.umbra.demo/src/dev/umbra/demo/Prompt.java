package dev.umbra.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What the person sent.
 *
 * @param text the text blocks, one after the other
 * @param attachments names of what was attached or linked
 */
record Prompt(String text, List<String> attachments) {
	/** Reads the {@code prompt} of session/prompt; what we do not advertise (images, audio) is refused in words. */
	static Prompt of(Params params) {
		JsonNode blocks = params.node().path("prompt");
		if (!blocks.isArray()) {
			throw params.invalid("prompt must be an array of content blocks");
		}
		List<String> texts = new ArrayList<>();
		List<String> attachments = new ArrayList<>();
		for (JsonNode block : blocks) {
			String type = block.path("type").asText();
			switch (type) {
				case "text" -> texts.add(block.path("text").asText());
				case "resource_link" -> attachments.add(block.path("name").asText(block.path("uri").asText()));
				case "resource" -> attachments.add(block.path("resource").path("uri").asText("a resource"));
				default -> throw params.invalid("I take text, links and embedded resources, not " + (type.isEmpty()
						? "a block without a type" : type));
			}
		}
		return new Prompt(String.join("\n", texts), List.copyOf(attachments));
	}
}
