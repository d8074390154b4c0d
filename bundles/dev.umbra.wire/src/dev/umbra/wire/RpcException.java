package dev.umbra.wire;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC error: received as the answer to a call, or to be sent as the answer to a request. */
public final class RpcException extends RuntimeException {
	private static final long serialVersionUID = 1L;
	public static final int INVALID_REQUEST = -32600;
	public static final int METHOD_NOT_FOUND = -32601;
	public static final int INVALID_PARAMS = -32602;
	public static final int INTERNAL = -32603;

	private final int code;
	private final transient @Nullable JsonNode data;

	public RpcException(int code, String message) {
		this(code, message, null);
	}

	/** @param data the error's {@code data} member, or null where it has none */
	public RpcException(int code, String message, @Nullable JsonNode data) {
		super(message);
		this.code = code;
		this.data = data;
	}

	public static RpcException invalidRequest(String message) {
		return new RpcException(INVALID_REQUEST, message);
	}

	public static RpcException methodNotFound(String method) {
		return new RpcException(METHOD_NOT_FOUND, "no such method: " + method);
	}

	public static RpcException invalidParams(String message) {
		return new RpcException(INVALID_PARAMS, message);
	}

	public static RpcException internal(String message) {
		return new RpcException(INTERNAL, message);
	}

	public int code() {
		return code;
	}

	/** The message without the code, never null. */
	public String message() {
		return String.valueOf(getMessage());
	}

	public @Nullable JsonNode data() {
		return data;
	}
}
