package dev.umbra.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import dev.umbra.core.session.Detail;
import dev.umbra.core.session.Entry;
import dev.umbra.core.session.SessionSummary;
import dev.umbra.wire.Codec;
import dev.umbra.wire.EntryJson;
import dev.umbra.wire.SessionJson;

/** For programs: one object, its entries as {@code umbra session entries --json} shows them, one per line. */
final class JsonExport implements ExportForm {
	private final String epoch;
	private final UnaryOperator<String> blot;
	private boolean any;

	JsonExport(String epoch, UnaryOperator<String> blot, String state) {
		this.epoch = epoch;
		this.blot = blot;
		this.any = state.equals("1");
	}

	@Override
	public String head(SessionSummary session, Instant now) {
		ObjectNode head = Codec.object().put("exported", now.toString());
		head.set("session", blotted(SessionJson.of(session, epoch)));
		String text = Codec.json(head);
		return text.substring(0, text.length() - 1) + ",\"entries\":[";
	}

	@Override
	public List<Part> parts(Entry entry, long room) {
		ObjectNode before = Codec.object();
		ObjectNode after = Codec.object();
		ObjectNode at = before;
		for (Map.Entry<String, JsonNode> member : EntryJson.of(entry.withText("")).properties()) {
			if (member.getKey().equals("text")) {
				at = after;
			} else {
				at.set(member.getKey(), blotted(member.getValue()));
			}
		}
		String first = Codec.json(before);
		String rest = Codec.json(after).substring(1);
		List<Part> parts = new ArrayList<>(List.of(new Part.Words((any ? ",\n" : "\n") + first.substring(0, first.length() - 1) + ",\"text\":\""),
				new Part.Body(Frame.SAID)));
		if (entry.detail() instanceof Detail.Tool tool && tool.whole() > 0) {
			parts.addAll(List.of(new Part.Words("\",\"wholeOutput\":\""), new Part.Whole()));
		}
		parts.add(new Part.Words("\"," + rest));
		return parts;
	}

	/** A copy with the secrets blotted out of its texts; names and shape stay, so that it stays JSON. */
	private JsonNode blotted(JsonNode node) {
		if (node.isTextual()) {
			return TextNode.valueOf(blot.apply(node.textValue()));
		}
		if (node instanceof ObjectNode object) {
			ObjectNode copy = Codec.object();
			object.properties().forEach(member -> copy.set(member.getKey(), blotted(member.getValue())));
			return copy;
		}
		if (node instanceof ArrayNode array) {
			List<JsonNode> items = new ArrayList<>();
			array.forEach(item -> items.add(blotted(item)));
			return Codec.object().putArray("items").addAll(items);
		}
		return node;
	}

	@Override
	public String text(Frame frame, String piece, boolean last) {
		String quoted = Codec.json(piece);
		return quoted.substring(1, quoted.length() - 1);
	}

	@Override
	public void entryDone() {
		any = true;
	}

	@Override
	public String foot() {
		return "\n]}\n";
	}

	@Override
	public String state() {
		return any ? "1" : "";
	}
}
