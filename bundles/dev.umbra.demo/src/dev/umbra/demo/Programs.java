package dev.umbra.demo;

import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.wire.RpcException;

/** The command that runs a command: asked first, then run by the client in a terminal that the tool call shows. */
final class Programs {
	private static final boolean WINDOWS = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

	private final Turn turn;

	Programs(Turn turn) {
		this.turn = turn;
	}

	void run(String line) {
		if (turn.session().record().mode().equals(Acp.MODE_READ_ONLY)) {
			throw new FailureException(Failure.refused("This session is in the mode *Read only*, so I run nothing.",
					"Switch to the mode *Ask* and say it again."));
		}
		if (!turn.client().runsTerminals()) {
			throw new FailureException(Failure.refused("Your client offers no terminals, so I cannot run anything.", null));
		}
		ToolCall call = ToolCall.command(turn, line, turn.session().record().folder());
		if (!call.isPermitted()) {
			turn.say("All right, I did not run it.");
			return;
		}
		JsonNode exit = call.run(() -> inTerminal(call, line));
		JsonNode code = exit.path("exitCode");
		turn.say(code.isIntegralNumber() ? "It ended with exit code " + code.asInt() + "."
				: "It was ended by the signal " + exit.path("signal").asText("that nobody named") + ".");
	}

	/** The terminal is given back whatever happens; its output stays in the tool call. */
	private JsonNode inTerminal(ToolCall call, String line) {
		ObjectNode params = Acp.object().put("sessionId", turn.session().id()).put("command", WINDOWS ? "cmd" : "/bin/sh")
				.put("cwd", turn.session().record().folder().toString());
		params.putArray("args").add(WINDOWS ? "/c" : "-c").add(line);
		String terminal;
		try {
			terminal = turn.await(turn.client().call("terminal/create", params)).path("terminalId").asText();
		} catch (RpcException e) {
			throw new FailureException(Failure.refused("Your client did not run it: " + e.message() + ".", null), e);
		}
		call.show(Acp.object().put("type", "terminal").put("terminalId", terminal));
		call.progress();
		ObjectNode named = Acp.object().put("sessionId", turn.session().id()).put("terminalId", terminal);
		try {
			return turn.await(turn.client().call("terminal/wait_for_exit", named.deepCopy()));
		} finally {
			turn.client().call("terminal/release", named);
		}
	}
}
