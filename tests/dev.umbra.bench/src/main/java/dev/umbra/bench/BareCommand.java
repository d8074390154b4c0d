package dev.umbra.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The least that a command of this shape does: parse its words with picocli, print JSON with Jackson. Of {@link CommandPart}. */
public final class BareCommand {
	private BareCommand() {
	}

	public static void main(String[] args) throws Exception {
		CommandSpec status = CommandSpec.create().name("status");
		CommandSpec host = CommandSpec.create().name("host").addSubcommand("status", status);
		CommandSpec root = CommandSpec.create().name("bare").addSubcommand("host", host)
				.addOption(OptionSpec.builder("--json").type(boolean.class).build());
		String parsed = new CommandLine(root).parseArgs(args).subcommand().subcommand().commandSpec().qualifiedName();
		JsonMapper mapper = JsonMapper.builder().build();
		JsonNode tree = mapper.readTree("{\"running\":true,\"sessions\":[1,2,3]}");
		System.out.println(mapper.writeValueAsString(mapper.createObjectNode().put("command", parsed).set("was", tree)));
	}
}
