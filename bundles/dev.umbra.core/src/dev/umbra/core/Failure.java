package dev.umbra.core;

import org.jspecify.annotations.Nullable;

/**
 * An expected failure, carrying what a person must read and may do next.
 *
 * @param message what happened and to which thing, one or more sentences
 * @param hint what to do now, or null where there is nothing to do
 */
public record Failure(Code code, String message, @Nullable String hint) {
	/** The one table of codes: JSON word, JSON-RPC error code, exit code of the command (docs/formats/local-api.md). */
	public enum Code {
		NOT_FOUND("not_found", -32002, 3),
		USAGE("usage", -32602, 2),
		REFUSED("refused", -33001, 5),
		BUSY("busy", -33002, 1),
		AGENT_FAILED("agent_failed", -33003, 1),
		STORE_NEWER("store_newer", -33004, 1),
		HOST_UNREACHABLE("host_unreachable", -33005, 4),
		FAILED("failed", -32603, 1);

		private final String word;
		private final int rpc;
		private final int exit;

		Code(String word, int rpc, int exit) {
			this.word = word;
			this.rpc = rpc;
			this.exit = exit;
		}

		public String word() {
			return word;
		}

		public int rpc() {
			return rpc;
		}

		public int exit() {
			return exit;
		}

		/** The code of a JSON-RPC error; {@link #FAILED} for numbers we do not know. */
		public static Code ofRpc(int rpc) {
			for (Code code : values()) {
				if (code.rpc == rpc) {
					return code;
				}
			}
			return FAILED;
		}
	}

	public static Failure notFound(String message, String hint) {
		return new Failure(Code.NOT_FOUND, message, hint);
	}

	public static Failure usage(String message, @Nullable String hint) {
		return new Failure(Code.USAGE, message, hint);
	}

	public static Failure refused(String message, @Nullable String hint) {
		return new Failure(Code.REFUSED, message, hint);
	}

	public static Failure busy(String message, @Nullable String hint) {
		return new Failure(Code.BUSY, message, hint);
	}

	public static Failure agentFailed(String message, @Nullable String hint) {
		return new Failure(Code.AGENT_FAILED, message, hint);
	}

	public static Failure failed(String message, @Nullable String hint) {
		return new Failure(Code.FAILED, message, hint);
	}
}
