package dev.umbra.agent;

import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.Launch;
import dev.umbra.core.port.AgentRuntime;
import dev.umbra.core.session.Detail;
import dev.umbra.wire.Blotter;
import dev.umbra.wire.RpcException;
import org.jspecify.annotations.Nullable;

/** The words for what goes wrong with an agent: what, which, what to do. Stateless. */
final class AgentFailures {
	/** The protocol's code for <i>log in first</i>. */
	static final int AUTH_REQUIRED = -32000;
	/** How much of stderr a person is shown in a failure; all that is kept comes with {@code Sink.exited}. */
	private static final int STDERR = 4_000;
	private static final int MESSAGE = 8_000;

	/** How a process ended, as those who waited for it are told. */
	static final class Ended extends RuntimeException {
		private static final long serialVersionUID = 1L;
		private final int exitCode;

		Ended(String message, int exitCode) {
			super(message, null, false, false);
			this.exitCode = exitCode;
		}

		int exitCode() {
			return exitCode;
		}
	}

	private AgentFailures() {
	}

	static FailureException of(String message, @Nullable String hint) {
		return new FailureException(Failure.agentFailed(message, hint));
	}

	static Ended ended(Launch launch, int exitCode, boolean asked, String stderr) {
		if (asked) {
			return new Ended(name(launch) + " was ended", exitCode);
		}
		String how = exitCode < 0 ? " is lost: it closed its output and cannot be ended"
				: exitCode > 128 && exitCode < 160 ? " was killed by signal " + (exitCode - 128) + " (exit code " + exitCode + ")"
						: " ended by itself with exit code " + exitCode;
		return new Ended(name(launch) + " (" + launch.program() + ")" + how + stderrWords(stderr), exitCode);
	}

	static FailureException unanswered(Launch launch, String method, long seconds, String stderr, String junk) {
		String question = method.equals("initialize") ? "Is it a program that speaks ACP on stdin and stdout? " : "";
		return of(name(launch) + " (" + launch.program() + ") did not answer " + method + " within " + seconds + " s" + junk
				+ stderrWords(stderr), question + "A longer time: the setting start-timeout.");
	}

	/** @param e with the code {@link #AUTH_REQUIRED} */
	static AgentRuntime.LoginWanted loginWanted(Launch launch, RpcException e, List<Detail.LoginMethod> methods) {
		String ways = methods.isEmpty() ? "" : " It offers: "
				+ methods.stream().map(method -> Visible.line(method.name(), 100)).collect(Collectors.joining(", ")) + ".";
		return new AgentRuntime.LoginWanted(Failure.agentFailed(name(launch) + " wants a login first: "
				+ Blotter.of(launch).text(message(e)) + "." + ways,
				methods.isEmpty() ? "Log in with the agent's own program in a terminal, then try again."
						: "Log in: umbra agent login " + ShellWords.line(List.of(launch.name())) + ", then try again."), methods);
	}

	/** What was asked of the agent that it does not offer. @param what for example {@code delete a session} */
	static FailureException cannot(Launch launch, String what) {
		return of(name(launch) + " cannot " + what, null);
	}

	/** An answer to initialize, session/new, load or resume that is an error or not what it should be. */
	static FailureException refused(Launch launch, String method, Throwable e) {
		if (e instanceof FailureException failure) {
			return failure;
		}
		if (e instanceof Ended ended) {
			return of(String.valueOf(ended.getMessage()), "Look at its log: " + launch.log());
		}
		String reason = e instanceof RpcException error ? error.code() + " " + message(error) : String.valueOf(e.getMessage());
		return of(name(launch) + " refused " + method + ": " + Blotter.of(launch).text(reason), null);
	}

	static String name(Launch launch) {
		return "agent \"" + launch.name() + "\"";
	}

	/** The message of an error, and what its data says on top. */
	static String message(RpcException error) {
		String message = error.message();
		JsonNode data = error.data();
		String more = null;
		if (data != null && data.isTextual()) {
			more = data.textValue();
		} else if (data != null) {
			more = data.path("message").isTextual() ? data.path("message").textValue()
					: data.path("details").isTextual() ? data.path("details").textValue() : null;
		}
		return cut(more == null || more.isBlank() || message.contains(more) ? message : message + ": " + more);
	}

	static String code(Throwable e) {
		return switch (e) {
		case RpcException error -> Integer.toString(error.code());
		case Ended ended -> "exit " + ended.exitCode();
		default -> Integer.toString(RpcException.INTERNAL);
		};
	}

	private static String stderrWords(String stderr) {
		return stderr.isBlank() ? "; it wrote nothing to stderr" : ". The end of its stderr:\n" + Visible.tail(stderr, STDERR);
	}

	private static String cut(String text) {
		return text.length() <= MESSAGE ? text : Visible.line(text, MESSAGE);
	}
}
