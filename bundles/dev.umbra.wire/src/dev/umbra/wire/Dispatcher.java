package dev.umbra.wire;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.wire.JsonRpcPeer.Messages;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Understands one line at a time, on the reading thread, and never throws: requests and notifications go to the handler,
 * answers to their calls, everything else is junk. Requests are answered on whichever thread completes them.
 */
final class Dispatcher {
	private static final System.Logger LOG = System.getLogger(JsonRpcPeer.class.getName());

	/** Where answers go: {@link LineWriter#add}. */
	interface Sink {
		boolean send(byte[] line, long call, LineWriter.WhenFull whenFull);
	}

	private final String name;
	private final JsonRpcPeer.Handler handler;
	private final JsonRpcPeer.Options options;
	private final PendingCalls pending;
	private final Tally tally;
	private final Sink sink;
	/** Requests without an answer yet, plus one while reading goes on. */
	private final AtomicInteger unanswered = new AtomicInteger(1);
	private volatile @Nullable Runnable allAnswered;

	Dispatcher(String name, JsonRpcPeer.Handler handler, JsonRpcPeer.Options options, PendingCalls pending, Tally tally,
			Sink sink) {
		this.name = name;
		this.handler = handler;
		this.options = options;
		this.pending = pending;
		this.tally = tally;
		this.sink = sink;
	}

	/** Handles one line. */
	void line(LineReader.Line line) {
		try {
			tally.in(line.wireBytes());
			OversizeScanner skipped = line.skipped();
			if (skipped != null) {
				refuse(line, skipped, "is a line of " + line.wireBytes() + " bytes; at most " + options.maxLineBytes()
						+ " are taken");
			} else if (line.length() > 0) {
				traffic(line);
				text(line);
			}
		} catch (Throwable e) {
			// whatever it was, the next line is another matter
			LOG.log(System.Logger.Level.WARNING, name + ": a line could not be handled", e);
		}
	}

	/** Runs this when every request that was read has its answer, at once or later. Once, after the last line. */
	void whenAllAnswered(Runnable action) {
		allAnswered = action;
		answered();
	}

	private void traffic(LineReader.Line line) {
		try {
			handler.traffic(false, line.bytes(), line.length());
		} catch (Throwable e) {
			LOG.log(System.Logger.Level.WARNING, name + ": traffic() failed", e);
		}
	}

	private void text(LineReader.Line line) {
		byte[] bytes = line.bytes();
		int length = line.length();
		if (!JsonLines.isUtf8(bytes, length)) {
			junk(Junk.Kind.INVALID_UTF8, line);
			bytes = JsonLines.repaired(bytes, length);
			length = bytes.length;
		}
		JsonNode message;
		try {
			message = JsonLines.parse(bytes, length);
		} catch (StreamConstraintsException | OutOfMemoryError e) {
			// the tree of a line can take a hundred times its size: what did not fit is given up and the line scanned instead
			OversizeScanner scanner = new OversizeScanner();
			scanner.feed(bytes, 0, length);
			refuse(line, scanner, "is too deep or has too many parts");
			return;
		} catch (IOException e) {
			junk(Junk.Kind.NOT_JSON, line);
			return;
		}
		if (message.isArray() && !message.isEmpty()) {
			message.forEach(element -> message(element, line));
		} else if (!message.isMissingNode()) {
			message(message, line);
		}
	}

	private void message(JsonNode message, LineReader.Line line) {
		JsonNode id = message.path("id");
		if (message.has("method")) {
			asked(message, id, line);
		} else if (JsonLines.isId(id)) {
			answer(message, id, line);
		} else if (message.has("result") || message.has("error")) {
			junk(Junk.Kind.UNKNOWN_ID, line);
		} else {
			junk(Junk.Kind.NOT_RPC, line);
		}
	}

	private void asked(JsonNode message, JsonNode id, LineReader.Line line) {
		JsonNode method = message.path("method");
		JsonNode params = message.has("params") ? message.path("params") : NullNode.instance;
		boolean wellFormed = method.isTextual() && (params.isContainerNode() || params.isNull());
		if (wellFormed && JsonLines.isId(id)) {
			request(id, method.textValue(), params);
		} else if (wellFormed && (id.isMissingNode() || id.isNull())) {
			notification(method.textValue(), params);
		} else {
			junk(Junk.Kind.NOT_RPC, line);
			if (JsonLines.isId(id)) {
				send(Messages.error(id, RpcException.invalidRequest(
						"method must be a string, params an object or an array")));
			}
		}
	}

	private void notification(String method, JsonNode params) {
		try {
			handler.notification(method, params);
		} catch (Throwable e) {
			LOG.log(System.Logger.Level.WARNING, name + ": handling " + method + " failed", e);
		}
	}

	private void request(JsonNode id, String method, JsonNode params) {
		unanswered.incrementAndGet();
		CompletionStage<JsonNode> stage;
		try {
			stage = Objects.requireNonNull(handler.request(id, method, params), "the handler gave no stage");
		} catch (Throwable e) {
			stage = CompletableFuture.failedStage(e);
		}
		stage.whenComplete((result, failure) -> reply(id, method, result, failure));
	}

	private void reply(JsonNode id, String method, @Nullable JsonNode result, @Nullable Throwable failure) {
		try {
			told(method, failure == null, result);
			if (failure == null) {
				send(Messages.result(id, result));
			} else {
				send(Messages.error(id, asError(method, failure)));
			}
		} catch (RuntimeException e) {
			send(Messages.error(id, asError(method, e)));
		} finally {
			answered();
		}
	}

	private void told(String method, boolean ok, @Nullable JsonNode result) {
		try {
			handler.answered(method, ok, result);
		} catch (Throwable e) {
			LOG.log(System.Logger.Level.WARNING, name + ": answered() failed", e);
		}
	}

	private RpcException asError(String method, Throwable failure) {
		Throwable cause = failure;
		while (cause instanceof CompletionException && cause.getCause() != null) {
			cause = cause.getCause();
		}
		if (cause instanceof RpcException error) {
			return error;
		}
		LOG.log(System.Logger.Level.WARNING, name + ": answering " + method + " failed", cause);
		String message = cause.getMessage();
		return RpcException.internal(message == null ? cause.getClass().getSimpleName() : message);
	}

	private void answered() {
		if (unanswered.decrementAndGet() == 0) {
			Runnable action = allAnswered;
			if (action != null) {
				action.run();
			}
		}
	}

	private void answer(JsonNode message, JsonNode id, LineReader.Line line) {
		long number = callId(id);
		PendingCalls.Pending call = pending.take(number);
		if (call == null) {
			junk(pending.isIssued(number) ? Junk.Kind.DUPLICATE_ANSWER : Junk.Kind.UNKNOWN_ID, line);
			return;
		}
		JsonNode error = message.get("error");
		JsonNode result = message.get("result");
		boolean failed = error != null && !error.isNull();
		received(call.method(), !failed && result != null, result);
		if (failed) {
			call.answer().completeExceptionally(refusal(error));
		} else if (result != null) {
			call.answer().complete(result);
		} else {
			call.answer().completeExceptionally(
					RpcException.internal("the answer to " + call.method() + " has neither a result nor an error"));
		}
	}

	private void received(String method, boolean ok, @Nullable JsonNode result) {
		try {
			handler.received(method, ok, result);
		} catch (Throwable e) {
			LOG.log(System.Logger.Level.WARNING, name + ": received() failed", e);
		}
	}

	/** The number of our call: other sides were seen to send it back as a string. 0 if it cannot be one of ours. */
	private static long callId(JsonNode id) {
		if (id.isIntegralNumber() && id.canConvertToLong()) {
			return id.longValue();
		}
		if (id.isFloatingPointNumber() && id.canConvertToExactIntegral() && id.canConvertToLong()) {
			return id.longValue();
		}
		String text = id.isTextual() ? id.textValue() : "";
		return text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : 0;
	}

	private static RpcException refusal(JsonNode error) {
		JsonNode code = error.path("code");
		JsonNode message = error.isTextual() ? error : error.path("message");
		return new RpcException(code.canConvertToInt() ? code.intValue() : RpcException.INTERNAL,
				message.isTextual() ? message.textValue() : "an error without a message", error.get("data"));
	}

	/** A line that is not taken as a whole: those who wait for it are told in words. */
	private void refuse(LineReader.Line line, OversizeScanner scanner, String words) {
		junk(Junk.Kind.OVERSIZE, line);
		for (OversizeScanner.Envelope envelope : scanner.envelopes()) {
			JsonNode id = envelope.id();
			if (id != null && envelope.method()) {
				send(Messages.error(id, RpcException.invalidRequest("the request " + words)));
			} else if (id != null) {
				PendingCalls.Pending call = pending.take(callId(id));
				if (call != null) {
					call.answer().completeExceptionally(
							RpcException.internal("the answer to " + call.method() + " " + words));
				}
			}
		}
	}

	private void junk(Junk.Kind kind, LineReader.Line line) {
		Junk junk = Junk.of(kind, line);
		boolean firstOfItsKind = tally.junk(kind) == 1;
		LOG.log(firstOfItsKind ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
				() -> name + ": " + kind + ", a line of " + line.wireBytes() + " bytes"
						+ (firstOfItsKind ? " (the next of this kind are logged as DEBUG)" : ""));
		LOG.log(System.Logger.Level.TRACE, () -> name + ": " + junk.head());
		try {
			handler.junk(junk);
		} catch (Throwable e) {
			LOG.log(System.Logger.Level.WARNING, name + ": junk() failed", e);
		}
	}

	private void send(ObjectNode message) {
		try {
			sink.send(JsonLines.line(message), 0, LineWriter.WhenFull.TAKE);
		} catch (PeerClosedException e) {
			LOG.log(System.Logger.Level.DEBUG, name + ": an answer comes too late, the connection is closed");
		}
	}
}
