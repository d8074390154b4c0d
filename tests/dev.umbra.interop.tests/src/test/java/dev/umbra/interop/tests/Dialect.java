package dev.umbra.interop.tests;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** One of the ways in which programs ask a language model over HTTP: just enough of it for the scripts. */
interface Dialect {
	enum Role {
		USER, MODEL, TOOL
	}

	/** One thing in the conversation that a request repeats. @param text empty for tools */
	record Said(Role role, String text) {
	}

	/** An answer that is streamed. */
	interface Reply {
		void begin() throws IOException;

		void word(String word) throws IOException;

		/** Before any word. */
		void thought(String word) throws IOException;

		/** @param id of the call, unique */
		void call(String id, Script.Step.Use use) throws IOException;

		void end() throws IOException;
	}

	/** Where the pieces of an answer go: server-sent events. */
	interface Events {
		/** @param name of the event, empty for none */
		void event(String name, String data) throws IOException;
	}

	/** @param path of a POST */
	boolean takes(String path);

	List<Said> conversation(JsonNode request);

	Reply reply(JsonNode request, Events events);

	/** Texts of a content that is one text or a list of parts. */
	static String text(JsonNode content) {
		if (content.isTextual()) {
			return content.asText();
		}
		StringBuilder text = new StringBuilder();
		content.forEach(part -> text.append(part.path("text").asText("")).append('\n'));
		return text.toString();
	}

	static Role role(String word) {
		return word.equals("assistant") ? Role.MODEL : Role.USER;
	}
}
