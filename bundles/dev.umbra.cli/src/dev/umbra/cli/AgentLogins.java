package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.optionalWord;
import static dev.umbra.cli.Commands.word;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;

import picocli.CommandLine.Model.CommandSpec;
import dev.umbra.client.RemoteHost;
import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.agent.ForeignSession;
import dev.umbra.core.api.Agents;
import dev.umbra.wire.Codec;

/** {@code umbra agent login}, {@code logout} and {@code sessions}: what only a running agent can do. */
final class AgentLogins {
	private AgentLogins() {
	}

	static CommandSpec login() {
		return command("login", "Logs in to an agent, where need be by its own program on this terminal.", AgentLogins::runLogin)
				.addPositional(word(0, "NAME", "its name or id"))
				.addPositional(optionalWord(1, "METHOD", "how; needed only where the agent has several ways"));
	}

	static CommandSpec logout() {
		return command("logout", "Has an agent forget its login.", AgentLogins::runLogout)
				.addPositional(word(0, "NAME", "its name or id"));
	}

	static CommandSpec sessions() {
		return command("sessions", "Lists the sessions that the agent itself keeps; starts it if need be.",
				AgentLogins::runSessions).addPositional(word(0, "NAME", "its name or id"))
				.addOption(Commands.value("--cwd", "DIR", "of this folder only"));
	}

	private static Agents.One one(Call call) {
		return Call.get(call.host().agents().get(new Agents.Get(call.word(0))));
	}

	private static int runLogin(Call call) {
		Agents.One one = one(call);
		Agents.LoginStep done = login(call, call.host(), one.agent().id().value(), call.optionalWord(1));
		if (call.json()) {
			call.print(Codec.object().put("id", one.agent().id().value()).put("agent", one.agent().name()).put("method",
					done.method()));
		} else {
			call.line("Logged in to " + TerminalSafe.oneLine(one.agent().name()) + " by " + TerminalSafe.oneLine(done.method())
					+ ".");
		}
		return 0;
	}

	/**
	 * Logs in, to the end: a program for a terminal is run on this one.
	 *
	 * @param method null if the agent has only one
	 * @throws FailureException in words, if it did not succeed
	 */
	static Agents.LoginStep login(Call call, RemoteHost host, String agent, @Nullable String method) {
		Agents.LoginStep step = Call.get(host.agents().login(new Agents.Login(CommandId.random(), agent, method, false)));
		if (step.done() || step.program() == null) {
			return step;
		}
		run(call, step.program(), step);
		return Call.get(host.agents().login(new Agents.Login(CommandId.random(), agent, step.method(), true)));
	}

	private static void run(Call call, String program, Agents.LoginStep step) {
		List<String> command = new ArrayList<>(List.of(program));
		command.addAll(step.args());
		if (!call.json()) {
			call.line("Running: " + TerminalSafe.shown(String.join(" ", command)));
		}
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.environment().putAll(step.env());
		if (step.folder() != null) {
			builder.directory(new File(step.folder()));
		}
		int exit;
		try {
			exit = call.terminal().hand(builder);
		} catch (IOException e) {
			throw new FailureException(Failure.agentFailed("The login program cannot be started: " + e.getMessage(),
					"See what the agent is started with: umbra agent show " + step.agent()), e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new FailureException(Failure.failed("Interrupted; nobody is logged in.", null), e);
		}
		if (exit != 0) {
			throw new FailureException(Failure.agentFailed(
					"The login program of " + step.agent() + " ended with exit code " + exit + ": nobody is logged in.",
					"Try again: umbra agent login " + step.agent() + " " + step.method()));
		}
	}

	private static int runLogout(Call call) {
		Agents.One one = one(call);
		Call.get(call.host().agents().logout(new Agents.Logout(CommandId.random(), one.agent().id().value())));
		return AgentCommands.done(call, one, "Logged out of ");
	}

	private static int runSessions(Call call) {
		Agents.One one = one(call);
		String cwd = call.option("--cwd");
		Agents.Foreign foreign = Call.get(call.host().agents()
				.sessions(new Agents.SessionsOf(one.agent().id().value(), cwd == null ? null : call.path(cwd))));
		Map<String, String> known = foreign.known();
		if (call.json()) {
			ArrayNode array = Codec.object().putArray("sessions");
			for (ForeignSession session : foreign.sessions()) {
				array.addObject().put("acpSession", session.acpSession()).put("title", session.title()).put("cwd", session.cwd())
						.put("updated", session.updated()).put("session", known.get(session.acpSession()));
			}
			call.print(array);
			return 0;
		}
		TextTable table = new TextTable("SESSION", "UPDATED", "TITLE", "FOLDER", "ITS ID THERE");
		for (ForeignSession session : foreign.sessions()) {
			String here = known.get(session.acpSession());
			table.row(here == null ? "–" : SessionCommands.shortId(here), text(session.updated()), text(session.title()),
					session.cwd(), session.acpSession());
		}
		if (table.isEmpty()) {
			call.line("The agent lists no sessions" + (cwd == null ? "." : " of this folder."));
		} else {
			call.terminal().print(table.toString());
			call.line("Take one over: umbra session new --agent " + TerminalSafe.oneLine(one.agent().name())
					+ " --cwd FOLDER --load ITS-ID");
		}
		return 0;
	}

	private static String text(@Nullable String text) {
		return text == null ? "" : text;
	}
}
