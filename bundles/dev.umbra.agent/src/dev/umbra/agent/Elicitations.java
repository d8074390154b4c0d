package dev.umbra.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.port.AgentInput;
import dev.umbra.core.session.Detail;
import dev.umbra.wire.JsonTree;
import dev.umbra.wire.RpcException;
import org.jspecify.annotations.Nullable;

/**
 * Input that the agent asks of the person: a form, or a page to open ({@code elicitation/create} and
 * {@code elicitation/complete}). On the reading thread, but for {@link #answer}.
 */
final class Elicitations {
	static final String CREATE = "elicitation/create";
	private static final int PAGES_KEPT = 1000;

	private final Fields fields;
	private final Forms forms;
	private final Questions questions;
	private final Calls calls;
	private final Delivery delivery;
	/** Which session a page belongs to, by the agent's id of it: its completion does not say. */
	private final Map<String, String> pages = new LinkedHashMap<>() {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
			return size() > PAGES_KEPT;
		}
	};

	Elicitations(Fields fields, Questions questions, Calls calls, Delivery delivery) {
		this.fields = fields;
		this.forms = new Forms(fields);
		this.questions = questions;
		this.calls = calls;
		this.delivery = delivery;
	}

	/**
	 * The session of one that names a request of ours instead. Where that belongs to no session a person could see, for
	 * example {@code authenticate}, it is answered with <i>cancel</i>, and null is returned.
	 */
	@Nullable
	String session(JsonNode params, CompletableFuture<JsonNode> answer) {
		Calls.Asked asked = calls.named(params.path("requestId"));
		if (asked != null && asked.session != null) {
			return asked.session;
		}
		delivery.note("it asked for input outside of any session" + (asked == null ? "" : ", for " + asked.method)
				+ ", which was answered with cancel: " + Visible.line(params.path("message").asText(""), 500));
		answer.complete(Questions.inputAction("cancel", null));
		return null;
	}

	void create(String session, JsonNode params, CompletableFuture<JsonNode> answer) {
		String mode = fields.text(params, CREATE, "mode");
		String message = fields.text(params, CREATE, "message");
		String call = fields.text(params, CREATE, "toolCallId");
		String words = message == null ? "" : message;
		JsonNode schema = params.path("requestedSchema");
		if ("form".equals(mode) && schema.isObject()) {
			String title = fields.text(schema, "requestedSchema", "title");
			List<Detail.Field> form = forms.of(schema);
			questions.input(session, answer, key -> delivery.input(session,
					new AgentInput.InputAsked(key, call, words, title == null ? "" : title, form, null, null)));
		} else if ("url".equals(mode)) {
			String url = page(session, params);
			String id = fields.text(params, CREATE, "elicitationId");
			if (id != null) {
				pages.put(id, session);
			}
			questions.input(session, answer, key -> delivery.input(session,
					new AgentInput.InputAsked(key, call, words, "", List.of(), url, id)));
		} else {
			delivery.input(session, new AgentInput.UnknownUpdate(CREATE, Media.raw(params)));
			throw RpcException.invalidParams(mode == null ? "no mode" : "form".equals(mode) ? "no requestedSchema"
					: "mode " + Visible.line(mode, 100) + " is not known here");
		}
	}

	/** Only pages that a browser shows; anything else would be launched by what a person has no reason to expect. */
	private String page(String session, JsonNode params) {
		String url = fields.text(params, CREATE, "url");
		if (url == null || !url.regionMatches(true, 0, "https://", 0, 8) && !url.regionMatches(true, 0, "http://", 0, 7)) {
			delivery.input(session, new AgentInput.NoticeShown("refused: the agent wanted to have opened what is no web page: "
					+ Visible.line(url == null ? "(no address)" : url, 500)));
			throw RpcException.invalidParams("url must begin with https:// or http://");
		}
		return url;
	}

	/** What was to be done on a page is done. */
	void completed(JsonNode params) {
		String id = fields.text(params, "elicitation/complete", "elicitationId");
		String session = id == null ? null : pages.remove(id);
		if (id == null || session == null) {
			fields.leftOut("elicitation/complete", "a page that nobody was asked to open");
		} else {
			delivery.input(session, new AgentInput.InputCompleted(id));
		}
	}

	/** Any thread. @param content a JSON object, or null; the agent hears <i>cancel</i> if it is anything else */
	void answer(String key, String action, @Nullable String content) {
		ObjectNode filledIn = null;
		if (action.equals("accept") && content != null) {
			try {
				filledIn = JsonTree.parse(content) instanceof ObjectNode object ? object : null;
			} catch (IllegalArgumentException e) {
				filledIn = null;
			}
			if (filledIn == null) {
				delivery.note("what was filled in is no JSON object; the agent was told cancel");
				questions.answerInput(key, "cancel", null);
				return;
			}
		}
		questions.answerInput(key, action, filledIn);
	}
}
