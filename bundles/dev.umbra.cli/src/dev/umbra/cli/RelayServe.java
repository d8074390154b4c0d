package dev.umbra.cli;

import static dev.umbra.cli.Commands.command;
import static dev.umbra.cli.Commands.flag;
import static dev.umbra.cli.Commands.value;
import static dev.umbra.cli.Commands.values;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.umbra.core.CommandId;
import dev.umbra.core.Failure;
import dev.umbra.core.FailureException;
import dev.umbra.core.api.Host;
import dev.umbra.wire.Codec;
import picocli.CommandLine.Model.CommandSpec;

/** {@code umbra relay serve}: the host is a relay itself. */
final class RelayServe {
	private RelayServe() {
	}

	static CommandSpec spec() {
		return command("serve", "Makes this host a relay itself, for your devices; it stays one until --off.", RelayServe::serve)
				.addOption(value("--port", "N", "the port; 0: any that is free. Default: as it is set, else 7447"))
				.addOption(value("--address", "A", "where it listens; default: as it is set, else 127.0.0.1, for programs of this machine only"))
				.addOption(values("--allow", "NPUB", "a public key that may use it; needed where other machines can reach it"))
				.addOption(flag("--off", "be no relay any more; what it keeps stays"));
	}

	private static int serve(Call call) {
		call.refuseAgents("umbra relay serve");
		List<String> allow = call.options("--allow");
		Host.Serving serving = Call.get(call.host().host().serve(new Host.Serve(CommandId.random(), call.flag("--off"), port(call.option("--port")),
				call.option("--address"), allow.isEmpty() ? null : allow)));
		if (call.json()) {
			ObjectNode shape = Codec.object().put("url", serving.url()).put("address", serving.address()).put("port", serving.port())
					.put("authenticated", serving.authenticated());
			ArrayNode words = shape.putArray("words");
			serving.words().forEach(words::add);
			call.print(shape);
		} else if (serving.url() == null) {
			call.line("This host is no relay. What it kept as one stays.");
		} else {
			call.line("This host is a relay: " + serving.url() + (serving.authenticated() ? " (" + serving.address() + ")" : ""));
			serving.words().forEach(call::line);
			call.line("Use it here by: umbra relay add " + serving.url());
		}
		return 0;
	}

	private static @Nullable Integer port(@Nullable String typed) {
		if (typed == null) {
			return null;
		}
		if (!typed.matches("[0-9]{1,5}") || Integer.parseInt(typed) > 65535) {
			throw new FailureException(Failure.usage("There is no port \"" + typed + "\".", "Ports are 1 to 65535; 0 takes any that is free."));
		}
		return Integer.valueOf(typed);
	}
}
