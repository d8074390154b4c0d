package dev.umbra.wire;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;

/** An expected failure as a JSON-RPC error and back: {@code {code, message, data: {code: word, hint}}}. */
public final class Failures {
	private Failures() {
	}

	public static RpcException toRpc(Failure failure) {
		ObjectNode data = Codec.object().put("code", failure.code().word());
		if (failure.hint() != null) {
			data.put("hint", failure.hint());
		}
		return new RpcException(failure.code().rpc(), failure.message(), data);
	}

	public static Failure fromRpc(RpcException error) {
		JsonNode data = error.data();
		JsonNode hint = data == null ? null : data.get("hint");
		return new Failure(Failure.Code.ofRpc(error.code()), String.valueOf(error.getMessage()),
				hint != null && hint.isTextual() ? hint.textValue() : null);
	}

	/** The failure inside a stage's exception; an unexpected exception becomes {@code failed} with its words. */
	public static Failure of(Throwable e) {
		Throwable cause = e;
		while ((cause instanceof CompletionException || cause instanceof ExecutionException) && cause.getCause() != null) {
			cause = cause.getCause();
		}
		return switch (cause) {
		case FailureException f -> f.failure();
		case dev.umbra.core.port.StoreException s -> s.failure();
		case RpcException r -> fromRpc(r);
		case IllegalArgumentException a -> Failure.usage(String.valueOf(a.getMessage()), null);
		default -> Failure.failed("unexpected error: " + cause, "see the host's log");
		};
	}
}
